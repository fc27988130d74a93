import { csrfToken } from "./csrf";

/** An answer of the server; `body` is its JSON, or {} without any. */
export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: each address answers with its own fields
  body: any;
}

/** Why nothing is answered for now. */
export type Trouble = "failing" | "signed-out";

const MOST_KEPT_ALIVE = 15_000; // characters: browsers let 64 KB outlive a page

/** Sends one thing after another as JSON, and again with growing pauses while no answer comes. */
export class Sender {
  /** How many are not answered yet. */
  unsent = 0;
  private last: Promise<unknown> = Promise.resolve();
  private wake: () => void = () => undefined;

  /** `trouble` is told each time that something has to wait; `pause` gives the milliseconds before a try. */
  constructor(
    private trouble: (trouble: Trouble) => void,
    private pause = (tries: number) => Math.min(30_000, 1000 * 2 ** (tries - 1)) * (0.75 + Math.random() / 2),
  ) {}

  /** Send when all before is answered. Settles with any answer but 401, 429 and 5xx, which are tried again. */
  send(url: string, data: unknown): Promise<Answer> {
    this.unsent += 1;
    const answer = this.last.then(() => this.untilAnswered(url, data));
    this.last = answer;
    return answer.finally(() => {
      this.unsent -= 1;
    });
  }

  /** Wait until all is answered, or as many milliseconds have passed. */
  async idle(patience: number): Promise<void> {
    await Promise.race([this.last, new Promise((done) => setTimeout(done, patience))]);
  }

  /** Try at once what is waiting for its next try. */
  hurry() {
    this.wake();
  }

  private async untilAnswered(url: string, data: unknown): Promise<Answer> {
    for (let tries = 1; ; tries++) {
      const answer = await this.once(url, data);
      if (answer && answer.status < 500 && answer.status !== 401 && answer.status !== 429) return answer;
      this.trouble(answer?.status === 401 ? "signed-out" : "failing");
      await new Promise<void>((done) => {
        this.wake = done;
        setTimeout(done, this.pause(tries));
      });
    }
  }

  private async once(url: string, data: unknown): Promise<Answer | null> {
    const said = JSON.stringify(data);
    try {
      const response = await fetch(url, {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": csrfToken() },
        body: said,
        keepalive: said.length < MOST_KEPT_ALIVE,
      });
      const body = await response.json().catch(() => ({}));
      if (response.status === 403 && body?.code === "token" && (await renewToken())) return null;
      return { status: response.status, body };
    } catch {
      return null;
    }
  }
}

/** After signing in anew the page's token is old: take the new one from a page. */
export async function renewToken(): Promise<boolean> {
  const page = await (await fetch(location.href)).text();
  const fresh = new DOMParser().parseFromString(page, "text/html").querySelector('meta[name="csrf-token"]');
  if (!fresh) return false;
  document.querySelector('meta[name="csrf-token"]')?.replaceWith(fresh);
  return true;
}
