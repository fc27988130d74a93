import { beforeEach, expect, test, vi } from "vitest";
import { Judging } from "./judging";
import type { Working } from "./merging";
import type { Answer } from "./sending";

const EMPTY: Working = { levels: {}, notes: {}, summary: "", next_step: "" };

let page: Working;
let posted: Record<string, unknown>[];
let heard: string[];
let answers: ((answer: Answer) => void)[];
let judging: Judging;

beforeEach(() => {
  vi.useFakeTimers();
  page = EMPTY;
  posted = [];
  heard = [];
  answers = [];
  judging = new Judging({
    now: () => page,
    put: (working) => {
      page = working;
    },
    post: (data) => {
      posted.push(data);
      return new Promise((answer) => answers.push(answer));
    },
    did: () => heard.push("did"),
    said: ({ status }) => heard.push(`${status}${judging.isUnsaved ? ", unsaved" : ""}`),
    changed: (isUnsaved) => heard.push(isUnsaved ? "unsaved" : "as it was"),
  });
  judging.begin(4, false);
});

async function answer(status: number, body: unknown) {
  await vi.waitFor(() => expect(answers).not.toEqual([]));
  answers.shift()?.({ status, body });
  await vi.advanceTimersByTimeAsync(0);
}

test("what is typed is said to be unsaved at once, and saved after a pause, naming the version it grew from", async () => {
  page = { ...EMPTY, summary: "Go" };
  judging.later();
  expect(heard).toEqual(["unsaved"]);
  await vi.advanceTimersByTimeAsync(500);
  page = { ...EMPTY, summary: "Good." };
  judging.later();
  await vi.advanceTimersByTimeAsync(599);
  expect(posted).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(posted).toEqual([{ ...page, version: 4 }]);
  await answer(200, { version: 5 });
  expect(heard).toEqual(["unsaved", "did", "200"]);
  expect([judging.isUnsaved, judging.version]).toEqual([false, 5]);
});

test("what is taken back before it was sent leaves nothing to save", async () => {
  page = { ...EMPTY, summary: "No" };
  judging.later();
  page = EMPTY;
  judging.later();
  expect(heard).toEqual(["unsaved", "as it was"]);
  await vi.runAllTimersAsync();
  expect(posted).toEqual([]);
});

test("words typed while a save is on its way are not called saved by its answer", async () => {
  page = { ...EMPTY, levels: { K: 3 } };
  judging.later(0);
  await vi.advanceTimersByTimeAsync(0);
  page = { ...page, notes: { K: "Two dates are wrong." } };
  judging.later();
  await answer(200, { version: 5 });
  expect(heard.at(-1)).toBe("200, unsaved");
  await vi.advanceTimersByTimeAsync(600);
  expect(posted.at(-1)).toEqual({ ...page, version: 5 });
});

test("what another window saved is kept beside what was changed here", async () => {
  page = { ...EMPTY, levels: { K: 3 }, summary: "Mine." };
  void judging.save();
  await answer(409, { code: "clash", current: { ...EMPTY, levels: { A: 2 }, summary: "Theirs.", version: 9 } });
  expect(page).toEqual({ ...EMPTY, levels: { K: 3, A: 2 }, summary: "Theirs.\n\nMine." });
  await vi.advanceTimersByTimeAsync(0);
  expect(posted.at(-1)).toEqual({ ...page, version: 9 });
});

test("a refused save stays unsaved; what is locked is never sent", async () => {
  page = { ...EMPTY, levels: { K: 9 } };
  void judging.save();
  await answer(422, { message: "No." });
  expect(judging.isUnsaved).toBe(true);
  judging.begin(4, true);
  page = { ...EMPTY, levels: { K: 1 } };
  await judging.save();
  expect(judging.isUnsaved).toBe(false);
  expect(posted).toHaveLength(1);
});
