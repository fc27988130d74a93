// The notebook beside the paper: says what is cited, filters, lets cards be dragged, and learns of new clippings.
import { CLIPPING_TYPE } from "../lib/clipping-drag";

/** A clipping as its card says it. */
export interface Card {
  clipping: number;
  quote: string;
  note: string;
  place: string;
  saidBy: string;
  reference: string;
  url: string;
  here: boolean;
}

export class EssayNotebook extends HTMLElement {
  private ends = new AbortController();
  private shown = "here";
  private used: number[] = [];

  connectedCallback() {
    this.ends = new AbortController();
    const { signal } = this.ends;
    for (const type of ["click", "dragstart"]) this.addEventListener(type, this, { signal });
    window.addEventListener("focus", this, { signal });
    document.addEventListener("visibilitychange", this, { signal });
    this.dress();
  }

  disconnectedCallback() {
    this.ends.abort();
  }

  handleEvent(event: Event) {
    if (event.type === "click") this.choose((event.target as Element).closest<HTMLElement>("[data-show]"));
    else if (event.type === "dragstart") this.drag(event as DragEvent);
    else if (document.visibilityState === "visible") void this.renew();
  }

  /** All clippings, those for the question first. */
  get cards(): Card[] {
    return this.articles.map((card) => ({
      clipping: Number(card.dataset.clipping),
      quote: said(card, "q"),
      note: said(card, ".mine"),
      saidBy: said(card, ".said-by"),
      place: card.dataset.place ?? "",
      reference: card.dataset.reference ?? "",
      url: card.dataset.url ?? "",
      here: card.hasAttribute("data-here"),
    }));
  }

  /** The card of one clipping; undefined when the notebook does not hold it. */
  card(clipping: number): Card | undefined {
    return this.cards.find((card) => card.clipping === clipping);
  }

  /** Mark the cards of what the essay cites. Takes the ids of clippings. */
  set cited(clippings: number[]) {
    this.used = clippings;
    let missing = 0;
    for (const card of this.articles) {
      const used = clippings.includes(Number(card.dataset.clipping));
      card.classList.toggle("is-used", used);
      card.querySelector("[data-used]")?.toggleAttribute("hidden", !used);
      if (!used && card.hasAttribute("data-here")) missing += 1;
    }
    const hint = this.querySelector<HTMLElement>("[data-unused]");
    if (!hint) return;
    hint.hidden = missing === 0;
    const { one = "", many = "" } = hint.dataset;
    hint.textContent = missing === 1 ? one : many.replace("{}", String(missing));
  }

  private get articles(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>("[data-clipping]")];
  }

  private choose(button: HTMLElement | null) {
    if (!button?.dataset.show) return;
    this.shown = button.dataset.show;
    this.filter();
  }

  private filter() {
    const buttons = [...this.querySelectorAll<HTMLElement>("[data-show]")];
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.show === this.shown));
    const few = buttons.length > 0 && this.shown === "here";
    for (const card of this.articles) card.hidden = few && !card.hasAttribute("data-here");
  }

  private dress() {
    this.filter();
    for (const card of this.articles) card.draggable = true;
  }

  private drag(event: DragEvent) {
    const card = (event.target as Element).closest?.<HTMLElement>("[data-clipping]");
    if (!card || !event.dataTransfer) return;
    event.dataTransfer.setData(CLIPPING_TYPE, card.dataset.clipping ?? "");
    event.dataTransfer.effectAllowed = "copy";
  }

  /** Ask for the cards again; quietly, since without an answer the old ones still hold. */
  private async renew() {
    const answer = await fetch(this.dataset.cards ?? "", { headers: { Accept: "text/html" } }).catch(() => null);
    if (!answer?.ok || answer.redirected || !this.isConnected) return;
    const fresh = document.createElement("template");
    fresh.innerHTML = await answer.text();
    if (gist(fresh.content) === gist(this)) return;
    const back = placeOf(document.activeElement, this);
    this.replaceChildren(fresh.content);
    this.dress();
    this.cited = this.used;
    if (back) this.querySelector<HTMLElement>(back)?.focus();
    this.dispatchEvent(new Event("notebook-change", { bubbles: true }));
  }
}

function said(card: HTMLElement, selector: string): string {
  return card.querySelector(selector)?.textContent ?? "";
}

/** What the cards say, whatever of it is marked as used. */
function gist(root: ParentNode): string {
  const cards = [...root.querySelectorAll<HTMLElement>("[data-clipping]")];
  return cards.map((card) => `${card.dataset.clipping} ${said(card, "q")} ${said(card, ".mine")}`).join("\n");
}

/** A selector of where the focus stands in the notebook, to put it there again; null when it stands elsewhere. */
function placeOf(element: Element | null, notebook: Element): string | null {
  if (!element || !notebook.contains(element)) return null;
  const { show, insert } = (element as HTMLElement).dataset;
  if (show) return `[data-show="${show}"]`;
  const card = element.closest<HTMLElement>("[data-clipping]");
  return `[data-clipping="${card?.dataset.clipping}"] ${insert ? `[data-insert="${insert}"]` : "a"}`;
}

customElements.define("essay-notebook", EssayNotebook);
