// The comment bank as a palette: type to filter, arrows to choose, Enter to insert.
import { type Entry, hits, matching } from "../lib/bank";

interface BankEntry extends Entry {
  kind: string;
  criterion: string;
  item: HTMLElement;
}

/** What the palette says (as a bubbling `pick`) when a comment is chosen. */
export interface Picked {
  code: string;
  kind: string;
  criterion: string;
  text: string;
}

export class CommentPalette extends HTMLElement {
  private entries: BankEntry[] = [];
  private shown: BankEntry[] = [];
  private at = 0;
  private back: HTMLElement | null = null;

  connectedCallback() {
    for (const type of ["input", "keydown", "click", "focusout"]) this.addEventListener(type, this);
    if (this.entries.length) return; // moved on the page: the items may be filtered
    this.entries = [...this.querySelectorAll<HTMLElement>("[role=option]")].map(entryOf);
  }

  /** Take in a comment that was just kept, as the server drew it; it stands first until the next page. */
  take(html: string) {
    const fresh = document.createElement("template");
    fresh.innerHTML = html;
    const item = fresh.content.querySelector<HTMLElement>("[role=option]");
    if (!item) return;
    this.entries = [entryOf(item), ...this.entries.filter((entry) => entry.item.id !== item.id)];
  }

  disconnectedCallback() {
    for (const type of ["input", "keydown", "click", "focusout"]) this.removeEventListener(type, this);
  }

  handleEvent(event: Event) {
    if (event.type === "input") this.filter();
    else if (event.type === "keydown") this.key(event as KeyboardEvent);
    else if (event.type === "click") this.press(event.target as Element);
    else if (!this.contains((event as FocusEvent).relatedTarget as Node | null)) this.hidden = true;
  }

  /** Open with an empty field; when it closes, the focus goes `back`. */
  open(back: HTMLElement | null) {
    this.back = back;
    this.hidden = false;
    this.input.value = "";
    this.filter();
    this.input.focus();
  }

  close() {
    this.hidden = true;
    this.back?.focus();
  }

  private get input() {
    return this.querySelector("input") as HTMLInputElement;
  }

  private filter() {
    this.shown = matching(this.entries, this.input.value);
    const list = this.querySelector("ul");
    list?.replaceChildren(...this.shown.map(({ item }) => item));
    for (const { item, text } of this.shown)
      item.querySelector("p")?.replaceChildren(...marked(text, this.input.value));
    const none = this.querySelector<HTMLElement>(".palette-none");
    if (none) none.hidden = this.shown.length > 0;
    this.choose(0);
  }

  private choose(at: number) {
    this.at = Math.max(0, Math.min(at, this.shown.length - 1));
    this.shown.forEach(({ item }, n) => {
      item.setAttribute("aria-selected", String(n === this.at));
    });
    const item = this.shown[this.at]?.item;
    item?.scrollIntoView({ block: "nearest" });
    if (item) this.input.setAttribute("aria-activedescendant", item.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  private key(event: KeyboardEvent) {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") this.choose(this.at + 1);
    else if (event.key === "ArrowUp") this.choose(this.at - 1);
    else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) this.pick(this.shown[this.at]);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private press(target: Element) {
    const item = target.closest("[role=option]");
    this.pick(this.shown.find((entry) => entry.item === item));
  }

  private pick(entry: BankEntry | undefined) {
    if (!entry) return;
    this.hidden = true;
    const { code, kind, criterion, text } = entry;
    this.dispatchEvent(new CustomEvent<Picked>("pick", { bubbles: true, detail: { code, kind, criterion, text } }));
  }
}

function entryOf(item: HTMLElement): BankEntry {
  return {
    item,
    code: item.dataset.code ?? "",
    label: item.dataset.label ?? "",
    kind: item.dataset.kind ?? "note",
    criterion: item.dataset.criterion ?? "",
    text: item.querySelector("p")?.textContent ?? "",
  };
}

function marked(text: string, typed: string): Node[] {
  return hits(text, typed).map((part) => {
    if (!part.hit) return document.createTextNode(part.text);
    const mark = document.createElement("mark");
    mark.textContent = part.text;
    return mark;
  });
}

customElements.define("comment-palette", CommentPalette);
