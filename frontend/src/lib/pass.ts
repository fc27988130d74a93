/**
 * The pass of the person signed in on this device: their number and a random word, in a cookie that ends with the
 * browser as the session's own does. What the device remembers of an essay opens with this pass only.
 */
import { type Heads, openHeads } from "./heads";

const NAME = "desk";

/** The pass of this browser, "" when nobody has one. */
export function pass(): string {
  const found = new RegExp(`(?:^|; )${NAME}=([^;]*)`).exec(document.cookie);
  return found?.[1] ?? "";
}

/** The pass of this person, made now if they have none. */
export function passOf(user: number): string {
  if (!isOf(user))
    write(`${user}.${[...crypto.getRandomValues(new Uint32Array(4))].map((n) => n.toString(36)).join("")}`);
  return pass();
}

/** The page was made for this person, 0 for nobody: forget what the device remembers of anyone else. */
export async function comesInAs(user: number, heads: Heads = openHeads()): Promise<void> {
  if (!pass() || isOf(user)) return;
  write("");
  await heads.forgetOthers("").catch(() => undefined);
}

function isOf(user: number): boolean {
  return user > 0 && pass().startsWith(`${user}.`);
}

function write(value: string): void {
  const secure = location.protocol === "https:" ? "; secure" : "";
  const ends = value ? "" : "; max-age=0";
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is not there on plain http
  document.cookie = `${NAME}=${value}; path=/; samesite=strict${secure}${ends}`;
}
