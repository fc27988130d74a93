/** The word count, by the same rule as `document.count_words` on the server. */

const GAP = /[\p{White_Space}\uFFFC]+/u;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/** Runs without Unicode White_Space that hold a letter or a digit; U+FFFC, a citation, divides. */
export function countWords(text: string): number {
  let count = 0;
  for (const run of text.split(GAP)) if (LETTER_OR_DIGIT.test(run)) count += 1;
  return count;
}
