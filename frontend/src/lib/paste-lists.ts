/** Make proper lists of those that Word, Word on the web and Google Docs put on the clipboard. */
export function pastedLists(body: HTMLElement): void {
  wordLists(body);
  webWordLists(body);
  for (const list of body.querySelectorAll("ul > ul, ul > ol, ol > ul, ol > ol")) adopt(list);
}

/** Lists within one another, made item by item from how deep each lies. */
class Outline {
  private open: { list: Element; level: number }[] = [];

  /** The outermost list. */
  get top(): Element | null {
    return this.open[0]?.list ?? null;
  }

  /** Add an item; `list` is used when it begins one, which then stands before `place`. */
  add(item: Element, level: number, list: Element, place: Element): void {
    if (place.previousElementSibling !== this.top) this.open = []; // something stands between
    while ((this.open.at(-1)?.level ?? 0) > level) this.open.pop();
    const last = this.open.at(-1);
    if (last?.level === level && last.list.localName !== list.localName) this.open.pop();
    if ((this.open.at(-1)?.level ?? 0) < level) {
      const parent = this.open.at(-1)?.list.lastElementChild;
      if (parent) parent.append(list);
      else place.before(list);
      this.open.push({ list, level });
    }
    this.open.at(-1)?.list.append(item);
  }
}

/** Word writes a list as paragraphs with their numbers typed in front. */
function wordLists(body: HTMLElement): void {
  const outline = new Outline();
  for (const line of body.querySelectorAll<HTMLElement>("p[style*='mso-list'], p[class^='MsoListParagraph']")) {
    const marker = markerOf(line);
    if (marker === null) continue;
    const level = Number(/level(\d)/.exec(line.getAttribute("style") ?? "")?.[1] ?? 1);
    const item = body.ownerDocument.createElement("li");
    outline.add(item, level, listFor(body, marker), line);
    item.append(line);
  }
}

/** A list for what stands before its first item; one that goes on after other words keeps its number. */
function listFor(body: HTMLElement, marker: string): Element {
  const list = body.ownerDocument.createElement(/^\W*([0-9]+|[a-z]|[ivxlc]+)[.)]/i.test(marker) ? "ol" : "ul");
  const start = /^\W*([0-9]+)/.exec(marker)?.[1];
  if (list.localName === "ol" && start && start !== "1") list.setAttribute("start", start);
  return list;
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

/** Word on the web wraps each item in a list of its own and says how deep it lies. */
function webWordLists(body: HTMLElement): void {
  for (const wrapper of body.querySelectorAll(".ListContainerWrapper")) wrapper.replaceWith(...wrapper.childNodes);
  const outline = new Outline();
  for (const item of body.querySelectorAll("li[data-aria-level]")) {
    const old = item.parentElement as Element;
    const list = old.cloneNode() as Element;
    if (Number(list.getAttribute("start")) > 1 && outline.top === old.previousElementSibling)
      list.removeAttribute("start");
    outline.add(item, Number(item.getAttribute("data-aria-level")) || 1, list, old);
    if (!old.children.length) old.remove();
  }
}

/** Google Docs puts an inner list beside the item that it belongs to. */
function adopt(list: Element): void {
  const before = list.previousElementSibling;
  if (before?.localName === "li") before.append(list);
  else list.replaceWith(...list.children);
}
