import { digest } from "./digest";
import type { Entry, Journal } from "./journal";

/** What became of the writer's words, as the page says it. */
export type State =
  | "saved" // the server has exactly what is on screen
  | "saving" // typed, or on its way
  | "offline" // no network; kept on this device
  | "busy" // the server cannot store now; kept on this device
  | "signed-out"
  | "other" // somebody else is signed in
  | "branch" // kept beside the essay, which was changed elsewhere
  | "late" // kept beside the essay, which has closed
  | "handed-in" // kept beside the essay, which is handed in
  | "too-large"
  | "refused" // the server cannot store this text; kept on this device
  | "gone"; // not this person's essay

/** What the page says of saving. */
export interface Status {
  state: State;
  /** Server time of the last acknowledged save, ISO with the school's offset; "" before the first. */
  savedAt: string;
  branch: number | null;
  /** Whether this device keeps what the server does not have. */
  kept: boolean;
}

/** An answer of the server; status 0 when none came. */
export interface Answer {
  status: number;
  body: Record<string, unknown> | null;
}

/** The server, as the saver needs it. */
export interface Server {
  save(entry: Entry, options?: { keepalive: boolean }): Promise<Answer>;
  /** Ask whose session this is, and take a fresh token. */
  check(): Promise<Answer>;
}

/** What a saver begins with; `revision` is that of the text on the page, `read` gives the document as JSON. */
export interface Options {
  user: number;
  essay: number;
  client: string;
  revision: number;
  /** When the head was saved, as Status says it. */
  savedAt?: string;
  read: () => string;
  server: Server;
  journal: Journal;
  show: (status: Status) => void;
  /** Citations that the server does not store: they are to leave the text. */
  drop?: (clippings: number[]) => void;
}

const PAUSE = 2000; // ms without typing before a save
const AT_LEAST = 10_000; // ms of typing without a pause before a save
const JOURNAL = 1000; // ms before the device keeps a change, and the longest wait for it
const STOPPED: State[] = ["signed-out", "other", "gone"]; // nothing is sent until that is over
const REFUSED: State[] = ["refused", "too-large"];
const KEPT_ASIDE: Record<string, State> = { branch: "branch", late: "late", "handed-in": "handed-in" };

/** Takes a writer's text to the server: to the journal within a second, on after a pause, one request in the air. */
export class Saver {
  private seq = 0;
  private base: number;
  private clean: string; // digest of the text that the server has
  private dirty = false;
  private waiting: Entry | null = null; // sent, not acknowledged
  private inAir = false;
  private failures = 0;
  private status: Status;
  private pause: Timer;
  private limit: Timer;
  private journalSoon: Timer;
  private again: Timer;
  private settled: (() => void)[] = [];

  constructor(private readonly options: Options) {
    this.base = options.revision;
    this.clean = digest(options.read());
    this.status = { state: "saved", savedAt: options.savedAt ?? "", branch: null, kept: true };
  }

  /** The head's revision that the text grew from. */
  get revision(): number {
    return this.base;
  }

  get state(): State {
    return this.status.state;
  }

  /** Whether the server lacks something that was typed. */
  get unsent(): boolean {
    return this.dirty || this.waiting !== null || REFUSED.includes(this.state);
  }

  /** Say that the text has changed. */
  changed(): void {
    this.dirty = true;
    if (!STOPPED.includes(this.state) && this.failures === 0) this.show({ state: "saving" });
    this.journalSoon ??= setTimeout(() => this.write(), JOURNAL);
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.send(), PAUSE);
    this.limit ??= setTimeout(() => this.send(), AT_LEAST);
  }

  /** Send what is unsent now; resolves when it is acknowledged, or cannot be for now. */
  async flush(): Promise<State> {
    if (this.unsent) {
      const done = new Promise<void>((resolve) => this.settled.push(resolve));
      this.wake();
      await done;
    }
    return this.state;
  }

  /** Try again at once: the network is back, or someone has signed in. */
  wake(): void {
    clearTimeout(this.again);
    this.again = undefined;
    if (this.state === "signed-out" || this.state === "other") void this.check();
    else void this.send();
  }

  /** Put on this device what is not there yet; the page may go away. */
  async write(): Promise<void> {
    clearTimeout(this.journalSoon);
    this.journalSoon = undefined;
    if (this.dirty) await this.keep(this.entry());
  }

  /** The page goes away: a last word to the server. */
  leaving(): void {
    if (!this.unsent) return;
    void this.write();
    if (!STOPPED.includes(this.state)) void this.options.server.save(this.waiting ?? this.entry(), { keepalive: true });
  }

  private entry(): Entry {
    const { user, essay, client, read } = this.options;
    const document = read();
    const follows = this.waiting?.seq ?? null;
    return { user, essay, client, seq: this.seq + 1, base: this.base, follows, document, digest: digest(document) };
  }

  private async keep(entry: Entry): Promise<void> {
    try {
      await soon(this.options.journal.put(entry));
      if (!this.status.kept) this.show({ kept: true });
    } catch {
      this.show({ kept: false });
    }
  }

  private async send(): Promise<void> {
    clearTimeout(this.pause);
    clearTimeout(this.limit);
    this.pause = this.limit = undefined;
    if (this.inAir || this.again !== undefined || STOPPED.includes(this.state)) return;
    if (!this.waiting && !this.take()) return this.settle();
    const entry = this.waiting as Entry;
    this.inAir = true;
    try {
      if (this.failures === 0) this.show({ state: "saving" });
      await this.keep(entry);
      await this.heed(entry, await this.options.server.save(entry));
    } finally {
      this.inAir = false;
    }
    this.goOn();
  }

  /** Make the text on screen the next save; false when the server has it already. */
  private take(): boolean {
    if (!this.dirty) return false;
    const entry = this.entry();
    this.dirty = false;
    if (entry.digest === this.clean && this.status.state === "saving" && this.status.branch === null) {
      this.show({ state: "saved" });
      return false;
    }
    this.seq = entry.seq;
    this.waiting = entry;
    return true;
  }

  private goOn(): void {
    const stopped = this.again !== undefined || STOPPED.includes(this.state);
    if (stopped) this.settle();
    else if (this.waiting) void this.send();
    else if (!this.dirty) this.settle();
    else if (this.settled.length) void this.send();
    else if (this.pause === undefined && this.limit === undefined) this.pause = setTimeout(() => this.send(), PAUSE);
  }

  private async heed(entry: Entry, { status, body }: Answer): Promise<void> {
    const code = String(body?.code ?? "");
    if (status === 200 && code === "saved" && isAcknowledged(body)) return this.saved(entry, body);
    if (status === 409 || status === 202) {
      const aside = KEPT_ASIDE[code];
      if (aside && isAcknowledged(body)) return this.keptAside(entry, aside, body);
    }
    if (status === 401) return this.signedOut();
    if (status === 403 && code === "other-person") return this.show({ state: "other" });
    if (status === 403 && code === "token") {
      const { status } = await this.options.server.check(); // brings a fresh token
      return status === 401 ? this.signedOut() : this.retry("busy");
    }
    if (status === 404 && code) return this.show({ state: "gone" });
    if (status === 413) return this.refused("too-large");
    if ((status === 422 || status === 400) && code) return this.refused("refused");
    this.retry(status === 0 || status === 200 ? "offline" : "busy");
  }

  private async saved(entry: Entry, body: Acknowledged): Promise<void> {
    this.failures = 0;
    this.base = body.revision;
    this.waiting = null;
    await this.forget(entry, body.revision);
    const dropped = body.dropped ?? [];
    if (body.digest !== entry.digest && !dropped.length) {
      this.dirty = true; // the server holds another text under this save: send ours once more, as the next
      return this.show({ state: "saving", savedAt: body.saved_at });
    }
    this.clean = body.digest;
    this.show({ state: this.dirty ? "saving" : "saved", savedAt: body.saved_at, branch: null });
    if (dropped.length) {
      this.show({ state: "saving" });
      this.dirty = true;
      this.options.drop?.(dropped);
    }
  }

  private async keptAside(entry: Entry, state: State, body: Acknowledged): Promise<void> {
    this.failures = 0;
    this.waiting = null;
    await this.forget(entry, this.base);
    if (body.digest !== entry.digest && !body.dropped?.length) this.dirty = true;
    this.show({ state, savedAt: body.saved_at, branch: body.branch ?? null });
    if (body.dropped?.length) this.options.drop?.(body.dropped);
  }

  private async forget(entry: Entry, revision: number): Promise<void> {
    await soon(this.options.journal.acknowledge(entry, revision)).catch(() => undefined);
  }

  private refused(state: State): void {
    this.failures = 0;
    this.waiting = null; // what is typed next is another text, and may be accepted
    this.show({ state });
  }

  private signedOut(): void {
    this.show({ state: "signed-out" });
    this.pauseThen(() => this.check());
  }

  private retry(state: State): void {
    this.show({ state });
    this.pauseThen(() => this.send());
  }

  /** Wait 1 to 30 s, longer each time and never quite alike, so that a class does not come back in one moment. */
  private pauseThen(act: () => Promise<void>): void {
    const seconds = Math.min(30, 2 ** this.failures++) * (0.75 + Math.random() / 4);
    clearTimeout(this.again);
    this.again = setTimeout(
      () => {
        this.again = undefined;
        void act();
      },
      Math.max(1000, seconds * 1000),
    );
  }

  /** Go on only when the session is the writer's own. */
  private async check(): Promise<void> {
    const { status, body } = await this.options.server.check();
    if (status === 200 && body?.writer === this.options.user) {
      this.failures = 0;
      this.show({ state: "saving" });
      return this.send();
    }
    if (status === 404 || (status === 200 && body?.writer)) this.show({ state: "other" });
    else if (status === 401) this.show({ state: "signed-out" });
    this.pauseThen(() => this.check());
    this.settle();
  }

  private show(change: Partial<Status>): void {
    this.status = { ...this.status, ...change };
    this.options.show(this.status);
  }

  private settle(): void {
    for (const resolve of this.settled.splice(0)) resolve();
  }
}

/** A device that does not answer must not keep the text from the server. */
function soon(work: Promise<void>): Promise<void> {
  let timer: Timer;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error("The journal does not answer.")), JOURNAL);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

type Timer = ReturnType<typeof setTimeout> | undefined;

interface Acknowledged {
  revision: number;
  digest: string;
  saved_at: string;
  branch?: number;
  dropped?: number[];
}

function isAcknowledged(body: unknown): body is Acknowledged {
  const { revision, digest, saved_at } = (body ?? {}) as Record<string, unknown>;
  return Number.isInteger(revision) && typeof digest === "string" && typeof saved_at === "string";
}

/** Send what dead tabs left in the journal. Returns the answers that made the head, newest last, and how many wait still. */
export async function replay(
  entries: Entry[],
  server: Server,
  journal: Journal,
): Promise<{ saved: { entry: Entry; revision: number; savedAt: string }[]; aside: number; waiting: number }> {
  const saved: { entry: Entry; revision: number; savedAt: string }[] = [];
  const bases = new Map<string, number>(); // client and seq -> the revision that its answer named
  let aside = 0;
  let waiting = 0;
  const stuck = new Set<string>();
  for (const entry of entries) {
    const before = `${entry.client} ${entry.follows}`;
    const base = bases.get(before) ?? entry.base;
    if (stuck.has(before)) {
      stuck.add(`${entry.client} ${entry.seq}`);
      waiting += 1;
      continue;
    }
    const { status, body } = await server.save({ ...entry, base });
    if (!isAcknowledged(body) || ![200, 202, 409].includes(status)) {
      stuck.add(`${entry.client} ${entry.seq}`);
      waiting += 1;
      continue;
    }
    if (status === 200) {
      bases.set(`${entry.client} ${entry.seq}`, body.revision);
      if (body.digest === entry.digest) saved.push({ entry, revision: body.revision, savedAt: body.saved_at });
    } else aside += 1;
    await journal.acknowledge(entry, status === 200 ? body.revision : entry.base).catch(() => undefined);
  }
  return { saved, aside, waiting };
}
