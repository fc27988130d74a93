/** What tabs of one essay tell one another: "here" asks the others to answer. */
interface Said {
  from: string;
  what: "here" | "me-too" | "gone";
}

const A_SECOND = 1000; // ms that a tab has to answer

/** Knows of the other tabs of this browser that have an essay open; of none where the browser has no channel. */
export class Elsewhere {
  private readonly channel: BroadcastChannel | null;
  private others = new Set<string>();
  private answered = new Set<string>();
  private counting: ReturnType<typeof setTimeout> | undefined;

  /** `changed` is told when a tab comes or goes. */
  constructor(
    essay: number,
    private readonly me: string,
    private readonly changed: () => void,
  ) {
    this.channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(`redraft essay ${essay}`);
    this.channel?.addEventListener("message", (event) => this.heard(event.data as Said));
    this.ask();
  }

  /** How many other tabs have it open. */
  get count(): number {
    return this.others.size;
  }

  /** Count the others anew: one that crashed has not said that it is gone. */
  ask(): void {
    this.answered = new Set();
    this.say("here");
    clearTimeout(this.counting);
    this.counting = setTimeout(() => {
      this.others = this.answered;
      this.changed();
    }, A_SECOND);
  }

  /** Say that this tab goes. */
  leave(): void {
    this.say("gone");
  }

  close(): void {
    this.leave();
    clearTimeout(this.counting);
    this.channel?.close();
  }

  private say(what: Said["what"]): void {
    this.channel?.postMessage({ from: this.me, what } satisfies Said);
  }

  private heard({ from, what }: Said): void {
    for (const known of [this.others, this.answered]) what === "gone" ? known.delete(from) : known.add(from);
    if (what === "here") this.say("me-too");
    this.changed();
  }
}
