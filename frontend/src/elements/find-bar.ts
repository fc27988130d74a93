// Finds words in the paper: counts, lights them up, goes from one to the next, and can replace them.
import { occurrences } from "../lib/folding";
import { Pace } from "../lib/pace";
import type { EssayEditor, Stretch } from "./essay-editor";

const HIGHLIGHTS = ["found", "found-now"];

export class FindBar extends HTMLElement {
  private ends = new AbortController();
  private found: Stretch[] = [];
  private now = 0;
  private again = new Pace(() => this.look(), 150, 600);

  connectedCallback() {
    this.ends = new AbortController();
    const { signal } = this.ends;
    for (const type of ["input", "click", "keydown"]) this.addEventListener(type, this, { signal });
    this.desk.addEventListener("essay-change", () => this.hidden || this.again.ask(), { signal });
  }

  disconnectedCallback() {
    this.ends.abort();
    this.again.stop();
    this.dark();
  }

  handleEvent(event: Event) {
    if (event.type === "keydown") this.key(event as KeyboardEvent);
    else if (event.type === "input" && event.target === this.field) this.look(true);
    else if (event.type === "click")
      this.do((event.target as Element).closest<HTMLElement>("[data-find]")?.dataset.find);
  }

  /** Open with these words, or with those of before. */
  open(words = ""): void {
    this.hidden = false;
    if (words) this.field.value = words;
    this.field.focus();
    this.field.select();
    this.look(true);
  }

  private close() {
    const place = this.found[this.now];
    this.hidden = true;
    this.dark();
    if (place) this.editor.select(place);
    else this.editor.focus();
  }

  private get desk() {
    return this.closest("writing-desk") as HTMLElement;
  }

  private get editor() {
    return this.desk.querySelector("essay-editor") as EssayEditor;
  }

  private get field() {
    return this.querySelector("[data-words]") as HTMLInputElement;
  }

  private key(event: KeyboardEvent) {
    const inField = event.target instanceof HTMLInputElement;
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && event.target === this.field) this.go(event.shiftKey ? -1 : 1);
    else if (event.key === "Enter" && inField) this.replace();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private do(act: string | undefined) {
    if (act === "next") this.go(1);
    else if (act === "previous") this.go(-1);
    else if (act === "close") this.close();
    else if (act === "replace") this.replace();
    else if (act === "all") this.replaceAll();
  }

  /** Find again; the first time the place is shown, later the writer may be elsewhere. */
  private look(first = false) {
    const wanted = this.field.value.trim() === "" ? "" : this.field.value;
    this.found = this.editor.blocks.flatMap(({ from, text }) =>
      occurrences(text, wanted).map(([start, end]) => ({ from: from + start, to: from + end })),
    );
    this.now = Math.min(this.now, Math.max(0, this.found.length - 1));
    this.light();
    if (first) this.show();
  }

  private go(step: number) {
    const { length } = this.found;
    if (!length) return;
    this.now = (this.now + step + length) % length;
    this.light();
    this.show();
  }

  private replace() {
    const place = this.found[this.now];
    if (!place) return;
    this.editor.replace([place], this.replacement);
    this.look(true);
  }

  private replaceAll() {
    this.editor.replace(this.found, this.replacement);
    this.look();
  }

  private get replacement() {
    return (this.querySelector("[data-with]") as HTMLInputElement).value;
  }

  private light() {
    const { none = "", count = "" } = this.dataset;
    const { length } = this.found;
    const said = count.replace("{n}", String(this.now + 1)).replace("{all}", String(length));
    const place = this.querySelector("[data-count]") as HTMLElement;
    place.textContent = length ? said : this.field.value.trim() ? none : "";
    for (const button of this.querySelectorAll<HTMLButtonElement>("[data-find]:not([data-find=close])")) {
      button.disabled = length === 0;
    }
    this.dark();
    const ranges = this.found.map((stretch) => this.editor.range(stretch)).filter((range) => range !== null);
    const chosen = ranges[this.now];
    if (!CSS.highlights || !chosen) return;
    CSS.highlights.set("found", new Highlight(...ranges.filter((range) => range !== chosen)));
    CSS.highlights.set("found-now", new Highlight(chosen));
  }

  private dark() {
    for (const name of HIGHLIGHTS) CSS.highlights?.delete(name);
  }

  /** Bring the chosen place into sight, when it is not there. */
  private show() {
    const place = this.found[this.now];
    const range = place && this.editor.range(place);
    if (!range) return;
    const pane = this.closest(".pane-paper") as HTMLElement;
    const scroller = pane.scrollHeight > pane.clientHeight && getComputedStyle(pane).overflowY === "auto" ? pane : null;
    const height = scroller?.clientHeight ?? innerHeight;
    const top = range.getBoundingClientRect().top - (scroller?.getBoundingClientRect().top ?? 0);
    if (top < height * 0.2 || top > height * 0.8) (scroller ?? window).scrollBy({ top: top - height / 2 });
  }
}

customElements.define("find-bar", FindBar);
