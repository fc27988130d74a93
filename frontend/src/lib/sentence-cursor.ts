import type { Place } from "./passages";
import { sentenceRanges } from "./sentences";

interface Sentence {
  passage: number;
  start: number;
  end: number;
}

/** Goes through the sentences of some passages, and takes one or several that follow one another in one passage. */
export class SentenceCursor {
  private readonly sentences: Sentence[];
  private anchor = 0;
  private focus = 0;

  constructor(
    private readonly passages: { key: string; text: string }[],
    language: string,
  ) {
    this.sentences = passages.flatMap(({ text }, passage) =>
      sentenceRanges(text, language).map(([start, end]) => ({ passage, start, end })),
    );
  }

  /** How many sentences there are. */
  get length(): number {
    return this.sentences.length;
  }

  /** How many are taken. */
  get taken(): number {
    return Math.abs(this.focus - this.anchor) + 1;
  }

  /** The words of the sentence that the last move came to. */
  get words(): string {
    const { passage, start, end } = this.sentences[this.focus] as Sentence;
    return (this.passages[passage]?.text ?? "").slice(start, end);
  }

  /** Where the words that are taken stand. */
  get place(): Place {
    const [first, last] = [this.anchor, this.focus].sort((a, b) => a - b).map((n) => this.sentences[n] as Sentence);
    const { key, text } = this.passages[(first as Sentence).passage] as { key: string; text: string };
    const quote = text.slice((first as Sentence).start, (last as Sentence).end);
    const start = points(text.slice(0, (first as Sentence).start));
    return { key, start, end: start + points(quote), quote };
  }

  /** Take one sentence: the first of the passage with this id. */
  start(key: string): void {
    const at = this.sentences.findIndex(({ passage }) => this.passages[passage]?.key === key);
    this.go(Math.max(0, at));
  }

  /** Go to the next sentence (1) or the one before (-1). */
  move(by: 1 | -1): void {
    this.go(this.focus + by);
  }

  /** Take the next sentence too, or give back the last one; never beyond the passage. */
  extend(by: 1 | -1): void {
    const next = this.sentences[this.focus + by];
    if (next && next.passage === this.sentences[this.anchor]?.passage) this.focus += by;
  }

  /** Go to the first sentence of the next passage or of the one before. */
  movePassage(by: 1 | -1): void {
    const here = this.sentences[this.focus]?.passage ?? 0;
    const wanted = by === 1 ? this.sentences.find(({ passage }) => passage > here) : this.before(here);
    if (wanted) this.go(this.sentences.indexOf(wanted));
  }

  private before(here: number): Sentence | undefined {
    const last = this.sentences.findLast(({ passage }) => passage < here);
    return last && this.sentences.find(({ passage }) => passage === last.passage);
  }

  private go(to: number) {
    this.focus = Math.min(Math.max(to, 0), this.sentences.length - 1);
    this.anchor = this.focus;
  }
}

function points(text: string): number {
  return Array.from(text).length;
}
