// Shows the time left of timed work by the server's clock, says it aloud at 10, 5 and 1 minutes, and says `time-up`.
import { Countdown, shown, toSay } from "../lib/countdown";

const TICK = 250; // ms

export class EssayClock extends HTMLElement {
  private countdown: Countdown | null = null;
  private ticking: ReturnType<typeof setInterval> | undefined;
  private last = Number.POSITIVE_INFINITY;

  connectedCallback() {
    const { now = "", ends = "" } = this.dataset;
    const [page] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
    this.countdown = new Countdown(Date.parse(ends), Date.parse(now), page?.responseStart ?? performance.now());
    this.last = this.countdown.left(performance.now());
    this.ticking = setInterval(() => this.tick(), TICK);
    this.tick();
  }

  disconnectedCallback() {
    clearInterval(this.ticking);
  }

  /** Follow the server, whose time was this (ISO) just now. */
  sync(now: string): void {
    this.countdown?.sync(Date.parse(now), performance.now());
  }

  /** Whether nothing more is to be typed. */
  get isUp(): boolean {
    return this.countdown?.left(performance.now()) === 0;
  }

  /** Resolves when the end has passed on the server too. */
  over(): Promise<void> {
    const rest = this.countdown?.untilTheEnd(performance.now()) ?? 0;
    return new Promise((resolve) => setTimeout(resolve, rest + TICK));
  }

  private tick(): void {
    const left = this.countdown?.left(performance.now()) ?? 0;
    const minutes = toSay(this.last, left);
    this.last = left;
    this.write("[data-left]", left > 0 ? this.words(left) : (this.dataset.up ?? ""));
    this.classList.toggle("is-short", left <= 5 * 60_000);
    if (minutes !== null) this.write("[data-spoken]", this.minutes(minutes));
    if (left > 0) return;
    clearInterval(this.ticking);
    this.write("[data-spoken]", this.dataset.over ?? "");
    this.dispatchEvent(new Event("time-up", { bubbles: true }));
  }

  private words(left: number): string {
    const how = shown(left);
    return "minutes" in how ? this.minutes(how.minutes) : (this.dataset.last ?? "").replace("{time}", how.time);
  }

  private minutes(n: number): string {
    const words = n === 1 ? this.dataset.minute : this.dataset.minutes;
    return (words ?? "").replace("{n}", String(n));
  }

  private write(place: string, words: string): void {
    const element = this.querySelector(place);
    if (element && element.textContent !== words) element.textContent = words;
  }
}

customElements.define("essay-clock", EssayClock);
