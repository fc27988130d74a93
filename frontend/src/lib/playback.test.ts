import { describe, expect, it } from "vitest";
import { type Block, paragraphs, type Step, texts } from "./playback";

const plain = { at: "2025-11-10T12:00:00+00:00", words: 1, pastes: [] };

function block(...states: Partial<Step>[]): Block {
  return { states: states.map((state, n) => ({ number: n + 1, ...plain, ...state })), next: null };
}

describe("a block of saved texts", () => {
  it("is made of the first and what changed, in code points", () => {
    const shown = texts(block({ text: "a\u{1F600}b\n" }, { splice: [2, 0, "\u{1F600}!"] }, { splice: [0, 1, ""] }));
    expect(shown.map(({ text }) => text.join(""))).toEqual(["a😀b\n", "a😀😀!b\n", "😀😀!b\n"]);
    expect(shown.map(({ came }) => came)).toEqual([
      [0, 0],
      [2, 4],
      [0, 0],
    ]);
  });
});

describe("paragraphs", () => {
  it("mark what is new and what was pasted", () => {
    const [, second] = texts(
      block({ text: "One.\nTwo.\n" }, { splice: [4, 0, " More."], pastes: [{ at: 5, length: 4, from: "outside" }] }),
    );
    expect(paragraphs(second as NonNullable<typeof second>)).toEqual([
      [
        { text: "One.", came: false, pasted: "" },
        { text: " ", came: true, pasted: "" },
        { text: "More", came: true, pasted: "outside" },
        { text: ".", came: true, pasted: "" },
      ],
      [{ text: "Two.", came: false, pasted: "" }],
    ]);
  });

  it("keep every character of the text", () => {
    const [shown] = texts(block({ text: "One\n\n\uFFFC two\n", pastes: [{ at: 1, length: 6, from: "own" }] }));
    const read = paragraphs(shown as NonNullable<typeof shown>).map((runs) => runs.map(({ text }) => text).join(""));
    expect(read).toEqual(["One", "", "* two"]);
  });
});
