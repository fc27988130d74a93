// Wraps the studio's editor: numbers and marks the lines, keeps the draft as it is typed, shows its problems and preview.
import { CodeSheet, type Problem } from "../lib/code-sheet";
import { DraftSaver, type Kept, type Newer, type Standing } from "../lib/draft-saver";
import { showStatus } from "../lib/status";

/** What the studio says besides of a draft that it has kept. */
interface Drawn extends Kept {
  can_publish: boolean;
  problems: Problem[];
  /** What of the page is drawn anew, by its id. */
  parts: Record<string, string>;
}

/** A newer text, with both side by side as HTML. */
interface Beside extends Newer {
  part: string;
}

class StudioEditor extends HTMLElement {
  private ends = new AbortController();
  private sheet?: CodeSheet;
  private saver?: DraftSaver<Drawn, Beside>;
  private newer?: Beside;
  private leaving = false;

  connectedCallback() {
    this.ends = new AbortController();
    const { signal } = this.ends;
    const live = JSON.parse(this.querySelector("#studio-live")?.textContent ?? '""');
    const list = this.querySelector<HTMLElement>(".code");
    if (!list) return;
    this.sheet = new CodeSheet(this.area, list, live.split("\n"));
    this.saver = new DraftSaver({
      url: this.dataset.save ?? "",
      editor: Number(this.dataset.editor),
      revision: this.revision.value,
      read: () => this.area.value,
      said: (standing, fill) => this.say(standing, fill),
      kept: (answer) => this.kept(answer),
      newer: (answer) => this.showNewer(answer),
    });
    this.sheet.mark(this.listed());
    this.showButtons();
    this.area.addEventListener("input", this);
    for (const type of ["click", "submit", "keydown", "visibilitychange"])
      document.addEventListener(type, this, { signal });
    for (const type of ["beforeunload", "online", "focus"]) window.addEventListener(type, this, { signal });
    this.recall();
    if (location.hash.startsWith("#line-")) this.sheet.goTo(Number(location.hash.slice(6)));
    this.dataset.ready = "";
  }

  disconnectedCallback() {
    this.ends.abort();
  }

  handleEvent(event: Event) {
    if (event.type === "input") this.changed();
    else if (event.type === "click") this.clicked(event as MouseEvent);
    else if (event.type === "submit") this.submitted(event as SubmitEvent);
    else if (event.type === "keydown") this.pressed(event as KeyboardEvent);
    else if (event.type === "beforeunload" && this.saver?.unsent && !this.leaving) event.preventDefault();
    else if (event.type !== "beforeunload") this.saver?.wake();
  }

  private get area(): HTMLTextAreaElement {
    return this.querySelector("textarea") as HTMLTextAreaElement;
  }

  private get revision(): HTMLInputElement {
    return this.querySelector('input[name="revision"]') as HTMLInputElement;
  }

  private changed() {
    this.sheet?.draw();
    this.saver?.changed();
  }

  /** What a page that went away left in this window comes back; the server says whether something is newer. */
  private recall() {
    const left = this.saver?.recall();
    if (!left) return;
    this.area.value = left.text;
    this.sheet?.draw();
    this.saver?.goOn(left.revision);
  }

  private pressed(event: KeyboardEvent) {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    void this.saver?.flush();
  }

  private clicked(event: MouseEvent) {
    const target = event.target as Element;
    const { keep } = target.closest<HTMLElement>("[data-keep]")?.dataset ?? {};
    const at = target.closest<HTMLElement>("[data-line]");
    const link = target.closest<HTMLAnchorElement>("a[href]");
    if (keep && this.newer) {
      event.preventDefault();
      this.choose(keep);
    } else if (at) {
      event.preventDefault();
      const { line, word, near } = at.dataset;
      if (!near || !this.sheet?.replace(Number(line), word ?? "", near)) this.sheet?.goTo(Number(line));
    } else if (link && this.saver?.unsent && !(event.ctrlKey || event.metaKey || event.shiftKey) && !link.target) {
      event.preventDefault();
      void this.saver.flush().then((all) => all && location.assign(link.href));
    }
  }

  /** A form of this page goes off once the server has what is typed. */
  private async submitted(event: SubmitEvent) {
    const form = event.target as HTMLFormElement;
    if (this.leaving || form.method !== "post" || !this.saver) return;
    if (this.newer || this.saver.unsent) {
      event.preventDefault();
      if (!(await this.saver.flush())) return;
      this.leaving = true;
      form.requestSubmit(event.submitter);
    }
    this.revision.value = this.saver.revision;
    this.leaving = true;
  }

  private choose(keep: string) {
    if (!this.newer) return;
    const { revision, text } = this.newer;
    if (keep === "theirs") {
      this.area.value = text;
      this.sheet?.draw();
    }
    this.newer = undefined;
    this.place.replaceChildren();
    this.area.focus();
    this.saver?.goOn(revision);
  }

  private get place(): HTMLElement {
    return this.querySelector("[data-clash-place]") as HTMLElement;
  }

  private showNewer(answer: Beside) {
    this.newer = answer;
    this.place.innerHTML = answer.part;
  }

  private kept(answer: Drawn) {
    this.revision.value = answer.revision;
    for (const [name, html] of Object.entries(answer.parts)) {
      const part = document.getElementById(name);
      if (part && part.innerHTML !== html) part.innerHTML = html;
    }
    const draft = document.getElementById("studio-draft");
    if (draft?.parentElement) draft.parentElement.hidden = draft.childElementCount === 0;
    const publish = this.querySelector<HTMLButtonElement>("[data-publish]");
    if (publish) publish.disabled = !answer.can_publish;
    this.sheet?.mark(answer.problems);
    this.showButtons();
  }

  /** The problems that the page came with, from their list. */
  private listed() {
    return [...this.querySelectorAll<HTMLElement>("#studio-problems [data-line]")].map(({ dataset }) => ({
      line: Number(dataset.line),
      word: dataset.word ?? "",
      near: dataset.near ?? "",
    }));
  }

  /** Buttons that only a script can serve. */
  private showButtons() {
    for (const button of this.querySelectorAll<HTMLElement>("[data-near]")) button.hidden = false;
  }

  private say(standing: Standing, fill?: Record<string, string>) {
    const place = this.querySelector<HTMLElement>("[data-status]");
    if (!place) return;
    place.setAttribute("aria-live", standing === "saved" || standing === "saving" ? "off" : "polite");
    showStatus(place, this.dataset, standing, fill);
    if (standing !== "signed-out") return;
    const way = document.createElement("a");
    way.href = this.dataset.signInUrl ?? "";
    way.target = "_blank";
    way.textContent = this.dataset.signIn ?? "";
    place.append(way);
  }
}

customElements.define("studio-editor", StudioEditor);
