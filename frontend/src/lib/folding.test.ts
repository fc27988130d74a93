import { describe, expect, it } from "vitest";
import { fold, occurrences } from "./folding";

describe("looking for words", () => {
  it("heeds neither capitals nor accents", () => {
    expect(fold("Éva Kiróv")).toBe("eva kirov");
    expect(occurrences("Kiróv met KIROV", "kirov")).toEqual([
      [0, 5],
      [10, 15],
    ]);
  });

  it("counts in UTF-16 also behind astral characters and marks", () => {
    const text = "😀 Kiro\u0301v";
    expect(occurrences(text, "kirov").map(([start, end]) => text.slice(start, end))).toEqual(["Kiro\u0301v"]);
  });

  it("finds what overlaps once, and nothing for no words", () => {
    expect(occurrences("aaaa", "aa")).toHaveLength(2);
    expect(occurrences("aaaa", "")).toEqual([]);
  });
});
