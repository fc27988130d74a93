// Joins returned comments beside a redraft to their words in it, while one writes; says `essay-look` before it goes there.
import { DraftAnchors, type Found, type Passage } from "../lib/draft-anchors";
import type { EssayEditor } from "./essay-editor";

class DraftComments extends HTMLElement {
  private ends = new AbortController();
  private anchors: DraftAnchors | null = null;

  connectedCallback() {
    this.ends = new AbortController();
    const editor = document.querySelector<EssayEditor>("essay-editor");
    const passages = this.cards.filter((card) => card.dataset.found).map(passageOf);
    if (!editor || !passages.length) return;
    this.anchors = new DraftAnchors(passages, (id, found) => this.tell(id, found));
    editor.follow(this.anchors.plugin);
    const { signal } = this.ends;
    for (const type of ["click", "focusin", "focusout", "mouseover", "mouseleave"]) {
      this.addEventListener(type, this, { signal });
    }
    this.addEventListener("htmx:afterSwap", (event) => fold(event.target as Element), { signal });
    editor.addEventListener("click", (event) => this.open(event.target as Element), { signal });
  }

  disconnectedCallback() {
    this.ends.abort();
  }

  handleEvent(event: Event) {
    const card = (event.target as Element).closest<HTMLElement>(".mcomment");
    if (event.type === "click" && card && (event.target as Element).closest("button[data-go]")) {
      this.dispatchEvent(new Event("essay-look", { bubbles: true }));
      this.anchors?.show(card.dataset.comment ?? "");
    } else if (event.type === "mouseleave" || event.type === "focusout") this.mark(this.focused);
    else this.mark(card);
  }

  /** Words in the paper were pressed: their card comes into sight, the cursor stays. */
  private open(words: Element) {
    const id = words.closest<HTMLElement>("[data-comments]")?.dataset.comments;
    const card = this.cards.find((one) => one.dataset.comment === id) ?? null;
    this.mark(card);
    card?.scrollIntoView({ block: "nearest" });
  }

  private mark(card: HTMLElement | null) {
    for (const one of this.cards) one.classList.toggle("is-active", one === card);
    this.anchors?.activate(card?.dataset.comment ?? "");
  }

  private tell(id: string, found: Found) {
    const card = this.cards.find((one) => one.dataset.comment === id);
    if (card && card.dataset.found !== found) card.dataset.found = found;
  }

  private get cards(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>(".mcomment")];
  }

  private get focused(): HTMLElement | null {
    return this.cards.find((card) => card.contains(document.activeElement)) ?? null;
  }
}

function passageOf(card: HTMLElement): Passage {
  const { comment: id = "", kind = "", quote = "", found, from, to } = card.dataset;
  const span = found === "gone" ? null : { start: Number(from), end: Number(to) };
  return { id, kind, quote, found: found as Found, span };
}

/** An answer has come: put away the form it came from. */
function fold(answered: Element) {
  if (answered.querySelector(".response"))
    answered.parentElement?.querySelector(".answer-fold")?.removeAttribute("open");
}

customElements.define("draft-comments", DraftComments);
