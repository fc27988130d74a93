import { describe, expect, test } from "vitest";
import { Countdown, SENDING, shown, toSay } from "./countdown";

const MINUTE = 60_000;

describe("the countdown", () => {
  test("counts by the page's time from the server's now", () => {
    const clock = new Countdown(1_000_000 + 10 * MINUTE, 1_000_000, 500);
    expect(clock.left(500)).toBe(10 * MINUTE - SENDING);
    expect(clock.left(500 + MINUTE)).toBe(9 * MINUTE - SENDING);
  });

  test("is over a moment before the end, and stays over", () => {
    const clock = new Countdown(1_000_000, 1_000_000 - SENDING, 0);
    expect(clock.left(0)).toBe(0);
    expect(clock.left(MINUTE)).toBe(0);
    expect(clock.untilTheEnd(500)).toBe(SENDING - 500);
  });

  test("follows a later word of the server, and no nonsense", () => {
    const clock = new Countdown(10 * MINUTE, 0, 0);
    clock.sync(5 * MINUTE, MINUTE);
    expect(clock.left(MINUTE)).toBe(5 * MINUTE - SENDING);
    clock.sync(Number.NaN, MINUTE);
    expect(clock.left(MINUTE)).toBe(5 * MINUTE - SENDING);
  });
});

test("whole minutes are shown, and seconds only in the last", () => {
  expect(shown(44 * MINUTE + 1)).toEqual({ minutes: 45 });
  expect(shown(MINUTE + 1)).toEqual({ minutes: 2 });
  expect(shown(MINUTE)).toEqual({ time: "1:00" });
  expect(shown(9_001)).toEqual({ time: "0:10" });
  expect(shown(0)).toEqual({ time: "0:00" });
});

test("ten, five and one minutes are said once each, the nearest after a sleep, and nothing at the end", () => {
  expect(toSay(10 * MINUTE + 1, 10 * MINUTE)).toBe(10);
  expect(toSay(10 * MINUTE, 9 * MINUTE)).toBeNull();
  expect(toSay(11 * MINUTE, 4 * MINUTE)).toBe(5);
  expect(toSay(2 * MINUTE, MINUTE)).toBe(1);
  expect(toSay(2 * MINUTE, 0)).toBeNull();
});
