/** A text as it is searched: without accents and capitals. */
export function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Where some words stand in a text, however they are capitalised or accented: UTF-16 indexes, end not included. */
export function occurrences(text: string, wanted: string): [start: number, end: number][] {
  const needle = fold(wanted);
  if (!needle) return [];
  const places: number[] = []; // for each character of the folded text, where its own begins
  let folded = "";
  let at = 0;
  for (const character of text) {
    const part = fold(character);
    for (let n = 0; n < part.length; n += 1) places.push(at);
    folded += part;
    at += character.length;
  }
  places.push(at);
  const found: [number, number][] = [];
  for (let from = folded.indexOf(needle); from >= 0; from = folded.indexOf(needle, from + needle.length)) {
    found.push([places[from] as number, places[from + needle.length] as number]);
  }
  return found;
}
