/** Sentences of a passage, for saying them one after the other: the browser's own, joined again after short forms. */

const SHORT = /(?:^|[\s([“‘«])(?:\p{Lu}|Mr|Mrs|Ms|Dr|St|Prof|Gen|Col|No|Nos|vol|cf|c|pp?|vs|e\.g|i\.e)\.["”’)]*\s*$/u;

/** Return where the sentences of a text begin and end, in UTF-16, without the white space around them. */
export function sentenceRanges(text: string, language: string): [number, number][] {
  const found: [number, number][] = [];
  let open: number | null = null;
  for (const { segment, index } of segments(text, language)) {
    open ??= index;
    if (SHORT.test(segment) && index + segment.length < text.length) continue;
    add(found, text, open, index + segment.length);
    open = null;
  }
  if (open !== null) add(found, text, open, text.length);
  return found;
}

function segments(text: string, language: string): Iterable<{ segment: string; index: number }> {
  if (!("Segmenter" in Intl)) return [{ segment: text, index: 0 }];
  return new Intl.Segmenter(language || undefined, { granularity: "sentence" }).segment(text);
}

function add(found: [number, number][], text: string, from: number, to: number) {
  const part = text.slice(from, to);
  const start = from + part.length - part.trimStart().length;
  const end = start + part.trim().length;
  if (end > start) found.push([start, end]);
}
