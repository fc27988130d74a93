import type { Node as ProseNode } from "@tiptap/pm/model";
import { Plugin, PluginKey, type Transaction } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { Canonical, textOf } from "./canonical";
import type { Paste } from "./playback";

/** Says of a transaction that it puts in a clipping of the notebook: `setMeta(CLIPPING, true)`. */
export const CLIPPING = "clipping";

const MOST = 50; // pastes in one save, as the server takes them

interface Pasted {
  from: number;
  to: number;
  source: Paste["from"];
}

/** What was pasted since the last save, and from where: an editor's plugin that follows it through later typing. */
export class PasteLog {
  private readonly key = new PluginKey<Pasted[]>("pastes");
  private view: EditorView | null = null;
  private copied = "";
  readonly plugin: Plugin<Pasted[]>;

  /** Takes a function that gives the quotations of the notebook, and pastes that wait in the text as it is. */
  constructor(
    private readonly quotes: () => string[],
    waiting: Paste[] = [],
  ) {
    const { key } = this;
    const remember = (view: EditorView) => {
      const { from, to } = view.state.selection;
      this.copied = spaced(textOf(view.state.doc, from, to));
    };
    this.plugin = new Plugin<Pasted[]>({
      key,
      state: {
        init: (_config, { doc }) => places(doc, waiting),
        apply: (change, pasted) => (change.getMeta(key) ? [] : this.follow(change, pasted)),
      },
      props: { handleDOMEvents: { copy: remember, cut: remember, dragstart: remember } },
      view: (view) => {
        this.view = view;
        return {};
      },
    });
  }

  /** What was pasted since the last save, in the text as it is now: the longest, if there are too many. */
  read(): Paste[] {
    const pasted = (this.view && this.key.getState(this.view.state)) ?? [];
    if (!pasted.length || !this.view) return [];
    const canonical = new Canonical(this.view.state.doc);
    const found = pasted.flatMap(({ from, to, source }) => {
      const span = canonical.words(from, to);
      return span ? [{ at: span.start, length: span.end - span.start, from: source }] : [];
    });
    return found.sort((a, b) => b.length - a.length).slice(0, MOST);
  }

  /** A save has taken these; the next one names only what is pasted from now on. */
  taken(): void {
    const { view, key } = this;
    if (view && key.getState(view.state)?.length) view.dispatch(view.state.tr.setMeta(key, true));
  }

  private follow(change: Transaction, pasted: Pasted[]): Pasted[] {
    if (!change.docChanged) return pasted;
    const kept = pasted
      .map((one) => ({ ...one, from: change.mapping.map(one.from, 1), to: change.mapping.map(one.to, -1) }))
      .filter(({ from, to }) => from < to);
    const source = this.source(change);
    return source ? [...kept, ...cameIn(change).map((range) => ({ ...range, source }))] : kept;
  }

  /** Where the words come from that a change puts in; null when they were typed. */
  private source(change: Transaction): Paste["from"] | null {
    if (change.getMeta(CLIPPING)) return "clipping";
    if (!["paste", "drop"].includes(change.getMeta("uiEvent"))) return null;
    const text = cameIn(change)
      .map(({ from, to }) => spaced(textOf(change.doc, from, to)))
      .join(" ")
      .trim();
    if (text && text === this.copied) return "own";
    if (this.quotes().some((quote) => spaced(quote).includes(text))) return "clipping";
    return spaced(whole(change.before)).includes(text) ? "own" : "outside";
  }
}

function places(doc: ProseNode, pastes: Paste[]): Pasted[] {
  if (!pastes.length) return [];
  const canonical = new Canonical(doc);
  return pastes.flatMap(({ at, length, from: source }) => {
    const range = canonical.range({ start: at, end: at + length });
    return range ? [{ ...range, source }] : [];
  });
}

/** The stretches that a change has put in, in the document after it. */
function cameIn({ mapping }: Transaction): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  mapping.maps.forEach((map, n) => {
    const later = mapping.slice(n + 1);
    map.forEach((_from, _to, start, end) => {
      const from = later.map(start, 1);
      const to = later.map(end, -1);
      if (from < to) found.push({ from, to });
    });
  });
  return found;
}

function whole(doc: ProseNode): string {
  return textOf(doc, 0, doc.content.size);
}

/** Text as it is compared: white space of any kind and length is one space. */
function spaced(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
