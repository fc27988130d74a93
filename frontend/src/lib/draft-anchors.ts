import type { Node as ProseNode } from "@tiptap/pm/model";
import { type EditorState, Plugin, PluginKey, type Transaction } from "@tiptap/pm/state";
import { Decoration, DecorationSet, type EditorView } from "@tiptap/pm/view";
import { Canonical, textOf } from "./canonical";
import type { Span } from "./offsets";

export type Found = "exact" | "approximate" | "gone";

/** A comment's words in the draft as it was loaded. `span` is null when they are gone. */
export interface Passage {
  id: string;
  kind: string;
  quote: string;
  found: Found;
  span: Span | null;
}

/** Where the words of a comment are while one writes; gone when `from` is `to`. */
interface Followed extends Passage {
  from: number;
  to: number;
  /** What stood there last, and at first: found again when it comes back, by undo or by paste. */
  words: string[];
}

interface State {
  followed: Followed[];
  active: string;
  marks: DecorationSet;
}

const SHORTEST = 8; // characters; less than that may stand anywhere

/** Keeps the words of comments in sight while the draft changes: an editor's plugin that paints them. */
export class DraftAnchors {
  private readonly key = new PluginKey<State>("draft-anchors");
  private view: EditorView | null = null;
  readonly plugin: Plugin<State>;

  /** `changed` is told each comment's standing at first and after every change of it. */
  constructor(
    passages: Passage[],
    private readonly changed: (id: string, found: Found) => void,
  ) {
    const { key } = this;
    this.plugin = new Plugin<State>({
      key,
      state: {
        init: (_config, { doc }) => painted(doc, begin(doc, passages), ""),
        apply: (change, state, _old, { doc }) => next(change, state, doc, change.getMeta(key)),
      },
      props: { decorations: (state) => key.getState(state)?.marks },
      view: (view) => {
        this.view = view;
        this.tell(view.state, null);
        return { update: ({ state }, before) => this.tell(state, before) };
      },
    });
  }

  /** Make this comment's words the ones that stand out; none for "". */
  activate(id: string): void {
    const { view, key } = this;
    if (!view || key.getState(view.state)?.active === id) return;
    view.dispatch(view.state.tr.setMeta(key, id).setMeta("addToHistory", false));
  }

  /** Bring a comment's words into sight. */
  show(id: string): void {
    this.activate(id);
    this.view?.dom.querySelector(`[data-comments="${id}"]`)?.scrollIntoView({ block: "center" });
  }

  private tell(state: EditorState, before: EditorState | null): void {
    const now = this.key.getState(state)?.followed ?? [];
    const then = before ? this.key.getState(before)?.followed : null;
    if (now === then) return;
    now.forEach((one, n) => {
      const found = standing(state.doc, one);
      const earlier = then?.[n];
      if (!before || !earlier || standing(before.doc, earlier) !== found) this.changed(one.id, found);
    });
  }
}

function begin(doc: ProseNode, passages: Passage[]): Followed[] {
  const canonical = new Canonical(doc);
  return passages.map((passage) => {
    const range = passage.span && canonical.range(passage.span);
    if (!range) return { ...passage, from: 0, to: 0, words: [passage.quote] };
    return { ...passage, ...range, words: [textOf(doc, range.from, range.to)] };
  });
}

/** What is to be said: the same words, other words at their place, or nothing of them. */
function standing(doc: ProseNode, { from, to, quote, found }: Followed): Found {
  if (from >= to) return "gone";
  return found !== "approximate" && textOf(doc, from, to) === quote ? "exact" : "approximate";
}

function next(change: Transaction, state: State, doc: ProseNode, activate: string | undefined): State {
  if (!change.docChanged && activate === undefined) return state;
  const followed = change.docChanged ? state.followed.map((one) => moved(one, change, doc)) : state.followed;
  return painted(doc, followed, activate ?? state.active);
}

function moved(one: Followed, change: Transaction, doc: ProseNode): Followed {
  if (one.from >= one.to) return cameBack(one, change, doc);
  const from = change.mapping.map(one.from, 1);
  const to = change.mapping.map(one.to, -1);
  if (from < to) return { ...one, from, to };
  const last = textOf(change.before, one.from, one.to);
  return cameBack({ ...one, words: [last, one.words.at(-1) ?? ""] }, change, doc);
}

/** Look for words that were gone in what has just come in; only where they stand once is beyond doubt. */
function cameBack(one: Followed, change: Transaction, doc: ProseNode): Followed {
  const room = inserted(change);
  const sought = one.words.filter(({ length }) => length >= SHORTEST && length <= room);
  const canonical = sought.length ? new Canonical(doc) : null;
  for (const words of sought) {
    const range = canonical?.only(words);
    if (range) return { ...one, ...range, found: backFrom(one) };
  }
  return { ...one, from: 0, to: 0 };
}

function backFrom({ found }: Followed): Found {
  return found === "gone" ? "exact" : found;
}

/** How much a change has put into the document. */
function inserted(change: Transaction): number {
  let size = 0;
  for (const map of change.mapping.maps) {
    map.forEach((_from, _to, start, end) => {
      size += end - start;
    });
  }
  return size;
}

function painted(doc: ProseNode, followed: Followed[], active: string): State {
  const marks = followed
    .filter(({ from, to }) => from < to)
    .map(({ id, kind, from, to }) =>
      Decoration.inline(from, to, {
        class: `draft-mark hl-${kind}${id === active ? " hl is-active" : ""}`,
        "data-comments": id,
      }),
    );
  return { followed, active, marks: DecorationSet.create(doc, marks) };
}
