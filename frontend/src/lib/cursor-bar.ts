import { keyName } from "./keys";
import { type Place, rangesOf } from "./passages";
import { SentenceCursor } from "./sentence-cursor";

const TOP = 80; // px under the top bar
const FOOT = 120; // px above this bar

export interface CursorBarOptions {
  prose: HTMLElement;
  /** The bar that says the keys; it takes them while it has the focus. */
  bar: HTMLElement;
  /** Say this to those who listen. */
  say(text: string): void;
  /** Do "clip", "note" or "look-up" with these words. */
  choose(kind: string, place: Place, range: Range): void;
}

const KINDS: Record<string, string> = { Enter: "clip", n: "note", l: "look-up" };

/** Choosing sentences of a text with the keyboard alone. */
export class CursorBar {
  private cursor: SentenceCursor | null = null;
  private from: HTMLElement | null = null;

  constructor(private readonly options: CursorBarOptions) {
    options.bar.addEventListener("keydown", (event) => this.key(event));
    options.bar.addEventListener("focusout", () => this.hide());
  }

  get isOn(): boolean {
    return !this.options.bar.hidden;
  }

  /** Begin with the passage that is in view, and say `words` first. */
  begin(words: string) {
    const { prose } = this.options;
    const passages = [...prose.querySelectorAll<HTMLElement>("[data-passage]")];
    const language = prose.lang || document.documentElement.lang;
    this.cursor = new SentenceCursor(
      passages.map((passage) => ({ key: passage.dataset.passage ?? "", text: passage.textContent ?? "" })),
      language,
    );
    if (!this.cursor.length) return;
    const inView = passages.find((passage) => passage.getBoundingClientRect().bottom > TOP);
    this.cursor.start(inView?.dataset.passage ?? "");
    this.from = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    this.resume(words);
  }

  /** Go on at the same sentence, after something else had the focus. */
  resume(words = "") {
    if (!this.cursor) return;
    this.options.bar.hidden = false;
    this.options.bar.focus({ preventScroll: true });
    this.show(words);
  }

  private key(event: KeyboardEvent) {
    const name = keyName(event);
    if (!this.cursor || !name || !this.act(name, event.shiftKey)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  private act(name: string, more: boolean): boolean {
    const kind = KINDS[name];
    if (name === "Escape") this.leave();
    else if (name === "ArrowDown" || name === "ArrowRight") this.go(1, more);
    else if (name === "ArrowUp" || name === "ArrowLeft") this.go(-1, more);
    else if (name === "j" || name === "k") this.goPassage(name === "j" ? 1 : -1);
    else if (kind) this.choose(kind);
    else return false;
    return true;
  }

  private go(by: 1 | -1, more: boolean) {
    if (more) this.cursor?.extend(by);
    else this.cursor?.move(by);
    this.show();
  }

  private goPassage(by: 1 | -1) {
    this.cursor?.movePassage(by);
    this.show();
  }

  private choose(kind: string) {
    const place = this.cursor?.place;
    const [range] = place ? rangesOf(this.options.prose, place) : [];
    if (place && range) this.options.choose(kind, place, range);
  }

  private leave() {
    this.hide();
    this.from?.focus();
  }

  private hide() {
    this.options.bar.hidden = true;
    CSS.highlights?.delete("cursor");
    if (!CSS.highlights) window.getSelection()?.removeAllRanges();
  }

  /** Paint the sentences that are taken, bring them into view, and say the newest. */
  private show(words = "") {
    const { cursor } = this;
    const [range] = cursor ? rangesOf(this.options.prose, cursor.place) : [];
    if (!cursor || !range) return;
    if (CSS.highlights) CSS.highlights.set("cursor", Object.assign(new Highlight(range), { priority: 2 }));
    else
      window
        .getSelection()
        ?.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
    const { top, bottom } = range.getBoundingClientRect();
    if (top < TOP || bottom > window.innerHeight - FOOT) {
      window.scrollBy({ top: top - window.innerHeight / 3, behavior: "instant" });
    }
    const many = cursor.taken > 1 ? (this.options.bar.dataset.many ?? "").replace("{}", String(cursor.taken)) : "";
    this.options.say([words, many, cursor.words].filter(Boolean).join(" "));
  }
}
