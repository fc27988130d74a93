// The writing desk: joins the paper, its toolbar, the notebook and the guide to the saver of the essay.
import { type Journal, openJournal } from "../lib/journal";
import { DeskPanels } from "../lib/panels";
import { replay, Saver, type Server, type Status } from "../lib/saver";
import { serverAt } from "../lib/server";
import type { EditorToolbar } from "./editor-toolbar";
import type { EssayEditor } from "./essay-editor";
import type { EssayPlan } from "./essay-plan";
import type { SaveStatus } from "./save-status";

class WritingDesk extends HTMLElement {
  private ends = new AbortController();
  private saver: Saver | null = null;
  private panels = new DeskPanels(this);
  private counting = 0;

  connectedCallback() {
    this.ends = new AbortController();
    void this.open();
  }

  disconnectedCallback() {
    this.ends.abort();
  }

  handleEvent(event: Event) {
    if (event.type === "essay-change") this.changed();
    else if (event.type === "essay-select") this.showTools();
    else if (event.type === "essay-look") this.panels.closeSheet();
    else if (event.type === "editor-act") this.act((event as CustomEvent<string>).detail);
    else if (event.type === "plan-outline") this.putOutline(event as CustomEvent<string[]>);
    else if (event.type === "click") this.clicked(event as MouseEvent);
    else if (event.type === "keydown" && (event as KeyboardEvent).key === "Escape") this.panels.closeSheet();
    else if (event.type === "beforeunload" && this.saver?.unsent) event.preventDefault();
    else if (event.type === "pagehide") this.saver?.leaving();
    else if (event.type === "pageshow" && (event as PageTransitionEvent).persisted) this.cameBack();
    else if (event.type === "online" || event.type === "focus") this.wake();
    else if (event.type === "visibilitychange" && document.visibilityState === "hidden") void this.saver?.write();
  }

  /** First what dead tabs left behind, then the paper. */
  private async open() {
    const server = serverAt(this.dataset.saveUrl ?? "");
    const journal = openJournal();
    const client = newClient();
    const earlier = takeOver(client);
    this.dataset.ready = "";
    if (await this.sendLeftovers(server, journal, earlier)) return location.reload();
    this.saver = new Saver({
      user: Number(this.dataset.writer),
      essay: Number(this.dataset.essay),
      client,
      revision: Number(this.dataset.revision),
      savedAt: this.dataset.savedAt,
      read: () => this.editor.read(),
      server,
      journal,
      show: (status) => this.show(status),
      drop: (clippings) => this.editor.drop(clippings),
    });
    this.listen();
    this.editor.locked = false;
    this.showTools();
    this.showCitations();
  }

  private listen() {
    const { signal } = this.ends;
    const own = ["essay-change", "essay-select", "essay-look", "editor-act", "plan-outline", "click", "keydown"];
    for (const type of own) {
      this.addEventListener(type, this, { signal });
    }
    for (const type of ["beforeunload", "pagehide", "pageshow", "online", "focus"]) {
      window.addEventListener(type, this, { signal });
    }
    document.addEventListener("visibilitychange", this, { signal });
    this.panels.listen(signal);
  }

  /** Send the journal's entries of tabs that are gone; true when the server has taken something. */
  private async sendLeftovers(server: Server, journal: Journal, earlier: string | null): Promise<boolean> {
    this.editor.locked = true;
    const all = await journal.entries(Number(this.dataset.writer), Number(this.dataset.essay)).catch(() => []);
    const live = await liveClients();
    if (earlier) live.delete(earlier); // the page before this one: its lock may outlive it for a moment
    const entries = all.filter((entry) => !live.has(entry.client));
    if (!entries.length) return false;
    const { saved, aside, waiting } = await replay(entries, server, journal);
    const notice = this.querySelector<HTMLElement>("[data-journal-notice]");
    if (notice) notice.hidden = waiting === 0;
    return saved.length + aside > 0;
  }

  private get editor(): EssayEditor {
    return this.querySelector("essay-editor") as EssayEditor;
  }

  private changed() {
    this.saver?.changed();
    this.showTools();
    cancelAnimationFrame(this.counting);
    this.counting = requestAnimationFrame(() => {
      this.showWords();
      this.showCitations();
    });
  }

  private act(name: string) {
    if (name === "cite") this.panels.open("notebook", "[data-insert=cite]");
    else this.editor.act(name);
  }

  private clicked(event: MouseEvent) {
    const target = event.target as Element;
    const insert = target.closest<HTMLElement>("[data-insert]");
    const handIn = target.closest<HTMLAnchorElement>("[data-hand-in]");
    if (insert) this.insert(insert);
    else if (handIn && !event.ctrlKey && !event.metaKey && !(this.isSaved && !this.plan?.unsent)) {
      event.preventDefault();
      void this.handIn(handIn);
    } else this.panels.click(target);
  }

  private insert(button: HTMLElement) {
    const card = button.closest<HTMLElement>("[data-clipping]");
    const clipping = Number(card?.dataset.clipping);
    if (!card || !clipping) return;
    this.panels.closeSheet();
    if (button.dataset.insert === "cite") this.editor.cite(clipping);
    else this.editor.quote(clipping, card.querySelector("q")?.textContent ?? "");
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

  private show(status: Status) {
    this.dataset.state = status.state;
    const compare = (this.dataset.branchUrl ?? "").replace("/0/", `/${status.branch}/`);
    this.querySelector<SaveStatus>("save-status")?.show(status, compare);
  }

  private showTools() {
    const { editor } = this;
    this.querySelector<EditorToolbar>("editor-toolbar")?.show(
      (act) => editor.isOn(act),
      (act) => (act === "undo" || act === "redo" ? editor.can(act) : true),
    );
  }

  private showWords() {
    const { words } = this.editor;
    for (const place of this.querySelectorAll("[data-words]")) place.textContent = String(words);
    const meter = this.querySelector("progress");
    if (meter) meter.value = words;
  }

  /** The list of references writes itself from the notebook's cards. */
  private showCitations() {
    const cited = this.editor.cited;
    for (const card of this.querySelectorAll<HTMLElement>("[data-clipping]:not(cite)")) {
      const used = cited.includes(Number(card.dataset.clipping));
      card.classList.toggle("is-used", used);
      card.querySelector("[data-used]")?.toggleAttribute("hidden", !used);
    }
    const list = this.querySelector<HTMLElement>(".refs ol");
    const lines = cited.map((clipping) => this.reference(clipping));
    list?.replaceChildren(...lines);
    list?.closest(".refs")?.toggleAttribute("hidden", lines.length === 0);
  }

  private reference(clipping: number): HTMLLIElement {
    const card = this.querySelector<HTMLElement>(`.clipping[data-clipping="${clipping}"]`);
    const line = document.createElement("li");
    const link = document.createElement("a");
    link.className = "reach";
    link.href = card?.dataset.url ?? "#";
    link.target = "_blank";
    link.textContent = card?.dataset.reference ?? "";
    line.append(link);
    return line;
  }

  private wake() {
    if (this.saver?.unsent) this.saver.wake();
  }

  /** Shown again from the browser's memory: what stands here may be old. */
  private cameBack() {
    if (!this.saver?.unsent) location.reload();
  }
}

/** A new name for this tab: 24 hex digits. */
function newClient(): string {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Let other tabs know that this one lives and sends its own entries (where the browser can: not on plain http).
 * Returns the name that this tab had on its page before.
 */
function takeOver(client: string): string | null {
  void navigator.locks?.request(`redraft ${client}`, () => new Promise(() => undefined));
  try {
    const earlier = sessionStorage.getItem("redraft client");
    sessionStorage.setItem("redraft client", client);
    return earlier;
  } catch {
    return null; // a browser that keeps nothing
  }
}

async function liveClients(): Promise<Set<string>> {
  const { held = [] } = (await navigator.locks?.query().catch(() => ({ held: [] }))) ?? {};
  return new Set(held.map((lock) => (lock.name ?? "").replace("redraft ", "")));
}

customElements.define("writing-desk", WritingDesk);
