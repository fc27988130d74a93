import { expect, test } from "vitest";
import { both, merged } from "./merging";

const base = { levels: { K: 3 }, notes: {}, summary: "Good.", next_step: "" };

test("what only one side changed is taken from there", () => {
  const mine = { ...base, levels: { K: 3, A: 2 } };
  const theirs = { ...base, levels: { K: 4 }, next_step: "Go on." };
  expect(merged(base, mine, theirs)).toEqual({
    levels: { K: 4, A: 2 },
    notes: {},
    summary: "Good.",
    next_step: "Go on.",
  });
});

test("words about a criterion are taken from the side that changed them, from both if both did", () => {
  const mine = { ...base, notes: { K: "Exact.", A: "Why?" } };
  const theirs = { ...base, notes: { K: "Dates." } };
  expect(merged(base, mine, theirs).notes).toEqual({ K: "Dates.\n\nExact.", A: "Why?" });
  const cleared = { ...base, notes: {} };
  expect(merged({ ...base, notes: { K: "Exact." } }, cleared, { ...base, notes: { K: "Exact." } }).notes).toEqual({});
});

test("a level set on both sides is mine", () => {
  expect(merged(base, { ...base, levels: { K: 5 } }, { ...base, levels: { K: 1 } }).levels).toEqual({ K: 5 });
});

test("a text changed on both sides keeps both, theirs first", () => {
  expect(both("Good.", "Good, but short.", "Very good.")).toBe("Very good.\n\nGood, but short.");
  expect(both("Good.", "Same.", "Same.")).toBe("Same.");
});
