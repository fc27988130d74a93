import { describe, expect, it } from "vitest";
import { pieces, placeOf } from "./markup";

const marked = (line: string) => pieces(line).filter((piece) => piece.kind === "mark");

describe("pieces", () => {
  it("joined again are the line, whatever it says", () => {
    for (const line of [
      "",
      "---",
      "title: A",
      "## Head {#h-head}",
      "[[a|b]] {#p1}",
      ":::figure x",
      'id = "x" # y',
      "🎈",
    ])
      expect(
        pieces(line)
          .map((piece) => piece.text)
          .join(""),
      ).toBe(line);
  });

  it("tell markup from what readers see", () => {
    expect(marked("[[event:order|Order]] gave {#p3}").map((piece) => piece.text)).toEqual([
      "[[event:order|",
      "]]",
      "{#p3}",
    ]);
    expect(marked("title: Terror by quota").map((piece) => piece.text)).toEqual(["title:"]);
    expect(marked("[[question]]")).toHaveLength(1);
    expect(marked("A paragraph: with a colon.")).toEqual([]);
  });

  it("make a heading one piece, without its id", () => {
    expect(pieces("## Numbers from Moscow {#numbers}").map((piece) => piece.kind)).toEqual(["head", "mark"]);
  });

  it("show the word that a problem names", () => {
    const line = "by a [[trojka]], which";
    const place = placeOf(line, "trojka");
    expect(place && pieces(line, [place]).find((piece) => piece.kind === "bad")?.text).toBe("trojka");
  });
});

describe("placeOf", () => {
  it("finds a word as it is written, and a link whose words stand for the id", () => {
    expect(placeOf("a [[trojka]]", "trojka")).toEqual([4, 10]);
    expect(placeOf("a [[Show Trjal|trial]]", "show-trjal")).toEqual([4, 14]);
    expect(placeOf("a [[person:Stalin]]", "stalin")).toEqual([11, 17]);
    expect(placeOf("nothing here", "trojka")).toBeNull();
  });
});
