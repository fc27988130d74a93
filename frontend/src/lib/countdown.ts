/** The page stops writing this long before the end, so that the last words reach the server in time. */
export const SENDING = 2000; // ms

const SPOKEN = [10, 5, 1]; // minutes left at which the time is said aloud

/** The server's clock, carried on by the page's own: neither a wrong date nor one that is changed matters. */
export class Countdown {
  private ahead = 0; // the server's time less the page's

  /** Takes the end and the server's now in ms since 1970, and the page's time (performance.now) when that now came. */
  constructor(
    private readonly ends: number,
    now: number,
    at: number,
  ) {
    this.sync(now, at);
  }

  /** Follow the server: it was `now` there when the page's time was `at`. */
  sync(now: number, at: number): void {
    if (Number.isFinite(now)) this.ahead = now - at;
  }

  /** Milliseconds of writing left at the page's time; 0 when it is over. */
  left(at: number): number {
    return Math.max(0, this.ends - (at + this.ahead) - SENDING);
  }

  /** Milliseconds until the server takes nothing more as the essay. */
  untilTheEnd(at: number): number {
    return Math.max(0, this.ends - (at + this.ahead));
  }
}

/** How a time left is shown: whole minutes, and in the last one minutes and seconds. */
export function shown(left: number): { minutes: number } | { time: string } {
  if (left > 60_000) return { minutes: Math.ceil(left / 60_000) };
  const seconds = Math.ceil(left / 1000);
  return { time: `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}` };
}

/** The minutes to say aloud when the time left has gone from `before` to `left`; null when there is nothing to say. */
export function toSay(before: number, left: number): number | null {
  const passed = SPOKEN.filter((minutes) => before > minutes * 60_000 && left <= minutes * 60_000);
  return left > 0 ? (passed.at(-1) ?? null) : null;
}
