/** What a saver is tested with: a server and a journal that do as they are told. */
import type { Entry, Journal } from "./journal";
import type { Answer } from "./saver";

/** A server that answers as it is told, else stores on its one head as the real one does. */
export class FakeServer {
  head = 5;
  sent: Entry[] = [];
  checks = 0;
  answers: (Answer | Promise<Answer>)[] = [];
  session: Answer = { status: 200, body: { code: "ready", writer: 1 } };

  async save(entry: Entry): Promise<Answer> {
    this.sent.push({ ...entry });
    return this.answers.shift() ?? this.stored(entry);
  }

  async check(): Promise<Answer> {
    this.checks += 1;
    return this.session;
  }

  stored(entry: Entry, change: Record<string, unknown> = {}): Answer {
    this.head += 1;
    return { status: 200, body: { code: "saved", revision: this.head, digest: entry.digest, saved_at: AT, ...change } };
  }
}

export class FakeJournal implements Journal {
  kept: Entry[] = [];
  broken = false;

  async put(entry: Entry) {
    if (this.broken) throw new Error("no storage");
    this.kept = [...this.kept.filter(({ seq }) => seq !== entry.seq), { ...entry }];
  }

  async acknowledge({ seq }: Entry, revision: number) {
    this.kept = this.kept
      .filter((entry) => entry.seq > seq)
      .map((entry) => (entry.follows === seq ? { ...entry, base: revision, follows: null } : entry));
  }

  async entries() {
    return this.kept;
  }
}

export const AT = "2026-03-06T12:04:31+00:00";
export const AWAY: Answer = { status: 0, body: null };
export const BUSY: Answer = { status: 503, body: { code: "busy" } };
