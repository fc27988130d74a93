import { FetchingAhead } from "./fetching-ahead";
import { MarkingQueue } from "./marking-queue";
import type { Answer } from "./sending";

const FRESH = 60_000; // milliseconds after which the queue is fetched anew

/** What going on needs of the marking desk. */
export interface GoingHost {
  /** Close what is open and save it; resolves with whether nothing is left that no save has taken. */
  settled(): Promise<boolean>;
  /** Ask for the mark of the essay on the desk. */
  mark(): Promise<Answer>;
  /** The server has said yes or no to it, while the desk waited for that. */
  answered(answer: Answer): void;
  /** Whether every criterion has a level. */
  isComplete(): boolean;
  /** Whether all is answered that was sent, or will be before patience ends; says why if not. */
  isThrough(): Promise<boolean>;
  /** Whether what was sent last gets no answer; says so. */
  isStuck(): boolean;
  title(): string;
  /** Show the panes of another essay. */
  show(html: string): void;
  toast(text: string): void;
  /** Leave for another page. */
  leave(url: string): void;
}

/** Goes from essay to essay, each fetched before it is wanted, and marks the one it goes from. */
export class GoingOn {
  private readonly queue: MarkingQueue;
  private queueAt = Date.now();
  private isMarking = false;

  constructor(
    private readonly desk: HTMLElement,
    private readonly host: GoingHost,
    private readonly ahead = new FetchingAhead(),
  ) {
    this.queue = new MarkingQueue(desk);
  }

  /** An essay is on the desk: have ready what may be asked for next. */
  begin() {
    const { next, waiting } = this.queue.neighbours;
    for (const url of [waiting, next]) this.ahead.fetch(url);
    if (Date.now() - this.queueAt > FRESH) void this.refreshQueue();
  }

  /** To the essay before or after, in the order of the queue. */
  step(to: "next" | "previous"): Promise<void> {
    return this.go(this.queue.neighbours[to]);
  }

  /** Show another essay; `remember` it as a place to come back to. */
  async go(url: string, remember = true) {
    if (!url) return this.host.toast(this.desk.dataset.last ?? "");
    if (this.host.isStuck()) return; // else it would leap away when the network comes back
    if ((await this.host.settled()) && (await this.host.isThrough())) await this.bring(url, remember);
  }

  /** Mark this essay and go to the next that waits. */
  async mark() {
    if (this.isMarking) return;
    this.isMarking = true;
    await this.markNow().finally(() => {
      this.isMarking = false;
    });
  }

  private async markNow() {
    if (!(await this.host.settled())) return; // the marker looks at it first
    const { waiting } = this.queue.neighbours;
    const answering = this.host.mark();
    if (waiting && this.host.isComplete()) return this.markBehind(answering, waiting);
    const answer = await answering;
    this.host.answered(answer);
    if (answer.status === 200) this.host.leave(waiting || (this.desk.dataset.queue ?? "/"));
  }

  /** Nothing is missing: the next essay comes at once, and what the server says of the mark when it says it. */
  private async markBehind(answering: Promise<Answer>, waiting: string) {
    const [url, title] = [location.pathname, this.host.title()];
    this.queue.wait(url, false);
    void answering.then((answer) => {
      if (answer.status === 200) return this.marked(url, answer);
      this.queue.wait(url, true);
      const { body, status } = answer;
      const refused = (this.desk.dataset.refused ?? "").replace("{message}", body.message ?? String(status));
      this.host.toast(`${title}: ${refused}`);
    });
    if (!this.host.isStuck()) await this.bring(waiting, true);
  }

  /** The server has marked the essay at this address. */
  marked(url: string, { body }: Answer) {
    this.queue.marked(url, body.row, body.returnable);
    if (body.advice) this.host.toast(body.advice);
  }

  private async bring(url: string, remember: boolean) {
    const html = await this.ahead.take(url);
    if (html === null) return this.host.leave(url);
    this.host.show(html);
    this.queue.goTo(url);
    if (remember) history.pushState(null, "", url);
    document.title = `${this.host.title()} · Redraft`;
    this.begin();
  }

  /** Others mark too: the list is fetched anew when it has grown old. */
  private async refreshQueue() {
    this.queueAt = Date.now();
    const answer = await fetch(`${location.pathname}?part=queue`, { redirect: "error" }).catch(() => null);
    if (answer?.ok) this.queue.refresh(await answer.text());
  }
}
