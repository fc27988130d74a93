import { Editor } from "@tiptap/core";
import { afterEach, expect, it } from "vitest";
import type { DocumentNode } from "./document";
import { appendParagraphs } from "./outline";
import { extensions } from "./schema";

let editor: Editor;
const opened: Editor[] = [];

function open(...texts: string[]) {
  const content = texts.map((text) => ({ type: "paragraph", ...(text && { content: [{ type: "text", text }] }) }));
  editor = new Editor({ extensions: extensions("Citation"), content: { type: "doc", content }, injectCSS: false });
  opened.push(editor);
}

const texts = () => (editor.getJSON() as DocumentNode).content?.map((block) => block.content?.[0]?.text ?? "");

afterEach(() => {
  for (const each of opened.splice(0)) each.destroy(); // one left alive looks at the page when it is gone
});

it("puts paragraphs at the end, as one step to undo", () => {
  open("Written.");
  editor.commands.insertContentAt(1, "Well ");
  expect(appendParagraphs(editor, ["One.", "Two."])).toBe(2);
  editor.commands.insertContent(" More.");
  expect(texts()).toEqual(["Well Written.", "One. More.", "Two."]);
  editor.commands.undo();
  expect(texts()).toEqual(["Well Written.", "One.", "Two."]);
  editor.commands.undo();
  expect(texts()).toEqual(["Well Written."]);
});

it("takes the place of an empty last paragraph, and of nothing else", () => {
  open("");
  appendParagraphs(editor, ["One."]);
  expect(texts()).toEqual(["One."]);
  open("", "Written.", "");
  appendParagraphs(editor, ["One."]);
  expect(texts()).toEqual(["", "Written.", "One."]);
});

it("puts nothing twice", () => {
  open("One.", "Two.");
  expect(appendParagraphs(editor, ["One.", "Three."])).toBe(1);
  expect(texts()).toEqual(["One.", "Two.", "Three."]);
  expect(appendParagraphs(editor, ["One.", "Three."])).toBe(0);
});
