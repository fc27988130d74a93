// Wraps the notebook: leaves only the clippings that say what is typed in its search field, while it is typed.
import { fold } from "../lib/folding";

class FindClippings extends HTMLElement {
  connectedCallback() {
    this.addEventListener("input", this);
  }

  disconnectedCallback() {
    this.removeEventListener("input", this);
  }

  handleEvent(event: Event) {
    const field = (event.target as Element).closest<HTMLInputElement>("[type=search]");
    if (field) this.filter(field.value);
  }

  private filter(typed: string) {
    const wanted = fold(typed).split(/\s+/).filter(Boolean);
    for (const card of this.querySelectorAll<HTMLElement>(".clipping")) {
      const said = fold(wordsOf(card));
      card.hidden = !wanted.every((word) => said.includes(word));
    }
    const shown = new Set<string>();
    for (const group of this.querySelectorAll<HTMLElement>("[data-group]")) {
      const cards = [...group.querySelectorAll<HTMLElement>(".clipping:not([hidden])")];
      group.hidden = cards.length === 0;
      for (const card of cards) shown.add(card.dataset.clipping ?? "");
    }
    this.count(shown.size);
  }

  private count(shown: number) {
    const { none = "", one = "", many = "" } = this.dataset;
    const place = this.querySelector("[data-count]");
    if (place) place.textContent = shown === 0 ? none : shown === 1 ? one : many.replace("{}", String(shown));
  }
}

/** Quotation, note, tags and place; not what stands in the form that changes them. */
function wordsOf(card: HTMLElement): string {
  return [...card.querySelectorAll("q, .mine, .tags, .from")].map((part) => part.textContent).join(" ");
}

customElements.define("find-clippings", FindClippings);
