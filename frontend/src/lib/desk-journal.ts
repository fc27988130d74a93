import type { Working } from "./merging";
import { hold, liveClients, nameBefore, newClient } from "./tabs";
import { openUnsent, type Unsent, type UnsentStore } from "./unsent";

const KEPT = 14 * 24 * 3600 * 1000; // milliseconds after which what the server refuses is dropped

/** An act to keep: where it is sent, and what it is about. */
export interface Act {
  submission: string;
  slot?: string;
  url: string;
  data: Record<string, unknown>;
  base?: Working | string;
}

/** Keeps on this device what was done on the marking desk until it is answered, for one person. */
export class DeskJournal {
  private readonly tab = newClient();
  private readonly before = nameBefore(this.tab, "redraft marking");
  private last = 0;

  constructor(
    private readonly user: number,
    private readonly store: UnsentStore = openUnsent(),
  ) {
    void hold(this.tab);
  }

  /** Keep an act; returns what forgets it. A browser that keeps nothing loses only what is here. */
  keep({ submission, slot, url, data, base = undefined }: Act): () => void {
    const at = this.now();
    const about = { user: this.user, tab: this.tab, submission, slot: slot ?? `${url} ${at}` };
    const unsent: Unsent = { ...about, url, data, base: base ?? null, at };
    const kept = this.store.put(unsent).catch(() => undefined);
    return () => void kept.then(() => this.store.forget(unsent)).catch(() => undefined);
  }

  /** Nothing is left to send about this. */
  drop(submission: string, slot: string) {
    const about = { user: this.user, tab: this.tab, submission, slot };
    void this.store.forget({ ...about, url: "", data: {}, base: null, at: this.now() }).catch(() => undefined);
  }

  forget(unsent: Unsent) {
    void this.store.forget(unsent).catch(() => undefined);
  }

  /** What pages that are gone have left, in the order in which it was done. */
  async leftovers(): Promise<Unsent[]> {
    const live = await liveClients();
    if (this.before) live.delete(this.before); // its lock may outlive it for a moment
    const found = await this.store.of(this.user).catch(() => []);
    const old = found.filter(({ at }) => at < Date.now() - KEPT);
    for (const unsent of old) this.forget(unsent);
    return found.filter((unsent) => unsent.tab !== this.tab && !live.has(unsent.tab) && !old.includes(unsent));
  }

  /** A moment of its own for each act. */
  private now(): number {
    this.last = Math.max(Date.now(), this.last + 0.01);
    return this.last;
  }
}
