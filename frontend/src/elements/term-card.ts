// Wraps the link of a term or a person; a click shows its card beside the text instead of leaving the page.
let opened: TermCard | null = null;

class TermCard extends HTMLElement {
  private card: HTMLElement | null = null;

  connectedCallback() {
    this.addEventListener("click", this);
    this.addEventListener("keydown", this);
  }

  disconnectedCallback() {
    this.close();
    this.removeEventListener("click", this);
    this.removeEventListener("keydown", this);
  }

  handleEvent(event: MouseEvent | KeyboardEvent) {
    if (event.type === "keydown") {
      if ((event as KeyboardEvent).key === "Escape" && this.card) {
        this.close();
        this.link?.focus();
      }
      return;
    }
    const click = event as MouseEvent;
    const plain = !(click.ctrlKey || click.metaKey || click.shiftKey || click.altKey);
    if (!plain || !this.link?.contains(click.target as Node)) return;
    if (this.card) this.close();
    else if (!this.open(click.detail === 0)) return;
    click.preventDefault();
  }

  private get link() {
    return this.querySelector<HTMLAnchorElement>("a[data-gloss]");
  }

  /** Show the card; `focus` when the keyboard asked for it. Returns false if the page carries no card for this link. */
  private open(focus: boolean): boolean {
    const link = this.link;
    const card = link && copyOf(`gloss-${link.dataset.gloss}`);
    if (!card) return false;
    opened?.close();
    opened = this;
    this.card = card;
    card.id = `card-${link.dataset.gloss}`;
    card.tabIndex = -1;
    card.addEventListener("keydown", this);
    const block = blockOf(link);
    block.after(card);
    if (block.parentElement) {
      const top = link.getBoundingClientRect().top - block.parentElement.getBoundingClientRect().top;
      card.style.setProperty("--top", `${Math.round(top)}px`);
    }
    link.setAttribute("aria-expanded", "true");
    link.setAttribute("aria-controls", card.id);
    if (focus) card.focus();
    return true;
  }

  private close() {
    this.card?.remove();
    this.card = null;
    if (opened === this) opened = null;
    this.link?.setAttribute("aria-expanded", "false");
    this.link?.removeAttribute("aria-controls");
  }
}

/** Return a copy of the card with this id, from a template or a hidden element; null if there is none. */
function copyOf(id: string): HTMLElement | null {
  const source = document.getElementById(id);
  const first = source instanceof HTMLTemplateElement ? source.content.firstElementChild : source;
  const card = first?.cloneNode(true) as HTMLElement | undefined;
  if (!card) return null;
  card.hidden = false;
  return card;
}

/** Return the block that a card follows: the child of the text that holds this link, else its paragraph. */
function blockOf(link: HTMLElement): HTMLElement {
  const prose = link.closest(".prose");
  for (let node: HTMLElement | null = link; node; node = node.parentElement) {
    if (node.parentElement === prose) return node;
  }
  return link.closest<HTMLElement>("p, li, dd, td") ?? link;
}

customElements.define("term-card", TermCard);
