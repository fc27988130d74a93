import type { Problem } from "./code-sheet";
import { Sender } from "./sending";

/** What the server says of a draft that it has kept. */
export interface Kept {
  revision: string;
  saved_at: string;
  can_publish: boolean;
  problems: Problem[];
  /** What of the page is drawn anew, by its id. */
  parts: Record<string, string>;
}

/** What the server says when another text is newer: that text, its revision, and both side by side as HTML. */
export interface Newer {
  revision: string;
  text: string;
  part: string;
}

/** Where saving stands, as lib/status names it. */
export type Standing = "saved" | "saving" | "failing" | "signed-out" | "refused" | "clash" | "gone";

export interface Options {
  url: string;
  /** Who edits: nothing is sent under another name. */
  editor: number;
  /** Which text on the server the one on the page replaces. */
  revision: string;
  read: () => string;
  said: (standing: Standing, fill?: Record<string, string>) => void;
  kept: (answer: Kept) => void;
  newer: (answer: Newer) => void;
  sender?: Sender;
  pause?: number;
}

/** Takes a shared draft to the server after each pause, naming the revision that it replaces; one request in the air. */
export class DraftSaver {
  private sender: Sender;
  private saved: string;
  private savedAt = "";
  private inAir = false;
  private stopped = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private waiting: (() => void)[] = [];
  revision: string;

  constructor(private options: Options) {
    this.sender = options.sender ?? new Sender((trouble) => this.trouble(trouble));
    this.revision = options.revision;
    this.saved = options.read();
  }

  /** Whether the page holds words that the server does not. */
  get unsent(): boolean {
    return this.options.read() !== this.saved;
  }

  /** Say that the text has changed. */
  changed(): void {
    clearTimeout(this.timer);
    if (!this.unsent && !this.inAir) {
      this.rest();
      return;
    }
    this.keep();
    if (this.stopped) return;
    if (!this.inAir) this.options.said("saving");
    this.timer = setTimeout(() => this.send(), this.options.pause ?? 1000);
  }

  /** Send what is unsent now; resolves with whether the server has all, as far as it can be known for now. */
  async flush(): Promise<boolean> {
    if (this.unsent && !this.stopped) {
      const done = new Promise<void>((resolve) => this.waiting.push(resolve));
      this.sender.hurry();
      void this.send();
      await done;
    }
    return !this.unsent && !this.stopped;
  }

  /** Try again at once: the network is back, or someone has signed in. */
  wake(): void {
    this.sender.hurry();
  }

  /** Go on from another revision: after a choice between two texts, or with what this window kept. */
  goOn(revision: string): void {
    this.revision = revision;
    this.stopped = false;
    void this.send(true);
  }

  /** What this window kept of a page that went away, if the page has another text. */
  recall(): { text: string; revision: string } | null {
    const found = sessionStorage.getItem(this.key);
    const kept = found ? JSON.parse(found) : null;
    return kept && kept.text !== this.saved ? kept : null;
  }

  private get key(): string {
    return `redraft draft ${this.options.editor} ${this.options.url}`;
  }

  private keep(): void {
    const kept = JSON.stringify({ text: this.options.read(), revision: this.revision });
    try {
      sessionStorage.setItem(this.key, kept);
    } catch {
      // full: the page itself still holds the text
    }
  }

  private rest(): void {
    sessionStorage.removeItem(this.key);
    if (!this.stopped) this.options.said("saved", { time: this.savedAt });
  }

  private async send(always = false): Promise<void> {
    clearTimeout(this.timer);
    if (this.inAir || this.stopped) return;
    if (!always && !this.unsent) return this.settle();
    const text = this.options.read();
    const { url, editor } = this.options;
    this.inAir = true;
    this.options.said("saving");
    const { status, body } = await this.sender.send(url, { text, revision: this.revision, editor });
    this.inAir = false;
    this.heed(text, status, body);
  }

  // biome-ignore lint/suspicious/noExplicitAny: the body is one of three shapes, told apart by its code
  private heed(text: string, status: number, body: any): void {
    if (status === 200 && body.code === "saved") {
      this.saved = text;
      this.revision = body.revision;
      this.savedAt = body.saved_at;
      this.options.kept(body);
      if (!this.unsent) this.rest();
      else if (this.waiting.length) return void this.send();
      else return void this.changed();
    } else if (status === 409 && body.code === "draft") {
      this.stopped = true;
      this.options.said("clash");
      this.options.newer(body);
    } else if (status === 422) this.options.said("refused", { message: body.message });
    else this.options.said("gone");
    this.settle();
  }

  private trouble(trouble: "failing" | "signed-out"): void {
    this.options.said(trouble);
    this.settle();
  }

  private settle(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}
