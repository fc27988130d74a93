import { describe, expect, test } from "vitest";
import vectors from "../../../tests/vectors/documents.json";
import { digest } from "./digest";
import { type DocumentNode, FORBIDDEN, plainText } from "./document";
import { countWords } from "./words";

describe.each(vectors)("the server's vector: $name", ({ json, text, words, digest: fingerprint }) => {
  const tree: DocumentNode = JSON.parse(json);

  test("has the same canonical text", () => expect(plainText(tree)).toBe(text));
  test("has as many words", () => expect(countWords(plainText(tree))).toBe(words));
  test("is written as the same JSON", () => expect(JSON.stringify(tree)).toBe(json));
  test("has the same digest", () => expect(digest(json)).toBe(fingerprint));
});

test("what no text may hold is dropped, and nothing else", () => {
  const half = "\uD83D";
  expect(`a\0b\uFFFCc${half}d\u{1F600}e\uDE00\n\u200B`.replace(FORBIDDEN, "")).toBe("abcd\u{1F600}e\n\u200B");
});
