import { beforeEach, expect, it } from "vitest";
import { DeviceShelf } from "./shelf";

const left = { text: "new", revision: "1", base: "old" };

beforeEach(() => localStorage.clear());

it("keeps what a page left for the pages after it, and not for other plans", () => {
  const gone = new DeviceShelf("plan 7", "one");
  expect(gone.keep(left)).toBe(true);
  const here = new DeviceShelf("plan 7", "two");
  here.keep({ ...left, text: "mine" });
  expect([...here.others().values()]).toEqual([left]);
  expect(new DeviceShelf("plan 77", "three").others().size).toBe(0);
  for (const key of here.others().keys()) here.take(key);
  expect(here.others().size).toBe(0);
  expect(here.recall()?.text).toBe("mine");
});

it("says so when the device keeps nothing", () => {
  const full = { setItem: () => { throw new Error("full"); } } as unknown as Storage; // biome-ignore format: one line
  const shelf = new DeviceShelf("plan 7", "one");
  Object.assign(shelf, { storage: full });
  expect(shelf.keep(left)).toBe(false);
});
