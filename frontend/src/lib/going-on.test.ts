import { beforeEach, expect, test, vi } from "vitest";
import { FetchingAhead } from "./fetching-ahead";
import { type GoingHost, GoingOn } from "./going-on";
import type { Answer } from "./sending";

const row = (n: number, state: string) => `<li ${state}><a href="/submissions/${n}/">${n}</a></li>`;

let desk: HTMLElement;
let heard: string[];
let asked: string[];
let host: { -readonly [name in keyof GoingHost]: GoingHost[name] };
let going: GoingOn;
let answerMark: (answer: Answer) => void;

beforeEach(() => {
  Element.prototype.scrollIntoView = () => undefined;
  history.replaceState(null, "", "/submissions/1/");
  desk = document.createElement("div");
  Object.assign(desk.dataset, { last: "Nothing else waits.", refused: "Not saved: {message}", queue: "/queue/" });
  desk.innerHTML = `<nav class="queue"><ol>${row(1, "data-waits")}${row(2, "data-marked")}${row(3, "data-waits")}</ol></nav>`;
  desk.querySelector("a")?.setAttribute("aria-current", "true");
  heard = [];
  asked = [];
  host = {
    settled: async () => true,
    mark: () => {
      heard.push("mark");
      return new Promise((answer) => {
        answerMark = answer;
      });
    },
    answered: ({ status }) => heard.push(`answered ${status}`),
    isComplete: () => true,
    isThrough: async () => true,
    isStuck: () => false,
    title: () => "Asha",
    show: (html) => heard.push(`show ${html}`),
    toast: (text) => heard.push(`toast ${text}`),
    leave: (url) => heard.push(`leave ${url}`),
  };
  const ahead = new FetchingAhead(async (url) => {
    asked.push(url);
    return url.includes("gone") ? null : url;
  });
  going = new GoingOn(desk, host, ahead);
  going.begin();
});

test("the essays that may be asked for are there before, the one that waits first", async () => {
  expect(asked).toEqual(["/submissions/3/", "/submissions/2/"]);
  await going.step("next");
  expect(heard).toEqual(["show /submissions/2/"]);
  expect(location.pathname).toBe("/submissions/2/");
  await going.step("previous");
  expect(location.pathname).toBe("/submissions/1/");
  await going.step("previous");
  expect(heard.at(-1)).toBe("toast Nothing else waits.");
});

test("a complete essay is marked while the next is shown, and its row follows the answer", async () => {
  await going.mark();
  expect(heard).toEqual(["mark", "show /submissions/3/"]);
  answerMark({ status: 200, body: { row: row(1, "data-marked"), returnable: 1, advice: "No next step." } });
  await vi.waitFor(() => expect(heard.at(-1)).toBe("toast No next step."));
  expect(desk.querySelectorAll("[data-marked]")).toHaveLength(2);
});

test("a refused mark says of whom, and the essay waits again", async () => {
  await going.mark();
  answerMark({ status: 409, body: { message: "Returned." } });
  await vi.waitFor(() => expect(heard.at(-1)).toBe("toast Asha: Not saved: Returned."));
  expect(desk.querySelectorAll("[data-waits]")).toHaveLength(2);
});

test("while a level is missing the desk waits for the answer and stays", async () => {
  host.isComplete = () => false;
  const marking = going.mark();
  await vi.waitFor(() => expect(heard).toEqual(["mark"]));
  answerMark({ status: 422, body: {} });
  await marking;
  expect(heard).toEqual(["mark", "answered 422"]);
});

test("nobody goes on from what is refused, not answered or stuck", async () => {
  host.settled = async () => false;
  await going.step("next");
  await going.mark();
  host.settled = async () => true;
  host.isThrough = async () => false;
  await going.step("next");
  host.isThrough = async () => true;
  host.isStuck = () => true;
  await going.step("next");
  expect(heard).toEqual([]);
});

test("an essay that cannot be fetched is opened as a page", async () => {
  await going.go("/gone/");
  expect(heard).toEqual(["leave /gone/"]);
});
