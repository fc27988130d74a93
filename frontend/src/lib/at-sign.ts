import { Extension } from "@tiptap/core";
import { type EditorState, Plugin, PluginKey } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { atQuery } from "./at-query";

/** An `@` with the letters after it: where they stand, and where on the screen. */
export interface Asked {
  from: number;
  to: number;
  query: string;
  rect: () => { left: number; top: number; bottom: number };
}

interface Options {
  /** Told what is asked for whenever that changes; null when nothing is. */
  ask: (asked: Asked | null) => void;
  /** Given each key while something is asked for; true when it was taken. */
  key: (event: KeyboardEvent) => boolean;
}

type Range = Pick<Asked, "from" | "to" | "query">;
interface Value {
  range: Range | null;
  left: number | null; // an `@` that the writer wants to keep as it is
}

const KEY = new PluginKey<Value>("at-sign");
const BEFORE = 60; // characters before the cursor that are read

/** Notices an `@` and a few letters while they are typed. */
export const AtSign = Extension.create<Options>({
  name: "atSign",
  priority: 1000, // before Enter and the arrows do anything else
  addOptions: () => ({ ask: () => undefined, key: () => false }),
  addProseMirrorPlugins() {
    const { ask, key } = this.options;
    return [
      new Plugin<Value>({
        key: KEY,
        state: {
          init: () => ({ range: null, left: null }),
          apply(tr, { range, left }, _before, state) {
            if (tr.getMeta(KEY)) return { range: null, left: range?.from ?? null };
            const kept = left === null ? null : tr.mapping.map(left);
            const found = rangeAt(state);
            if (!found) return { range: null, left: kept };
            const asks = found.from !== kept && (tr.docChanged || range !== null);
            return { range: asks ? found : null, left: kept };
          },
        },
        view: () => ({
          update(view, before) {
            const now = KEY.getState(view.state)?.range ?? null;
            const then = KEY.getState(before)?.range ?? null;
            if (now?.from !== then?.from || now?.query !== then?.query) ask(now && asked(view, now));
          },
          destroy: () => ask(null),
        }),
        props: {
          handleKeyDown: (view, event) => KEY.getState(view.state)?.range !== null && !event.isComposing && key(event),
        },
      }),
    ];
  },
});

/** Leave the `@` as it is typed: no more is asked for it. */
export function leaveAt(view: EditorView): void {
  view.dispatch(view.state.tr.setMeta(KEY, true));
}

function rangeAt({ selection }: EditorState): Range | null {
  const { $from, empty } = selection;
  if (!empty || !$from.parent.isTextblock) return null;
  const start = Math.max(0, $from.parentOffset - BEFORE);
  const found = atQuery($from.parent.textBetween(start, $from.parentOffset, undefined, "\uFFFC"));
  return found && { from: $from.pos - found.length, to: $from.pos, query: found.query };
}

function asked(view: EditorView, range: Range): Asked {
  return { ...range, rect: () => view.coordsAtPos(range.from) };
}
