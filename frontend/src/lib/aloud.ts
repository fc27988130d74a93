/** What of a section is said aloud, in order, and where it stands on the page. */
import { textPoint } from "./passages";
import { sentenceRanges } from "./sentences";

/** One thing to say: a sentence, or a title with the word for what it heads ("Figure: ..."). */
export interface Saying {
  text: string;
  range: Range;
}

// What is placed in a section, by its class; the first that fits.
const KINDS: [string, string][] = [
  [".source-card", "source"],
  [".dispute", "dispute"],
  [".picture, .fig-image", "picture"],
  [".fig", "figure"],
];
const TITLE = ".fig-title, h2, h3";
const SAID = "p, .claim strong, .claim span";
const NOT_SAID = "details, table, svg, .source, .label";

/** Return all that is said of a section. `words` has the words for heading, figure, picture, dispute and source, with {}. */
export function sayingsOf(prose: HTMLElement, words: DOMStringMap): Saying[] {
  const language = prose.lang || document.documentElement.lang;
  return [...prose.children].flatMap((block) => {
    if (/^H[1-6]$/.test(block.tagName)) return announced(block, words.heading);
    if (block.matches("[data-passage]")) return leaves(block).flatMap((leaf) => sentences(leaf, language));
    const kind = KINDS.find(([selector]) => block.matches(selector))?.[1];
    return kind ? placed(block, words[kind], language) : [];
  });
}

function placed(block: Element, word: string | undefined, language: string): Saying[] {
  const title = block.querySelector(TITLE) ?? block.querySelector("figcaption");
  const rest = [...block.querySelectorAll(SAID)].filter(
    (part) => part !== title && !title?.contains(part) && !part.closest(NOT_SAID),
  );
  const images = [...block.querySelectorAll("img")].filter((image) => image.alt);
  return [
    ...(title ? announced(title, word) : []),
    ...images.map((image) => ({ text: image.alt, range: around(image) })),
    ...rest.flatMap((part) => sentences(part, language)),
  ];
}

function announced(title: Element, word = "{}"): Saying[] {
  const text = title.textContent?.trim() ?? "";
  return text ? [{ text: word.replace("{}", text), range: within(title, 0, (title.textContent ?? "").length) }] : [];
}

function sentences(element: Element, language: string): Saying[] {
  const text = element.textContent ?? "";
  const range = ([start, end]: [number, number]) => ({
    text: text.slice(start, end).replace(/\s+/g, " "),
    range: within(element, start, end),
  });
  return sentenceRanges(text, language).map(range);
}

/** The items and paragraphs of a list or quotation, else the passage itself. */
function leaves(passage: Element): Element[] {
  const parts = [...passage.querySelectorAll("li, p")].filter((part) => !part.querySelector("li, p"));
  return parts.length ? parts : [passage];
}

function around(element: Element): Range {
  const range = document.createRange();
  range.selectNode(element);
  return range;
}

function within(element: Element, start: number, end: number): Range {
  const range = document.createRange();
  range.setStart(...textPoint(element, start));
  range.setEnd(...textPoint(element, end));
  return range;
}

/** Return the first thing to say at a selection, else the first that is in view under the top bar, else 0. */
export function firstOf(sayings: Saying[], selected: Range | null, top: number): number {
  const reaches = ({ range }: Saying) =>
    selected
      ? range.compareBoundaryPoints(Range.START_TO_END, selected) > 0
      : range.getBoundingClientRect().bottom > top;
  return Math.max(0, sayings.findIndex(reaches));
}
