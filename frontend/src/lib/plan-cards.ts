import { type Card, PARTS, type Plan } from "./plan";

/** The words that the page gives for cards: {name} stands for a card's point, {place} for its number. */
export interface Words {
  unnamed: string;
  more: string;
}

/** The cards of a plan as they stand on the page: read, filled in, added, named. */
export class PlanCards {
  constructor(
    private list: HTMLElement,
    private mould: HTMLTemplateElement,
    private words: Words,
  ) {
    this.name();
  }

  read(): Card[] {
    return this.rows.map((row) => {
      const [point, evidence, explanation, link] = PARTS.map((part) => field(row, part).value) as Four;
      return { id: row.dataset.key ?? "", point, evidence, explanation, link, done: tick(row).checked };
    });
  }

  /** Show these cards. What one is typing in stays under the cursor. */
  show(cards: Plan["cards"]): void {
    const active = document.activeElement;
    const rows = new Map(this.rows.map((row) => [row.dataset.key, row]));
    const wanted = cards.map((card) => rows.get(card.id) ?? this.made(card.id));
    if (wanted.some((row, at) => row !== this.list.children[at]) || wanted.length < rows.size) {
      this.list.replaceChildren(...wanted);
      if (active instanceof HTMLElement && this.list.contains(active)) active.focus({ preventScroll: true });
    }
    cards.forEach((card, at) => {
      const row = wanted[at] as HTMLElement;
      for (const part of PARTS) fill(field(row, part), card[part]);
      tick(row).checked = card.done;
    });
    this.name();
  }

  /** A new card at the end. */
  add(): HTMLElement {
    const row = this.made([...crypto.getRandomValues(new Uint8Array(4))].map(hex).join(""));
    this.list.append(row);
    this.name();
    row.querySelector("details")?.setAttribute("open", "");
    return row;
  }

  /** Call the cards' buttons by their points, and show where the writer is and what is folded away. */
  name(): void {
    const here = this.rows.find((row) => !tick(row).checked);
    this.rows.forEach((row, at) => {
      const point = field(row, "point").value.trim();
      const name = point || this.words.unnamed.replace("{place}", String(at + 1));
      row.dataset.name = name;
      for (const one of row.querySelectorAll<HTMLElement>("[data-name-it]"))
        one.setAttribute("aria-label", (one.dataset.nameIt ?? "").replace("{name}", name));
      row.classList.toggle("is-done", tick(row).checked);
      row.classList.toggle("is-here", row === here);
      const preview = row.querySelector("[data-preview]");
      const said = PARTS.slice(1).map((part) => field(row, part).value.trim());
      if (preview) preview.textContent = said.find(Boolean) ?? this.words.more;
    });
  }

  private get rows(): HTMLElement[] {
    return [...this.list.querySelectorAll<HTMLElement>(":scope > [data-key]")];
  }

  private made(id: string): HTMLElement {
    const row = (this.mould.content.cloneNode(true) as DocumentFragment).firstElementChild as HTMLElement;
    row.dataset.key = id;
    const grip = row.querySelector(".grip");
    if (grip) grip.id = `grip-${id}`;
    return row;
  }
}

/** Set a field's text; the cursor stays where it was. */
export function fill(area: HTMLTextAreaElement, text: string): void {
  if (area.value === text) return;
  const { selectionStart, selectionEnd } = area;
  area.value = text;
  if (area === document.activeElement) area.setSelectionRange(selectionStart, selectionEnd);
}

type Four = [string, string, string, string];

function field(row: HTMLElement, part: string): HTMLTextAreaElement {
  return row.querySelector(`textarea[data-part="${part}"]`) as HTMLTextAreaElement;
}

function tick(row: HTMLElement): HTMLInputElement {
  return row.querySelector('input[data-part="done"]') as HTMLInputElement;
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, "0");
}
