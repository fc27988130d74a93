// The writing desk: joins the paper, its toolbar, the notebook and the guide to the saver of the essay.
import type { Asked } from "../lib/at-sign";
import { begin } from "../lib/clients";
import { Elsewhere } from "../lib/elsewhere";
import { FocusMode } from "../lib/focus-mode";
import { openHeads } from "../lib/heads";
import { type Entry, openJournal } from "../lib/journal";
import { Pace } from "../lib/pace";
import { DeskPanels } from "../lib/panels";
import { passOf } from "../lib/pass";
import { PasteLog } from "../lib/paste-log";
import { Saver, type Server, type Status } from "../lib/saver";
import { serverAt } from "../lib/server";
import type { Choice, CiteList } from "./cite-list";
import type { EditorToolbar } from "./editor-toolbar";
import type { EssayClock } from "./essay-clock";
import type { EssayEditor } from "./essay-editor";
import type { Card, EssayNotebook } from "./essay-notebook";
import type { EssayPlan } from "./essay-plan";
import type { FindBar } from "./find-bar";
import type { SaveStatus } from "./save-status";
import type { SignInAgain } from "./sign-in-again";

const HEARD = [
  "essay-change",
  "essay-select",
  "essay-look",
  "editor-act",
  "plan-outline",
  "cite-ask",
  "cite-key",
  "cite-leave",
  "cite-choose",
  "notebook-change",
  "signed-in",
  "click",
  "keydown",
  "time-up",
];

export class WritingDesk extends HTMLElement {
  private ends = new AbortController();
  private saver: Saver | null = null;
  private elsewhere: Elsewhere | null = null;
  private heads = openHeads();
  private journal = openJournal(); // one, open from the beginning: a page that goes away has no time to open it
  private panels = new DeskPanels(this);
  private focusMode = new FocusMode(this);
  /** What the whole text is read for waits until the writer pauses. */
  private reading = new Pace(() => this.changedView());
  private tools = 0;
  private isUp = false; // timed work is over, and its page goes as soon as the last words are sent

  connectedCallback() {
    this.ends = new AbortController();
    void this.open();
  }

  disconnectedCallback() {
    this.ends.abort();
    this.elsewhere?.close();
    this.reading.stop();
  }

  handleEvent(event: Event) {
    if (event.type === "essay-change") this.changed();
    else if (event.type === "essay-select") this.showToolsSoon();
    else if (event.type === "essay-look") this.panels.closeSheet();
    else if (event.type === "editor-act") this.act((event as CustomEvent<string>).detail);
    else if (event.type.startsWith("cite-")) this.cite(event as CustomEvent);
    else if (event.type === "notebook-change") this.showNotebook();
    else if (event.type === "plan-outline") this.putOutline(event as CustomEvent<string[]>);
    else if (event.type === "time-up") void this.timeUp();
    else if (event.type === "click") this.clicked(event as MouseEvent);
    else if (event.type === "keydown") this.key(event as KeyboardEvent);
    else if (event.type === "beforeunload" && this.saver?.atRisk) event.preventDefault();
    else if (event.type === "pagehide") this.leave();
    else if (event.type === "signed-in") this.saver?.wake();
    else if (event.type === "pageshow" && (event as PageTransitionEvent).persisted) this.cameBack();
    else if (event.type === "online" || event.type === "focus") this.wake();
    else if (event.type === "visibilitychange" && document.visibilityState === "hidden") void this.saver?.write();
    else if (event.type === "visibilitychange") this.wake();
  }

  /** First what dead tabs left behind, then the paper. */
  private async open() {
    const { essay, user, isShell } = this;
    const server = isShell ? null : this.server;
    this.dataset.ready = "";
    this.editor.locked = true;
    const { client, resume, sent, left } = await begin(user, essay, this.journal, server, this.dataset.client);
    if (sent) return location.reload();
    const newest = resume.at(-1);
    if (newest) this.editor.write(newest.document);
    this.querySelector("[data-journal-notice]")?.toggleAttribute("hidden", left === 0);
    this.elsewhere = new Elsewhere(essay, client, () => this.meet());
    this.saver = this.saverFor(client, resume);
    const { revision = "", savedAt = "" } = this.dataset;
    if (!newest) this.remember(client, { document: this.editor.read(), revision: Number(revision), savedAt });
    this.listen();
    this.focusMode.recall();
    this.editor.locked = this.isOver;
    this.showTools();
    this.changedView();
    if (this.isOver) void this.timeUp();
    if (newest || isShell) this.saver.wake();
  }

  private saverFor(client: string, resume: Entry[]): Saver {
    const quotes = () => [...this.querySelectorAll(".clipping q")].map((quote) => quote.textContent);
    const pastes = new PasteLog(quotes, resume.slice(1).at(-1)?.pastes);
    this.editor.follow(pastes.plugin);
    return new Saver({
      user: this.user,
      essay: this.essay,
      client,
      revision: Number(this.dataset.revision),
      savedAt: this.dataset.savedAt,
      read: () => this.editor.read(),
      server: this.server,
      journal: this.journal,
      show: (status) => this.show(status),
      drop: (clippings) => this.editor.drop(clippings),
      resume,
      unsure: this.isShell,
      stored: (head) => this.remember(client, head),
      behind: () => this.plan?.unsent || location.reload(),
      pastes,
    });
  }

  private get server(): Server {
    return serverAt(this.dataset.saveUrl ?? "", (now) => this.clock?.sync(now));
  }

  private get essay(): number {
    return Number(this.dataset.essay);
  }

  private get user(): number {
    return Number(this.dataset.writer);
  }

  /** Whether the page came from this device, without the server. */
  private get isShell(): boolean {
    return this.hasAttribute("data-shell");
  }

  /** Let this device open the essay without a network. */
  private remember(client: string, head: { document: string; revision: number; savedAt: string }) {
    const { user, essay } = this;
    const text = (selector: string) => this.querySelector(selector)?.textContent?.trim() ?? "";
    const words = { title: text(".bench-title strong"), question: text(".sheet h1") };
    const look = { ...document.documentElement.dataset } as Record<string, string>;
    const known = { pass: passOf(user), user, essay, client, look, ...words };
    void this.heads.remember({ ...known, ...head }).catch(() => undefined); // a convenience only
  }

  private meet() {
    const status = this.querySelector<SaveStatus>("save-status");
    if (status) status.elsewhere = (this.elsewhere?.count ?? 0) > 0;
  }

  private listen() {
    const { signal } = this.ends;
    for (const type of HEARD) this.addEventListener(type, this, { signal });
    for (const type of ["beforeunload", "pagehide", "pageshow", "online", "focus"]) {
      window.addEventListener(type, this, { signal });
    }
    document.addEventListener("visibilitychange", this, { signal });
    this.panels.listen(signal);
  }

  /** None in the desk that this device opens without a network. */
  private get notebook(): EssayNotebook | null {
    return this.querySelector("essay-notebook");
  }

  private get editor(): EssayEditor {
    return this.querySelector("essay-editor") as EssayEditor;
  }

  /** Whether timed work's time to type has run out. */
  private get isOver(): boolean {
    return this.clock?.isUp ?? false;
  }

  private get clock(): EssayClock | null {
    return this.querySelector<EssayClock>("essay-clock");
  }

  private changed() {
    this.saver?.changed();
    this.showToolsSoon();
    this.reading.ask();
  }

  private changedView() {
    this.showWords();
    this.showCitations();
  }

  private act(name: string) {
    if (name === "cite") this.panels.open("notebook", "[data-insert=cite]");
    else if (name === "find") this.querySelector<FindBar>("find-bar")?.open(this.editor.selected);
    else if (name === "focus") this.focusMode.toggle();
    else this.editor.act(name);
  }

  private clicked(event: MouseEvent) {
    const target = event.target as Element;
    const insert = target.closest<HTMLElement>("[data-insert]");
    const handIn = target.closest<HTMLAnchorElement>("[data-hand-in]");
    if (insert) this.insert(insert);
    else if (this.clickedStatus(event, target)) event.preventDefault();
    else if (handIn && !event.ctrlKey && !event.metaKey && !(this.isSaved && !this.plan?.unsent)) {
      event.preventDefault();
      void this.handIn(handIn);
    } else this.panels.click(target);
  }

  /** A link of the status line: to sign in over the page, or to compare once the last words are sent. */
  private clickedStatus(event: MouseEvent, target: Element): boolean {
    const link = target.closest<HTMLAnchorElement>("save-status a");
    if (!link || event.ctrlKey || event.metaKey) return false;
    if (!link.hasAttribute("data-ask-again")) void this.saver?.flush().then(() => location.assign(link.href));
    else if (this.signInAgain) void this.signInAgain.ask(true);
    else return false;
    return true;
  }

  private key(event: KeyboardEvent) {
    const { key, shiftKey } = event;
    const withControl = (event.ctrlKey || event.metaKey) && !event.altKey;
    const inPaper = (event.target as Element).closest("main") !== null;
    if (key === "Escape" && this.panels.closeSheet()) return;
    if (key === "Escape") return this.focusMode.escape();
    if (!withControl || key.toLowerCase() !== "f" || !inPaper) return;
    if (!shiftKey && (event.target as Element).closest("find-bar")) return; // pressed again: the browser's own
    event.preventDefault();
    this.act(shiftKey ? "focus" : "find");
  }

  /** What goes between the paper and the list of clippings at an `@`; a dropped card chooses too. */
  private cite(event: CustomEvent) {
    const list = this.querySelector<CiteList>("cite-list");
    if (event.type === "cite-ask") list?.show(event.detail as Asked | null, this.notebook?.cards ?? []);
    else if (event.type === "cite-leave") this.editor.leaveAt();
    else if (event.type === "cite-choose") this.put(event.detail as Choice);
    else if (list?.key(event.detail as KeyboardEvent)) event.preventDefault();
  }

  private put({ clipping, bare, stretch }: Choice) {
    const card = this.notebook?.card(clipping);
    if (!card) return;
    if (bare) this.editor.cite(clipping, stretch);
    else this.editor.quote(clipping, card.quote, stretch);
  }

  private insert(button: HTMLElement) {
    const card = this.notebook?.card(Number(button.closest<HTMLElement>("[data-clipping]")?.dataset.clipping));
    if (!card) return;
    this.panels.closeSheet();
    if (button.dataset.insert === "cite") this.editor.cite(card.clipping);
    else this.editor.quote(card.clipping, card.quote);
  }

  private putOutline(event: CustomEvent<string[]>) {
    this.panels.closeSheet();
    if (this.editor.addParagraphs(event.detail)) event.preventDefault();
  }

  private get plan(): EssayPlan | null {
    return this.querySelector("essay-plan");
  }

  private get isSaved(): boolean {
    return this.saver?.state === "saved" && !this.saver.unsent;
  }

  /** Send what is not saved yet; true when the server then has the whole essay. */
  async settled(): Promise<boolean> {
    await this.saver?.flush();
    return this.isSaved;
  }

  /** Hand in only what the server has as the essay. */
  private async handIn(link: HTMLAnchorElement) {
    link.setAttribute("aria-busy", "true");
    await this.plan?.flush();
    const state = await this.saver?.flush();
    link.removeAttribute("aria-busy");
    const compare = this.querySelector<HTMLAnchorElement>("save-status a");
    if (this.isSaved) location.assign(link.href);
    else if (state === "branch" && compare) location.assign(compare.href);
    else this.dispatchEvent(new CustomEvent("toast", { detail: { text: link.dataset.wait }, bubbles: true }));
  }

  /** The clock has run out: nothing more is typed, the last words are sent, then the page shows what was handed in. */
  private async timeUp() {
    this.editor.locked = true;
    await Promise.all([this.plan?.flush(), this.saver?.flush()]);
    await this.clock?.over();
    this.isUp = true;
    this.closeWhenSent();
  }

  private closeWhenSent() {
    const { state, unsent } = this.saver ?? {};
    const isSent = !unsent && (state === "saved" || state === "late" || state === "handed-in");
    if (!isSent) return;
    this.isUp = false;
    this.querySelector<HTMLFormElement>("form[data-time-up]")?.requestSubmit();
  }

  private show(status: Status) {
    const before = this.dataset.state;
    this.dataset.state = status.state;
    this.toggleAttribute("data-kept", status.kept);
    if (this.saver) this.editor.locked = status.state === "other" || this.isOver;
    if (status.state === "signed-out" && before !== status.state) void this.signInAgain?.ask();
    else if (status.state !== "signed-out" && this.signInAgain) this.signInAgain.hidden = true;
    const compare = (this.dataset.branchUrl ?? "").replace("/0/", `/${status.branch}/`);
    this.querySelector<SaveStatus>("save-status")?.show(status, compare);
    if (this.isUp) this.closeWhenSent();
  }

  private showToolsSoon() {
    cancelAnimationFrame(this.tools);
    this.tools = requestAnimationFrame(() => this.showTools());
  }

  private showTools() {
    const { editor } = this;
    this.querySelector<EditorToolbar>("editor-toolbar")?.show(
      (act) => (act === "focus" ? this.focusMode.on : editor.isOn(act)),
      (act) => (act === "undo" || act === "redo" ? editor.can(act) : true),
    );
  }

  private showWords() {
    const { words } = this.editor;
    for (const place of this.querySelectorAll("[data-words]")) place.textContent = String(words);
    const meter = this.querySelector("progress");
    if (meter) meter.value = words;
  }

  private showNotebook() {
    const cards = this.notebook?.cards ?? [];
    const here = cards.filter((card) => card.here).length;
    for (const place of this.querySelectorAll("[data-notes]")) place.textContent = String(here || cards.length);
    this.showCitations();
  }

  /** The list of references writes itself from the notebook's cards. */
  private showCitations() {
    const { notebook } = this;
    if (!notebook) return;
    const { cited } = this.editor;
    notebook.cited = cited;
    const list = this.querySelector<HTMLElement>(".refs ol");
    list?.replaceChildren(...cited.map((clipping) => referenceLine(notebook.card(clipping))));
    list?.closest(".refs")?.toggleAttribute("hidden", cited.length === 0);
  }

  private get signInAgain(): SignInAgain | null {
    return this.querySelector("sign-in-again");
  }

  private wake() {
    this.elsewhere?.ask();
    if (this.saver?.unsent || this.saver?.state === "other") this.saver.wake();
    else void this.saver?.look();
  }

  private leave() {
    this.elsewhere?.leave();
    this.saver?.leaving();
  }

  /** Shown again from the browser's memory: what stands here may be old. */
  private cameBack() {
    if (!this.saver?.unsent) location.reload();
  }
}

function referenceLine(card: Card | undefined): HTMLLIElement {
  const line = document.createElement("li");
  const link = document.createElement("a");
  link.className = "reach";
  link.href = card?.url ?? "#";
  link.target = "_blank";
  link.textContent = card?.reference ?? "";
  line.append(link);
  return line;
}

customElements.define("writing-desk", WritingDesk);
