import "fake-indexeddb/auto";
import { beforeEach, expect, test, vi } from "vitest";
import { DeskJournal } from "./desk-journal";
import { openUnsent, type UnsentStore } from "./unsent";

const COMMENT = { submission: "4", slot: "comment-1", url: "/submissions/4/comments/", data: { body: "Which" } };

let store: UnsentStore;
let count = 0;

beforeEach(() => {
  count += 1;
  sessionStorage.clear();
  store = openUnsent(`journal-${count}`);
});

const words = async (journal: DeskJournal) => (await journal.leftovers()).map(({ data }) => data.body);
const kept = (many: number) => vi.waitFor(async () => expect(await store.of(1)).toHaveLength(many));

test("the next page finds what this one has not got answered, and nobody else does", async () => {
  const page = new DeskJournal(1, store);
  page.keep(COMMENT);
  page.keep({ ...COMMENT, data: { body: "Which month?" } });
  page.keep({ ...COMMENT, slot: undefined, data: { body: "Exact." } });
  await kept(2);
  expect(await words(page)).toEqual([]);
  expect(await words(new DeskJournal(2, store))).toEqual([]);
  expect(await words(new DeskJournal(1, store))).toEqual(["Which month?", "Exact."]);
});

test("what is answered, or taken back before it was sent, is forgotten", async () => {
  const page = new DeskJournal(1, store);
  const forget = page.keep(COMMENT);
  page.keep({ ...COMMENT, slot: "comment-2" });
  await kept(2);
  forget();
  page.drop("4", "comment-2");
  await kept(0);
});

test("what the server refuses for two weeks is dropped", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() - 15 * 24 * 3600 * 1000 });
  new DeskJournal(1, store).keep(COMMENT);
  vi.useRealTimers();
  await kept(1);
  expect(await words(new DeskJournal(1, store))).toEqual([]);
  await kept(0);
});
