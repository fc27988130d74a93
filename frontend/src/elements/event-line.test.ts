import { beforeEach, expect, test } from "vitest";
import "./event-line";

beforeEach(() => {
  location.hash = "";
  const line = document.createElement("event-line");
  line.innerHTML = `<svg><a href="#event-one"><rect></rect></a><a href="#event-two"><rect></rect></a></svg>
    <details id="event-one"><summary>One</summary>First.</details>
    <details id="event-two"><summary>Two</summary>Second.</details>`;
  document.body.replaceChildren(line);
});

const event = (key: string) => document.getElementById(`event-${key}`) as HTMLDetailsElement;
const mark = (key: string) => document.querySelector(`a[href="#event-${key}"]`) as SVGAElement;
const click = (options: MouseEventInit = {}) =>
  mark("two").firstElementChild?.dispatchEvent(
    new MouseEvent("click", { bubbles: true, cancelable: true, ...options }),
  );

test("a mark opens its event and no other", () => {
  click();
  expect([event("one").open, event("two").open]).toEqual([false, true]);
});

test("a mark that is opened in another tab opens nothing here", () => {
  click({ ctrlKey: true });
  expect(event("two").open).toBe(false);
});

test("marks say whether their event is open", () => {
  expect(mark("two").getAttribute("aria-expanded")).toBe("false");
  event("two").open = true;
  event("two").dispatchEvent(new Event("toggle"));
  expect(mark("two").getAttribute("aria-expanded")).toBe("true");
  expect(mark("one").getAttribute("aria-expanded")).toBe("false");
});

test("an address that names an event opens it", () => {
  location.hash = "#event-one";
  dispatchEvent(new HashChangeEvent("hashchange"));
  expect(event("one").open).toBe(true);
});

test("all events are open on paper", () => {
  dispatchEvent(new Event("beforeprint"));
  expect([event("one").open, event("two").open]).toEqual([true, true]);
});
