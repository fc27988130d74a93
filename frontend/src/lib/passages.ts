/** Places in a section's passages: code points of a passage's own text, as the server counts them. */

/** Words of a passage. `key` is the passage's id, `start` and `end` are code points of its text. */
export interface Place {
  key: string;
  start: number;
  end: number;
  quote: string;
}

/** Words that were clipped. `pk` is the clipping's number, once the server has it; `sure` unless they were rewritten. */
export interface Clipping extends Place {
  pk?: number;
  sure: boolean;
}

/** Return where a selection stands, without the white space at its ends; null unless it lies within one passage. */
export function placeOf(selected: Range): Place | null {
  const whole = selected.toString().trim();
  for (const passage of [passageOf(selected.startContainer), passageOf(selected.endContainer)]) {
    const range = passage && clamped(selected, passage);
    if (range && range.toString().trim() === whole) return placeIn(passage, range);
  }
  return null;
}

/** The part of a selection that lies in a passage: three clicks on a paragraph reach into the next one. */
function clamped(selected: Range, passage: Element): Range {
  const range = selected.cloneRange();
  if (!passage.contains(range.startContainer)) range.setStart(passage, 0);
  if (!passage.contains(range.endContainer)) range.setEnd(passage, passage.childNodes.length);
  return range;
}

function placeIn(passage: HTMLElement, range: Range): Place | null {
  const before = document.createRange();
  before.selectNodeContents(passage);
  before.setEnd(range.startContainer, range.startOffset);
  const words = range.toString();
  const quote = words.trim();
  if (!quote) return null;
  const start = length(before.toString()) + length(words.slice(0, words.length - words.trimStart().length));
  return { key: passage.dataset.passage ?? "", start, end: start + length(quote), quote };
}

/** Return the range of the page on which a place stands; none when the passage says other words there now. */
export function rangesOf(root: ParentNode, place: Place): Range[] {
  const passage = root.querySelector(`[data-passage="${CSS.escape(place.key)}"]`);
  const points = Array.from(passage?.textContent ?? "");
  if (!passage || points.slice(place.start, place.end).join("") !== place.quote) return [];
  const range = document.createRange();
  range.setStart(...textPoint(passage, points.slice(0, place.start).join("").length));
  range.setEnd(...textPoint(passage, points.slice(0, place.end).join("").length));
  return [range];
}

function passageOf(node: Node): HTMLElement | null {
  const element = node instanceof Element ? node : node.parentElement;
  return element?.closest<HTMLElement>("[data-passage]") ?? null;
}

function length(text: string): number {
  return Array.from(text).length;
}

/** Return the text node and index at which a UTF-16 index of an element's text stands. */
export function textPoint(element: Element, index: number): [Node, number] {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let left = index;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const size = node.textContent?.length ?? 0;
    if (left <= size) return [node, left];
    left -= size;
  }
  return [element, element.childNodes.length];
}
