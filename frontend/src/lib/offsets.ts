/** Places in a text: code points as the server counts, UTF-16 as JavaScript does, and ranges of the page. */

import { CITATION } from "./document";

/** A stretch of a canonical text in code points, `end` not included. */
export interface Span {
  start: number;
  end: number;
}

/** Turns UTF-16 indexes of one text into code points and back, by an index that is made once. */
export class CodePoints {
  /** The code point at which the n-th astral character stands. */
  private readonly astral: number[] = [];
  /** The number of code points. */
  readonly length: number;

  constructor(text: string) {
    let at = 0;
    for (let i = 0; i < text.length; i += 1, at += 1) {
      if ((text.codePointAt(i) as number) > 0xffff) {
        this.astral.push(at);
        i += 1;
      }
    }
    this.length = at;
  }

  /** The UTF-16 index of a code point. */
  toUtf16(codePoint: number): number {
    return codePoint + firstNot(this.astral, (at) => at < codePoint);
  }

  /** The code point at a UTF-16 index; an index inside a pair counts as the pair's start. */
  toCodePoint(utf16: number): number {
    return utf16 - firstNot(this.astral, (at, n) => at + n < utf16);
  }
}

/** A run of text, a hard break or a citation on the page. */
interface Piece {
  element: Element;
  at: number;
  length: number;
  /** Null for what stands for one code point but shows no text of its own. */
  points: CodePoints | null;
}

/** The canonical text of a rendered essay, tied to its page. Make a new one when the server has drawn it anew. */
export class PageText {
  /** From the first code point to the end of the last piece, blocks ended by newlines. */
  readonly text: string;
  private readonly points: CodePoints;
  private readonly pieces: Piece[];
  private readonly pieceOf = new Map<Element, Piece>();

  /** Takes the element that holds all blocks; what carries no `data-at` may stand among them. */
  constructor(root: Element) {
    this.pieces = Array.from(root.querySelectorAll("[data-at]"), pieceAt);
    let text = "";
    let at = 0;
    for (const piece of this.pieces) {
      this.pieceOf.set(piece.element, piece);
      text += "\n".repeat(Math.max(0, piece.at - at)) + written(piece);
      at = piece.at + piece.length;
    }
    this.text = `${text}\n`;
    this.points = new CodePoints(this.text);
  }

  /** The words of a span, as the server wants them quoted. */
  quote(span: Span): string {
    return this.text.slice(this.points.toUtf16(span.start), this.points.toUtf16(span.end));
  }

  /** What a selection covers, without white space at its ends; null when it holds no text of the essay. */
  span(range: Range): Span | null {
    const start = this.place(range.startContainer, range.startOffset, "start");
    const end = this.place(range.endContainer, range.endOffset, "end");
    return start === null || end === null || start >= end ? null : this.trimmed({ start, end });
  }

  /** The range of the page for a span; null when it holds block ends only. */
  range(span: Span): Range | null {
    const first = this.pieces[firstNot(this.pieces, (piece) => piece.at + piece.length <= span.start)];
    const last = this.pieces[firstNot(this.pieces, (piece) => piece.at < span.end) - 1];
    if (!first || !last || first.at > last.at) return null;
    const range = document.createRange();
    if (first.points) range.setStart(...boundary(first, first.points, Math.max(span.start, first.at)));
    else range.setStartBefore(first.element);
    if (last.points) range.setEnd(...boundary(last, last.points, Math.min(span.end, last.at + last.length)));
    else range.setEndAfter(last.element);
    return range;
  }

  /** The code point of a place on the page; between pieces the next one's start or the last one's end. */
  private place(node: Node, offset: number, side: "start" | "end"): number | null {
    const element = node instanceof Element ? node : node.parentElement;
    const holder = element?.closest("[data-at]");
    const inside = holder && this.pieceOf.get(holder);
    if (inside?.points) return inside.at + inside.points.toCodePoint(lengthBefore(inside.element, node, offset));
    if (inside) return side === "start" ? inside.at : inside.at + 1;
    const point = document.createRange();
    point.setStart(node, offset);
    point.collapse(true);
    const passed = firstNot(this.pieces, (piece) => point.comparePoint(piece.element, 0) < 0);
    const piece = this.pieces[side === "start" ? passed : passed - 1];
    if (!piece) return null;
    return side === "start" ? piece.at : piece.at + piece.length;
  }

  private trimmed(span: Span): Span | null {
    const quote = this.quote(span);
    const bare = quote.replace(/^\p{White_Space}+/u, "");
    if (!bare) return null;
    const start = span.start + quote.length - bare.length; // white space is never astral
    const kept = bare.search(/\p{White_Space}+$/u);
    return { start, end: kept < 0 ? span.end : span.end - (bare.length - kept) };
  }
}

function pieceAt(element: Element): Piece {
  const at = Number(element.getAttribute("data-at"));
  if (element.tagName === "BR" || element.hasAttribute("data-aside")) return { element, at, length: 1, points: null };
  const points = new CodePoints(element.textContent ?? "");
  return { element, at, length: points.length, points };
}

function written(piece: Piece): string {
  if (piece.points) return piece.element.textContent ?? "";
  return piece.element.tagName === "BR" ? "\n" : CITATION;
}

function lengthBefore(element: Element, node: Node, offset: number): number {
  const range = document.createRange();
  range.setStart(element, 0);
  range.setEnd(node, offset);
  return range.toString().length;
}

/** The text node and UTF-16 offset of a code point in a run, which a browser may have split. */
function boundary(piece: Piece, points: CodePoints, codePoint: number): [Node, number] {
  let left = points.toUtf16(codePoint - piece.at);
  const texts = document.createTreeWalker(piece.element, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const length = text.nodeValue?.length ?? 0;
    if (left <= length) return [text, left];
    left -= length;
  }
  return [piece.element, piece.element.childNodes.length];
}

/** How many leading items pass a test that never passes again once it failed. */
function firstNot<T>(items: T[], passes: (item: T, index: number) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(items[middle] as T, middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
