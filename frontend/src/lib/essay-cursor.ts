import { PageText } from "./offsets";
import { SentenceCursor } from "./sentence-cursor";

const EDGE = 80; // px of the pane's top and foot that the sentence keeps clear of

/**
 * Goes through the sentences of an essay on the page. What is taken becomes the page's selection, so that every act on
 * selected words is one on it; it is also painted, since a selection fades when a field takes the focus.
 */
export class EssayCursor {
  private cursor: SentenceCursor | null = null;
  private text = "";

  constructor(
    private readonly essay: HTMLElement,
    private readonly pane: HTMLElement,
    private readonly say: (words: string) => void,
  ) {}

  /** Go to the next sentence (1) or the one before (-1), or with `more` take it too. The first step takes what is in view. */
  step(by: 1 | -1, more: boolean) {
    const page = new PageText(this.essay);
    const begun = this.cursor !== null && this.text === page.text;
    if (!begun) this.begin(page);
    else if (more) this.cursor?.extend(by);
    else this.cursor?.move(by);
    if (this.cursor?.length) this.show(page);
  }

  /** Paint nothing; the next step goes on from the same sentence. */
  fade() {
    CSS.highlights?.delete("cursor");
  }

  private begin(page: PageText) {
    this.text = page.text;
    let at = 0;
    const blocks = page.text.split("\n").map((text) => {
      const block = { key: String(at), text };
      at += Array.from(text).length + 1;
      return block;
    });
    const language = this.essay.lang || document.documentElement.lang;
    this.cursor = new SentenceCursor(blocks, language);
    const first = [...this.essay.querySelectorAll<HTMLElement>(".leaf [data-at]")].find(
      (run) => run.getBoundingClientRect().bottom > this.top + EDGE / 2,
    );
    const from = Number(first?.dataset.at ?? 0);
    this.cursor.start(blocks.findLast(({ key }) => Number(key) <= from)?.key ?? "0");
  }

  private show(page: PageText) {
    const place = this.cursor?.place;
    const offset = Number(place?.key);
    const range = place && page.range({ start: offset + place.start, end: offset + place.end });
    if (!range) return;
    const selection = window.getSelection();
    selection?.removeAllRanges();
    selection?.addRange(range);
    CSS.highlights?.set("cursor", Object.assign(new Highlight(range), { priority: 2 }));
    const { top, bottom } = range.getBoundingClientRect();
    const foot = Math.min(window.innerHeight, this.pane.getBoundingClientRect().bottom);
    if (top < this.top + EDGE || bottom > foot - EDGE) {
      const far = { top: top - this.top - (foot - this.top) / 3, behavior: "instant" as const };
      this.pane.scrollBy(far);
      if (getComputedStyle(this.pane).overflowY === "visible") window.scrollBy(far);
    }
    this.say(this.cursor?.words ?? "");
  }

  private get top() {
    return Math.max(0, this.pane.getBoundingClientRect().top);
  }
}
