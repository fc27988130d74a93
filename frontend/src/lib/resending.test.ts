import "fake-indexeddb/auto";
import { expect, test, vi } from "vitest";
import { DeskJournal } from "./desk-journal";
import { JUDGED, resend } from "./resending";
import type { Answer } from "./sending";
import { openUnsent } from "./unsent";

const NOTHING = { levels: {}, notes: {}, summary: "", next_step: "" };

async function left(...acts: Parameters<DeskJournal["keep"]>[0][]) {
  sessionStorage.clear();
  const store = openUnsent(`resending-${Math.random()}`);
  const page = new DeskJournal(1, store);
  for (const act of acts) page.keep(act);
  await vi.waitFor(async () => expect(await store.of(1)).toHaveLength(acts.length));
  return { store, journal: new DeskJournal(1, store) };
}

async function sentBy(journal: DeskJournal, answer: Answer): Promise<string[]> {
  const heard: string[] = [];
  await resend(journal, {
    open: () => "4",
    post: async (url) => {
      heard.push(`post ${url}`);
      return answer;
    },
    restore: (_base, mine) => heard.push(`restore ${mine.summary}`),
    drawn: () => heard.push("drawn"),
    marked: (url) => heard.push(`marked ${url}`),
    refused: (message, words) => heard.push(`refused ${message} ${words}`),
  });
  return heard;
}

const comment = (submission: string) => ({
  submission,
  slot: "comment 1",
  url: `/submissions/${submission}/comments/`,
  data: { body: "Which month?" },
});

test("acts are sent in order; the judgement of the essay on the desk is put into its form", async () => {
  const judged = { slot: JUDGED, url: "/working/", base: NOTHING, data: { ...NOTHING, summary: "Good." } };
  const { store, journal } = await left({ ...judged, submission: "3" }, comment("4"), { ...judged, submission: "4" });
  const heard = await sentBy(journal, { status: 200, body: {} });
  expect(heard).toEqual(["post /working/", "post /submissions/4/comments/", "drawn", "restore Good."]);
  await vi.waitFor(async () => expect(await store.of(1)).toEqual([]));
});

test("a mark changes its row in the queue", async () => {
  const { journal } = await left({ submission: "3", url: "/submissions/3/mark/", data: { version: 2 } });
  const heard = await sentBy(journal, { status: 200, body: { row: "<li></li>", returnable: 1 } });
  expect(heard).toEqual(["post /submissions/3/mark/", "marked /submissions/3/"]);
});

test("refused words are said and stay on this device", async () => {
  const { store, journal } = await left(comment("3"));
  const heard = await sentBy(journal, { status: 409, body: { message: "Marked." } });
  expect(heard.at(-1)).toBe("refused Marked. Which month?");
  expect(await store.of(1)).toHaveLength(1);
});
