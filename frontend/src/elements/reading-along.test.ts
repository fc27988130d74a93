import { afterEach, beforeEach, expect, test, vi } from "vitest";
import "./reading-along";

const words = (count: number) => Array(count).fill("word").join(" ");
const PAGE = `
  <reading-along data-one-left="about 1 minute left" data-many-left="about {} minutes left" data-end-left="at the end">
    <ol class="outline-headings"><li><a href="#h-a">A</a></li><li><a href="#h-b">B</a></li></ol>
    <p data-time-left hidden></p>
    <div class="prose">
      <p id="p1" data-passage="p1">${words(100)}</p>
      <h2 id="h-a">A</h2>
      <p id="p2" data-passage="p2">${words(180)}</p>
      <section class="dispute">${words(900)}</section>
      <h2 id="h-b">B</h2>
      <p id="p3" data-passage="p3">${words(539)}</p>
    </div>
  </reading-along>`;

let see: (selector: string) => void;

beforeEach(() => {
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      observed: Element[] = [];
      constructor(note: (entries: object[]) => void) {
        see = (selector) => note(this.observed.map((target) => ({ target, isIntersecting: target.matches(selector) })));
      }
      observe(target: Element) {
        this.observed.push(target);
      }
      disconnect() {}
    },
  );
  const page = document.createElement("template");
  page.innerHTML = PAGE;
  document.body.replaceChildren(page.content.cloneNode(true)); // as a browser upgrades: with all that is inside
});

afterEach(() => vi.unstubAllGlobals());

const left = () => document.querySelector("[data-time-left]")?.textContent;
const current = () => document.querySelector('[aria-current="location"]')?.textContent;

test("the time left counts the words after the passage that is read, at 180 a minute", () => {
  see("#p1");
  expect(left()).toBe("about 4 minutes left"); // 180 + 539 words and two headings; the dispute is no passage
  see("#h-b, #p3");
  expect(left()).toBe("about 3 minutes left");
});

test("at the last passage there is nothing left", () => {
  see("#p3");
  expect(left()).toBe("at the end");
});

test("the heading above what is read is marked", () => {
  see("#p1");
  expect(current()).toBeUndefined();
  see("#p2");
  expect(current()).toBe("A");
  see(".dispute");
  expect(current()).toBe("A");
  see("#p3");
  expect(current()).toBe("B");
});

test("between two passages the last mark stays", () => {
  see("#p2");
  see("#none");
  expect(current()).toBe("A");
});
