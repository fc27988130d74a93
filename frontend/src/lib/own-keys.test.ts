import { expect, test } from "vitest";
import { AS_DELIVERED, inForce, isSingle, meaning, type OwnKeys, parseKeys, taker, withKey } from "./own-keys";

const MINE: OwnKeys = { off: false, keys: { j: "l", p: "+" } };

test("a chosen key does what the delivered one did, which does nothing any more", () => {
  expect(["l", "+", "j", "p", "k", "3"].map((key) => meaning(MINE, key))).toEqual(["j", "p", "", "", "k", "3"]);
  expect(["j", "k"].map((key) => inForce(MINE, key))).toEqual(["l", "k"]);
});

test("two keys can change places", () => {
  const swapped: OwnKeys = { off: false, keys: { j: "k", k: "j" } };
  expect([meaning(swapped, "k"), meaning(swapped, "j")]).toEqual(["j", "k"]);
});

test("all single keys can be off, and only they", () => {
  const off = { ...MINE, off: true };
  expect(["l", "j", "3", "?", "Escape", "Control+Enter"].map((key) => meaning(off, key))).toEqual([
    "",
    "",
    "",
    "",
    "Escape",
    "Control+Enter",
  ]);
  expect(inForce(off, "j")).toBe("");
});

test("a key that another has is named", () => {
  expect(taker(MINE, "c", "l", ["c", "j", "p"])).toBe("j");
  expect(taker(MINE, "c", "p", ["c", "j", "p"])).toBe("");
  expect(taker(MINE, "c", "c", ["c", "j", "p"])).toBe("");
});

test("the delivered key is kept as nothing", () => {
  expect(withKey(MINE, "j", "j").keys).toEqual({ p: "+" });
  expect(withKey(MINE, "c", "x").keys).toEqual({ j: "l", p: "+", c: "x" });
});

test("digits, spaces and more than one character are no keys to choose", () => {
  expect(["x", "ö", "/", "3", " ", "xy", "X", ""].filter(isSingle)).toEqual(["x", "ö", "/"]);
});

test("what is kept is read, and nothing else", () => {
  expect(parseKeys(JSON.stringify(MINE))).toEqual(MINE);
  for (const odd of [null, "", "7", "{", '{"keys": 3}']) expect(parseKeys(odd)).toEqual(AS_DELIVERED);
  expect(parseKeys('{"off": "yes", "keys": {"j": "Enter", "k": "x"}}')).toEqual({ off: false, keys: { k: "x" } });
});
