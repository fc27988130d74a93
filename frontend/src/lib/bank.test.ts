import { expect, test } from "vitest";
import { hits, matching } from "./bank";

const BANK = [
  { code: "A03", label: "So what?", text: "Add a sentence beginning “This mattered because”." },
  { code: "K05", label: "Date it", text: "When? Put the year here." },
  { code: "K01", label: "Exact detail", text: "Good exact detail (date, name, number)." },
];
const codes = (typed: string) => matching(BANK, typed).map((entry) => entry.code);

test("nothing typed shows all, in the given order", () => {
  expect(codes("")).toEqual(["A03", "K05", "K01"]);
});

test("every typed word must begin a word", () => {
  expect(codes("beca matt")).toEqual(["A03"]);
  expect(codes("cause")).toEqual([]);
});

test("those whose label says it come first", () => {
  expect(codes("date")).toEqual(["K05", "K01"]);
  expect(codes("exact")).toEqual(["K01"]);
});

test("a code finds its comment, in any case", () => {
  expect(codes("k0")).toEqual(["K05", "K01"]);
});

test("only the beginnings of words are marked", () => {
  expect(hits("Because, the cause", "cau beca")).toEqual([
    { text: "Beca", hit: true },
    { text: "use", hit: false },
    { text: ", ", hit: false },
    { text: "the", hit: false },
    { text: " ", hit: false },
    { text: "cau", hit: true },
    { text: "se", hit: false },
  ]);
});
