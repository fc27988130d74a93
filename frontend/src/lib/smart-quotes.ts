import { Extension } from "@tiptap/core";
import { closeHistory } from "@tiptap/pm/history";
import { Plugin } from "@tiptap/pm/state";
import { curly } from "./quotes";

const STORED = "redraft smart quotes";

/** Whether this device turns straight quotation marks into curly ones while one types. */
export function smartQuotes(): boolean {
  try {
    return localStorage.getItem(STORED) === "on";
  } catch {
    return false; // a browser that keeps nothing
  }
}

/** Keep that choice on this device. */
export function setSmartQuotes(on: boolean): void {
  try {
    localStorage.setItem(STORED, on ? "on" : "off");
  } catch {
    // a browser that keeps nothing
  }
}

/** Types the mark as it was pressed, then the curly one in its place: one undo takes only that back. */
export const SmartQuotes = Extension.create<{ language: string }>({
  name: "smartQuotes",
  addOptions: () => ({ language: "en" }),
  addProseMirrorPlugins() {
    const { language } = this.options;
    return [
      new Plugin({
        props: {
          handleTextInput(view, from, to, text) {
            if (view.composing || !smartQuotes()) return false;
            const $from = view.state.doc.resolve(from);
            const before = $from.parent.textBetween(0, $from.parentOffset, undefined, "\uFFFC");
            const mark = curly(before, text, language);
            if (mark === null) return false;
            view.dispatch(view.state.tr.insertText(text, from, to));
            view.dispatch(closeHistory(view.state.tr).insertText(mark, from, from + text.length));
            return true;
          },
        },
      }),
    ];
  },
});
