import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it } from "vitest";
import { type Entry, type Journal, openJournal } from "./journal";

let journal: Journal;
let count = 0;

function entry(change: Partial<Entry> = {}): Entry {
  const known = { user: 1, essay: 2, client: "tab-a", seq: 1, base: 3, follows: null };
  return { ...known, document: "{}", digest: "d", ...change };
}

beforeEach(() => {
  count += 1;
  journal = openJournal(`test-${count}`);
});

describe("the journal", () => {
  it("keeps the newest text of a save", async () => {
    await journal.put(entry({ document: "old" }));
    await journal.put(entry({ document: "new" }));
    expect((await journal.entries(1, 2)).map((kept) => kept.document)).toEqual(["new"]);
  });

  it("keeps people and essays apart", async () => {
    await journal.put(entry());
    await journal.put(entry({ user: 9, essay: 5 }));
    expect(await journal.entries(9, 2)).toEqual([]);
    expect(await journal.entries(1, 5)).toEqual([]);
    expect(await journal.entries(9, 5)).toHaveLength(1);
  });

  it("gives each client's entries in the order of its saves", async () => {
    for (const [client, seq] of [
      ["tab-b", 2],
      ["tab-a", 10],
      ["tab-a", 9],
      ["tab-b", 1],
    ] as const) {
      await journal.put(entry({ client, seq }));
    }
    const order = (await journal.entries(1, 2)).map(({ client, seq }) => `${client} ${seq}`);
    expect(order).toEqual(["tab-a 9", "tab-a 10", "tab-b 1", "tab-b 2"]);
  });

  it("forgets what is acknowledged, of that client only", async () => {
    await journal.put(entry({ seq: 1 }));
    await journal.put(entry({ seq: 2 }));
    await journal.put(entry({ client: "tab-b", seq: 1 }));
    await journal.acknowledge(entry({ seq: 2 }), 4);
    expect((await journal.entries(1, 2)).map((kept) => kept.client)).toEqual(["tab-b"]);
  });

  it("lets the entry that follows grow from the revision acknowledged", async () => {
    await journal.put(entry({ seq: 1 }));
    await journal.put(entry({ seq: 2, follows: 1 }));
    await journal.acknowledge(entry({ seq: 1 }), 7);
    expect(await journal.entries(1, 2)).toEqual([entry({ seq: 2, base: 7, follows: null })]);
  });
});
