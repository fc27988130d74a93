import { describe, expect, it } from "vitest";
import { curly } from "./quotes";

describe("quotation marks", () => {
  it.each([
    ["", '"', "en", "“"],
    ["He said ", '"', "en", "“"],
    ["He said “no", '"', "en", "”"],
    ["Stalin", "'", "en", "’"],
    ["the ", "'", "en", "‘"],
    ["Er sagte ", '"', "de-CH", "„"],
    ["„Nein", '"', "de", "“"],
    ["Il dit ", '"', "fr", "«\u00A0"],
    ["«\u00A0non", '"', "fr", "\u00A0»"],
    ["(", '"', "xx", "“"],
    ["‘so", "'", "en", "’"],
    ["geht", "'", "de", "’"],
  ])("after %j, %j in %s becomes %j", (before, typed, language, mark) => {
    expect(curly(before, typed, language)).toBe(mark);
  });

  it("are the only keys", () => {
    expect(curly("a", "b", "en")).toBeNull();
  });
});
