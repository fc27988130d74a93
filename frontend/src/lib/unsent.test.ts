import "fake-indexeddb/auto";
import { beforeEach, expect, test } from "vitest";
import type { Answer } from "./sending";
import { isSettled, openUnsent, sendAgain, type Unsent, type UnsentStore } from "./unsent";

let store: UnsentStore;
let count = 0;

function act(change: Partial<Unsent> = {}): Unsent {
  const data = { body: "Which month?", kind: "target" };
  const place = { submission: "4", slot: "comment-1", url: "/submissions/4/comments/" };
  return { user: 1, tab: "a", ...place, data, base: null, at: 1, ...change };
}

beforeEach(() => {
  count += 1;
  store = openUnsent(`test-${count}`);
});

test("each person has their own, in the order in which they did it", async () => {
  await store.put(act({ slot: "judged", at: 3 }));
  await store.put(act({ submission: "9", at: 2 }));
  await store.put(act({ user: 2 }));
  expect((await store.of(1)).map(({ at }) => at)).toEqual([2, 3]);
  expect(await store.of(3)).toEqual([]);
});

test("a later one about the same takes its place, and is not forgotten with the earlier", async () => {
  const [early, late] = [act({ at: 1 }), act({ at: 2 })];
  await store.put(early);
  await store.put(late);
  await store.forget(early);
  expect(await store.of(1)).toEqual([late]);
  await store.forget(late);
  expect(await store.of(1)).toEqual([]);
});

test("two windows do not take each other's place", async () => {
  await store.put(act());
  await store.put(act({ tab: "b" }));
  expect(await store.of(1)).toHaveLength(2);
});

function server(...answers: Answer[]) {
  const posted: unknown[] = [];
  const post = async (_url: string, data: Record<string, unknown>) => {
    posted.push(data);
    return answers.shift() as Answer;
  };
  return { posted, post };
}

test("it says that it is sent again", async () => {
  const { posted, post } = server({ status: 200, body: {} });
  await sendAgain(act(), post);
  expect(posted).toEqual([{ body: "Which month?", kind: "target", again: true }]);
});

test("words that another window changed meanwhile stay beside these", async () => {
  const edit = act({ url: "/comments/7/", data: { body: "Which month?", version: 1 }, base: "Which" });
  const clash = { status: 409, body: { code: "clash", current: { version: 5, body: "Which year?" } } };
  const { posted, post } = server(clash, { status: 200, body: {} });
  expect((await sendAgain(edit, post)).status).toBe(200);
  expect(posted.at(-1)).toEqual({ body: "Which year?\n\nWhich month?", version: 5 });
});

test("a judgement is merged with what is there", async () => {
  const base = { levels: {}, notes: {}, summary: "", next_step: "" };
  const mine = { ...base, levels: { K: 3 }, version: 1 };
  const theirs = { ...base, levels: { A: 2 }, version: 4 };
  const { posted, post } = server({ status: 409, body: { code: "clash", current: theirs } }, { status: 200, body: {} });
  await sendAgain(act({ slot: "judged", data: mine, base }), post);
  expect(posted.at(-1)).toEqual({ ...base, levels: { K: 3, A: 2 }, version: 4 });
});

test("a refusal of words is not the end of them; one of a star is", () => {
  expect(isSettled(act(), { status: 409, body: {} })).toBe(false);
  expect(isSettled(act(), { status: 200, body: {} })).toBe(true);
  expect(isSettled(act({ data: {} }), { status: 404, body: {} })).toBe(true);
});
