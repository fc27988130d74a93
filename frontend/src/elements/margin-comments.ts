// Places the comments of the essay inside beside the words they speak of, and joins the two when one is pressed.
import { place } from "../lib/placing";

const WIDE = "(min-width: 64rem)";

export class MarginComments extends HTMLElement {
  private ends = new AbortController();
  private pinned = new WeakMap<Element, Range>();
  private sizes = new ResizeObserver(() => this.later());
  private watch = new MutationObserver(() => this.meet());
  private frame = 0;
  private activeId = "";

  connectedCallback() {
    this.ends = new AbortController();
    const { signal } = this.ends;
    this.addEventListener("click", this, { signal });
    this.addEventListener("focusin", this, { signal });
    this.addEventListener("htmx:afterSwap", (event) => fold(event.target as Element), { signal });
    window.matchMedia(WIDE).addEventListener("change", () => this.later(), { signal });
    this.watch.observe(this, { childList: true, subtree: true });
    this.meet();
    document.fonts?.ready.then(() => this.later());
  }

  disconnectedCallback() {
    this.ends.abort();
    this.watch.disconnect();
    this.sizes.disconnect();
    cancelAnimationFrame(this.frame);
  }

  handleEvent(event: Event) {
    const target = event.target as Element;
    const card = target.closest<HTMLElement>(".margin .mcomment");
    if (card) {
      this.activate(card.dataset.comment ?? "");
      return;
    }
    const ids = target.closest<HTMLElement>("[data-comments]")?.dataset.comments;
    if (ids && window.getSelection()?.isCollapsed !== false) this.activate(ids.split(" ").at(-1) ?? "");
  }

  /** Make this comment the one that keeps its line, or none for "". */
  activate(id: string) {
    this.activeId = id;
    this.later();
  }

  /** Keep a card without a saved comment beside the selected words. */
  pin(card: Element, range: Range) {
    this.pinned.set(card, range);
    this.later();
  }

  /** Place again when the browser next draws. */
  later() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.place());
  }

  private get cards() {
    return [...this.querySelectorAll<HTMLElement>(".margin .mcomment")];
  }

  private meet() {
    this.sizes.disconnect();
    this.sizes.observe(this);
    for (const card of this.cards) this.sizes.observe(card);
    this.later();
  }

  private place() {
    const wide = window.matchMedia(WIDE).matches;
    this.toggleAttribute("data-placed", wide);
    this.paint();
    const top = this.getBoundingClientRect().top;
    const cards = this.cards.map((card) => ({ card, want: this.line(card) - top, height: card.offsetHeight }));
    if (!wide) {
      this.style.minHeight = "";
      return;
    }
    cards.sort((a, b) => a.want - b.want);
    const edited = cards.findIndex(({ card }) => card.matches(".is-editing"));
    const active = edited < 0 ? cards.findIndex(({ card }) => card.matches(".is-active")) : edited;
    const tops = place(cards, active);
    cards.forEach(({ card }, n) => {
      const margin = (card.parentElement as HTMLElement).getBoundingClientRect().top - top;
      card.style.top = `${Math.round((tops[n] ?? 0) - margin)}px`;
    });
    const last = cards.at(-1);
    this.style.minHeight = last ? `${Math.round((tops.at(-1) ?? 0) + last.height)}px` : "";
  }

  /** The line of the words that a card speaks of, from the top of the window. */
  private line(card: HTMLElement): number {
    const id = card.dataset.comment;
    const words = id && this.querySelector(`[data-comments~="${id}"]`);
    const range = this.pinned.get(card);
    const rect = words ? words.getClientRects()[0] : range?.getClientRects()[0];
    return (rect ?? (card.parentElement as HTMLElement).getBoundingClientRect()).top;
  }

  private paint() {
    for (const card of this.cards)
      card.classList.toggle("is-active", card.dataset.comment === this.activeId && !!this.activeId);
    for (const words of this.querySelectorAll<HTMLElement>("[data-comments]")) {
      const ids = (words.dataset.comments ?? "").split(" ");
      words.classList.toggle("is-active", ids.includes(this.activeId));
      const cards = ids.map((id) => (id.startsWith("star-") ? id : `comment-${id}`));
      const there = cards.filter((id) => this.querySelector(`#${CSS.escape(id)}`));
      if (there.length) words.setAttribute("aria-details", there.join(" "));
    }
  }
}

/** An answer has come: put away the form it came from. */
function fold(answered: Element) {
  if (answered.querySelector(".response"))
    answered.parentElement?.querySelector(".answer-fold")?.removeAttribute("open");
}

customElements.define("margin-comments", MarginComments);
