import { FORBIDDEN } from "./document";
import { pastedLists } from "./paste-lists";
import { pastedTables } from "./paste-tables";

/** What has no place in an essay: machinery, pictures, what was crossed out, and what others said about the text. */
const DROPPED = [
  "script, style, meta, link, title, template, noscript, iframe, object, embed, svg, img, picture, video, audio, canvas",
  "button, input, select, textarea, hr, del, [hidden], [data-aside]",
  ".MsoCommentReference, [style*='mso-element:comment'], [style*='mso-hide:all'], [style*='mso-special-character:comment']",
  "[style*='display:none'], [style*='display: none']",
].join(", ");
const NUMBERED_NOTE = ".MsoFootnoteReference, .MsoEndnoteReference, .sdfootnoteanc, .sdfootnotesym, sup:has(a)";
const BLOCKS =
  "p, div, h1, h2, h3, h4, h5, h6, ul, ol, li, blockquote, table, section, article, figure, figcaption, dl, dt, dd, pre";
const DEEPEST = 6; // lists and quotations within one another: the server stores no tree without end
const SPACES = /[ \u00A0]*\u00A0[ \u00A0]+|[ \u00A0]+\u00A0[ \u00A0]*/g;

/** Clean pasted HTML to what an essay may hold: lists are lists, headings fit, tables are lines, no style is left. */
export function cleanPaste(html: string): string {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  for (const node of body.querySelectorAll(DROPPED)) node.remove();
  noteNumbers(body);
  spaces(body);
  pastedLists(body);
  pastedTables(body);
  headings(body);
  for (const element of body.querySelectorAll<HTMLElement>("b, strong, i, em, span, font, a")) weigh(element);
  for (const bold of body.querySelectorAll("h2 b, h2 strong, h3 b, h3 strong")) unwrap(bold);
  lines(body);
  for (const block of [...body.querySelectorAll(BLOCKS)].reverse()) if (isEmpty(block)) block.remove();
  for (const deep of body.querySelectorAll("ul ul, ol ol, ul ol, ol ul, blockquote blockquote")) flatten(deep);
  for (const list of body.querySelectorAll("ol")) numbering(list);
  for (const element of body.querySelectorAll("[style]")) element.removeAttribute("style");
  return cleanText(body.innerHTML);
}

/** Drop what no text may hold. */
export function cleanText(text: string): string {
  return text.replace(FORBIDDEN, "");
}

/** The number of a footnote stays as text, in brackets: it would run into the word before it. */
function noteNumbers(body: HTMLElement): void {
  for (const note of body.querySelectorAll(NUMBERED_NOTE)) {
    if (!note.isConnected) continue; // inside one that is done
    const number = (note.textContent ?? "").trim().replace(/^\[|\]$/g, "");
    const opensNote = note.matches(".sdfootnotesym");
    const text = number ? `[${number}]${opensNote ? " " : ""}` : "";
    if (note.parentElement?.localName === "sup" && note.parentElement !== body) note.parentElement.replaceWith(text);
    else note.replaceWith(text);
  }
}

/** Spaces that only kept a place, between words or at the end of a line, are one space or none. */
function spaces(body: HTMLElement): void {
  for (const element of body.querySelectorAll(".Apple-converted-space")) element.replaceWith(" ");
  for (const element of body.querySelectorAll(".EOP")) element.remove(); // Word on the web ends each paragraph so
  const texts = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_COMMENT);
  const comments: ChildNode[] = [];
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    if (node.nodeType === Node.COMMENT_NODE) comments.push(node as ChildNode);
    else node.nodeValue = (node.nodeValue ?? "").replace(SPACES, " ");
  }
  for (const comment of comments) comment.remove();
}

function headings(body: HTMLElement): void {
  for (const line of body.querySelectorAll("p[role=heading]")) rename(line, `h${line.getAttribute("aria-level") ?? 2}`);
  for (const line of body.querySelectorAll("p.MsoTitle")) rename(line, "h1");
  for (const heading of body.querySelectorAll("h1, h4, h5, h6")) {
    rename(heading, heading.localName === "h1" ? "h2" : "h3");
  }
  for (const quotation of body.querySelectorAll("p.MsoQuote, p.MsoIntenseQuote")) {
    const block = body.ownerDocument.createElement("blockquote");
    quotation.replaceWith(block);
    block.append(quotation);
  }
}

/** Google Docs and Word say bold and italic in styles, also to take them back. */
function weigh(element: HTMLElement): void {
  const { fontWeight, fontStyle } = styleOf(element);
  const bold = fontWeight === "bold" || Number(fontWeight) >= 600;
  const { localName } = element;
  const isBold = /^(b|strong)$/.test(localName);
  const isItalic = /^(i|em)$/.test(localName);
  if (bold && !isBold) wrapInside(element, "strong");
  if (fontStyle === "italic" && !isItalic) wrapInside(element, "em");
  if ((isBold && fontWeight && !bold) || (isItalic && fontStyle === "normal")) unwrap(element);
}

/** The style that an element asks for: under the page's policy `element.style` of what was parsed is empty. */
function styleOf(element: HTMLElement): CSSStyleDeclaration {
  const { style } = document.createElement("span");
  style.cssText = element.getAttribute("style") ?? "";
  return style;
}

/** A break between blocks or at the end of one is nothing; two within a paragraph begin a new one. */
function lines(body: HTMLElement): void {
  for (const first of body.querySelectorAll(":is(p, div) > br + br")) {
    const paragraph = first.parentElement as HTMLElement;
    if (!first.isConnected || first.previousSibling?.nodeName !== "BR") continue;
    const rest = paragraph.cloneNode() as HTMLElement;
    while (first.nextSibling) rest.append(first.nextSibling);
    first.remove();
    paragraph.after(rest);
  }
  for (const line of body.querySelectorAll("br")) {
    if (!beside(line, "nextSibling") || !beside(line, "previousSibling")) line.remove();
  }
}

/** Whether words of the same block stand before or after this. */
function beside(node: Node, way: "nextSibling" | "previousSibling"): boolean {
  for (let next = node[way]; next; next = next[way]) {
    if (next instanceof Element && next.matches(BLOCKS)) return false;
    if (next.textContent?.trim() || next.nodeName === "BR") return true;
  }
  const parent = node.parentElement;
  return parent !== null && parent.localName !== "body" && !parent.matches(BLOCKS) && beside(parent, way);
}

function isEmpty(block: Element): boolean {
  return !block.textContent?.trim() && !block.querySelector("cite[data-clipping]");
}

function flatten(element: Element): void {
  let depth = 0;
  for (let up = element.parentElement; up; up = up.parentElement) if (up.matches("ul, ol, blockquote")) depth += 1;
  if (depth < DEEPEST) return;
  for (const item of [...element.children]) if (item.localName === "li") rename(item, "div");
  unwrap(element);
}

/** Lists begin with a number that the server knows. */
function numbering(list: Element): void {
  const start = Number(list.getAttribute("start") ?? 1);
  if (!Number.isInteger(start) || start < 0 || start > 9999) list.removeAttribute("start");
  if (!/^[1aAiI]$/.test(list.getAttribute("type") ?? "1")) list.removeAttribute("type");
}

function wrapInside(element: Element, name: string): void {
  const wrapper = element.ownerDocument.createElement(name);
  wrapper.append(...element.childNodes);
  element.append(wrapper);
}

function unwrap(element: Element): void {
  element.replaceWith(...element.childNodes);
}

function rename(element: Element, name: string): void {
  const other = element.ownerDocument.createElement(name);
  other.append(...element.childNodes);
  element.replaceWith(other);
}
