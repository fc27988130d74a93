import { beforeEach, expect, test } from "vitest";
import { SentenceCursor } from "./sentence-cursor";

let cursor: SentenceCursor;

beforeEach(() => {
  cursor = new SentenceCursor(
    [
      { key: "p1", text: "One 🌲 stands. Two stand. Three stand." },
      { key: "p2", text: " Another passage. Its end. " },
    ],
    "en",
  );
});

test("it begins at the first sentence of a passage, counted in code points", () => {
  cursor.start("p1");
  expect(cursor.place).toEqual({ key: "p1", start: 0, end: 13, quote: "One 🌲 stands." });
  cursor.start("p2");
  expect(cursor.place).toEqual({ key: "p2", start: 1, end: 17, quote: "Another passage." });
});

test("a passage that is not there begins at the first one", () => {
  cursor.start("p9");
  expect(cursor.place.key).toBe("p1");
});

test("it goes from sentence to sentence, over the end of a passage, and stops at both ends", () => {
  const seen: string[] = [];
  for (let n = 0; n < 6; n++) {
    seen.push(cursor.place.quote);
    cursor.move(1);
  }
  expect(seen).toEqual(["One 🌲 stands.", "Two stand.", "Three stand.", "Another passage.", "Its end.", "Its end."]);
  for (let n = 0; n < 9; n++) cursor.move(-1);
  expect(cursor.place.start).toBe(0);
});

test("it takes more sentences in both directions and gives them back", () => {
  cursor.move(1);
  cursor.extend(1);
  expect(cursor.place).toEqual({ key: "p1", start: 14, end: 37, quote: "Two stand. Three stand." });
  expect([cursor.taken, cursor.words]).toEqual([2, "Three stand."]);
  cursor.extend(-1);
  cursor.extend(-1);
  expect(cursor.place.quote).toBe("One 🌲 stands. Two stand.");
});

test("it never takes words of two passages", () => {
  cursor.move(1);
  cursor.move(1);
  cursor.extend(1);
  expect(cursor.place.quote).toBe("Three stand.");
});

test("after taking several, a move goes on from the last one", () => {
  cursor.extend(1);
  cursor.move(1);
  expect(cursor.place.quote).toBe("Three stand.");
});

test("it leaps from passage to passage", () => {
  cursor.movePassage(1);
  expect(cursor.place.quote).toBe("Another passage.");
  cursor.move(1);
  cursor.movePassage(-1);
  expect(cursor.place.quote).toBe("One 🌲 stands.");
  cursor.movePassage(-1);
  expect(cursor.place.quote).toBe("One 🌲 stands.");
});
