/** A comment of the bank as the palette looks through it. */
export interface Entry {
  code: string;
  label: string;
  text: string;
}

/**
 * Return the entries in which every typed word begins a word of the code, the label or the text; those whose label says
 * it come first, else the order stays. Nothing typed: all of them.
 */
export function matching<T extends Entry>(entries: T[], typed: string): T[] {
  const wanted = words(typed);
  const found = entries.filter((entry) => begin(words(`${entry.code} ${entry.label} ${entry.text}`), wanted));
  const first = wanted.length ? found.filter((entry) => begin(words(`${entry.code} ${entry.label}`), wanted)) : found;
  return [...first, ...found.filter((entry) => !first.includes(entry))];
}

/** Cut a text into parts, where the parts that begin a typed word are `hit`. */
export function hits(text: string, typed: string): { text: string; hit: boolean }[] {
  const wanted = words(typed);
  const parts: { text: string; hit: boolean }[] = [];
  for (const piece of text.split(/([\p{L}\p{N}]+)/u)) {
    const length = Math.max(0, ...wanted.filter((word) => fold(piece).startsWith(word)).map((word) => word.length));
    if (length) parts.push({ text: piece.slice(0, length), hit: true });
    if (piece.length > length) parts.push({ text: piece.slice(length), hit: false });
  }
  return parts;
}

function begin(has: string[], wanted: string[]): boolean {
  return wanted.every((word) => has.some((one) => one.startsWith(word)));
}

function words(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

function fold(text: string): string {
  return text.toLocaleLowerCase();
}
