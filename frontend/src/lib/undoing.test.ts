import { expect, test } from "vitest";
import { judgedAgain, opposite, Undoing } from "./undoing";

const judged = (levels: Record<string, number>, summary = "", next_step = "") => ({
  levels,
  notes: {},
  summary,
  next_step,
});

test("acts are taken back from the last one and done again from the one taken back last", () => {
  const acts = new Undoing();
  acts.did({ kind: "made", comment: "1" });
  acts.did({ kind: "changed", comment: "1", before: "a", after: "b" });
  expect(acts.undo()).toEqual({ kind: "changed", comment: "1", before: "b", after: "a" });
  expect(acts.undo()).toEqual({ kind: "removed", comment: "1" });
  expect(acts.undo()).toBeUndefined();
  expect(acts.redo()).toEqual({ kind: "made", comment: "1" });
  expect(acts.canUndo && acts.canRedo).toBe(true);
});

test("a new act ends what could be done again", () => {
  const acts = new Undoing();
  acts.did({ kind: "made", comment: "1" });
  acts.undo();
  acts.did({ kind: "removed", comment: "2" });
  expect(acts.redo()).toBeUndefined();
  expect(acts.undo()).toEqual({ kind: "made", comment: "2" });
});

test("the opposite of an opposite is the act", () => {
  const star = { kind: "starred", start: 1, end: 4, quote: "abc" } as const;
  expect(opposite(star)).toEqual({ ...star, kind: "unstarred" });
  expect(opposite(opposite(star))).toEqual(star);
});

test("taking back a level leaves what was judged since as it is", () => {
  const now = judged({ K: 3, A: 2 }, "Good.");
  expect(judgedAgain(now, judged({ K: 3 }), judged({}))).toEqual(judged({ A: 2 }, "Good."));
  expect(judgedAgain(now, judged({}, "Good."), judged({}, ""))).toEqual(judged({ K: 3, A: 2 }));
  expect(judgedAgain(now, judged({ K: 3 }), judged({ K: 4 }))).toEqual(judged({ K: 4, A: 2 }, "Good."));
});

test("words about a criterion are taken back, and nothing else", () => {
  const before = judged({ K: 3 });
  const after = { ...before, notes: { K: "Exact." } };
  const now = { ...after, notes: { K: "Exact.", A: "Why?" }, summary: "Good." };
  expect(judgedAgain(now, after, before)).toEqual({ ...now, notes: { A: "Why?" } });
});
