import { FORBIDDEN } from "./document";

/** Clean pasted HTML to what an essay may hold: Word's lists become lists, headings fit, no style is left. */
export function cleanPaste(html: string): string {
  const page = new DOMParser().parseFromString(html, "text/html");
  const { body } = page;
  for (const node of body.querySelectorAll("script, style, meta, link, title, iframe, object")) node.remove();
  wordLists(body);
  for (const heading of body.querySelectorAll("h1, h4, h5, h6")) {
    rename(heading, heading.localName === "h1" ? "h2" : "h3");
  }
  for (const cell of body.querySelectorAll("td, th")) rename(cell, "div");
  for (const element of body.querySelectorAll<HTMLElement>("b, i, span")) weigh(element);
  for (const element of body.querySelectorAll("[style]")) element.removeAttribute("style");
  return cleanText(body.innerHTML);
}

/** Drop what no text may hold. */
export function cleanText(text: string): string {
  return text.replace(FORBIDDEN, "");
}

/** Word writes a list as paragraphs with their numbers typed in front; make lists of them. */
function wordLists(body: HTMLElement): void {
  const items = [...body.querySelectorAll<HTMLElement>("p[style*='mso-list'], p[class^='MsoListParagraph']")];
  const open: { list: Element; level: number }[] = [];
  let last: Element | null = null;
  for (const item of items) {
    const marker = markerOf(item);
    if (marker === null) continue;
    const level = Number(/level(\d)/.exec(item.getAttribute("style") ?? "")?.[1] ?? 1);
    if (!last || item.previousElementSibling !== last) open.length = 0;
    while (open.length && (open.at(-1)?.level ?? 0) > level) open.pop();
    if ((open.at(-1)?.level ?? 0) < level) {
      const list = body.ownerDocument.createElement(/^\W*([0-9]+|[a-z]|[ivxlc]+)[.)]/i.test(marker) ? "ol" : "ul");
      const parent = open.at(-1)?.list.lastElementChild;
      if (parent) parent.append(list);
      else item.before(list);
      open.push({ list, level });
    }
    const entry = body.ownerDocument.createElement("li");
    open.at(-1)?.list.append(entry);
    entry.append(item);
    last = open[0]?.list ?? null;
  }
}

/** Take the typed number or bullet out of a Word list paragraph and return it; null when there is none. */
function markerOf(item: HTMLElement): string | null {
  const ignored = item.querySelector("[style*='mso-list:Ignore' i], [style*='mso-list: Ignore' i]");
  if (ignored) {
    const text = ignored.textContent ?? "";
    ignored.remove();
    return text.trim();
  }
  const first = item.firstChild;
  const typed = /^\s*([·•o§▪-]|\(?(?:\d+|[a-z]|[ivx]+)[.)])[\s\u00a0]+/i.exec(item.textContent ?? "");
  if (!typed || first?.nodeType !== Node.TEXT_NODE || (first.textContent ?? "").length < typed[0].length) return null;
  first.textContent = (first.textContent ?? "").slice(typed[0].length);
  return typed[1] ?? "";
}

/** Google Docs and Word say bold and italic in styles, also to take them back. */
function weigh(element: HTMLElement): void {
  const { fontWeight, fontStyle } = styleOf(element);
  const bold = fontWeight === "bold" || Number(fontWeight) >= 600;
  if ((element.localName === "b" && fontWeight && !bold) || (element.localName === "i" && fontStyle === "normal")) {
    element.replaceWith(...element.childNodes);
    return;
  }
  if (element.localName !== "span") return;
  if (bold) wrapInside(element, "strong");
  if (fontStyle === "italic") wrapInside(element, "em");
}

/** The style that an element asks for: under the page's policy `element.style` of what was parsed is empty. */
function styleOf(element: HTMLElement): CSSStyleDeclaration {
  const { style } = document.createElement("span");
  style.cssText = element.getAttribute("style") ?? "";
  return style;
}

function wrapInside(element: Element, name: string): void {
  const wrapper = element.ownerDocument.createElement(name);
  wrapper.append(...element.childNodes);
  element.append(wrapper);
}

function rename(element: Element, name: string): void {
  const other = element.ownerDocument.createElement(name);
  other.append(...element.childNodes);
  element.replaceWith(other);
}
