import { fold } from "./folding";

/** What was typed after an `@`, and how long it is with the `@`. */
export interface AtQuery {
  query: string;
  length: number;
}

/** What a clipping is found by. */
export interface Findable {
  quote: string;
  note: string;
  place: string;
  saidBy: string;
}

const LONGEST = 40; // characters after the `@`: a few letters, not a sentence
const AT = new RegExp(`(?:^|[\\s([{\\uFFFC"'“‘„«–—])@((?!\\s)[^@\\uFFFC\\n]{0,${LONGEST}})$`, "u");

/** What stands after an `@` that begins a word, at the end of this text; null without one. */
export function atQuery(before: string): AtQuery | null {
  const query = AT.exec(before)?.[1];
  return query === undefined ? null : { query, length: query.length + 1 };
}

/** Those that say every word of the query, in their order, at most so many. */
export function matching<T extends Findable>(cards: T[], query: string, most = 8): T[] {
  const wanted = fold(query).split(/\s+/).filter(Boolean);
  const found = cards.filter(({ quote, note, place, saidBy }) => {
    const said = fold([quote, note, place, saidBy].join(" "));
    return wanted.every((word) => said.includes(word));
  });
  return found.slice(0, most);
}
