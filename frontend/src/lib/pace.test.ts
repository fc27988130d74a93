import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Pace } from "./pace";

describe("what is done at its pace", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("waits for a pause", () => {
    const work = vi.fn();
    const pace = new Pace(work);
    for (let n = 0; n < 3; n += 1) {
      pace.ask();
      vi.advanceTimersByTime(200);
    }
    expect(work).not.toHaveBeenCalled();
    vi.advanceTimersByTime(50);
    expect(work).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(5000);
    expect(work).toHaveBeenCalledTimes(1);
  });

  it("does not wait for ever", () => {
    const work = vi.fn();
    const pace = new Pace(work);
    for (let n = 0; n < 20; n += 1) {
      pace.ask();
      vi.advanceTimersByTime(100);
    }
    expect(work).toHaveBeenCalledTimes(2);
  });

  it("does nothing after it is stopped", () => {
    const work = vi.fn();
    const pace = new Pace(work);
    pace.ask();
    pace.stop();
    vi.advanceTimersByTime(5000);
    expect(work).not.toHaveBeenCalled();
  });
});
