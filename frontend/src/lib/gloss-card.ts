/** The card of a term or person, beside the text; one at a time. */
export class GlossCard {
  private static opened: GlossCard | null = null;
  private card: HTMLElement | null = null;

  /** `closed` is told when it goes, and whether the reader did that with the keyboard from inside. */
  constructor(private readonly closed: (byKey: boolean) => void) {}

  get isOpen(): boolean {
    return this.card !== null;
  }

  /** Show a card after the block of the text that holds `near`, on the line `top` (px from the top of the window). */
  open(card: HTMLElement, near: Element, top: number, focus: boolean) {
    GlossCard.opened?.close();
    GlossCard.opened = this;
    this.card = card;
    card.tabIndex = -1;
    card.addEventListener("keydown", (event) => event.key === "Escape" && this.close(true));
    const block = blockOf(near);
    block.after(card);
    if (block.parentElement) {
      const line = top - block.parentElement.getBoundingClientRect().top;
      card.style.setProperty("--top", `${Math.round(line)}px`);
    }
    if (focus) card.focus();
  }

  close(byKey = false) {
    if (!this.card) return;
    this.card.remove();
    this.card = null;
    if (GlossCard.opened === this) GlossCard.opened = null;
    this.closed(byKey);
  }
}

/** Return a copy of the card with this id, from a template or a hidden element; null if the page has none. */
export function cardOf(id: string): HTMLElement | null {
  const source = document.getElementById(id);
  const first = source instanceof HTMLTemplateElement ? source.content.firstElementChild : source;
  const card = first?.cloneNode(true) as HTMLElement | undefined;
  if (!card) return null;
  card.hidden = false;
  return card;
}

/** Return the block that a card follows: the child of the text that holds this element, else its paragraph. */
function blockOf(near: Element): Element {
  const prose = near.closest(".prose");
  for (let node: Element | null = near; node; node = node.parentElement) {
    if (node.parentElement === prose) return node;
  }
  return near.closest("p, li, dd, td") ?? near;
}
