import "fake-indexeddb/auto";
import { beforeEach, expect, test } from "vitest";
import { type ClipQueue, openClipQueue, type QueuedClip } from "./clip-queue";

let queue: ClipQueue;
let count = 0;

function clip(change: Partial<QueuedClip> = {}): QueuedClip {
  const place = { key: "p1", start: 4, end: 9, quote: "first" };
  return { user: 1, address: "/one/clip/", version: 7, ...place, note: "", tags: "", stamp: "a", ...change };
}

beforeEach(() => {
  count += 1;
  queue = openClipQueue(`test-${count}`);
});

test("each person has their own", async () => {
  await queue.put(clip());
  await queue.put(clip({ user: 2, quote: "theirs" }));
  expect((await queue.of(1)).map(({ quote }) => quote)).toEqual(["first"]);
  expect(await queue.of(3)).toEqual([]);
});

test("the same words of the same text wait once", async () => {
  await queue.put(clip());
  await queue.put(clip({ stamp: "b" }));
  await queue.put(clip({ version: 8, stamp: "c" }));
  expect((await queue.of(1)).map(({ stamp }) => stamp)).toEqual(["b", "c"]);
});

test("a note that waits stays when the same words are clipped again", async () => {
  await queue.put(clip({ note: "Mine.", tags: "law" }));
  await queue.put(clip({ stamp: "b" }));
  const whole = await queue.put(clip({ note: "More.", stamp: "c" }));
  expect([whole.note, whole.tags]).toEqual(["Mine.\nMore.", "law"]);
  expect(await queue.of(1)).toEqual([whole]);
});

test("what was added while the first was on its way is not forgotten with it", async () => {
  const first = await queue.put(clip());
  await queue.put(clip({ note: "Mine.", stamp: "b" }));
  await queue.forget(first);
  expect((await queue.of(1)).map(({ note }) => note)).toEqual(["Mine."]);
});

test("what the server has is forgotten", async () => {
  await queue.forget(await queue.put(clip()));
  expect(await queue.of(1)).toEqual([]);
});
