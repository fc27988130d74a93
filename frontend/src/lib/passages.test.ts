import { beforeEach, expect, test } from "vitest";
import { placeOf, rangesOf } from "./passages";

beforeEach(() => {
  document.body.innerHTML =
    '<div><p data-passage="p1">One 🌲 and <em>two</em> words.</p><p data-passage="p2">Another passage.</p></div>';
});

function select(from: Node, start: number, to: Node, end: number): Range {
  const range = document.createRange();
  range.setStart(from, start);
  range.setEnd(to, end);
  return range;
}

test("a place is counted in code points of the passage and leaves out the white space at its ends", () => {
  const [first, em] = Array.from(document.querySelector("p")?.childNodes ?? []);
  const place = placeOf(select(first as Node, 6, em?.firstChild as Node, 3));
  expect(place).toEqual({ key: "p1", start: 6, end: 13, quote: "and two" });
});

test("words of two passages have no place", () => {
  const [one, two] = Array.from(document.querySelectorAll("p"));
  expect(placeOf(select(one?.firstChild as Node, 0, two?.firstChild as Node, 3))).toBeNull();
});

test("three clicks on a passage, which reach into the next one, choose that passage", () => {
  const [one, two] = Array.from(document.querySelectorAll("p"));
  const place = placeOf(select(one?.firstChild as Node, 0, two as Node, 0));
  expect(place?.quote).toBe("One 🌲 and two words.");
});

test("a place leads back to the same words", () => {
  const [range] = rangesOf(document, { key: "p1", start: 6, end: 13, quote: "and two" });
  expect(range?.toString()).toBe("and two");
});

test("nothing is highlighted where the passage says something else now", () => {
  expect(rangesOf(document, { key: "p2", start: 0, end: 3, quote: "One" })).toEqual([]);
});
