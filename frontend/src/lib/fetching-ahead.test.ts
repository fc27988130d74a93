import { beforeEach, expect, test, vi } from "vitest";
import { FetchingAhead } from "./fetching-ahead";

let asked: string[];
let ahead: FetchingAhead;

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  ahead = new FetchingAhead(async (url) => {
    asked.push(url);
    return url === "/gone/" ? null : `essay ${asked.length}`;
  });
});

test("an essay fetched ahead is there without another request, once", async () => {
  ahead.fetch("/a/");
  ahead.fetch("/a/");
  ahead.fetch("");
  expect(await ahead.take("/a/")).toBe("essay 1");
  expect(asked).toEqual(["/a/"]);
  expect(await ahead.take("/a/")).toBe("essay 2");
});

test("what is older than a minute is fetched again", async () => {
  ahead.fetch("/a/");
  vi.advanceTimersByTime(60_001);
  expect(await ahead.take("/a/")).toBe("essay 2");
});

test("what cannot be had is null", async () => {
  expect(await ahead.take("/gone/")).toBeNull();
});
