import { describe, expect, it } from "vitest";
import { changedLines, lineAt, splice } from "./lines";

const of = (text: string) => text.split("");

describe("splice", () => {
  it("finds the one stretch that differs", () => {
    expect(splice(of("abcd"), of("abXYd"))).toEqual({ at: 2, gone: 1, come: 2 });
    expect(splice(of("abcd"), of("abcd"))).toEqual({ at: 4, gone: 0, come: 0 });
    expect(splice(of("aa"), of("aaa"))).toEqual({ at: 2, gone: 0, come: 1 });
  });

  it("gives the new lines when it is applied to the old ones", () => {
    const texts = ["", "a", "ab", "ba", "aba", "abcab", "bbbb", "cabac"];
    for (const before of texts)
      for (const now of texts) {
        const lines = of(before);
        const { at, gone, come } = splice(of(before), of(now));
        lines.splice(at, gone, ...of(now).slice(at, at + come));
        expect(lines.join("")).toBe(now);
      }
  });
});

describe("changedLines", () => {
  it("names what is new or changed and nothing else", () => {
    expect(changedLines(of("abcde"), of("aXcdYe"))).toEqual(new Set([1, 4]));
    expect(changedLines(of("abc"), of("ac"))).toEqual(new Set());
    expect(changedLines([], of("ab"))).toEqual(new Set([0, 1]));
  });

  it("leaves a line that moved unchanged on one side only", () => {
    expect(changedLines(of("xabc"), of("abcx"))).toEqual(new Set([3]));
  });
});

describe("lineAt", () => {
  it("gives a line's beginning and end, the last one's for too great a number", () => {
    expect(lineAt("ab\ncde\n\nf", 2)).toEqual([3, 6]);
    expect(lineAt("ab\ncde\n\nf", 3)).toEqual([7, 7]);
    expect(lineAt("ab\ncde\n\nf", 99)).toEqual([8, 9]);
  });
});
