/** Which single keys a marker uses, and whether any. Keys that are no single character always stay as they are. */
export interface OwnKeys {
  off: boolean;
  /** The key chosen in place of a key as it is delivered. */
  keys: Readonly<Record<string, string>>;
}

export const AS_DELIVERED: OwnKeys = { off: false, keys: {} };

/** Read what was kept; anything else than that is as delivered. */
export function parseKeys(kept: string | null): OwnKeys {
  try {
    const { off, keys } = JSON.parse(kept ?? "") as Partial<OwnKeys>;
    const pairs = Object.entries(keys ?? {}).filter(([key, own]) => isSingle(key) && isSingle(own));
    return { off: off === true, keys: Object.fromEntries(pairs) };
  } catch {
    return AS_DELIVERED;
  }
}

/** The key as delivered that this press stands for; "" for none. */
export function meaning({ off, keys }: OwnKeys, pressed: string): string {
  if ([...pressed].length !== 1) return pressed;
  if (off) return "";
  const chosen = Object.entries(keys).find(([, own]) => own === pressed)?.[0];
  return chosen ?? (pressed in keys ? "" : pressed);
}

/** The key in force for a key as delivered; "" while single keys are off. */
export function inForce({ off, keys }: OwnKeys, key: string): string {
  if ([...key].length !== 1) return key;
  return off ? "" : (keys[key] ?? key);
}

/** Choose a key; the one as delivered is kept as nothing. */
export function withKey(own: OwnKeys, key: string, wanted: string): OwnKeys {
  const { [key]: _before, ...others } = own.keys;
  return { ...own, keys: wanted === key ? others : { ...others, [key]: wanted } };
}

/** The key as delivered, of all these, that has this one already; "" if it is free. Digits set levels. */
export function taker(own: OwnKeys, key: string, wanted: string, all: string[]): string {
  return all.find((other) => other !== key && (own.keys[other] ?? other) === wanted) ?? "";
}

/** Whether this can be chosen: one character that is no digit and no space. */
export function isSingle(key: unknown): key is string {
  return typeof key === "string" && [...key].length === 1 && !/[\s\d]/.test(key) && key === key.toLowerCase();
}
