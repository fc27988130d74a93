import { describe, expect, it } from "vitest";
import { atQuery, matching } from "./at-query";

describe("an @ in the text", () => {
  it.each([
    ["As the @mar", "mar"],
    ["@", ""],
    ["(@three of", "three of"],
    ["\uFFFC@x", "x"],
  ])("asks for a clipping: %j", (text, query) => {
    expect(atQuery(text)).toEqual({ query, length: query.length + 1 });
  });

  it.each([["write to me@example.org"], ["at @ five o'clock"], ["@one @"], [`@${"a".repeat(60)}`], ["nothing"]])(
    "asks for nothing else: %j",
    (text) => {
      expect(atQuery(text)?.query ?? "").toBe("");
    },
  );
});

describe("clippings for a query", () => {
  const card = (quote: string, note = "", place = "3.5, passage 4") => ({ quote, note, place, saidBy: "" });
  const cards = [
    card("Three of the five marshals"),
    card("Finland held out", "Numbers for para 2"),
    card("An officer"),
  ];

  it("are found by quotation, note and place", () => {
    expect(matching(cards, "MARSH")).toEqual([cards[0]]);
    expect(matching(cards, "para num")).toEqual([cards[1]]);
    expect(matching(cards, "passage 4")).toHaveLength(3);
    expect(matching(cards, "nobody")).toEqual([]);
  });

  it("are all there at first, but not too many", () => {
    expect(matching(cards, "")).toEqual(cards);
    expect(matching(cards, "", 2)).toHaveLength(2);
  });
});
