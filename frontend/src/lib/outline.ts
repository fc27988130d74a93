import type { Editor } from "@tiptap/core";
import { closeHistory } from "@tiptap/pm/history";
import { Selection } from "@tiptap/pm/state";

/**
 * Put these paragraphs at the end of the text, as one step to undo; an empty last paragraph makes room for them. A
 * paragraph that stands there word for word is not put again. Returns how many were put.
 */
export function appendParagraphs(editor: Editor, paragraphs: string[]): number {
  const { doc, schema, tr } = editor.state;
  const there = new Set<string>();
  doc.descendants((node) => {
    if (node.isTextblock) there.add(node.textContent.trim());
  });
  const missing = paragraphs.filter((text) => !there.has(text));
  const paragraph = schema.nodes.paragraph;
  if (!missing.length || !paragraph) return 0;
  const last = doc.lastChild;
  const isEmpty = last?.type === paragraph && last.content.size === 0;
  const from = isEmpty ? doc.content.size - last.nodeSize : doc.content.size;
  const nodes = missing.map((text) => paragraph.create(null, schema.text(text)));
  tr.replaceWith(from, doc.content.size, nodes);
  tr.setSelection(Selection.near(tr.doc.resolve(from + 1 + (missing[0]?.length ?? 0)), -1));
  editor.view.dispatch(closeHistory(tr).scrollIntoView());
  editor.view.dispatch(closeHistory(editor.state.tr)); // what is typed next is a step of its own
  editor.view.focus();
  return missing.length;
}
