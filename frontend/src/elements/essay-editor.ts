// The paper one writes on: a Tiptap editor of the essay's schema; says `essay-change` and `essay-select`.
import { Editor } from "@tiptap/core";
import type { Plugin } from "@tiptap/pm/state";
import { type DocumentNode, plainText } from "../lib/document";
import { appendParagraphs } from "../lib/outline";
import { cleanPaste, cleanText } from "../lib/paste";
import { extensions } from "../lib/schema";
import { countWords } from "../lib/words";

export class EssayEditor extends HTMLElement {
  private editor: Editor | null = null;

  connectedCallback() {
    const { document: text = "", label = "", citation = "" } = this.dataset;
    this.editor = new Editor({
      element: this,
      extensions: extensions(citation),
      content: JSON.parse(text) as DocumentNode,
      injectCSS: false,
      editorProps: {
        attributes: {
          id: "editor",
          class: "prose",
          role: "textbox",
          "aria-multiline": "true",
          "aria-label": label,
          spellcheck: "true",
        },
        transformPastedHTML: cleanPaste,
        transformPastedText: cleanText,
      },
      onUpdate: () => this.say("essay-change"),
      onSelectionUpdate: () => this.say("essay-select"),
    });
  }

  disconnectedCallback() {
    this.editor?.destroy();
    this.editor = null;
  }

  /** The document as the server stores it. */
  read(): string {
    return JSON.stringify(this.tree());
  }

  /** Put a stored text in place of what stands here; it is no change of the writer's. */
  write(text: string): void {
    const chain = this.editor?.chain().setMeta("addToHistory", false);
    chain?.setContent(JSON.parse(text) as DocumentNode, { emitUpdate: false }).run();
  }

  get words(): number {
    return countWords(plainText(this.tree()));
  }

  /** Ids of the clippings cited, in the order of their numbers. */
  get cited(): number[] {
    const found = new Set<number>();
    this.editor?.state.doc.descendants((node) => {
      if (node.type.name === "citation") found.add(node.attrs.clipping as number);
    });
    return [...found];
  }

  set locked(locked: boolean) {
    this.editor?.setEditable(!locked, false);
  }

  /** Let a plugin see every change of the text. */
  follow(plugin: Plugin): void {
    this.editor?.registerPlugin(plugin);
  }

  override focus() {
    this.editor?.commands.focus();
  }

  /** Do what a button of the toolbar says. */
  act(name: string): void {
    const chain = this.editor?.chain().focus();
    if (!chain) return;
    if (name === "undo") chain.undo().run();
    else if (name === "redo") chain.redo().run();
    else if (name === "heading") chain.toggleHeading({ level: 2 }).run();
    else if (name === "bold") chain.toggleBold().run();
    else if (name === "italic") chain.toggleItalic().run();
    else if (name === "blockquote") chain.toggleBlockquote().run();
    else if (name === "bulletList") chain.toggleBulletList().run();
  }

  /** Whether what a button makes is on where the cursor stands. */
  isOn(name: string): boolean {
    return this.editor?.isActive(name) ?? false;
  }

  can(name: "undo" | "redo"): boolean {
    return (name === "undo" ? this.editor?.can().undo() : this.editor?.can().redo()) ?? false;
  }

  /** Put a clipping's number where the cursor stands. */
  cite(clipping: number): void {
    this.editor?.chain().focus().insertContent({ type: "citation", attrs: { clipping } }).run();
  }

  /** Put a clipping as a block quotation with its number after the block where the cursor stands. */
  quote(clipping: number, words: string): void {
    if (!this.editor) return;
    const { $to } = this.editor.state.selection;
    const block = $to.node(1);
    const citation = { type: "citation", attrs: { clipping } };
    const text = { type: "text", text: cleanText(words) };
    const quotation = {
      type: "blockquote",
      content: [{ type: "paragraph", content: [text, citation] }],
    };
    const isEmpty = block.isTextblock && block.content.size === 0;
    const at = isEmpty ? { from: $to.before(1), to: $to.after(1) } : $to.after(1);
    this.editor
      .chain()
      .focus()
      .insertContentAt(at, [quotation, { type: "paragraph" }])
      .run();
  }

  /** Put paragraphs at the end of the text. Returns how many were put. */
  addParagraphs(paragraphs: string[]): number {
    return this.editor?.isEditable ? appendParagraphs(this.editor, paragraphs) : 0;
  }

  /** Take these clippings' citations out of the text. */
  drop(clippings: number[]): void {
    if (!this.editor) return;
    const { state, view } = this.editor;
    const places: number[] = [];
    state.doc.descendants((node, at) => {
      if (node.type.name === "citation" && clippings.includes(node.attrs.clipping as number)) places.push(at);
    });
    const change = state.tr;
    for (const at of places.reverse()) change.delete(at, at + 1);
    if (places.length) view.dispatch(change.setMeta("addToHistory", false));
  }

  private tree(): DocumentNode {
    return (this.editor?.getJSON() ?? { type: "doc" }) as DocumentNode;
  }

  private say(type: string): void {
    this.dispatchEvent(new Event(type, { bubbles: true }));
  }
}

customElements.define("essay-editor", EssayEditor);
