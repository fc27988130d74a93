/** A stretch of a line: markup, a heading, a word that a problem names, or plain (""). */
export interface Piece {
  kind: "" | "mark" | "head" | "bad";
  text: string;
}

const HEAD = /^(#{2,3} .*?)(\s*\{#[\w-]+\}\s*)?$/;
const MARKUP = [
  /^(?:---\s*$|:::\w* ?|\[\[?[\w.]+\]\]?\s*$)/, // front matter, directives, TOML tables
  /^[a-z_]+(?::(?=\s|$)| *=)/, // keys
  /\[\[(?:[a-z]+:)?(?:[^[\]|]*\|)?|\]\]/, // links, but for the words they show
  /\{#[\w-]+\}/, // ids
  /(?<!\S)#(?!#).*$/, // comments
];
const ANY = new RegExp(MARKUP.map((each) => `(?:${each.source})`).join("|"), "g");

/** Cut a line of Markdown or TOML into pieces, which joined again are the line. `bad` are ranges that a problem names. */
export function pieces(line: string, bad: [number, number][] = []): Piece[] {
  const kinds: Piece["kind"][] = new Array(line.length).fill("");
  const head = HEAD.exec(line);
  if (head) kinds.fill("head", 0, head[1]?.length);
  for (const found of head ? [] : line.matchAll(ANY)) kinds.fill("mark", found.index, found.index + found[0].length);
  if (head?.[2]) kinds.fill("mark", head[1]?.length);
  for (const [start, end] of bad) kinds.fill("bad", start, end);
  const made: Piece[] = [];
  for (let at = 0; at < line.length; at++) {
    const last = made.at(-1);
    const kind = kinds[at] ?? "";
    if (last?.kind === kind) last.text += line[at];
    else made.push({ kind, text: line[at] ?? "" });
  }
  return made;
}

/** Where a word that a problem names stands in a line: as it is written, or as a link's name that stands for this id. */
export function placeOf(line: string, word: string): [number, number] | null {
  if (!word) return null;
  const at = line.indexOf(word);
  if (at >= 0) return [at, at + word.length];
  for (const link of line.matchAll(/\[\[(?:[a-z]+:)?([^[\]|]+)/g)) {
    const name = link[1] ?? "";
    const end = link.index + link[0].length;
    if (slugify(name) === word) return [end - name.length, end];
  }
  return null;
}

/** The id that words stand for, as lessons/pack/prose.py makes it. */
function slugify(words: string): string {
  const plain = words.normalize("NFKD").replace(/[^\x20-\x7e]/g, "");
  return plain
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
}
