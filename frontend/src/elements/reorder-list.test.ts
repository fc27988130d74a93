import { beforeEach, expect, test, vi } from "vitest";
import "./reorder-list";

const row = (key: string) =>
  `<li data-key="${key}" data-name="${key.toUpperCase()}"><button class="grip" id="grip-${key}"></button></li>`;
const order = () => [...document.querySelectorAll<HTMLElement>("li")].map((each) => each.dataset.key).join(" ");
const grip = (key: string) => document.querySelector(`#grip-${key}`) as HTMLElement;
const press = (key: string) => grip(key).dispatchEvent(new MouseEvent("click", { bubbles: true, detail: 0 }));
const type = (key: string, name: string) =>
  grip(key).dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true }));
const said = () => document.querySelector("[role=status]")?.textContent;
let sent: () => void;

beforeEach(() => {
  document.body.innerHTML = `<reorder-list data-picked="{name} {place}/{count}" data-moved="{name} now {place}"
      data-dropped="{name} put down" data-left="{name} stays">
    <form></form><ol>${row("a")}${row("b")}${row("c")}</ol><p role="status"></p></reorder-list>`;
  sent = vi.fn();
  HTMLFormElement.prototype.requestSubmit = sent;
});

test("a row is picked up, moved and put down with keys, and the new order is sent", () => {
  press("a");
  expect(said()).toBe("A 1/3");
  expect(grip("a").getAttribute("aria-pressed")).toBe("true");
  type("a", "ArrowDown");
  type("a", "ArrowDown");
  expect(said()).toBe("A now 3");
  expect(order()).toBe("b c a");
  press("a");
  expect(said()).toBe("A put down");
  expect(sent).toHaveBeenCalledOnce();
  expect(document.querySelector<HTMLInputElement>("[name=order]")?.value).toBe("b c a");
  expect(document.querySelector<HTMLInputElement>("[name=moved]")?.value).toBe("grip-a");
});

test("a list without a form says that its order is another", () => {
  document.querySelector("form")?.remove();
  const heard = vi.fn();
  document.querySelector("reorder-list")?.addEventListener("reorder", heard);
  press("a");
  press("a");
  expect(heard).not.toHaveBeenCalled();
  press("a");
  type("a", "ArrowDown");
  press("a");
  expect(heard).toHaveBeenCalledOnce();
});

test("Escape leaves the order as it was", () => {
  press("b");
  type("b", "ArrowUp");
  expect(order()).toBe("b a c");
  type("b", "Escape");
  expect(order()).toBe("a b c");
  expect(said()).toBe("B stays");
  expect(sent).not.toHaveBeenCalled();
});

test("arrows move nothing that was not picked up, and nothing goes past an end", () => {
  type("a", "ArrowDown");
  press("a");
  type("a", "ArrowUp");
  expect(order()).toBe("a b c");
  press("a");
  expect(sent).not.toHaveBeenCalled();
});

test("a row that loses the focus goes back", () => {
  press("c");
  type("c", "ArrowUp");
  grip("c").dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
  expect(order()).toBe("a b c");
});
