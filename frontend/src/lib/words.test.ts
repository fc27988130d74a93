import { expect, test } from "vitest";
import vectors from "../../../tests/vectors/words.json";
import { countWords } from "./words";

test.each(vectors)("counts as the server does: $name", ({ text, words }) => {
  expect(countWords(text)).toBe(words);
});
