import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { begin } from "./clients";
import { digest } from "./digest";
import type { Entry, Journal } from "./journal";
import type { Answer, Server } from "./saver";

const AT = "2026-03-06T12:04:31+00:00";
const held = new Set<string>();
let kept: Entry[];

const journal: Journal = {
  async put(entry) {
    kept.push(entry);
  },
  async acknowledge({ client, seq }) {
    kept = kept.filter((entry) => entry.client !== client || entry.seq > seq);
  },
  async entries() {
    return [...kept];
  },
};

function entry(client: string, seq: number): Entry {
  const document = `${client} ${seq}`;
  return { user: 1, essay: 2, client, seq, base: 5, follows: null, document, digest: digest(document) };
}

function answering(answer: (entry: Entry) => Answer): Server {
  return { save: async (entry) => answer(entry), check: async () => ({ status: 0, body: null }) };
}

const stores = answering(({ digest }) => ({
  status: 200,
  body: { code: "saved", revision: 6, digest, saved_at: AT },
}));
const away = answering(() => ({ status: 0, body: null }));

beforeEach(() => {
  kept = [];
  held.clear();
  sessionStorage.clear();
  vi.stubGlobal("navigator", {
    locks: {
      request: (name: string, _options: LockOptions, act: () => Promise<unknown>) => {
        if (held.has(name)) return Promise.reject(new DOMException("late", "TimeoutError"));
        held.add(name);
        return act();
      },
      query: async () => ({ held: [...held].map((name) => ({ name })) }),
    },
  });
});

afterEach(() => vi.unstubAllGlobals());

describe("a tab begins", () => {
  it("with a name of its own when nothing is left", async () => {
    const { client, resume, sent } = await begin(1, 2, journal, stores);
    expect(client).toMatch(/^[0-9a-f]{24}$/);
    expect([resume, sent]).toEqual([[], false]);
    expect(held).toContain(`redraft ${client}`);
  });

  it("by sending what a dead tab left", async () => {
    kept = [entry("dead", 3)];
    expect(await begin(1, 2, journal, stores)).toMatchObject({ sent: true, resume: [] });
    expect(kept).toEqual([]);
  });

  it("as the dead tab itself, where nothing can be sent", async () => {
    kept = [entry("dead", 3), entry("dead", 4)];
    const { client, resume, sent, left } = await begin(1, 2, journal, away);
    expect([client, resume.map(({ seq }) => seq), sent, left]).toEqual(["dead", [3, 4], false, 0]);
    expect(held).toContain("redraft dead");
  });

  it("as the tab that wrote last, of several", async () => {
    kept = [entry("first", 1), entry("second", 1)];
    expect(await begin(1, 2, journal, null, "first")).toMatchObject({ client: "first", left: 1 });
  });

  it("never as a tab that lives", async () => {
    kept = [entry("alive", 3)];
    held.add("redraft alive");
    const { client, resume } = await begin(1, 2, journal, away);
    expect(client).not.toBe("alive");
    expect(resume).toEqual([]);
  });

  it("never as a copy of the tab that it was made from", async () => {
    kept = [entry("original", 3)];
    held.add("redraft original");
    sessionStorage.setItem("redraft client", "original"); // a browser copies it with the tab
    expect((await begin(1, 2, journal, away)).client).not.toBe("original");
  });

  it("under a name of its own where no locks tell who lives", async () => {
    vi.stubGlobal("navigator", {});
    kept = [entry("perhaps", 3)];
    expect(await begin(1, 2, journal, away)).toMatchObject({ resume: [], left: 1 });
  });
});
