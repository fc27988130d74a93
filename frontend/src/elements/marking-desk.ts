// The marking desk: keys, going from essay to essay, and saving as it happens.
import { CommentEditor, type Wanted } from "../lib/comment-editor";
import { DeskActs } from "../lib/desk-acts";
import { DeskJournal } from "../lib/desk-journal";
import { deskKey, type KeysHost } from "../lib/desk-keys";
import { EssayCursor } from "../lib/essay-cursor";
import { GoingOn } from "../lib/going-on";
import { Judging } from "../lib/judging";
import { isTyping } from "../lib/keys";
import type { Working } from "../lib/merging";
import { PageText } from "../lib/offsets";
import { JUDGED, resend } from "../lib/resending";
import { SelectBar } from "../lib/select-bar";
import { type Answer, Sender } from "../lib/sending";
import { filled, showStatus } from "../lib/status";
import type { CommentPalette, Picked } from "./comment-palette";
import type { MarginComments } from "./margin-comments";
import type { OwnKeysChoice } from "./own-keys";
import type { RubricKeys } from "./rubric-keys";
// They must be awake before the desk asks them.
import "./comment-palette";
import "./margin-comments";
import "./own-keys";
import "./rubric-keys";

const PATIENCE = 1000; // milliseconds that going on waits for what is being saved
const MOST_SHOWN = 300; // characters of what was refused

class MarkingDesk extends HTMLElement {
  private ends = new AbortController();
  private sender = new Sender((trouble) => {
    this.stuck = true;
    this.show(trouble);
  });
  private journal = new DeskJournal(Number(this.dataset.user));
  private stuck = false;
  private editor: CommentEditor | null = null;
  private bar: SelectBar | null = null;
  private cursor: EssayCursor | null = null;
  private acts = new DeskActs({
    post: (url, data) => this.post(url, data),
    answered: (answer) => this.editor?.answered(answer),
    judge: (act) => this.judging.again(act),
    essay: () => this.essay as MarginComments,
    starsUrl: () => this.sheet.dataset.stars ?? "",
    changed: ({ canUndo, canRedo }) => {
      this.enable("undo", canUndo);
      this.enable("redo", canRedo);
    },
  });
  private judging = new Judging({
    now: () => this.now(),
    put: (working) => this.put(working),
    post: (data) => this.post(this.form.action, data, JUDGED, this.judging.unsent?.base),
    did: (act) => this.acts.did(act),
    said: (answer) => {
      this.said(answer);
      this.judged();
    },
    changed: (isUnsaved) => this.show(isUnsaved ? "saving" : "saved", { time: this.savedAt }),
  });
  private going = new GoingOn(this, {
    settled: () => this.settled(),
    mark: () => this.post(this.form.dataset.mark ?? "", { version: this.judging.version }),
    answered: (answer) => this.marked(answer),
    isComplete: () => this.rubric.isComplete,
    isThrough: () => this.through(),
    isStuck: () => {
      if (this.stuck) this.show("wait");
      return this.stuck;
    },
    title: () => this.sheet.dataset.title ?? "",
    show: (html) => this.lay(html),
    toast: (text) => this.toast(text),
    leave: (url) => location.assign(url),
  });
  private keys: KeysHost = {
    meaning: (key) => this.ownKeys?.meaning(key) ?? key,
    choose: (level) => this.rubric.choose(level),
    undo: () => void this.acts.undo(),
    redo: () => void this.acts.redo(),
    sentence: (by, extend) => this.cursor?.step(by, extend),
    toCriteria: () => {
      if (!this.locked) this.rubric.focusOn();
      return !this.locked;
    },
    escape: () => this.escape(),
  };
  private savedAt = "";
  private wanted: Wanted | null = null;

  connectedCallback() {
    this.ends = new AbortController();
    const { signal } = this.ends;
    document.addEventListener("keydown", (event) => deskKey(this, event, this.keys), { signal });
    window.addEventListener("beforeunload", (event) => this.unsaved && event.preventDefault(), { signal });
    window.addEventListener("pagehide", () => this.flush(), { signal });
    window.addEventListener("online", () => this.sender.hurry(), { signal });
    window.addEventListener("popstate", () => this.going.go(location.pathname, false), { signal });
    for (const type of ["click", "mousedown", "submit", "input", "change", "pick", "keys-chosen"])
      this.addEventListener(type, this, { signal });
    this.dataset.ready = "";
    this.begin();
    this.going.begin();
    void this.resend();
  }

  disconnectedCallback() {
    this.ends.abort();
    this.bar?.end();
  }

  handleEvent(event: Event) {
    if (event.type === "click") this.press(event as MouseEvent);
    else if (event.type === "mousedown") this.keepSelection(event);
    else if (event.type === "submit") this.submit(event as SubmitEvent);
    else if (event.type === "pick") this.picked((event as CustomEvent<Picked>).detail);
    else if (event.type === "keys-chosen") this.ownKeys?.show(this);
    else if ((event.target as Element).closest("form.working")) {
      this.judging.later(event.type === "change" ? 0 : undefined);
      this.judged();
    }
  }

  private get sheet() {
    return this.querySelector("main") as HTMLElement;
  }

  private get submission() {
    return this.sheet.dataset.submission ?? "";
  }

  private get essay() {
    return this.querySelector<MarginComments>("margin-comments");
  }

  private get form() {
    return this.querySelector("form.working") as HTMLFormElement;
  }

  private get rubric() {
    return this.querySelector("rubric-keys") as RubricKeys;
  }

  private get palette() {
    return this.querySelector("comment-palette") as CommentPalette;
  }

  private get ownKeys() {
    return this.querySelector<OwnKeysChoice>("own-keys");
  }

  private get locked() {
    return this.sheet.dataset.lock !== undefined;
  }

  private get unsaved() {
    return this.sender.unsent > 0 || this.kept;
  }

  /** Whether there are words that no save has taken: after a save, because it was refused or clashed. */
  private get kept() {
    return this.editor?.dirty || this.judging.isUnsaved;
  }

  /** The page goes away: send what no save has taken; the request outlives the page. */
  private flush() {
    void this.editor?.save();
    void this.judging.save();
  }

  /** Take up the essay that is on the page. */
  private begin() {
    const { essay } = this;
    if (!essay) return;
    this.ownKeys?.show(this);
    this.judging.begin(Number(this.form.dataset.version), this.locked);
    this.savedAt = this.form.dataset.savedAt ?? "";
    this.show("saved", { time: this.savedAt });
    this.editor = new CommentEditor(essay, {
      post: (url, data, slot, base) => this.post(url, data, slot, base),
      typed: (slot, unsent) => {
        if (unsent) this.journal.keep({ submission: this.submission, slot, ...unsent });
        else this.journal.drop(this.submission, slot);
      },
      commentsUrl: () => this.sheet.dataset.comments ?? "",
      said: (answer) => this.said(answer),
      bank: (card) => this.bankFor(card),
      keep: (words) => void this.keepInBank(words),
      did: (act) => this.acts.did(act),
    });
    this.acts.begin(this.submission);
    this.bar?.end();
    this.cursor?.fade();
    this.bar = this.locked ? null : new SelectBar(essay, this.sheet, (kind) => this.comment(kind));
    this.cursor = new EssayCursor(essay, this.sheet, (words) => this.say(words));
    const changes = this.querySelector<HTMLElement>("[data-needs-h]");
    if (changes) changes.hidden = !this.querySelector('[data-key="h"]');
  }

  private now(): Working {
    const text = (name: string) => this.form.querySelector<HTMLTextAreaElement>(`[name="${name}"]`)?.value.trim() ?? "";
    return {
      levels: this.rubric.levels,
      notes: this.rubric.notes,
      summary: text("summary"),
      next_step: text("next_step"),
    };
  }

  // What is pressed

  private escape() {
    if (isTyping(document.activeElement)) (document.activeElement as HTMLElement).blur();
    this.bar?.hide();
    this.cursor?.fade();
    this.essay?.activate("");
  }

  /** Pressing a key of the bar must not unselect the words it is about. */
  private keepSelection(event: Event) {
    if ((event.target as Element).closest(".keybar")) event.preventDefault();
  }

  private press(event: MouseEvent) {
    const target = event.target as Element;
    const essay = target.closest<HTMLAnchorElement>(".queue a");
    const plain = !(event.ctrlKey || event.metaKey || event.shiftKey) && event.button === 0;
    const kind = target.closest<HTMLElement>(".keybar [data-kind]")?.dataset.kind;
    const act = target.closest<HTMLElement>("[data-act]")?.dataset.act;
    const edited = target.closest<HTMLElement>("[data-edit]")?.closest<HTMLElement>(".mcomment");
    if (essay && plain) {
      event.preventDefault();
      void this.going.go(essay.pathname);
    } else if (kind) this.comment(kind);
    else if (act === "next" || act === "previous") void this.going.step(act);
    else if (act === "bank") this.bankFor(null);
    else if (act === "undo" || act === "redo") void this.acts[act]();
    else if (act === "sentence-before") this.cursor?.step(-1, event.shiftKey);
    else if (act === "sentence") this.cursor?.step(1, event.shiftKey);
    else if (edited) void this.editor?.edit(edited);
  }

  private submit(event: SubmitEvent) {
    const form = event.target as HTMLFormElement;
    const card = form.closest<HTMLElement>(".mcomment");
    if (form.dataset.remove && card) {
      event.preventDefault();
      void this.editor?.remove(card, form.action);
    } else if (form.dataset.unstar !== undefined && card) {
      event.preventDefault();
      void this.acts.unstar(card);
    } else if (form === this.form) {
      event.preventDefault();
      if (!this.locked) void this.going.mark();
    }
  }

  // Comments

  private selected() {
    const selection = window.getSelection();
    const { essay } = this;
    if (!essay || !selection?.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const inText = [range.startContainer, range.endContainer].every((node) => essay.contains(node));
    return inText ? new PageText(essay).span(range) : null;
  }

  private comment(kind: string) {
    if (this.locked) return;
    const span = this.selected();
    if (kind === "star") return span ? void this.acts.star(span) : this.toast(this.dataset.starWhat ?? "");
    window.getSelection()?.removeAllRanges();
    this.cursor?.fade();
    void this.editor?.compose({ kind, span });
  }

  /** Open the comment bank, for the selected words or for the empty editor that asked. */
  private bankFor(card: HTMLElement | null) {
    if (this.locked) return;
    const span = card ? (this.editor?.span ?? null) : this.selected();
    this.wanted = { kind: "", span };
    this.palette.style.top = `${this.bar?.below() ?? 120}px`;
    this.sheet.append(this.palette);
    this.palette.open(card?.querySelector("textarea") ?? this.sheet);
  }

  private async keepInBank(words: Record<string, unknown>) {
    const answer = await this.send(this.sheet.dataset.bank ?? "", words);
    if (answer.status === 200) {
      this.palette.take(answer.body.option);
      this.toast((this.dataset.kept ?? "").replace("{code}", answer.body.code));
    }
    this.said(answer);
  }

  private picked({ code, kind, criterion, text }: Picked) {
    const span = this.wanted?.span ?? null;
    window.getSelection()?.removeAllRanges();
    this.cursor?.fade();
    void this.editor?.compose({ kind, span, body: text, code, criterion });
  }

  // Saving

  /** Send it, and keep it on this device until it is answered. */
  private async post(url: string, data: Record<string, unknown>, slot?: string, base?: Working | string) {
    const forget = this.journal.keep({ submission: this.submission, slot, url, data, base });
    const answer = await this.send(url, data);
    if (answer.status === 200 || !slot) forget(); // refused words stay until they are saved or taken back
    return answer;
  }

  /** Keep on this device what no save of the judgement has taken. */
  private judged() {
    const { unsent } = this.judging;
    if (unsent) this.journal.keep({ submission: this.submission, slot: JUDGED, url: this.form.action, ...unsent });
    else this.journal.drop(this.submission, JUDGED);
  }

  /** Send what an earlier page of this person could not. */
  private async resend() {
    const sent = await resend(this.journal, {
      open: () => (this.locked ? "" : this.submission),
      post: (url, data) => this.send(url, data),
      restore: (base, mine) => {
        this.judging.restore(base, mine);
        this.judged();
      },
      drawn: (answer) => this.editor?.answered(answer),
      marked: (url, answer) => this.going.marked(url, answer),
      refused: (message, words) =>
        this.toast(filled(this.dataset.left, { message, words: words.slice(0, MOST_SHOWN) })),
    });
    if (sent && !this.judging.isUnsaved) this.show("saved", { time: this.savedAt });
  }

  private send(url: string, data: Record<string, unknown>): Promise<Answer> {
    this.show("saving");
    return this.sender.send(url, { ...data, by: Number(this.dataset.user) }).finally(() => {
      this.stuck = false;
    });
  }

  private said({ status, body }: Answer) {
    if (status === 200) {
      this.savedAt = body.saved_at ?? this.savedAt;
      this.show(this.judging.isUnsaved ? "saving" : "saved", { time: this.savedAt });
    }
    if (status === 409 && body.code === "clash") this.clashed();
    else if (status === 404) this.show("gone");
    else if (status >= 400) this.show("refused", { message: body.message ?? String(status) });
  }

  /** The next save covers the status at once, the toast stays. */
  private clashed() {
    this.show("clash");
    this.toast(this.dataset.clash ?? "");
  }

  private show(name: string, fill: Record<string, string> = {}) {
    const place = this.querySelector<HTMLElement>("[data-save]");
    if (!place) return;
    place.hidden = this.locked;
    showStatus(place, this.dataset, name, fill);
  }

  private put(working: Working) {
    this.rubric.levels = working.levels;
    this.rubric.notes = working.notes;
    for (const name of ["summary", "next_step"] as const) {
      const area = this.form.querySelector<HTMLTextAreaElement>(`[name="${name}"]`);
      if (area) area.value = working[name];
    }
  }

  /** Close what is open and save; whether no words are left that no save has taken: the status says why. */
  private async settled(): Promise<boolean> {
    await this.editor?.close();
    await this.judging.save();
    return !this.kept;
  }

  private async through(): Promise<boolean> {
    if (this.sender.unsent) await this.sender.idle(PATIENCE);
    if (this.sender.unsent) this.show("wait");
    return !this.sender.unsent;
  }

  private marked(answer: Answer) {
    const missing = this.querySelector<HTMLElement>(".missing");
    if (missing) missing.hidden = answer.status !== 422;
    if (answer.status === 422 && missing) {
      missing.textContent = answer.body.message;
      this.rubric.focusOn(answer.body.missing?.[0]?.code);
    }
    if (answer.status === 200 || answer.status === 422) this.show("saved", { time: this.savedAt });
    else this.said(answer);
    if (answer.status === 200) this.judging.taken();
  }

  /** Lay another essay on the desk. */
  private lay(html: string) {
    const body = this.querySelector(".bench-body") as HTMLElement;
    this.append(this.palette);
    (document.activeElement as HTMLElement | null)?.blur(); // a field that goes says so while its essay is here
    for (const pane of body.querySelectorAll(":scope > :not(.queue)")) pane.remove();
    body.insertAdjacentHTML("beforeend", html);
    this.sheet.focus({ preventScroll: true });
    this.begin();
  }

  private enable(act: string, can: boolean) {
    const button = this.querySelector<HTMLButtonElement>(`[data-act="${act}"]`);
    if (button) button.disabled = !can;
  }

  /** To those who listen. */
  private say(text: string) {
    const place = this.querySelector("[data-said]");
    if (place) place.textContent = text;
  }

  private toast(text: string) {
    this.dispatchEvent(new CustomEvent("toast", { bubbles: true, detail: { text } }));
  }
}

customElements.define("marking-desk", MarkingDesk);
