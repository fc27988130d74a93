import { beforeEach, expect, test } from "vitest";
import "./term-card";

const PAGE = `
  <div class="prose">
    <p id="p1">Sentence was passed by a <term-card><a class="term" href="/glossary#troika" data-gloss="troika">troika</a></term-card>.</p>
    <p id="p2">The <term-card><a class="term" href="/glossary#nkvd" data-gloss="nkvd">NKVD</a></term-card> and the
      <term-card><a class="term" href="/glossary#gulag" data-gloss="gulag">Gulag</a></term-card>.</p>
  </div>
  <template id="gloss-troika"><aside class="gloss" aria-label="Troika"><p>A panel of three.</p></aside></template>
  <aside class="gloss" id="gloss-nkvd" hidden><p>The security police.</p></aside>`;

const link = (id: string) => document.querySelector<HTMLAnchorElement>(`a[data-gloss="${id}"]`) as HTMLAnchorElement;
const card = (id: string) => document.getElementById(`card-${id}`);

function click(target: Element, init: MouseEventInit = {}): boolean {
  return target.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, detail: 1, ...init }));
}

function pressEscape(target: Element) {
  target.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
}

beforeEach(() => {
  document.body.innerHTML = PAGE;
});

test("a click shows the card after its paragraph and does not leave the page", () => {
  expect(click(link("troika"))).toBe(false);
  expect(document.getElementById("p1")?.nextElementSibling).toBe(card("troika"));
  expect(card("troika")?.textContent).toContain("A panel of three.");
  expect(link("troika").getAttribute("aria-expanded")).toBe("true");
});

test("a hidden element serves as card as well as a template", () => {
  click(link("nkvd"));
  expect(card("nkvd")?.hidden).toBe(false);
  expect(document.getElementById("gloss-nkvd")?.hidden).toBe(true);
});

test("a second click closes the card", () => {
  click(link("troika"));
  click(link("troika"));
  expect(card("troika")).toBeNull();
  expect(link("troika").getAttribute("aria-expanded")).toBe("false");
});

test("opening another card closes the first", () => {
  click(link("troika"));
  click(link("nkvd"));
  expect(card("troika")).toBeNull();
  expect(card("nkvd")).not.toBeNull();
});

test("by keyboard the card takes the focus, and Escape gives it back to the link", () => {
  click(link("troika"), { detail: 0 });
  const opened = card("troika") as HTMLElement;
  expect(document.activeElement).toBe(opened);
  pressEscape(opened);
  expect(card("troika")).toBeNull();
  expect(document.activeElement).toBe(link("troika"));
});

test("a link whose card the page does not carry is an ordinary link", () => {
  expect(click(link("gulag"))).toBe(true);
});

test("a click for a new tab is left to the browser", () => {
  expect(click(link("troika"), { ctrlKey: true })).toBe(true);
  expect(card("troika")).toBeNull();
});
