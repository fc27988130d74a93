import { beforeEach, expect, test } from "vitest";
import { MarkingQueue } from "./marking-queue";

const row = (n: number, state: string, here = false) =>
  `<li ${state}><a href="/submissions/${n}/"${here ? ' aria-current="true"' : ""}>${n}</a></li>`;

let desk: HTMLElement;
let queue: MarkingQueue;

beforeEach(() => {
  Element.prototype.scrollIntoView = () => undefined;
  desk = document.createElement("div");
  desk.innerHTML = `<a data-return hidden><span class="num">0</span></a><nav class="queue">
    <strong data-words="{marked} of {all} marked"></strong><progress max="4"></progress>
    <ol>${row(1, "data-waits")}${row(2, "data-marked")}${row(3, "data-waits", true)}${row(4, "data-marked")}</ol></nav>`;
  queue = new MarkingQueue(desk);
});

test("it knows the essays before and after, and goes round to the next that waits", () => {
  expect(queue.neighbours).toEqual({
    previous: "/submissions/2/",
    next: "/submissions/4/",
    waiting: "/submissions/1/",
  });
  queue.goTo("/submissions/1/");
  expect(queue.neighbours).toEqual({ previous: "", next: "/submissions/2/", waiting: "/submissions/3/" });
  queue.goTo("/submissions/4/");
  expect(queue.neighbours.next).toBe("");
});

test("an essay whose mark is on the way waits no more, until the mark is refused", () => {
  queue.wait("/submissions/1/", false);
  expect(queue.neighbours.waiting).toBe("");
  queue.wait("/submissions/1/", true);
  expect(queue.neighbours.waiting).toBe("/submissions/1/");
});

test("a mark changes its row, what is counted and what can be returned", () => {
  queue.marked("/submissions/3/", row(3, "data-marked", true), 2);
  expect(desk.querySelector("strong")?.textContent).toBe("3 of 4 marked");
  expect(desk.querySelector("progress")?.getAttribute("value")).toBe("3");
  expect(desk.querySelector<HTMLElement>("[data-return]")?.hidden).toBe(false);
  expect(desk.querySelector(".num")?.textContent).toBe("2");
  queue.goTo("/submissions/1/");
  expect(queue.neighbours.waiting).toBe("");
});
