import "fake-indexeddb/auto";
import { beforeEach, expect, test } from "vitest";
import { type ClipQueue, openClipQueue, type QueuedClip } from "./clip-queue";
import { type Answered, ClipSender, type Outcome, type Told } from "./clip-sender";

let queue: ClipQueue;
let sender: ClipSender;
let posted: QueuedClip[];
let answer: Answered;
let told: Outcome[];
let count = 0;

function words(quote: string, start = 0) {
  const place = { key: "p1", start, end: start + quote.length, quote };
  return { address: "/one/clip/", version: 7, ...place, note: "", tags: "" };
}

function senderFor(user: number, kept = queue): ClipSender {
  const made = new ClipSender({
    user,
    queue: kept,
    post: async (clip) => {
      posted.push(clip);
      return answer;
    },
    pause: () => 3_600_000,
  });
  made.addEventListener("told", (event) => told.push((event as CustomEvent<Told>).detail.outcome));
  return made;
}

beforeEach(() => {
  count += 1;
  posted = [];
  told = [];
  answer = { status: 201, message: "" };
  queue = openClipQueue(`sender-${count}`);
  sender = senderFor(1);
});

test("words are sent once and then forgotten", async () => {
  expect((await sender.add(words("first"))).outcome).toBe("sent");
  await sender.send();
  expect(posted).toHaveLength(1);
  expect(await sender.waiting()).toEqual([]);
});

test("without a network they wait, and are sent when it is back, in a later page too", async () => {
  answer = { status: 0, message: "" };
  expect((await sender.add(words("first"))).outcome).toBe("waiting");
  expect(await sender.waiting()).toHaveLength(1);
  answer = { status: 201, message: "" };
  await senderFor(1).send();
  expect(told).toEqual(["waiting", "sent"]);
  expect(await sender.waiting()).toEqual([]);
});

test("while nothing answers, only the first is tried", async () => {
  answer = { status: 503, message: "" };
  await sender.add(words("first"));
  await sender.add(words("second", 9));
  posted = [];
  await sender.send();
  expect(posted).toHaveLength(1);
  expect(await sender.waiting()).toHaveLength(2);
});

test("they are never sent under another name", async () => {
  answer = { status: 0, message: "" };
  await sender.add(words("first"));
  posted = [];
  await senderFor(2).send();
  expect(posted).toEqual([]);
});

test.each([401, 403])("an answer of %i keeps them until somebody signs in", async (status) => {
  answer = { status, message: "" };
  expect((await sender.add(words("first"))).outcome).toBe("signed-out");
  expect(await sender.waiting()).toHaveLength(1);
});

test("refused words are forgotten, with the server's reason, and do not hold up the others", async () => {
  answer = { status: 0, message: "" };
  await sender.add(words("first"));
  await sender.add(words("second", 9));
  told = [];
  answer = { status: 422, message: "These words are not there." };
  await sender.send();
  expect(told).toEqual(["refused", "refused"]);
  expect(await sender.waiting()).toEqual([]);
});

test("what neither the device keeps nor the network takes is said to be lost", async () => {
  const broken = { put: () => Promise.reject(new Error("private")), forget: async () => {}, of: async () => [] };
  answer = { status: 0, message: "" };
  expect((await senderFor(1, broken).add(words("first"))).outcome).toBe("lost");
});

test("what the device does not keep is sent all the same", async () => {
  const broken = { put: () => Promise.reject(new Error("private")), forget: async () => {}, of: async () => [] };
  expect((await senderFor(1, broken).add(words("first"))).outcome).toBe("sent");
});
