// The paper one writes on: a Tiptap editor of the essay's schema; says `essay-change`, `essay-select` and `cite-ask`.
import { type ChainedCommands, Editor } from "@tiptap/core";
import { Dropcursor } from "@tiptap/extensions";
import { closeHistory, redoDepth, undoDepth } from "@tiptap/pm/history";
import type { Plugin, Transaction } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { AtSign, leaveAt } from "../lib/at-sign";
import { CLIPPING_TYPE } from "../lib/clipping-drag";
import { type DocumentNode, plainText } from "../lib/document";
import { appendParagraphs } from "../lib/outline";
import { cleanPaste, cleanText } from "../lib/paste";
import { CLIPPING } from "../lib/paste-log";
import { extensions } from "../lib/schema";
import { SmartQuotes } from "../lib/smart-quotes";
import { countWords } from "../lib/words";

/** What each button of the toolbar does. */
const ACTS: Record<string, (chain: ChainedCommands) => ChainedCommands> = {
  undo: (chain) => chain.undo(),
  redo: (chain) => chain.redo(),
  heading: (chain) => chain.toggleHeading({ level: 2 }),
  subheading: (chain) => chain.toggleHeading({ level: 3 }),
  bold: (chain) => chain.toggleBold(),
  italic: (chain) => chain.toggleItalic(),
  blockquote: (chain) => chain.toggleBlockquote(),
  bulletList: (chain) => chain.toggleBulletList(),
  orderedList: (chain) => chain.toggleOrderedList(),
};
const LEVELS: Record<string, number> = { heading: 2, subheading: 3 };

/** Pixels that bars cover at the edges of the window: the cursor is not left under them. */
const UNCOVERED = { top: 64, right: 5, bottom: 80, left: 5 };

/** A stretch of the document, in the editor's own positions. */
export interface Stretch {
  from: number;
  to: number;
}

/** What follows is undone by itself, not with what was typed just before. */
function apart({ tr }: { tr: Transaction }): boolean {
  closeHistory(tr);
  return true;
}

export class EssayEditor extends HTMLElement {
  private editor: Editor | null = null;

  connectedCallback() {
    const { document: text = "", label = "", citation = "" } = this.dataset;
    const ask = (detail: unknown) => this.say("cite-ask", detail);
    const key = (event: KeyboardEvent) => !this.say("cite-key", event);
    this.editor = new Editor({
      element: this,
      extensions: [
        ...extensions(citation),
        AtSign.configure({ ask, key }),
        SmartQuotes.configure({ language: this.lang }),
        Dropcursor.configure({ color: false, class: "drop-here" }),
      ],
      content: JSON.parse(text) as DocumentNode,
      injectCSS: false,
      editorProps: {
        attributes: {
          id: "editor",
          class: "prose",
          role: "textbox",
          "aria-multiline": "true",
          "aria-label": label,
          "aria-autocomplete": "list",
          spellcheck: "true",
        },
        scrollMargin: UNCOVERED,
        scrollThreshold: UNCOVERED,
        transformPastedHTML: cleanPaste,
        transformPastedText: cleanText,
        handleDrop: (view, event) => this.dropped(view, event),
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
    this.focused()?.run();
  }

  /** A chain of commands on the paper, which has the focus at once: a frame later the next letter would be lost. */
  private focused() {
    this.editor?.view.focus();
    return this.editor?.chain().scrollIntoView();
  }

  /** Do what a button of the toolbar says. */
  act(name: string): void {
    const chain = this.focused();
    if (chain) ACTS[name]?.(chain).run();
  }

  /** Whether what a button makes is on where the cursor stands. */
  isOn(name: string): boolean {
    const level = LEVELS[name];
    return (level ? this.editor?.isActive("heading", { level }) : this.editor?.isActive(name)) ?? false;
  }

  can(name: "undo" | "redo"): boolean {
    if (!this.editor) return false;
    return (name === "undo" ? undoDepth : redoDepth)(this.editor.state) > 0;
  }

  /** Put a clipping's number in place of this stretch; where the cursor stands without one. */
  cite(clipping: number, stretch?: Stretch): void {
    const citation = { type: "citation", attrs: { clipping } };
    const chain = this.focused()?.command(apart);
    if (stretch) chain?.insertContentAt(stretch, citation).run();
    else chain?.insertContent(citation).run();
  }

  /**
   * Put a clipping as a block quotation with its number after the block where this stretch begins, the cursor stands
   * without one; the words of the stretch go.
   */
  quote(clipping: number, words: string, stretch?: Stretch): void {
    const text = { type: "text", text: cleanText(words) };
    const citation = { type: "citation", attrs: { clipping } };
    const quotation = { type: "blockquote", content: [{ type: "paragraph", content: [text, citation] }] };
    this.focused()
      ?.command(apart)
      .command(({ tr, commands }) => {
        if (stretch && stretch.from < stretch.to) tr.delete(stretch.from, stretch.to);
        const place = tr.doc.resolve(stretch ? Math.min(stretch.from, tr.doc.content.size) : tr.selection.to);
        const block = place.depth > 0 ? place.node(1) : null;
        const isEmpty = block?.isTextblock && block.content.size === 0;
        const at = isEmpty ? { from: place.before(1), to: place.after(1) } : block ? place.after(1) : place.pos;
        return commands.insertContentAt(at, [quotation, { type: "paragraph" }]);
      })
      .setMeta(CLIPPING, true)
      .run();
  }

  /** Leave an `@` as it is typed. */
  leaveAt(): void {
    if (this.editor) leaveAt(this.editor.view);
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

  /** Each text block with the position of its first character; what is not text counts one. */
  get blocks(): { from: number; text: string }[] {
    const found: { from: number; text: string }[] = [];
    this.editor?.state.doc.descendants((node, at) => {
      if (node.isTextblock)
        found.push({ from: at + 1, text: node.textBetween(0, node.content.size, undefined, "\uFFFC") });
    });
    return found;
  }

  /** A stretch as a range of the page. */
  range({ from, to }: Stretch): Range | null {
    const view = this.editor?.view;
    if (!view) return null;
    const [start, end] = [view.domAtPos(from, 1), view.domAtPos(to, -1)];
    const range = document.createRange();
    range.setStart(start.node, start.offset);
    range.setEnd(end.node, end.offset);
    return range;
  }

  /** The words that are selected, of one line at most. */
  get selected(): string {
    if (!this.editor) return "";
    const { from, to } = this.editor.state.selection;
    return this.editor.state.doc.textBetween(from, to, "\n").split("\n")[0] ?? "";
  }

  /** Go to a stretch: it is selected, and what is typed replaces it. */
  select(stretch: Stretch): void {
    this.editor?.view.focus();
    this.editor?.commands.setTextSelection(stretch);
  }

  /** Put these words in the place of each stretch, in one step that can be undone; the stretches stand in order. */
  replace(stretches: Stretch[], words: string): void {
    if (!this.editor) return;
    const { tr } = this.editor.state;
    for (const { from, to } of stretches.toReversed()) tr.insertText(cleanText(words), from, to);
    this.editor.view.dispatch(tr);
  }

  private dropped(view: EditorView, event: DragEvent): boolean {
    const clipping = Number(event.dataTransfer?.getData(CLIPPING_TYPE));
    const at = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos;
    if (!clipping || at === undefined) return false;
    event.preventDefault();
    this.say("cite-choose", { clipping, bare: event.shiftKey || event.altKey, stretch: { from: at, to: at } });
    return true;
  }

  private tree(): DocumentNode {
    return (this.editor?.getJSON() ?? { type: "doc" }) as DocumentNode;
  }

  /** Returns whether nobody has taken what was said for done. */
  private say(type: string, detail?: unknown): boolean {
    return this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, cancelable: true }));
  }
}

customElements.define("essay-editor", EssayEditor);
