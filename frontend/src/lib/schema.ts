import { type Extensions, mergeAttributes, Node, wrappingInputRule } from "@tiptap/core";
import { Blockquote } from "@tiptap/extension-blockquote";
import { Bold } from "@tiptap/extension-bold";
import { Document } from "@tiptap/extension-document";
import { HardBreak } from "@tiptap/extension-hard-break";
import { Heading } from "@tiptap/extension-heading";
import { Italic } from "@tiptap/extension-italic";
import { BulletList, ListItem, ListKeymap, OrderedList } from "@tiptap/extension-list";
import { Paragraph } from "@tiptap/extension-paragraph";
import { Text } from "@tiptap/extension-text";
import { UndoRedo } from "@tiptap/extensions";
import type { Node as ProseNode } from "@tiptap/pm/model";
import { Plugin } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";

/** A clipping in the text, shown as its number: one inline atom that knows only the clipping's id. */
const Citation = Node.create<{ label: string }>({
  name: "citation",
  group: "inline",
  inline: true,
  atom: true,
  selectable: true,
  addOptions: () => ({ label: "Citation" }),
  addAttributes: () => ({
    clipping: {
      parseHTML: (element: HTMLElement) => Number(element.dataset.clipping),
      renderHTML: ({ clipping }: { clipping: number }) => ({ "data-clipping": clipping }),
      isRequired: true,
    },
  }),
  parseHTML: () => [
    { tag: "cite[data-clipping]", getAttrs: (element) => (isNumber(element.dataset.clipping) ? null : false) },
  ],
  renderHTML: ({ HTMLAttributes }) => ["cite", mergeAttributes({ class: "cite" }, HTMLAttributes)],
  addProseMirrorPlugins() {
    const { label } = this.options;
    return [
      new Plugin<DecorationSet>({
        state: {
          init: (_config, { doc }) => numbers(doc, label),
          apply: (tr, before, _old, { doc }) =>
            tr.docChanged ? renumbered(before.map(tr.mapping, doc), doc, label) : before,
        },
        props: {
          decorations(state) {
            return this.getState(state);
          },
        },
      }),
    ];
  },
});

/** Whether the server takes this for a clipping's id. */
function isNumber(text = ""): boolean {
  return /^[1-9]\d{0,15}$/.test(text) && Number.isSafeInteger(Number(text));
}

/** Numbers again, but the same set when no number has changed: the view then draws nothing anew. */
function renumbered(before: DecorationSet, doc: ProseNode, label: string): DecorationSet {
  const after = numbers(doc, label);
  const said = (set: DecorationSet) => set.find().map(({ from, spec }) => `${from} ${spec.n}`);
  return said(before).join() === said(after).join() ? before : after;
}

/** Number the citations by the first appearance of their clipping. */
function numbers(doc: ProseNode, label: string): DecorationSet {
  const known = new Map<number, number>();
  const marks: Decoration[] = [];
  doc.descendants((node, at) => {
    if (node.type.name !== "citation") return;
    const clipping = node.attrs.clipping as number;
    if (!known.has(clipping)) known.set(clipping, known.size + 1);
    const n = String(known.get(clipping));
    marks.push(Decoration.node(at, at + 1, { "data-n": n, role: "img", "aria-label": `${label} ${n}` }, { n }));
  });
  return DecorationSet.create(doc, marks);
}

/** "1. " begins a list; "1924. " begins a sentence. */
const NumberedList = OrderedList.extend({
  addInputRules() {
    return [wrappingInputRule({ find: /^1[.)]\s$/, type: this.type })];
  },
});

/** The document's schema, exactly as the server checks it (essays/schema.py), with undo. Takes the word for "Citation". */
export function extensions(label: string): Extensions {
  return [
    Document,
    Paragraph,
    Text,
    Bold,
    Italic,
    HardBreak,
    Heading.configure({ levels: [2, 3] }),
    Blockquote,
    BulletList,
    NumberedList,
    ListItem,
    ListKeymap,
    UndoRedo,
    Citation.configure({ label }),
  ];
}
