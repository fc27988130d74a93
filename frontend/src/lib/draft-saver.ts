import { Sender } from "./sending";
import { type Left, type Shelf, StorageShelf } from "./shelf";

/** What the server says of a draft that it has kept; an address may say more. */
export interface Kept {
  revision: string;
  saved_at: string;
}

/** What the server says when another text is newer: that text and its revision. */
export interface Newer {
  revision: string;
  text: string;
}

/** Where saving stands, as lib/status names it. */
export type Standing = "saved" | "saving" | "failing" | "signed-out" | "refused" | "clash" | "gone";

export interface Options<K extends Kept, N extends Newer> {
  url: string;
  /** Who edits: nothing is sent under another name. */
  editor: number;
  /** Which text on the server the one on the page replaces. */
  revision: string;
  read: () => string;
  said: (standing: Standing, fill?: Record<string, string>) => void;
  kept: (answer: K) => void;
  newer: (answer: N) => void;
  sender?: Sender;
  /** Where unsent words are kept: this window's, unless it is said. */
  shelf?: Shelf;
  pause?: number;
}

/** Takes a shared draft to the server after each pause, naming the revision that it replaces; one request in the air. */
export class DraftSaver<K extends Kept = Kept, N extends Newer = Newer> {
  private sender: Sender;
  private own: StorageShelf;
  private shelf: Shelf;
  private saved: string;
  private savedAt = "";
  private inAir = false;
  private stopped = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private waiting: (() => void)[] = [];
  revision: string;

  /** Whether what is unsent would outlive this page. */
  safe = true;

  constructor(private options: Options<K, N>) {
    this.sender = options.sender ?? new Sender((trouble) => this.trouble(trouble));
    this.revision = options.revision;
    this.saved = options.read();
    this.own = new StorageShelf(`redraft draft ${options.editor} ${options.url}`);
    this.shelf = options.shelf ?? this.own;
  }

  /** The text that the server has, as far as is known. */
  get base(): string {
    return this.saved;
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

  /** Go on from another revision, whose text is `base`: after a clash, or with what this window kept. */
  goOn(revision: string, base = this.saved): void {
    this.revision = revision;
    this.saved = base;
    this.stopped = false;
    void this.send(true);
  }

  /** What this window kept of a page that went away, if the page has another text. */
  recall(): Left | null {
    const left = this.own.recall();
    return left && left.text !== this.saved ? left : null;
  }

  private keep(): void {
    this.safe = this.shelf.keep({ text: this.options.read(), revision: this.revision, base: this.saved });
  }

  private rest(): void {
    this.shelf.clear();
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
    } else if (status === 409 && typeof body.text === "string") {
      this.stopped = true;
      this.options.said("clash");
      this.options.newer(body);
    } else if (status === 422 || status === 409) this.options.said("refused", { message: body.message });
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
