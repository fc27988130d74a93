import type { Node as ProseNode } from "@tiptap/pm/model";
import { CITATION } from "./document";
import { CodePoints, type Span } from "./offsets";

interface Block {
  /** Where its content begins in the editor. */
  position: number;
  /** Where its text begins in the canonical text, in UTF-16. */
  at: number;
  length: number;
}

/** Positions of the editor. */
interface Range {
  from: number;
  to: number;
}

/** The canonical text of the editor's document, and the way from its code points to the editor's positions and back. */
export class Canonical {
  readonly text: string;
  private readonly points: CodePoints;
  private readonly blocks: Block[] = [];

  constructor(doc: ProseNode) {
    let text = "";
    doc.descendants((node, position) => {
      if (!node.isTextblock) return true;
      this.blocks.push({ position: position + 1, at: text.length, length: node.content.size });
      text += `${textOf(node, 0, node.content.size)}\n`;
      return false;
    });
    this.text = text;
    this.points = new CodePoints(text);
  }

  /** The editor's range of a span; null when the span does not lie in the text. */
  range(span: Span): Range | null {
    if (span.end > this.points.length) return null;
    return this.rangeAt(this.points.toUtf16(span.start), this.points.toUtf16(span.end));
  }

  /** The editor's range of words that stand once in the text, else null. */
  only(words: string): Range | null {
    const at = this.text.indexOf(words);
    return at < 0 || this.text.indexOf(words, at + 1) >= 0 ? null : this.rangeAt(at, at + words.length);
  }

  /** The span of a range of the editor, its places moved into text where they stand between blocks. */
  span(from: number, to: number): Span {
    return { start: this.points.toCodePoint(this.index(from)), end: this.points.toCodePoint(this.index(to)) };
  }

  /** The same without white space at its ends; null when there is nothing else. */
  words(from: number, to: number): Span | null {
    const start = this.index(from);
    const text = this.text.slice(start, this.index(to));
    const left = start + text.length - text.trimStart().length;
    const right = start + text.trimEnd().length;
    if (left >= right) return null;
    return { start: this.points.toCodePoint(left), end: this.points.toCodePoint(right) };
  }

  private rangeAt(start: number, end: number): Range | null {
    const from = this.position(start);
    const to = this.position(end);
    return from === null || to === null || from >= to ? null : { from, to };
  }

  private position(index: number): number | null {
    const block = this.blocks.findLast(({ at }) => at <= index);
    return block && index - block.at <= block.length ? block.position + index - block.at : null;
  }

  private index(position: number): number {
    const block = this.blocks.findLast((one) => one.position <= position);
    return block ? block.at + Math.min(position - block.position, block.length) : 0;
  }
}

/** The canonical text between two positions of the editor, without the newline of the last block. */
export function textOf(node: ProseNode, from: number, to: number): string {
  return node.textBetween(from, to, "\n", (leaf) => (leaf.type.name === "citation" ? CITATION : "\n"));
}
