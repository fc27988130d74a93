import { merged, type Working } from "./merging";
import type { Answer } from "./sending";
import { type Act, judgedAgain } from "./undoing";

const PAUSE = 600;

/** What judging needs of the marking desk. */
export interface JudgingHost {
  /** What stands in the rubric, the summary and the next step now, and how to put something else there. */
  now(): Working;
  put(working: Working): void;
  post(data: Record<string, unknown>): Promise<Answer>;
  did(act: Act & { kind: "judged" }): void;
  said(answer: Answer): void;
  /** Something stands there that no save has taken; then nothing does any more, and there was nothing to save. */
  changed(isUnsaved: boolean): void;
}

/** Levels, words about them, summary and next step of one essay: saved as they change, each save naming the version it knows. */
export class Judging {
  private base: Working = { levels: {}, notes: {}, summary: "", next_step: "" };
  private isLocked = true;
  private isTold = false;
  private timer = 0;
  private saving: Promise<void> = Promise.resolve();
  /** The version that the next save or mark names. */
  version = 0;

  constructor(private readonly host: JudgingHost) {}

  /** Take up what stands on the page. What is locked is never saved. */
  begin(version: number, isLocked: boolean) {
    this.version = version;
    this.isLocked = isLocked;
    this.isTold = false;
    this.taken();
  }

  /** What stands there is what the server has. */
  taken() {
    if (!this.isLocked) this.base = this.host.now();
  }

  /** Whether something stands there that no save has taken. */
  get isUnsaved(): boolean {
    return !this.isLocked && differ(this.base, this.host.now());
  }

  /** What a save would send now, and what it grew from; null when there is nothing to save. */
  get unsent(): { data: Record<string, unknown>; base: Working } | null {
    return this.isUnsaved ? { data: { ...this.host.now(), version: this.version }, base: this.base } : null;
  }

  /** Put what was judged on a page that is gone beside what stands here, and save it. */
  restore(base: Working, mine: Working) {
    this.host.put(merged(base, mine, this.host.now()));
    this.later(0);
  }

  /** Save when nothing changes for so many milliseconds; say at once that it is not saved yet. */
  later(pause = PAUSE) {
    this.tell(this.isUnsaved);
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.save(), pause);
  }

  /** Save now, after what is being saved. */
  save(): Promise<void> {
    window.clearTimeout(this.timer);
    this.saving = this.saving.then(() => this.saveNow());
    return this.saving;
  }

  /** Do once more what was judged once, beside what was judged since. */
  async again({ before, after }: Act & { kind: "judged" }) {
    if (this.isLocked) return;
    await this.save();
    this.host.put(judgedAgain(this.host.now(), before, after));
    await this.save();
  }

  private async saveNow() {
    if (!this.isUnsaved) return this.tell(false);
    const mine = this.host.now();
    const answer = await this.host.post({ ...mine, version: this.version });
    if (answer.status === 200) {
      this.version = answer.body.version;
      this.host.did({ kind: "judged", before: this.base, after: mine });
      this.base = mine;
    } else if (answer.status === 409 && answer.body.code === "clash") {
      this.merge(mine, answer.body.current);
    }
    this.isTold = this.isUnsaved; // typed meanwhile
    this.host.said(answer);
  }

  private merge(mine: Working, current: Working & { version: number }) {
    const { version, ...theirs } = current;
    const now = merged(this.base, mine, theirs);
    this.version = version;
    this.base = theirs;
    this.host.put(now);
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.save());
  }

  private tell(isUnsaved: boolean) {
    if (isUnsaved === this.isTold) return;
    this.isTold = isUnsaved;
    this.host.changed(isUnsaved);
  }
}

function differ(a: Working, b: Working): boolean {
  return (
    a.summary !== b.summary ||
    a.next_step !== b.next_step ||
    differing(a.levels, b.levels) ||
    differing(a.notes, b.notes)
  );
}

function differing<T>(a: Record<string, T>, b: Record<string, T>): boolean {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].some((code) => a[code] !== b[code]);
}
