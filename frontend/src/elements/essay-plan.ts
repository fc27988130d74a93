// The plan beside the paper: cards to write, tick, move and drop into the text, kept as one types and never overwritten.
import { DraftSaver, type Newer, type Standing } from "../lib/draft-saver";
import { mergedPlan, outline, type Plan } from "../lib/plan";
import { fill, PlanCards } from "../lib/plan-cards";
import { DeviceShelf } from "../lib/shelf";
import { showStatus } from "../lib/status";
import "./reorder-list";

const PAUSE = 1500;

export class EssayPlan extends HTMLElement {
  private ends = new AbortController();
  private cards?: PlanCards;
  private saver?: DraftSaver;
  private removed?: { row: Element; before: Element | null };

  connectedCallback() {
    this.ends = new AbortController();
    const { signal } = this.ends;
    const { unnamed = "", more = "", save = "", writer = "", version = "" } = this.dataset;
    const list = this.querySelector<HTMLElement>(".plan-cards");
    const mould = this.querySelector("template");
    if (!list || !mould) return;
    this.cards = new PlanCards(list, mould, { unnamed, more });
    const shelf = new DeviceShelf(`redraft plan ${writer} ${save}`);
    this.saver = new DraftSaver({
      url: save,
      editor: Number(writer),
      revision: version,
      read: () => JSON.stringify(this.plan),
      said: (standing, fill) => this.say(standing, fill),
      kept: () => undefined,
      newer: (answer) => this.merge(answer),
      shelf,
      pause: PAUSE,
    });
    for (const type of ["input", "change", "click", "reorder"]) this.addEventListener(type, this, { signal });
    for (const type of ["beforeunload", "online", "focus"]) window.addEventListener(type, this, { signal });
    document.addEventListener("visibilitychange", this, { signal });
    this.takeOver(shelf);
    this.dataset.ready = "";
  }

  disconnectedCallback() {
    this.ends.abort();
  }

  handleEvent(event: Event) {
    if (event.type === "click") this.press((event.target as Element).closest<HTMLElement>("[data-act]"));
    else if (event.type === "beforeunload" && this.unsent && !this.saver?.safe) event.preventDefault();
    else if (event.type === "visibilitychange") document.visibilityState === "hidden" && void this.flush();
    else if (event.type === "online" || event.type === "focus") this.saver?.wake();
    else if (event.type !== "beforeunload") this.changed();
  }

  /** Whether the page holds words that the server does not. */
  get unsent(): boolean {
    return this.saver?.unsent ?? false;
  }

  /** Send what is unsent now. */
  async flush(): Promise<void> {
    await this.saver?.flush();
  }

  private get plan(): Plan {
    return { thesis: this.thesis.value, cards: this.cards?.read() ?? [] };
  }

  private get thesis() {
    return this.querySelector(".plan-thesis") as HTMLTextAreaElement;
  }

  private changed() {
    this.cards?.name();
    this.saver?.changed();
  }

  private show({ thesis, cards }: Plan) {
    fill(this.thesis, thesis);
    this.cards?.show(cards);
  }

  private press(button: HTMLElement | null) {
    const act = button?.dataset.act;
    if (act === "add") this.cards?.add().querySelector("textarea")?.focus();
    else if (act === "remove") this.takeOut(button?.closest("[data-key]") ?? null);
    else if (act === "undo") this.bringBack();
    else if (act === "put") this.put();
    if (act && act !== "put") this.changed();
  }

  /** A card that is removed can be brought back, with its words, until another is. */
  private takeOut(row: Element | null) {
    if (!row) return;
    this.removed = { row, before: row.nextElementSibling };
    row.remove();
    this.undo.hidden = false;
    this.undo.querySelector("button")?.focus();
  }

  private bringBack() {
    const { row, before } = this.removed ?? {};
    if (!row) return;
    const list = this.querySelector(".plan-cards");
    list?.insertBefore(row, before?.parentElement === list ? before : null);
    this.removed = undefined;
    this.undo.hidden = true;
    row.querySelector("textarea")?.focus();
  }

  private get undo() {
    return this.querySelector("[data-removed]") as HTMLElement;
  }

  /** Whoever holds the paper puts it there, and prevents the default if there was something to put. */
  private put() {
    const detail = outline(this.plan);
    const put = !this.dispatchEvent(new CustomEvent("plan-outline", { detail, bubbles: true, cancelable: true }));
    this.toast(put ? this.dataset.put : this.dataset.nothingToPut);
  }

  /** Another window has saved meanwhile: bring both together, and save that. */
  private merge(answer: Newer) {
    const base = JSON.parse(this.saver?.base ?? "");
    this.show(mergedPlan(base, this.plan, JSON.parse(answer.text)));
    this.saver?.goOn(answer.revision, answer.text);
    this.toast(this.dataset.clash);
  }

  /** What pages that went away could not send. */
  private takeOver(shelf: DeviceShelf) {
    const others = shelf.others();
    for (const { base, text } of others.values()) this.show(mergedPlan(JSON.parse(base), JSON.parse(text), this.plan));
    this.saver?.changed();
    for (const key of others.keys()) shelf.take(key);
  }

  private say(standing: Standing, fill?: Record<string, string>) {
    const place = this.querySelector<HTMLElement>(":scope > [data-status]");
    if (!place) return;
    place.setAttribute("aria-live", standing === "saved" || standing === "saving" ? "off" : "polite");
    showStatus(place, this.dataset, standing, fill);
  }

  private toast(text = "") {
    this.dispatchEvent(new CustomEvent("toast", { detail: { text }, bubbles: true }));
  }
}

customElements.define("essay-plan", EssayPlan);
