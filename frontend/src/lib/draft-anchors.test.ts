import { Editor } from "@tiptap/core";
import { afterEach, describe, expect, it } from "vitest";
import { DraftAnchors, type Found, type Passage } from "./draft-anchors";
import { extensions } from "./schema";

const FIRST = "Kirov was shot in 1934. This shows he was in control.";
const SECOND = "The regions asked for more.";
const QUOTE = "This shows he was in control.";

let editor: Editor;

function open(found: Found = "exact", quote = QUOTE): Record<string, Found> {
  const content = [FIRST, SECOND].map((text) => ({ type: "paragraph", content: [{ type: "text", text }] }));
  editor = new Editor({
    element: document.createElement("div"),
    extensions: extensions("Citation"),
    content: { type: "doc", content },
  });
  const said: Record<string, Found> = {};
  const start = FIRST.indexOf(QUOTE);
  const span = found === "gone" ? null : { start, end: start + QUOTE.length };
  const passages: Passage[] = [{ id: "7", kind: "target", quote, found, span }];
  const anchors = new DraftAnchors(passages, (id, now) => {
    said[id] = now;
  });
  editor.registerPlugin(anchors.plugin);
  return said;
}

function marked(): string {
  return [...editor.view.dom.querySelectorAll('[data-comments="7"]')].map((part) => part.textContent).join("");
}

/** Where some words begin in the editor. */
function place(words: string): number {
  let found = -1;
  editor.state.doc.descendants((node, at) => {
    const inside = node.isText ? (node.text ?? "").indexOf(words) : -1;
    if (inside >= 0) found = at + inside;
  });
  return found;
}

function remove(words: string) {
  editor.view.dispatch(editor.state.tr.delete(place(words), place(words) + words.length));
}

function type(words: string, at: number) {
  editor.view.dispatch(editor.state.tr.insertText(words, at));
}

afterEach(() => editor.destroy());

describe("words of a comment in a redraft", () => {
  it("are marked where the server found them", () => {
    expect(open()).toEqual({ "7": "exact" });
    expect(marked()).toBe(QUOTE);
  });

  it("stay marked when one types before, after and around them", () => {
    const said = open();
    type("In short: ", 1);
    type("So. ", place("This shows"));
    type(" Yes.", place(QUOTE) + QUOTE.length);
    expect(marked()).toBe(QUOTE);
    expect(said["7"]).toBe("exact");
  });

  it("are said to have changed when one types inside, and are exact again when that is taken back", () => {
    const said = open();
    type("clearly ", place("shows"));
    expect(marked()).toBe("This clearly shows he was in control.");
    expect(said["7"]).toBe("approximate");
    remove("clearly ");
    expect(said["7"]).toBe("exact");
  });

  it("are gone when they are deleted, and back with undo", () => {
    const said = open();
    remove(QUOTE);
    expect(said["7"]).toBe("gone");
    expect(marked()).toBe("");
    editor.commands.undo();
    expect(said["7"]).toBe("exact");
    expect(marked()).toBe(QUOTE);
  });

  it("come back as they were at first, when one undo takes back more", () => {
    const said = open();
    type("clearly ", place("shows"));
    remove("This clearly shows he was in control.");
    editor.commands.insertContentAt(1, { type: "text", text: `${QUOTE} ` });
    expect(marked()).toBe(QUOTE);
    expect(said["7"]).toBe("exact");
  });

  it("come back as they were last", () => {
    const said = open();
    type("clearly ", place("shows"));
    remove("This clearly shows he was in control.");
    expect(said["7"]).toBe("gone");
    editor.commands.insertContentAt(1, { type: "text", text: "This clearly shows he was in control. " });
    expect(marked()).toBe("This clearly shows he was in control.");
    expect(said["7"]).toBe("approximate");
  });

  it("are found again when they are pasted elsewhere", () => {
    const said = open();
    remove(QUOTE);
    editor.commands.insertContentAt(editor.state.doc.content.size, {
      type: "paragraph",
      content: [{ type: "text", text: QUOTE }],
    });
    expect(said["7"]).toBe("exact");
    expect(marked()).toBe(QUOTE);
  });

  it("are not guessed at when they come back twice", () => {
    const said = open();
    remove(QUOTE);
    editor.commands.insertContentAt(1, { type: "text", text: `${QUOTE} ${QUOTE} ` });
    expect(said["7"]).toBe("gone");
    expect(marked()).toBe("");
  });

  it("that were gone at first say so, until they are written again", () => {
    const said = open("gone", "Fear decided it.");
    expect(said["7"]).toBe("gone");
    type("Fear decided it. ", 1);
    expect(said["7"]).toBe("exact");
  });

  it("that the server only thinks it found stay a probable place", () => {
    const said = open("approximate");
    expect(said["7"]).toBe("approximate");
    type("So. ", 1);
    expect(said["7"]).toBe("approximate");
  });
});
