import { Editor } from "@tiptap/core";
import { afterEach, describe, expect, it } from "vitest";
import { Canonical } from "./canonical";
import { CLIPPING, PasteLog } from "./paste-log";
import type { Paste } from "./playback";
import { extensions } from "./schema";

const OUTSIDE = "Words from a page elsewhere.";

let editor: Editor;
let log: PasteLog;

function open(quotes: string[] = [], waiting: Paste[] = []) {
  const content = ["Kirov was shot.", "Fear decided it."].map((text) => ({
    type: "paragraph",
    content: [{ type: "text", text }],
  }));
  editor = new Editor({
    element: document.createElement("div"),
    extensions: extensions("Citation"),
    content: { type: "doc", content },
  });
  log = new PasteLog(() => quotes, waiting);
  editor.registerPlugin(log.plugin);
}

/** As the editor does when something is pasted or dropped. */
function paste(text: string, at: number, uiEvent = "paste") {
  editor.view.dispatch(editor.state.tr.insertText(text, at).setMeta("uiEvent", uiEvent));
}

function type(text: string, at: number) {
  editor.view.dispatch(editor.state.tr.insertText(text, at));
}

/** Each paste as its source and its words. */
function read(): string[] {
  const text = Array.from(new Canonical(editor.state.doc).text);
  return log.read().map(({ at, length, from }) => `${from}: ${text.slice(at, at + length).join("")}`);
}

afterEach(() => editor.destroy());

describe("what was pasted", () => {
  it("is nothing while one types", () => {
    open();
    type("Typed. ", 1);
    expect(read()).toEqual([]);
  });

  it.each(["paste", "drop"])("comes from outside: %s", (event) => {
    open();
    paste(`${OUTSIDE} `, 1, event);
    expect(read()).toEqual([`outside: ${OUTSIDE}`]);
  });

  it("comes from the essay when it stands there, or was cut there", () => {
    open();
    paste("Fear decided it.", 1);
    expect(read()).toEqual(["own: Fear decided it."]);
    log.taken();
    editor.commands.setTextSelection({ from: 1, to: 12 });
    const cut = editor.state.doc.textBetween(1, 12);
    editor.view.dom.dispatchEvent(new Event("copy"));
    editor.commands.deleteSelection();
    type("X", 1);
    paste(cut, editor.state.doc.content.size - 1);
    expect(read()).toEqual([`own: ${cut}`]);
  });

  it("comes from the notebook when a clipping has these words, or the notebook put them in", () => {
    open(["At noon  Kirov's guard was held up on the stairs."]);
    paste("Kirov's guard was held up", 1);
    expect(read()).toEqual(["clipping: Kirov's guard was held up"]);
    log.taken();
    editor.chain().insertContentAt(1, "Quoted here. ").setMeta(CLIPPING, true).run();
    expect(read()).toEqual(["clipping: Quoted here."]);
  });

  it("is followed through later typing, in code points", () => {
    open();
    paste(OUTSIDE, 1);
    type("\u{1F600} Before. ", 1);
    type("new ", editor.state.doc.textContent.indexOf("page") + 1);
    expect(read()).toEqual(["outside: Words from a new page elsewhere."]);
    expect(log.read()[0]?.at).toBe(Array.from("\u{1F600} Before. ").length);
  });

  it("is forgotten when it is deleted or undone", () => {
    open();
    paste(OUTSIDE, 1);
    editor.view.dispatch(editor.state.tr.delete(1, 1 + OUTSIDE.length));
    expect(read()).toEqual([]);
  });

  it("is said once: a save takes it", () => {
    open();
    paste(OUTSIDE, 1);
    log.taken();
    expect(read()).toEqual([]);
    paste("More of it.", 1);
    expect(read()).toEqual(["outside: More of it."]);
  });

  it("waits with a text that an earlier page could not send", () => {
    open([], [{ at: 16, length: 4, from: "outside" }]);
    type("Now: ", 1);
    expect(read()).toEqual(["outside: Fear"]);
  });

  it("is the fifty longest when there are more", () => {
    open();
    for (let n = 0; n < 60; n += 1) paste(`w${n} `, 1);
    expect(log.read()).toHaveLength(50);
  });
});
