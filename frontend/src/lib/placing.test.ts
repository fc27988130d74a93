import { expect, test } from "vitest";
import { place } from "./placing";

const card = (want: number, height = 50) => ({ want, height });

test("a card with room around it stands at its line", () => {
  expect(place([card(10), card(200)])).toEqual([10, 200]);
});

test("a card is pushed down by the one above it", () => {
  expect(place([card(0), card(20), card(30)], -1, 10)).toEqual([0, 60, 120]);
});

test("the active card keeps its line and those above make way", () => {
  expect(place([card(100), card(110), card(120)], 2, 10)).toEqual([0, 60, 120]);
});

test("the active card pushes those below it", () => {
  expect(place([card(100), card(110)], 0, 10)).toEqual([100, 160]);
});

test("without room above, the active card moves down just enough", () => {
  expect(place([card(0), card(5)], 1, 10)).toEqual([0, 60]);
});

test("no two cards ever overlap", () => {
  for (let round = 0; round < 200; round++) {
    const cards = Array.from({ length: 8 }, () => card(Math.random() * 400, 20 + Math.random() * 80));
    cards.sort((a, b) => a.want - b.want);
    const tops = place(cards, Math.floor(Math.random() * 9) - 1, 10);
    expect(tops[0]).toBeGreaterThanOrEqual(0);
    for (let n = 1; n < cards.length; n++) {
      const above = (tops[n - 1] as number) + (cards[n - 1]?.height as number);
      expect(tops[n] as number).toBeGreaterThanOrEqual(above + 10 - 1e-6);
    }
  }
});

test("nothing to place is no trouble", () => {
  expect(place([], 0)).toEqual([]);
});
