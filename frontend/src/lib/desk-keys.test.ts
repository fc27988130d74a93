import { beforeEach, expect, test } from "vitest";
import { deskKey } from "./desk-keys";

let desk: HTMLElement;
let heard: string[];

beforeEach(() => {
  document.body.innerHTML = `<div><main tabindex="0"></main><button data-key="j">next</button><textarea></textarea></div>`;
  desk = document.body.firstElementChild as HTMLElement;
  desk.querySelector("button")?.addEventListener("click", () => heard.push("j"));
  (document.activeElement as HTMLElement).blur();
  heard = [];
});

function press(key: string, options: KeyboardEventInit = {}, on = "main"): boolean {
  const event = new KeyboardEvent("keydown", { key, cancelable: true, bubbles: true, ...options });
  const host = {
    meaning: (name: string) => (name === "x" ? "j" : name),
    choose: (level: string) => heard.push(`level ${level}`) > 0,
    undo: () => heard.push("undo"),
    redo: () => heard.push("redo"),
    sentence: (by: number, extend: boolean) => heard.push(`sentence ${by}${extend ? " too" : ""}`),
    toCriteria: () => heard.push("criteria") > 0,
    escape: () => heard.push("escape"),
  };
  desk.addEventListener("keydown", (heardEvent) => deskKey(desk, heardEvent, host), { once: true });
  desk.querySelector(on)?.dispatchEvent(event);
  return event.defaultPrevented;
}

test("levels, sentences, undo and the buttons' own keys", () => {
  for (const key of ["3", ".", "[", "]", "j", "Tab"]) expect(press(key)).toBe(true);
  press("}", { shiftKey: true });
  press("z", { ctrlKey: true });
  press("Z", { ctrlKey: true, shiftKey: true });
  press("y", { metaKey: true });
  press("Escape");
  expect(heard).toEqual(
    "level 3,level .,sentence -1,sentence 1,j,criteria,sentence 1 too,undo,redo,redo,escape".split(","),
  );
});

test("a key means what the marker has chosen", () => {
  expect(press("x")).toBe(true);
  expect(heard).toEqual(["j"]);
});

test("in a text field they are letters, and with Control the browser's", () => {
  for (const key of ["3", "[", "j"]) expect(press(key, {}, "textarea")).toBe(false);
  expect(press("z", { ctrlKey: true }, "textarea")).toBe(false);
  expect(press("3", { ctrlKey: true })).toBe(false);
  expect(heard).toEqual([]);
});

test("Tab goes its own way from anywhere but the essay", () => {
  desk.querySelector("button")?.focus();
  expect(press("Tab", {}, "button")).toBe(false);
  desk.querySelector("main")?.focus();
  expect(press("Tab", { shiftKey: true })).toBe(false);
  expect(press("Tab")).toBe(true);
});
