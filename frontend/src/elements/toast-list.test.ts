import { afterEach, beforeEach, expect, test, vi } from "vitest";
import "./toast-list";

const texts = () => [...document.querySelectorAll(".toast")].map((toast) => toast.textContent?.trim());

beforeEach(() => {
  vi.useFakeTimers();
  document.body.innerHTML = `<toast-list>
    <div class="toast" data-seconds="">Kept</div><div class="toast" data-seconds="60">Returned</div>
  </toast-list>`;
});

afterEach(() => {
  vi.useRealTimers();
});

test("a toast goes after eight seconds, or after as many as it says", () => {
  vi.advanceTimersByTime(8_000);
  expect(texts()).toEqual(["Returned"]);
  vi.advanceTimersByTime(52_000);
  expect(texts()).toEqual([]);
});

test("a toast stays while someone points at it", () => {
  const list = document.querySelector("toast-list") as HTMLElement;
  list.dispatchEvent(new Event("pointerover", { bubbles: true }));
  vi.advanceTimersByTime(20_000);
  expect(texts()).toContain("Kept");
  list.dispatchEvent(new Event("pointerout", { bubbles: true }));
  vi.advanceTimersByTime(8_000);
  expect(texts()).not.toContain("Kept");
});

test("any element says something by a bubbling event", () => {
  document.body.dispatchEvent(
    new CustomEvent("toast", { bubbles: true, detail: { text: "Clipped to your notebook" } }),
  );
  expect(texts()).toContain("Clipped to your notebook");
});
