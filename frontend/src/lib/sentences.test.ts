import { expect, test } from "vitest";
import { sentenceRanges } from "./sentences";

const said = (text: string) => sentenceRanges(text, "en").map(([start, end]) => text.slice(start, end));

test("a passage falls into its sentences, without the space between", () => {
  expect(said("He came.  Why? “To see.” Nobody knew.")).toEqual(["He came.", "Why?", "“To see.”", "Nobody knew."]);
});

test("initials, titles and numbers end no sentence", () => {
  const text = "V. P. Popov counted them. Order No. 00447 gave Dr. Smith two limits.";
  expect(said(text)).toEqual(["V. P. Popov counted them.", "Order No. 00447 gave Dr. Smith two limits."]);
});

test("a text that ends in a short form is said to its end", () => {
  expect(said("They shot Kirov and Nikolaev, L.")).toEqual(["They shot Kirov and Nikolaev, L."]);
});

test("nothing is said of an empty passage", () => {
  expect(said("   ")).toEqual([]);
});
