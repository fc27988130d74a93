import { digest } from "./digest";
import type { Entry, Journal } from "./journal";
import { leaveBehind } from "./last-words";
import type { PasteLog } from "./paste-log";

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

/** An answer of the server; status 0 when none came, body null when it is not JSON. */
export interface Answer {
  status: number;
  body: Record<string, unknown> | null;
  /** The seconds that the server asks to be left alone. */
  retryAfter?: number;
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
  /** Unsent texts under this client's name, in order; the last is what `read` gives. */
  resume?: Entry[];
  /** The page was opened without the server: ask whose session it is before anything is sent. */
  unsure?: boolean;
  /** The server has this text as the essay. */
  stored?: (head: { document: string; revision: number; savedAt: string }) => void;
  /** All is sent, but the essay was changed elsewhere: the text on screen is old. */
  behind?: () => void;
  /** What was pasted since the last save; told when a save has taken it. */
  pastes?: Pick<PasteLog, "read" | "taken">;
}

const PAUSE = 2000; // ms without typing before a save
const AT_LEAST = 10_000; // ms of typing without a pause before a save
const JOURNAL = 1000; // ms before the device keeps a change, and the longest wait for it
const STOPPED: State[] = ["signed-out", "other", "gone"]; // nothing is sent until that is over
const LONGEST = 120; // s that a server may ask for
const REFUSED: State[] = ["refused", "too-large"];
const KEPT_ASIDE: Record<string, State> = { branch: "branch", late: "late", "handed-in": "handed-in" };

/** Takes a writer's text to the server: to the journal within a second, on after a pause, one request in the air. */
export class Saver {
  private seq = 0;
  private base: number;
  private clean: string; // digest of the text that the server has
  private dirty = false;
  private sure: boolean; // that the session is the writer's
  private loose = false; // something is neither with the server nor on this device
  private waiting: Entry | null = null; // sent, not acknowledged
  private queue: Entry[]; // to be sent after it, as a dead tab left them
  private inAir = false;
  private looking = false;
  private failures = 0;
  private status: Status;
  private pause: Timer;
  private limit: Timer;
  private journalSoon: Timer;
  private again: Timer;
  private settled: (() => void)[] = [];

  constructor(private readonly options: Options) {
    const [first, ...later] = options.resume ?? [];
    this.base = first?.base ?? options.revision;
    this.clean = first ? "" : digest(options.read());
    this.waiting = first ?? null;
    this.queue = later;
    this.seq = (later.at(-1) ?? first)?.seq ?? 0;
    this.sure = !options.unsure;
    const state = options.unsure ? "offline" : first ? "saving" : "saved";
    this.status = { state, savedAt: options.savedAt ?? "", branch: null, kept: true };
    if (state !== "saved") options.show(this.status);
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

  /** Whether closing the page now would lose words: they are neither with the server nor on this device. */
  get atRisk(): boolean {
    return this.unsent && (this.loose || !this.status.kept);
  }

  /** Say that the text has changed. */
  changed(): void {
    this.dirty = this.loose = true;
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

  /** The writer is back at this page: see that session and essay are still theirs before they type. */
  async look(): Promise<void> {
    if (this.unsent || this.inAir || this.looking || this.again !== undefined) return;
    this.looking = true;
    await this.check().finally(() => {
      this.looking = false;
    });
  }

  /** Put on this device what is not there yet; the page may go away. */
  async write(): Promise<void> {
    clearTimeout(this.journalSoon);
    this.journalSoon = undefined;
    if (this.dirty) await this.keep(this.entry());
  }

  /** The page goes away: a last word to this tab, to the device and to the server. */
  leaving(): void {
    const unsent = [this.waiting, this.dirty ? this.entry() : null];
    leaveBehind(unsent.filter((entry) => entry !== null));
    if (!this.unsent) return;
    void this.write();
    if (!STOPPED.includes(this.state)) void this.options.server.save(this.waiting ?? this.entry(), { keepalive: true });
  }

  private entry(): Entry {
    const { user, essay, client, read } = this.options;
    const document = read();
    const follows = this.waiting && this.seq;
    const pastes = this.options.pastes?.read() ?? [];
    const text = { document, digest: digest(document), ...(pastes.length ? { pastes } : {}) };
    return { user, essay, client, seq: this.seq + 1, base: this.base, follows, ...text };
  }

  private async keep(entry: Entry): Promise<void> {
    const loose = this.loose;
    this.loose = false;
    try {
      await soon(this.options.journal.put(entry));
      if (!this.status.kept) this.show({ kept: true });
    } catch {
      this.loose ||= loose;
      this.show({ kept: false });
    }
  }

  private async send(): Promise<void> {
    clearTimeout(this.pause);
    clearTimeout(this.limit);
    this.pause = this.limit = undefined;
    if (this.inAir || this.again !== undefined || STOPPED.includes(this.state)) return;
    if (!this.sure) return this.check();
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
    this.options.pastes?.taken();
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

  private async heed(entry: Entry, answer: Answer): Promise<void> {
    const { status, body } = answer;
    const code = String(body?.code ?? "");
    if (status === 200 && code === "saved" && isAcknowledged(body)) return this.saved(entry, body);
    if (status === 409 || status === 202) {
      const aside = KEPT_ASIDE[code];
      if (aside && isAcknowledged(body)) return this.keptAside(entry, aside, body);
    }
    if (status === 413) return this.refused("too-large"); // a proxy may say so too
    if (!code) return this.retry(answer);
    if (status === 401) return this.signedOut();
    if (status === 403 && code === "other-person") return this.another();
    if (status === 403 && code === "token") {
      const now = await this.options.server.check(); // brings a fresh token
      return this.isMine(now) ? this.retry({ status: 503, body: null }) : this.stop(now);
    }
    if (status === 404) return this.show({ state: "gone" });
    if (status === 422 || status === 400) return this.refused("refused");
    this.retry(answer);
  }

  private async saved(entry: Entry, body: Acknowledged): Promise<void> {
    this.failures = 0;
    this.base = body.revision;
    this.waiting = this.next();
    await this.forget(entry, body.revision);
    const dropped = body.dropped ?? [];
    if (body.digest !== entry.digest && !dropped.length) {
      this.dirty = true; // the server holds another text under this save: send ours once more, as the next
      return this.show({ state: "saving", savedAt: body.saved_at });
    }
    this.clean = body.digest;
    const { revision, saved_at: savedAt } = body;
    if (body.digest === entry.digest) this.options.stored?.({ document: entry.document, revision, savedAt });
    this.show({ state: this.dirty || this.waiting ? "saving" : "saved", savedAt: body.saved_at, branch: null });
    if (dropped.length) {
      this.show({ state: "saving" });
      this.dirty = true;
      this.options.drop?.(dropped);
    }
  }

  private async keptAside(entry: Entry, state: State, body: Acknowledged): Promise<void> {
    this.failures = 0;
    this.waiting = this.next();
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
    this.waiting = this.next(); // what is typed next is another text, and may be accepted
    this.show({ state });
  }

  private next(): Entry | null {
    const entry = this.queue.shift();
    return entry ? { ...entry, base: this.base, follows: null } : null;
  }

  private signedOut(): void {
    this.show({ state: "signed-out" });
    this.pauseThen(() => this.check());
  }

  private another(): void {
    this.show({ state: "other" });
    this.pauseThen(() => this.check());
  }

  private retry(answer: Answer): void {
    this.show({ state: trouble(answer) });
    this.pauseThen(() => this.send(), answer.retryAfter);
  }

  /**
   * Wait 1 to 30 s, longer each time and never quite alike, so that a class does not come back in one moment; longer
   * when the server asks for it.
   */
  private pauseThen(act: () => Promise<void>, atLeast = 0): void {
    const seconds = Math.min(30, 2 ** this.failures++) * (0.75 + Math.random() / 4);
    const asked = Math.min(LONGEST, atLeast) * (1 + Math.random() / 4);
    clearTimeout(this.again);
    this.again = setTimeout(
      () => {
        this.again = undefined;
        void act();
      },
      Math.max(1, seconds, asked) * 1000,
    );
  }

  /** Go on only when the session is the writer's own. */
  private async check(): Promise<void> {
    const answer = await this.options.server.check();
    if (this.isMine(answer)) return this.goOnAs(answer.body ?? {});
    this.stop(answer);
    this.settle();
  }

  private isMine({ status, body }: Answer): boolean {
    return status === 200 && body?.code === "ready" && body.writer === this.options.user;
  }

  /** Send nothing, and ask again: the session is another's, or nobody's, or cannot be known. */
  private stop(answer: Answer): void {
    const { status, body } = answer;
    if (body?.code && (status === 404 || status === 200)) this.show({ state: "other" });
    else if (body?.code && status === 401) this.show({ state: "signed-out" });
    else if (!STOPPED.includes(this.state)) this.show({ state: trouble(answer) });
    this.pauseThen(() => this.check(), answer.retryAfter);
  }

  private goOnAs(ready: Record<string, unknown>): Promise<void> {
    this.failures = 0;
    this.sure = true;
    clearTimeout(this.again);
    this.again = undefined;
    const aside = Object.values(KEPT_ASIDE).includes(this.state);
    if (this.unsent) this.show({ state: "saving" });
    else if (ready.revision === this.base && !aside) this.show({ state: "saved" });
    else if (!aside) this.options.behind?.();
    return this.send();
  }

  private show(change: Partial<Status>): void {
    this.status = { ...this.status, ...change };
    this.options.show(this.status);
  }

  private settle(): void {
    for (const resolve of this.settled.splice(0)) resolve();
  }
}

/** Why nothing is stored: the school's server says so itself, or something else answered in its place, or nothing. */
function trouble({ status, body }: Answer): State {
  return (body?.code && status >= 400) || (status >= 500 && status !== 511) || status === 429 ? "busy" : "offline";
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
