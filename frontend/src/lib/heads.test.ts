import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it } from "vitest";
import { type Head, type Heads, openHeads } from "./heads";
import { comesInAs, pass, passOf } from "./pass";

let heads: Heads;
let count = 0;

function head(change: Partial<Head> = {}): Head {
  const text = { title: "Practice", question: "Why?", document: "{}", savedAt: "" };
  return { pass: "1.a", user: 1, essay: 2, revision: 3, client: "tab", look: {}, ...text, ...change };
}

beforeEach(() => {
  count += 1;
  heads = openHeads(`heads-${count}`);
  // biome-ignore lint/suspicious/noDocumentCookie: as the browser begins
  document.cookie = "desk=; path=/; max-age=0";
});

describe("what the device remembers", () => {
  it("opens with the pass that it was shown under, and no other", async () => {
    await heads.remember(head());
    expect(await heads.recall("1.a", 2)).toMatchObject({ question: "Why?" });
    for (const [other, essay] of [
      ["1.b", 2],
      ["2.a", 2],
      ["", 2],
      ["1.a", 9],
    ] as const) {
      expect(await heads.recall(other, essay)).toBeNull();
    }
  });

  it("keeps the newest of an essay", async () => {
    await heads.remember(head());
    await heads.remember(head({ revision: 4 }));
    expect(await heads.recall("1.a", 2)).toMatchObject({ revision: 4 });
  });

  it("forgets all but one pass", async () => {
    await heads.remember(head());
    await heads.remember(head({ pass: "2.b", user: 2 }));
    await heads.forgetOthers("2.b");
    expect(await heads.recall("1.a", 2)).toBeNull();
    expect(await heads.recall("2.b", 2)).not.toBeNull();
  });
});

describe("who is signed in on the device", () => {
  it("keeps one pass while one person stays", async () => {
    const mine = passOf(7);
    expect(mine).toMatch(/^7\./);
    await comesInAs(7, heads);
    expect(passOf(7)).toBe(mine);
  });

  it.each([0, 8])("takes the pass and the memory away when person %i comes", async (person) => {
    const mine = passOf(7);
    await heads.remember(head({ pass: mine, user: 7 }));
    await comesInAs(person, heads);
    expect(pass()).toBe("");
    expect(await heads.recall(mine, 2)).toBeNull();
    expect(passOf(7)).not.toBe(mine);
  });

  it("does not take 70 for 7", () => {
    const mine = passOf(70);
    expect(passOf(7)).not.toBe(mine);
  });
});
