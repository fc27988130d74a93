// The clippings one may cite at an `@`: a listbox that the paper keeps the focus beside; says `cite-choose`.

import { matching } from "../lib/at-query";
import type { Asked } from "../lib/at-sign";
import type { Stretch } from "./essay-editor";
import type { Card } from "./essay-notebook";

/** A clipping to put in the place of a stretch of the text: its number alone, or its words too. */
export interface Choice {
  clipping: number;
  bare: boolean;
  stretch: Stretch;
}

const EDGE = 8; // px between the list and the window

export class CiteList extends HTMLElement {
  private ends = new AbortController();
  private asked: Asked | null = null;
  private found: Card[] = [];
  private active = 0;
  private bare = true;

  connectedCallback() {
    this.ends = new AbortController();
    const { signal } = this.ends;
    this.addEventListener("pointerdown", (event) => event.preventDefault(), { signal }); // the paper keeps the focus
    for (const type of ["click", "keydown"]) this.addEventListener(type, this, { signal });
    document.addEventListener("focusout", (event) => this.focusWent(event), { signal });
    for (const type of ["scroll", "resize"]) window.addEventListener(type, this, { signal, capture: true });
    visualViewport?.addEventListener("resize", this, { signal });
  }

  disconnectedCallback() {
    this.ends.abort();
  }

  handleEvent(event: Event) {
    if (event.type === "click") this.pressed(event.target as Element);
    else if (event.type === "keydown") this.heed(event as KeyboardEvent);
    else if (this.asked) this.place();
  }

  /** Show what of the notebook fits what is asked for; nothing is asked any more: hide. */
  show(asked: Asked | null, cards: Card[]): void {
    const wasOpen = this.asked !== null;
    this.asked = cards.length ? asked : null;
    this.found = asked ? matching(cards, asked.query) : [];
    if (!this.found.length && asked?.query.includes(" ")) this.asked = null; // a sentence, not a search
    this.active = 0;
    if (!wasOpen) this.choose(true);
    this.draw();
  }

  /** Heed a key while the list is open; true when it was one of the list's. */
  key(event: KeyboardEvent): boolean {
    if (!this.asked || event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === "Escape") this.dispatchEvent(new Event("cite-leave", { bubbles: true }));
    else if (!this.found.length) return false;
    else if (event.key === "ArrowDown") this.move(1);
    else if (event.key === "ArrowUp") this.move(-1);
    else if (event.key === "Enter") this.take(this.active, this.bare && !event.shiftKey);
    else return false;
    event.stopPropagation();
    return true;
  }

  /** The focus has come into the list itself. */
  private heed(event: KeyboardEvent) {
    if (this.key(event)) event.preventDefault();
  }

  private get list(): HTMLElement {
    return this.querySelector("[role=listbox]") as HTMLElement;
  }

  private get options(): HTMLElement[] {
    return [...this.list.children] as HTMLElement[];
  }

  private pressed(target: Element) {
    const option = target.closest<HTMLElement>("[role=option]");
    const choice = target.closest<HTMLElement>("[data-choice]");
    if (option) this.take(this.options.indexOf(option), this.bare);
    else if (choice) this.choose(choice.dataset.choice === "number");
  }

  /** Whether a press puts in the number alone. */
  private choose(bare: boolean) {
    this.bare = bare;
    for (const button of this.querySelectorAll<HTMLElement>("[data-choice]")) {
      button.setAttribute("aria-pressed", String((button.dataset.choice === "number") === bare));
    }
  }

  private take(n: number, bare: boolean) {
    const card = this.found[n];
    if (!card || !this.asked) return;
    const { from, to } = this.asked;
    const detail: Choice = { clipping: card.clipping, bare, stretch: { from, to } };
    this.dispatchEvent(new CustomEvent("cite-choose", { detail, bubbles: true }));
  }

  private move(step: number) {
    this.active = (this.active + step + this.found.length) % this.found.length;
    this.mark();
  }

  private draw() {
    const { none = "", one = "", many = "" } = this.dataset;
    this.list.replaceChildren(...this.found.map((card, n) => this.option(card, n)));
    this.list.hidden = !this.found.length;
    this.float.hidden = this.asked === null;
    const n = this.found.length;
    const said = n === 0 ? none : n === 1 ? one : many.replace("{}", String(n));
    for (const place of this.querySelectorAll("[data-said]")) place.textContent = this.asked ? said : "";
    this.querySelector("[data-none]")?.toggleAttribute("hidden", n > 0);
    this.mark();
    if (this.asked) this.place();
  }

  private option(card: Card, n: number): HTMLElement {
    const mould = this.querySelector("template") as HTMLTemplateElement;
    const option = (mould.content.firstElementChild as HTMLElement).cloneNode(true) as HTMLElement;
    option.id = `cite-option-${n}`;
    (option.querySelector("[data-quote]") as HTMLElement).textContent = card.quote;
    (option.querySelector("[data-place]") as HTMLElement).textContent = card.place;
    const note = option.querySelector("[data-note]") as HTMLElement;
    note.textContent = card.note;
    note.hidden = !card.note;
    return option;
  }

  /** Say to the eye and to a screen reader which one is chosen. */
  private mark() {
    const paper = document.getElementById("editor");
    for (const [n, option] of this.options.entries()) option.setAttribute("aria-selected", String(n === this.active));
    const option = this.options[this.active];
    if (option) {
      paper?.setAttribute("aria-controls", this.list.id);
      paper?.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else for (const name of ["aria-controls", "aria-activedescendant"]) paper?.removeAttribute(name);
  }

  private get float(): HTMLElement {
    return this.querySelector(".float") as HTMLElement;
  }

  /** Under the `@`, above it where there is no room below. */
  private place() {
    const rect = this.asked?.rect();
    if (!rect) return;
    const { float } = this;
    const bottom = visualViewport ? visualViewport.offsetTop + visualViewport.height : innerHeight;
    const below = rect.bottom + float.offsetHeight + EDGE < bottom;
    float.style.left = `${Math.max(EDGE, Math.min(rect.left, innerWidth - float.offsetWidth - EDGE))}px`;
    float.style.top = `${below ? rect.bottom + 4 : Math.max(EDGE, rect.top - float.offsetHeight - 4)}px`;
  }

  private focusWent(event: FocusEvent) {
    const leftPaper = (event.target as Element).id === "editor";
    if (this.asked && leftPaper && !this.contains(event.relatedTarget as Node | null)) this.show(null, []);
  }
}

customElements.define("cite-list", CiteList);
