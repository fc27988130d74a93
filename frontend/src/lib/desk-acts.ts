import type { MarginComments } from "../elements/margin-comments";
import { PageText, type Span } from "./offsets";
import type { Answer } from "./sending";
import { type Act, Undoing } from "./undoing";

/** What acting on an essay needs of the marking desk. */
export interface ActsHost {
  post(url: string, data: Record<string, unknown>): Promise<Answer>;
  /** Show what the essay has become, and how saving went. */
  answered(answer: Answer): void;
  judge(act: Act & { kind: "judged" }): Promise<void>;
  /** The essay on the page, and where stars are sent. */
  essay(): MarginComments;
  starsUrl(): string;
  /** What can be undone or redone is another now. */
  changed(acts: Undoing): void;
}

/** Stars, and undo and redo of every act, for each essay of this visit. */
export class DeskActs {
  private readonly kept = new Map<string, Undoing>();
  private acts = new Undoing();
  private isPerforming = false;
  private last: Promise<void> = Promise.resolve();

  constructor(private readonly host: ActsHost) {}

  /** Take up an essay: what was done to it before in this visit can be undone. */
  begin(submission: string) {
    this.acts = this.kept.get(submission) ?? new Undoing();
    this.kept.set(submission, this.acts);
    this.host.changed(this.acts);
  }

  did(act: Act) {
    if (this.isPerforming) return;
    this.acts.did(act);
    this.host.changed(this.acts);
  }

  /** Star these words, or take their star away. */
  async star(span: Span) {
    const quote = new PageText(this.host.essay()).quote(span);
    const kind = this.starOn(span) ? "unstarred" : "starred";
    const act: Act = { kind, start: span.start, end: span.end, quote };
    if (await this.perform(act)) this.did(act);
  }

  async unstar(card: HTMLElement) {
    await this.star({ start: Number(card.dataset.start), end: Number(card.dataset.end) });
  }

  undo() {
    return this.again(() => this.acts.undo());
  }

  redo() {
    return this.again(() => this.acts.redo());
  }

  /** One after the other, however fast the key is pressed. */
  private again(next: () => Act | undefined): Promise<void> {
    this.last = this.last.then(() => this.againNow(next()));
    return this.last;
  }

  private async againNow(act: Act | undefined) {
    if (!act) return;
    this.isPerforming = true;
    await this.perform(act).finally(() => {
      this.isPerforming = false;
    });
    this.host.changed(this.acts);
  }

  /** Do it; returns whether the server has it. */
  private async perform(act: Act): Promise<boolean> {
    if (act.kind === "judged") {
      await this.host.judge(act);
      return true;
    }
    const [url, data] = this.request(act);
    if (!url) return false;
    const answer = await this.host.post(url, data);
    this.host.answered(answer);
    return answer.status === 200;
  }

  private request(act: Exclude<Act, { kind: "judged" }>): [string, Record<string, unknown>] {
    switch (act.kind) {
      case "made":
        return [`/comments/${act.comment}/bring-back/`, {}];
      case "removed":
        return [`/comments/${act.comment}/remove/`, {}];
      case "changed": {
        const { kind, version } =
          this.host.essay().querySelector<HTMLElement>(`#comment-${act.comment}`)?.dataset ?? {};
        const [body, criterion, staff_only] = JSON.parse(act.after);
        return [`/comments/${act.comment}/`, { kind, body, criterion, staff_only, version: Number(version) }];
      }
      case "starred":
        return [this.host.starsUrl(), { start: act.start, end: act.end, quote: act.quote }];
      case "unstarred":
        return [this.starOn(act)?.querySelector<HTMLFormElement>("form")?.action ?? "", {}];
    }
  }

  private starOn({ start, end }: Span): HTMLElement | null {
    return this.host.essay().querySelector(`.mcomment.star[data-start="${start}"][data-end="${end}"]`);
  }
}
