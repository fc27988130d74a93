import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it } from "vitest";
import { type Entry, openJournal } from "./journal";
import { leaveBehind, takeUp } from "./last-words";

let count = 0;
const entry = (change: Partial<Entry> = {}): Entry => ({
  user: 1,
  essay: 2,
  client: "tab-a",
  seq: 1,
  base: 3,
  follows: null,
  document: "last",
  digest: "d",
  ...change,
});

beforeEach(() => {
  count += 1;
  sessionStorage.clear();
});

describe("last words", () => {
  it("reach the journal with the next page, in place of what it had of that save", async () => {
    const journal = openJournal(`last-words-${count}`);
    await journal.put(entry({ document: "earlier" }));
    leaveBehind([entry(), entry({ seq: 2, follows: 1, document: "newest" })]);
    await takeUp(journal);
    expect((await journal.entries(1, 2)).map(({ document }) => document)).toEqual(["last", "newest"]);
  });

  it("are taken up once", async () => {
    leaveBehind([entry()]);
    await takeUp(openJournal(`last-words-${count}`));
    const other = openJournal(`last-words-other-${count}`);
    await takeUp(other);
    expect(await other.entries(1, 2)).toEqual([]);
  });

  it("are forgotten when the next page leaves nothing", async () => {
    leaveBehind([entry()]);
    leaveBehind([]);
    const journal = openJournal(`last-words-${count}`);
    await takeUp(journal);
    expect(await journal.entries(1, 2)).toEqual([]);
  });

  it("wait while the journal is not to be had", async () => {
    leaveBehind([entry()]);
    const journal = openJournal(`last-words-${count}`);
    await takeUp({ ...journal, put: () => Promise.reject(new Error("full")) });
    await takeUp(journal);
    expect(await journal.entries(1, 2)).toHaveLength(1);
  });
});
