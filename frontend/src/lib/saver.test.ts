import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { digest } from "./digest";
import type { Entry } from "./journal";
import { type Answer, type Options, replay, Saver, type Status } from "./saver";
import { AT, AWAY, BUSY, FakeJournal, FakeServer } from "./saver-fakes";

let server: FakeServer;
let journal: FakeJournal;
let text: string;
let shown: Status[];
let dropped: number[];
let saver: Saver;

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
  dropped = [];
  saver = newSaver();
});

function newSaver(more: Partial<Options> = {}): Saver {
  return new Saver({
    user: 1,
    essay: 2,
    client: "this-tab",
    revision: 5,
    read: () => text,
    server,
    journal,
    show: (status) => shown.push(status),
    drop: (clippings) => dropped.push(...clippings),
    ...more,
  });
}

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe("while one types", () => {
  it("writes to the journal within a second, before the network", async () => {
    type(" more");
    await wait(1000);
    expect(journal.kept.map(({ document, seq, base }) => [document, seq, base])).toEqual([["begun more", 1, 5]]);
    expect(server.sent).toEqual([]);
  });

  it("sends two seconds after a pause", async () => {
    type(" a");
    await wait(1500);
    type(" b");
    await wait(1999);
    expect(server.sent).toEqual([]);
    await wait(1);
    expect(server.sent.map(({ document }) => document)).toEqual(["begun a b"]);
  });

  it("sends every ten seconds without a pause", async () => {
    for (let second = 0; second < 25; second++) {
      type(".");
      await wait(1000);
    }
    expect(server.sent).toHaveLength(2);
  });

  it("says Saved only when the answer echoes its own digest", async () => {
    type(" more");
    expect(now().state).toBe("saving");
    await wait(2000);
    expect(now()).toMatchObject({ state: "saved", savedAt: AT });
    expect(saver.revision).toBe(6);
    expect(saver.unsent).toBe(false);
    expect(journal.kept).toEqual([]);
  });

  it("does not say Saved for an older text than the one on screen", async () => {
    let answer: (answer: Answer) => void = () => undefined;
    server.answers = [new Promise((resolve) => (answer = resolve))];
    type(" a");
    await wait(2000);
    type(" b");
    answer(server.stored(server.sent[0] as Entry));
    await wait(0);
    expect(now().state).toBe("saving");
    await wait(2000);
    expect(now().state).toBe("saved");
    expect(server.sent.map(({ document, seq, base }) => [document, seq, base])).toEqual([
      ["begun a", 1, 5],
      ["begun a b", 2, 6],
    ]);
  });

  it("has one request in the air, and the journal's next entry follows it", async () => {
    server.answers = [new Promise(() => undefined)];
    type(" a");
    await wait(2000);
    type(" b");
    await wait(15_000);
    expect(server.sent).toHaveLength(1);
    expect(journal.kept.map(({ seq, follows }) => [seq, follows])).toEqual([
      [1, null],
      [2, 1],
    ]);
  });

  it("sends nothing when the text is again what the server has", async () => {
    type(" more");
    text = "begun";
    await wait(2000);
    expect(server.sent).toEqual([]);
    expect(now().state).toBe("saved");
  });

  it("says so when this device keeps nothing", async () => {
    journal.broken = true;
    server.answers = [AWAY];
    type(" more");
    await wait(2000);
    expect(now()).toMatchObject({ state: "offline", kept: false });
  });
});

describe("when the answer is not the one hoped for", () => {
  it("sends again as the next save when the server holds another text under this one", async () => {
    server.answers = [server.stored({ digest: "another" } as Entry)];
    type(" more");
    await wait(2000);
    expect(now().state).toBe("saving");
    await wait(2000);
    expect(server.sent.map(({ seq, base }) => [seq, base])).toEqual([
      [1, 5],
      [2, 6],
    ]);
    expect(now().state).toBe("saved");
  });

  it("takes citations out that the server dropped, then says Saved", async () => {
    server.answers = [server.stored({ digest: "without" } as Entry, { dropped: [7] })];
    type(" [7]");
    await wait(2000);
    expect(dropped).toEqual([7]);
    expect(now().state).toBe("saving");
    text = "begun";
    saver.changed();
    await wait(2000);
    expect(now().state).toBe("saved");
  });

  it.each([
    ["no network", AWAY],
    ["a page of a captive portal", { status: 200, body: null }],
    ["an answer cut short", { status: 200, body: { code: "saved" } }],
  ])("keeps the text and sends the same save again: %s", async (_name, answer) => {
    server.answers = [answer];
    type(" more");
    await wait(2000);
    expect(now().state).toBe("offline");
    expect(journal.kept).toHaveLength(1);
    await wait(1000);
    expect(server.sent.map(({ seq }) => seq)).toEqual([1, 1]);
    expect(now().state).toBe("saved");
  });

  it.each([503, 507, 429, 500])("says that the server is busy, not that all is well: %i", async (status) => {
    server.answers = [{ status, body: { code: "busy" } }];
    type(" more");
    await wait(2000);
    expect(now().state).toBe("busy");
    await wait(1000);
    expect(now().state).toBe("saved");
  });

  it("waits longer each time, at most thirty seconds", async () => {
    server.answers = Array(9).fill(BUSY);
    type(" more");
    await wait(2000);
    const times: number[] = [];
    let last = server.sent.length;
    for (let second = 1; second <= 130; second++) {
      await wait(1000);
      if (server.sent.length > last) times.push(second);
      last = server.sent.length;
    }
    const gaps = times.map((time, index) => time - (times[index - 1] ?? 0));
    expect(gaps).toEqual([1, 2, 4, 8, 16, 30, 30, 30]);
  });

  it("goes on at once when the network is back", async () => {
    server.answers = [AWAY, AWAY, AWAY, AWAY];
    type(" more");
    await wait(12_000);
    const before = server.sent.length;
    server.answers = [];
    saver.wake();
    await wait(0);
    expect(server.sent).toHaveLength(before + 1);
    expect(now().state).toBe("saved");
  });

  it("keeps what is typed offline apart from the save that may have arrived", async () => {
    server.answers = [AWAY];
    type(" a");
    await wait(2000);
    type(" b");
    await wait(900);
    saver.wake();
    await wait(5000);
    expect(server.sent.map(({ seq, document, base }) => [seq, document, base])).toEqual([
      [1, "begun a", 5],
      [1, "begun a", 5],
      [2, "begun a b", 6],
    ]);
  });
});

describe("when the session is gone", () => {
  beforeEach(async () => {
    server.answers = [{ status: 401, body: { code: "signed-out" } }];
    server.session = { status: 401, body: { code: "signed-out" } };
    type(" more");
    await wait(2000);
  });

  it("keeps everything and sends nothing", async () => {
    expect(now().state).toBe("signed-out");
    type(" and more");
    await wait(20_000);
    expect(server.sent).toHaveLength(1);
    expect(journal.kept.at(-1)?.document).toBe("begun more and more");
  });

  it("goes on when the writer has signed in", async () => {
    server.session = { status: 200, body: { code: "ready", writer: 1 } };
    saver.wake();
    await wait(0);
    expect(now().state).toBe("saved");
  });

  it("sends nothing under another name", async () => {
    server.session = { status: 404, body: { code: "not-found" } };
    saver.wake();
    await wait(0);
    expect(now().state).toBe("other");
    type(" and more");
    await wait(20_000);
    expect(server.sent).toHaveLength(1);
  });
});

describe("when the text cannot become the essay", () => {
  const aside = (status: number, code: string, entry: Entry): Answer => ({
    status,
    body: { code, revision: 9, digest: entry.digest, saved_at: AT, branch: 3 },
  });

  it.each([
    [409, "branch", "branch"],
    [409, "handed-in", "handed-in"],
    [202, "late", "late"],
  ])("says %i %s, forgets the entry and keeps its base", async (status, code, state) => {
    vi.spyOn(server, "save").mockImplementation(async (entry) => {
      server.sent.push(entry);
      return aside(status, code, entry);
    });
    type(" more");
    await wait(2000);
    expect(now()).toMatchObject({ state, branch: 3 });
    expect(journal.kept).toEqual([]);
    type(" and more");
    await wait(2000);
    expect(server.sent.map(({ base, seq }) => [base, seq])).toEqual([
      [5, 1],
      [5, 2],
    ]);
    expect(now().state).toBe(state);
  });

  it.each([
    [413, "too-large", "too-large"],
    [422, "document", "refused"],
    [400, "protocol", "refused"],
  ])("does not repeat what was refused with %i, but tries the next text", async (status, code, state) => {
    server.answers = [{ status, body: { code } }];
    type(" more");
    await wait(30_000);
    expect(now().state).toBe(state);
    expect(server.sent).toHaveLength(1);
    expect(journal.kept).toHaveLength(1);
    type(" less");
    await wait(2000);
    expect(now().state).toBe("saved");
    expect(journal.kept).toEqual([]);
  });

  it("stops for an essay that is not the writer's", async () => {
    server.answers = [{ status: 404, body: { code: "not-found" } }];
    type(" more");
    await wait(2000);
    expect(now().state).toBe("gone");
    await wait(60_000);
    expect(server.sent).toHaveLength(1);
  });

  it("stops when the server says that another person is signed in", async () => {
    server.answers = [{ status: 403, body: { code: "other-person" } }];
    type(" more");
    await wait(2000);
    expect(now().state).toBe("other");
  });

  it("finds out that a token is refused because nobody is signed in", async () => {
    server.answers = [{ status: 403, body: { code: "token" } }];
    server.session = { status: 401, body: { code: "signed-out" } };
    type(" more");
    await wait(2000);
    expect(now().state).toBe("signed-out");
  });

  it("finds out that a token is refused because another person is signed in", async () => {
    server.answers = [{ status: 403, body: { code: "token" } }];
    server.session = { status: 404, body: { code: "not-found" } };
    type(" more");
    await wait(30_000);
    expect(now().state).toBe("other");
    expect(server.sent).toHaveLength(1);
  });

  it("fetches a fresh token and tries again", async () => {
    server.answers = [{ status: 403, body: { code: "token" } }];
    type(" more");
    await wait(3000);
    expect(server.checks).toBe(1);
    expect(now().state).toBe("saved");
  });
});

describe("before handing in", () => {
  it("sends the last words at once", async () => {
    type(" last words");
    await expect(saver.flush()).resolves.toBe("saved");
    expect(server.sent.map(({ document }) => document)).toEqual(["begun last words"]);
  });

  it("also those typed while a save was in the air", async () => {
    let answer: (answer: Answer) => void = () => undefined;
    server.answers = [new Promise((resolve) => (answer = resolve))];
    type(" a");
    await wait(2000);
    type(" b");
    const flushed = saver.flush();
    answer(server.stored(server.sent[0] as Entry));
    await expect(flushed).resolves.toBe("saved");
    expect(server.sent.at(-1)?.document).toBe("begun a b");
    expect(saver.unsent).toBe(false);
  });

  it.each([
    ["offline", AWAY],
    ["busy", BUSY],
    ["signed-out", { status: 401, body: { code: "signed-out" } }],
    ["too-large", { status: 413, body: { code: "too-large" } }],
  ])("gives an answer when it cannot: %s", async (state, answer) => {
    server.answers = [answer];
    server.session = { status: 401, body: null };
    type(" more");
    await expect(saver.flush()).resolves.toBe(state);
    expect(saver.unsent).toBe(true);
  });

  it("gives an answer again while signed out", async () => {
    server.answers = [{ status: 401, body: { code: "signed-out" } }];
    server.session = { status: 401, body: null };
    type(" more");
    await saver.flush();
    await expect(saver.flush()).resolves.toBe("signed-out");
  });
});

describe("what dead tabs left", () => {
  const entry = (client: string, seq: number, change: Partial<Entry> = {}): Entry => {
    const document = `${client} ${seq}`;
    const known = { user: 1, essay: 2, client, seq, base: 5, follows: null };
    return { ...known, document, digest: digest(document), ...change };
  };

  it("is sent under its own client and seq, and forgotten", async () => {
    journal.kept = [entry("dead-tab", 3)];
    const done = await replay(await journal.entries(), server, journal);
    expect(server.sent.map(({ client, seq }) => [client, seq])).toEqual([["dead-tab", 3]]);
    expect(done).toMatchObject({ saved: [{ revision: 6 }], waiting: 0 });
    expect(journal.kept).toEqual([]);
  });

  it("follows the save before it", async () => {
    const entries = [entry("dead-tab", 3), entry("dead-tab", 4, { follows: 3 })];
    await replay(entries, server, journal);
    expect(server.sent.map(({ base }) => base)).toEqual([5, 6]);
  });

  it("waits when the save before it cannot be sent", async () => {
    server.answers = [AWAY];
    const done = await replay([entry("dead-tab", 3), entry("dead-tab", 4, { follows: 3 })], server, journal);
    expect(server.sent).toHaveLength(1);
    expect(done.waiting).toBe(2);
  });

  it("counts what was kept aside", async () => {
    const kept = { code: "branch", revision: 9, digest: "d", saved_at: AT, branch: 1 };
    server.answers = [{ status: 409, body: kept }];
    expect(await replay([entry("dead-tab", 3)], server, journal)).toMatchObject({ aside: 1, saved: [], waiting: 0 });
  });
});

describe("when the page goes away", () => {
  it("says its last words once more under the seq that it would have had", async () => {
    type(" last");
    saver.leaving();
    await wait(0);
    expect(server.sent.map(({ seq, document }) => [seq, document])).toEqual([[1, "begun last"]]);
    expect(journal.kept).toHaveLength(1);
  });

  it("says nothing when all is saved", () => {
    saver.leaving();
    expect(server.sent).toEqual([]);
  });
});

describe("what was pasted", () => {
  const PASTE = { at: 0, length: 3, from: "outside" as const };

  it("goes with the next save and with no other, and waits in the journal meanwhile", async () => {
    const pasted = [PASTE];
    saver = newSaver({ pastes: { read: () => [...pasted], taken: () => pasted.pop() } });
    type("abc");
    await wait(1000);
    expect(journal.kept[0]?.pastes).toEqual([PASTE]);
    server.answers = [AWAY];
    await wait(5000);
    expect(server.sent.map((entry) => entry.pastes)).toEqual([[PASTE], [PASTE]]);
    type("d");
    await wait(3000);
    expect(server.sent.at(-1)?.pastes).toBeUndefined();
  });
});
