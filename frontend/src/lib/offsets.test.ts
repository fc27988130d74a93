import { afterEach, describe, expect, test } from "vitest";
import documents from "../../../tests/vectors/documents.json";
import vectors from "../../../tests/vectors/offsets.json";
import { CodePoints, PageText } from "./offsets";

function draw(html: string): HTMLElement {
  document.body.innerHTML = `<nav>Before</nav><article>${html}</article><footer>After</footer>`;
  return document.querySelector("article") as HTMLElement;
}

function select(start: Node, startOffset: number, end: Node, endOffset: number): Range {
  const range = document.createRange();
  range.setStart(start, startOffset);
  range.setEnd(end, endOffset);
  return range;
}

function find(selector: string): Element {
  return document.querySelector(selector) as Element;
}

afterEach(() => {
  document.body.innerHTML = "";
});

describe.each(vectors)("code points of $name", ({ text, points }) => {
  const index = new CodePoints(text);

  test.each(points)("UTF-16 %i is code point %i", (utf16, codePoint) => {
    expect(index.toCodePoint(utf16 as number)).toBe(codePoint);
    expect(index.toUtf16(codePoint as number)).toBe(utf16);
  });

  test("are as many as the text has", () => expect(index.length).toBe([...text].length));
});

test("an index inside a pair counts as the pair's start", () => {
  expect(new CodePoints("a\u{1F600}b").toCodePoint(2)).toBe(1);
});

describe.each(documents)("the page of $name", ({ html, text }) => {
  const symbols = [...text];

  test("says the canonical text", () => {
    const page = new PageText(draw(html));
    expect(page.text.replace(/\n+$/, "")).toBe(text.replace(/\n+$/, ""));
    expect(text.startsWith(page.text.slice(0, -1))).toBe(true);
  });

  test("gives each span a range and each range its span", () => {
    const page = new PageText(draw(html));
    for (let start = 0; start < symbols.length; start += 1) {
      for (let end = start + 1; end <= Math.min(symbols.length, start + 9); end += 1) {
        const quote = symbols.slice(start, end).join("");
        expect(page.quote({ start, end })).toBe(quote.slice(0, page.quote({ start, end }).length));
        if (/^\p{White_Space}|\p{White_Space}$/u.test(quote)) continue;
        const range = page.range({ start, end });
        expect(range && page.span(range)).toEqual({ start, end });
      }
    }
  });
});

describe("a selection", () => {
  const html =
    '<div class="leaf"><div class="prose"><p><span data-at="0">The </span>' +
    '<strong><mark class="hl hl-praise" data-comments="1" data-at="4">dec\u{1F600}ree</mark></strong>' +
    '<span class="hl-n" data-aside>1</span><a class="cite" data-aside data-at="11" href="/c/">1</a>' +
    '<span data-at="12"> came.</span></p></div><div class="margin"><p>A comment</p></div></div>' +
    '<div class="leaf"><div class="prose"><p></p></div></div>' +
    '<div class="leaf"><div class="prose"><p><span data-at="20">Then</span><br data-at="24"><span data-at="25">fear.</span></p></div></div>';

  function textOf(selector: string): Node {
    return find(selector).firstChild as Node;
  }

  test("inside one run counts code points", () => {
    const page = new PageText(draw(html));
    const span = page.span(select(textOf("mark"), 2, textOf("mark"), 6));
    expect(span).toEqual({ start: 6, end: 9 });
    expect(span && page.quote(span)).toBe("c\u{1F600}r");
  });

  test("that starts in an aside starts with the next text", () => {
    const page = new PageText(draw(html));
    expect(page.span(select(textOf(".hl-n"), 0, textOf('[data-at="12"]'), 5))).toEqual({ start: 11, end: 17 });
  });

  test("that ends in an aside ends with the text before", () => {
    const page = new PageText(draw(html));
    expect(page.span(select(textOf('[data-at="0"]'), 0, textOf(".hl-n"), 1))).toEqual({ start: 0, end: 11 });
  });

  test("that touches a citation takes it whole", () => {
    const page = new PageText(draw(html));
    const span = page.span(select(textOf("mark"), 5, textOf(".cite"), 0));
    expect(span && page.quote(span)).toBe("ree\uFFFC");
  });

  test("of a whole paragraph, ending at the next one's start, leaves the block's end out", () => {
    const page = new PageText(draw(html));
    const paragraphs = document.querySelectorAll("p");
    const span = page.span(select(paragraphs[0] as Node, 0, paragraphs[2] as Node, 0));
    expect(span && page.quote(span)).toBe("The dec\u{1F600}ree\uFFFC came.");
  });

  test("over blocks, an empty one, a margin and a break holds their newlines", () => {
    const page = new PageText(draw(html));
    const span = page.span(select(textOf('[data-at="12"]'), 1, textOf('[data-at="25"]'), 4));
    expect(span).toEqual({ start: 13, end: 29 });
    expect(span && page.quote(span)).toBe("came.\n\nThen\nfear");
  });

  test("of the whole page is the whole essay", () => {
    const page = new PageText(draw(html));
    expect(page.span(select(document.body, 0, document.body, 3))).toEqual({ start: 0, end: 30 });
  });

  test("has no white space at its ends", () => {
    const page = new PageText(draw(html));
    expect(page.span(select(textOf('[data-at="0"]'), 3, textOf('[data-at="12"]'), 1))).toEqual({ start: 4, end: 12 });
  });

  test.each([
    ["nothing", () => select(textOf("mark"), 2, textOf("mark"), 2)],
    ["a space", () => select(textOf('[data-at="0"]'), 3, textOf("mark"), 0)],
    ["an aside", () => select(textOf(".hl-n"), 0, textOf(".hl-n"), 1)],
    ["a margin", () => select(textOf(".margin p"), 0, textOf(".margin p"), 5)],
    ["what lies before the essay", () => select(find("nav"), 0, find("nav"), 1)],
    ["what lies after it", () => select(find("footer"), 0, find("footer"), 1)],
  ])("of %s is none", (_, make) => {
    const page = new PageText(draw(html));
    expect(page.span(make())).toBeNull();
  });

  test("is found in a run that the browser has split", () => {
    const page = new PageText(draw(html));
    (textOf('[data-at="25"]') as Text).splitText(2);
    const range = page.range({ start: 28, end: 29 });
    expect(range?.toString()).toBe("r");
    expect(range && page.span(range)).toEqual({ start: 28, end: 29 });
  });

  test("of a block's end alone has no range", () => {
    expect(new PageText(draw(html)).range({ start: 18, end: 20 })).toBeNull();
  });
});
