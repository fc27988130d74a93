import type { MarginComments } from "../elements/margin-comments";
import { both } from "./merging";
import { PageText, type Span } from "./offsets";
import type { Answer } from "./sending";
import type { Act } from "./undoing";

/** A new comment: its kind, the words it speaks of (null: the whole essay), and what the bank gave. */
export interface Wanted {
  kind: string;
  span: Span | null;
  body?: string;
  code?: string;
  criterion?: string;
}

/** What the editor needs of the marking desk. */
export interface Host {
  /** Send it; with a `slot` a later one about the same takes its place where it is kept. */
  post(url: string, data: Record<string, unknown>, slot?: string, base?: string): Promise<Answer>;
  commentsUrl(): string;
  said(answer: Answer): void;
  bank(card: HTMLElement): void;
  /** Keep these words in the marker's own bank. */
  keep(words: { body: string; kind: string; criterion: string }): void;
  did(act: Act): void;
  /** Keep on this device what the open comment says until a save is answered; null: nothing is to be saved. */
  typed(slot: string, unsent: Unsaved | null): void;
}

/** What a save of the open comment would send, and the words it grew from. */
interface Unsaved {
  url: string;
  data: Record<string, unknown>;
  base: string;
}

const PAUSE = 700;
let opened = 0;

/** Writes and changes the comments of one essay; one is open at a time, and saved as it grows. */
export class CommentEditor {
  private card: HTMLElement | null = null;
  private before: HTMLElement | null = null;
  private wanted: Record<string, unknown> = {};
  /** The words that the open comment speaks of, or null. */
  span: Span | null = null;
  private saved = "";
  /** What the open comment said when it was opened; null for a new one. */
  private opened: string | null = null;
  private timer = 0;
  private saving: Promise<void> = Promise.resolve();
  private drawn = "";
  private slot = "";
  /** What was first sent of a new comment: without its answer, all by which the server can know it again. */
  private began = "";

  constructor(
    private essay: MarginComments,
    private host: Host,
  ) {}

  /** Whether something typed is not on its way yet. */
  get dirty() {
    return this.card !== null && this.said !== this.saved && this.text.trim() !== "";
  }

  /** Open an editor for a new comment. */
  async compose({ kind, span, body = "", code = "", criterion = "" }: Wanted) {
    await this.close();
    if (this.card) return this.area?.focus(); // refused: first this one
    const card = mould(kind);
    const page = new PageText(this.essay);
    this.wanted = { kind, bank_code: code, criterion };
    this.span = span;
    if (span) Object.assign(this.wanted, { ...span, quote: page.quote(span) });
    const range = span && page.range(span);
    if (range) {
      card.dataset.start = String(span?.start);
      leafOf(range)?.querySelector(".margin")?.append(card);
      this.essay.pin(card, range);
      paint(range);
    } else {
      const whole = this.essay.querySelector<HTMLElement>(".whole-comments");
      whole?.querySelector(".whole-cards")?.append(card);
      if (whole) whole.hidden = false;
    }
    this.open(card, body, criterion);
    if (body) await this.save();
  }

  /** Open an editor on a saved comment. */
  async edit(shown: HTMLElement) {
    const id = shown.dataset.comment;
    await this.close();
    if (this.card) return this.area?.focus();
    const before = this.essay.querySelector<HTMLElement>(`.mcomment[data-comment="${id}"]`);
    if (!before) return;
    const card = mould(before.dataset.kind ?? "note");
    Object.assign(card.dataset, { comment: before.dataset.comment, version: before.dataset.version });
    this.wanted = { kind: before.dataset.kind };
    this.before = before;
    before.replaceWith(card);
    const text = before.querySelector<HTMLElement>(".said")?.innerText ?? "";
    this.open(card, text, before.dataset.criterion, before.dataset.staffOnly !== undefined);
    this.saved = this.said;
    this.opened = this.saved;
  }

  /** Take a comment away. */
  async remove(shown: HTMLElement, url: string) {
    if (shown === this.card) await this.close();
    const answer = await this.host.post(url, {});
    if (answer.status === 200) this.host.did({ kind: "removed", comment: shown.dataset.comment ?? "" });
    this.answered(answer);
  }

  /** Show the essay as an act on it has left it, and how saving went. */
  answered(answer: Answer) {
    if (answer.status === 200) this.draw(answer.body.essay);
    this.host.said(answer);
  }

  /** Save what is typed and close the editor; an empty one leaves no trace. */
  async close() {
    const card = this.card;
    if (!card) return;
    await this.save();
    if (this.dirty) return; // refused: the words stay where they are
    if (this.card !== card) return;
    this.card = null;
    this.tell(card.dataset.comment);
    paint(null);
    if (this.drawn) this.draw(this.drawn);
    else if (this.before) card.replaceWith(this.before);
    else this.forget(card);
    this.before = null;
    this.drawn = "";
  }

  /** All that was typed while the editor was open is one act. */
  private tell(comment: string | undefined) {
    if (!comment) return;
    if (this.opened === null) this.host.did({ kind: "made", comment });
    else if (this.opened !== this.saved)
      this.host.did({ kind: "changed", comment, before: this.opened, after: this.saved });
  }

  private open(card: HTMLElement, text: string, criterion = "", staffOnly = false) {
    this.card = card;
    opened += 1;
    this.slot = `comment ${opened}`;
    this.began = "";
    this.saved = "";
    this.opened = null;
    this.drawn = "";
    if (this.tools.criterion) this.tools.criterion.value = criterion;
    if (this.tools.staffOnly) this.tools.staffOnly.checked = staffOnly;
    const area = card.querySelector("textarea") as HTMLTextAreaElement;
    area.value = text;
    area.addEventListener("input", () => this.typed());
    area.addEventListener("keydown", (event) => this.key(event));
    card.addEventListener("change", () => void this.save());
    card.querySelector("[data-keep]")?.addEventListener("mousedown", (event) => event.preventDefault());
    card.querySelector("[data-keep]")?.addEventListener("click", () => this.keep());
    card.addEventListener("focusout", (event) => {
      const to = event.relatedTarget as Element | null;
      if (!to?.closest("comment-palette") && !card.contains(to)) void this.close();
    });
    grow(area);
    area.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
    const gap = /<[^<>]+>/.exec(text);
    if (gap) area.setSelectionRange(gap.index, gap.index + gap[0].length);
    this.essay.later();
  }

  private get area() {
    return this.card?.querySelector("textarea");
  }

  private get text() {
    return this.area?.value ?? "";
  }

  private get tools() {
    const field = <T extends Element>(name: string) => this.card?.querySelector<T>(`[data-field="${name}"]`);
    return {
      criterion: field<HTMLSelectElement>("criterion"),
      staffOnly: field<HTMLInputElement>("staff_only"),
    };
  }

  /** What is typed and chosen, as one string to compare. */
  private get said() {
    const { criterion, staffOnly } = this.tools;
    return JSON.stringify([this.text.trim(), criterion?.value ?? "", staffOnly?.checked ?? false]);
  }

  private keep() {
    const body = this.text.trim();
    const kind = this.card?.dataset.kind ?? "";
    if (body) this.host.keep({ body, kind, criterion: this.tools.criterion?.value ?? "" });
  }

  private typed() {
    if (this.area) grow(this.area);
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.save(), PAUSE);
    this.host.typed(this.slot, this.dirty ? this.unsaved : null);
  }

  private get unsaved(): Unsaved {
    const { comment, version } = this.card?.dataset ?? {};
    const { criterion, staffOnly } = this.tools;
    const chosen = { criterion: criterion?.value ?? "", staff_only: staffOnly?.checked ?? false };
    const data = { ...this.wanted, ...chosen, body: this.text.trim() };
    const base = this.saved ? (JSON.parse(this.saved)[0] as string) : "";
    if (comment) return { url: `/comments/${comment}/`, data: { ...data, version: Number(version) }, base };
    return { url: this.host.commentsUrl(), data: { ...data, began: this.began || data.body }, base };
  }

  private key(event: KeyboardEvent) {
    if (event.isComposing) return;
    if (event.key === "/" && !this.text && this.card) {
      event.preventDefault();
      event.stopPropagation();
      this.host.bank(this.card);
    } else if (event.key.toLowerCase() === "b" && (event.ctrlKey || event.metaKey) && !event.altKey) {
      event.preventDefault();
      event.stopPropagation();
      this.keep();
    } else if (
      (event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !event.metaKey) ||
      event.key === "Escape"
    ) {
      event.preventDefault();
      event.stopPropagation();
      (event.target as HTMLElement).blur();
    }
  }

  /** Send what is typed, if it is new; one save at a time. */
  save(): Promise<void> {
    window.clearTimeout(this.timer);
    this.saving = this.saving.then(() => this.saveNow());
    return this.saving;
  }

  private async saveNow() {
    const card = this.card;
    const body = this.text.trim();
    const said = this.said;
    if (!card || !body || said === this.saved) return;
    const { slot } = this;
    const { url, data, base } = this.unsaved;
    this.began ||= body;
    const answer = await this.host.post(url, data, slot, base);
    if (answer.status === 200) {
      Object.assign(card.dataset, { comment: String(answer.body.id), version: String(answer.body.version) });
      this.saved = said;
      this.drawn = answer.body.essay;
      this.draw(answer.body.essay);
      if (this.card === card && this.dirty) this.host.typed(slot, this.unsaved);
    } else if (answer.status === 409 && answer.body.code === "clash") {
      this.merge(card, answer.body.current);
    }
    this.host.said(answer);
  }

  /** Somebody else changed this comment: keep both texts, and save that next. */
  private merge(card: HTMLElement, current: { version: number; body: string }) {
    const area = card.querySelector("textarea") as HTMLTextAreaElement;
    area.value = both(this.unsaved.base, area.value.trim(), current.body);
    card.dataset.version = String(current.version);
    const { criterion, staffOnly } = this.tools;
    this.saved = JSON.stringify([current.body, criterion?.value ?? "", staffOnly?.checked ?? false]);
    this.typed();
  }

  private forget(card: HTMLElement) {
    card.remove();
    const whole = this.essay.querySelector<HTMLElement>(".whole-comments");
    if (whole && !whole.querySelector(".mcomment")) whole.hidden = true;
  }

  /** Show the essay as the server drew it, but leave the open editor as it is. */
  draw(html: string) {
    const fresh = document.createElement("template");
    fresh.innerHTML = html;
    const leaves = [...this.essay.querySelectorAll(".leaf")];
    [...fresh.content.querySelectorAll(".leaf")].forEach((leaf, n) => {
      const shown = leaves[n];
      shown?.querySelector(".prose")?.replaceChildren(...(leaf.querySelector(".prose")?.childNodes ?? []));
      this.fill(shown?.querySelector(".margin"), leaf.querySelector(".margin"));
    });
    this.fill(this.essay.querySelector(".whole-cards"), fresh.content.querySelector(".whole-cards"));
    const whole = this.essay.querySelector<HTMLElement>(".whole-comments");
    if (whole) whole.hidden = !whole.querySelector(".mcomment");
    if (this.card?.dataset.comment) paint(null);
    this.essay.later();
  }

  private fill(shown: Element | null | undefined, fresh: Element | null) {
    if (!shown || !fresh) return;
    const card = this.card;
    const open = card && shown.contains(card) ? card : null;
    const same = open?.dataset.comment && fresh.querySelector(`[data-comment="${open.dataset.comment}"]`);
    // Moving the focused field would take its focus: its neighbours are changed around it.
    for (const old of [...shown.children]) if (old !== open) old.remove();
    let after = !open;
    for (const one of [...fresh.children]) {
      if (one === same) after = true;
      else if (after || !open) shown.append(one);
      else open.before(one);
    }
  }
}

/** A copy of the empty editor of this kind. */
function mould(kind: string): HTMLElement {
  const source = document.getElementById(`mould-${kind}`) as HTMLTemplateElement;
  return source.content.firstElementChild?.cloneNode(true) as HTMLElement;
}

function leafOf(range: Range): Element | null | undefined {
  const node = range.startContainer;
  return (node instanceof Element ? node : node.parentElement)?.closest(".leaf");
}

/** Paint the words that a comment not saved yet speaks of. */
function paint(range: Range | null) {
  if (!("highlights" in CSS)) return;
  if (range) CSS.highlights.set("comment", new Highlight(range));
  else CSS.highlights.delete("comment");
}

function grow(area: HTMLTextAreaElement) {
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}
