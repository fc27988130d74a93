import { afterEach, expect, test, vi } from "vitest";
import { isTyping, keyName, pressed } from "./keys";

const key = (name: string, init: KeyboardEventInit = {}) =>
  new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true, ...init });

afterEach(() => document.body.replaceChildren());

function page(html: string) {
  document.body.innerHTML = html;
  return document.body;
}

/** Press a key while this element has the focus; returns whether something was done. */
function press(selector: string, event: KeyboardEvent) {
  let done = false;
  document.addEventListener("keydown", (seen) => (done = pressed(document.body, seen)), { once: true });
  document.querySelector(selector)?.dispatchEvent(event);
  return done;
}

test("a key presses the button that carries it", () => {
  const button = page('<main></main><button data-key="j"></button>').querySelector("button") as HTMLButtonElement;
  const clicked = vi.fn();
  button.addEventListener("click", clicked);
  expect(press("main", key("j"))).toBe(true);
  expect(press("main", key("x"))).toBe(false);
  expect(clicked).toHaveBeenCalledOnce();
});

test("a key enters the field that carries it", () => {
  page('<main></main><textarea data-key="g"></textarea>');
  press("main", key("g"));
  expect(document.activeElement?.tagName).toBe("TEXTAREA");
});

test("while somebody types, letters are letters and Control+Enter still works", () => {
  const clicked = vi.fn();
  const body = page('<textarea></textarea><button data-key="j"></button><button data-key="Control+Enter"></button>');
  for (const button of body.querySelectorAll("button")) button.addEventListener("click", clicked);
  expect(press("textarea", key("j"))).toBe(false);
  expect(press("textarea", key("Enter", { ctrlKey: true }))).toBe(true);
  expect(clicked).toHaveBeenCalledOnce();
});

test("a radio button is not typing", () => {
  page('<input type="radio"><input type="text"><textarea></textarea>');
  expect([...document.body.children].map(isTyping)).toEqual([false, true, true]);
});

test("the browser's own combinations are left alone", () => {
  expect(keyName(key("c", { ctrlKey: true }))).toBe("");
  expect(keyName(key("p", { metaKey: true }))).toBe("");
  expect(keyName(key("j", { altKey: true }))).toBe("");
  expect(keyName(key("Enter", { metaKey: true }))).toBe("Control+Enter");
});

test("a key held down counts once, and a hidden or disabled button not at all", () => {
  page('<main></main><button data-key="j" disabled></button><p hidden><button data-key="k"></button></p>');
  expect(press("main", key("j"))).toBe(false);
  expect(press("main", key("k"))).toBe(false);
  page('<main></main><button data-key="j"></button>');
  expect(press("main", key("j", { repeat: true }))).toBe(false);
});
