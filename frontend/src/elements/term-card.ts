// Wraps the link of a term or a person; a click shows its card beside the text instead of leaving the page.
import { cardOf, GlossCard } from "../lib/gloss-card";

class TermCard extends HTMLElement {
  private card = new GlossCard((byKey) => this.closed(byKey));

  connectedCallback() {
    this.addEventListener("click", this);
    this.addEventListener("keydown", this);
  }

  disconnectedCallback() {
    this.card.close();
    this.removeEventListener("click", this);
    this.removeEventListener("keydown", this);
  }

  handleEvent(event: MouseEvent | KeyboardEvent) {
    if (event.type === "keydown") {
      if ((event as KeyboardEvent).key === "Escape") this.card.close(true);
      return;
    }
    const click = event as MouseEvent;
    const plain = !(click.ctrlKey || click.metaKey || click.shiftKey || click.altKey);
    if (!plain || !this.link?.contains(click.target as Node)) return;
    if (this.card.isOpen) this.card.close();
    else if (!this.open(click.detail === 0)) return;
    click.preventDefault();
  }

  private get link() {
    return this.querySelector<HTMLAnchorElement>("a[data-gloss]");
  }

  /** Show the card; `focus` when the keyboard asked for it. Returns false if the page carries no card for this link. */
  private open(focus: boolean): boolean {
    const link = this.link;
    const card = link && cardOf(`gloss-${link.dataset.gloss}`);
    if (!card) return false;
    card.id = `card-${link.dataset.gloss}`;
    this.card.open(card, link, link.getBoundingClientRect().top, focus);
    link.setAttribute("aria-expanded", "true");
    link.setAttribute("aria-controls", card.id);
    return true;
  }

  private closed(byKey: boolean) {
    this.link?.setAttribute("aria-expanded", "false");
    this.link?.removeAttribute("aria-controls");
    if (byKey) this.link?.focus();
  }
}

customElements.define("term-card", TermCard);
