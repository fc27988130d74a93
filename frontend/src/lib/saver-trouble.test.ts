import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { digest } from "./digest";
import type { Entry } from "./journal";
import { type Options, Saver, type Status } from "./saver";
import { AWAY, BUSY, FakeJournal, FakeServer } from "./saver-fakes";

let server: FakeServer;
let journal: FakeJournal;
let text: string;
let shown: Status[];
let saver: Saver;
let stored: string[];
let behind: number;

function type(words: string) {
  text += words;
  saver.changed();
}

const now = () => shown.at(-1) as Status;
const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, "random").mockReturnValue(1);
  server = new FakeServer();
  journal = new FakeJournal();
  text = "begun";
  shown = [];
  stored = [];
  behind = 0;
  saver = saverWith();
});

function saverWith(change: Partial<Options> = {}): Saver {
  return new Saver({
    user: 1,
    essay: 2,
    client: "this-tab",
    revision: 5,
    read: () => text,
    server,
    journal,
    show: (status) => shown.push(status),
    stored: ({ document }) => stored.push(document),
    behind: () => {
      behind += 1;
    },
    ...change,
  });
}

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe("what answers in the server's place", () => {
  it.each([
    [401, "a proxy that wants a password"],
    [403, "a filter"],
    [404, "a captive portal"],
    [204, "nothing at all"],
    [511, "a network that wants a sign-in"],
  ])("is not taken for its word: %i, %s", async (status) => {
    server.answers = [{ status, body: null }];
    type(" more");
    await wait(2000);
    expect(now().state).toBe("offline");
    await wait(1000);
    expect(now().state).toBe("saved");
  });

  it("is not asked who is signed in either", async () => {
    server.answers = [{ status: 401, body: { code: "signed-out" } }];
    server.session = { status: 404, body: null };
    type(" more");
    await wait(2000);
    await wait(5000);
    expect(now().state).toBe("signed-out");
    server.session = { status: 200, body: { code: "ready", writer: 1 } };
    await wait(10_000);
    expect(now().state).toBe("saved");
  });
});

describe("when the server asks to be left alone", () => {
  it.each([
    [5, 6],
    [100_000, 150],
  ])("waits for %i seconds, within reason", async (retryAfter, within) => {
    server.answers = [{ ...BUSY, retryAfter }];
    type(" more");
    await wait(2000);
    await wait(Math.min(120, retryAfter) * 1000 - 100);
    expect(server.sent).toHaveLength(1);
    await wait(within * 1000 - Math.min(120, retryAfter) * 1000 + 1000);
    expect(server.sent).toHaveLength(2);
  });
});

describe("whether words would be lost with the page", () => {
  it("until the device has them", async () => {
    type(" more");
    expect(saver.atRisk).toBe(true);
    await wait(1000);
    expect(saver.atRisk).toBe(false);
  });

  it("as long as neither the device nor the server has them", async () => {
    journal.broken = true;
    server.answers = [AWAY];
    type(" more");
    await wait(2500);
    expect(saver.atRisk).toBe(true);
    await wait(1000);
    expect([now().state, saver.atRisk]).toEqual(["saved", false]);
  });
});

describe("a page that this device brought", () => {
  beforeEach(() => {
    saver = saverWith({ unsure: true });
  });

  it("says that it is offline, and sends nothing before it knows whose session this is", async () => {
    expect(now().state).toBe("offline");
    server.session = AWAY;
    saver.wake();
    type(" more");
    await wait(20_000);
    expect(server.sent).toEqual([]);
    server.session = { status: 200, body: { code: "ready", writer: 1, revision: 5 } };
    saver.wake();
    await wait(0);
    expect(now().state).toBe("saved");
    expect(stored).toEqual(["begun more"]);
  });

  it.each([
    [{ status: 404, body: { code: "not-found" } }, "other"],
    [{ status: 401, body: { code: "signed-out" } }, "signed-out"],
  ])("sends nothing when the session is not the writer's", async (session, state) => {
    server.session = session;
    saver.wake();
    type(" more");
    await wait(20_000);
    expect([now().state, server.sent]).toEqual([state, []]);
  });

  it("is old when the essay has gone on meanwhile", async () => {
    server.session = { status: 200, body: { code: "ready", writer: 1, revision: 9 } };
    saver.wake();
    await wait(0);
    expect(behind).toBe(1);
    expect(now().state).not.toBe("saved");
  });
});

describe("a tab that takes over from a dead one", () => {
  const left = (seq: number, document: string, follows: number | null = null): Entry => {
    const known = { user: 1, essay: 2, client: "this-tab", base: 4 };
    return { ...known, seq, document, digest: digest(document), follows };
  };

  it("sends its saves under their own numbers and goes on from them", async () => {
    text = "begun and more";
    saver = saverWith({ resume: [left(7, "begun and"), left(8, text, 7)] });
    expect([now().state, saver.unsent]).toEqual(["saving", true]);
    saver.wake();
    await wait(0);
    type(" and on");
    await wait(4000);
    expect(server.sent.map(({ seq, base }) => [seq, base])).toEqual([
      [7, 4],
      [8, 6],
      [9, 7],
    ]);
    expect(server.sent.at(-1)?.document).toBe("begun and more and on");
    expect(now().state).toBe("saved");
  });
});

describe("when the writer is back at a page that has nothing unsent", () => {
  it("sees that the essay was changed elsewhere before anything is typed", async () => {
    server.session = { status: 200, body: { code: "ready", writer: 1, revision: 6 } };
    await saver.look();
    expect(behind).toBe(1);
  });

  it("sees that the session is gone", async () => {
    server.session = { status: 401, body: { code: "signed-out" } };
    await saver.look();
    expect(now().state).toBe("signed-out");
  });

  it("does not ask while something is on its way", async () => {
    type(" more");
    await saver.look();
    expect(server.checks).toBe(0);
  });
});
