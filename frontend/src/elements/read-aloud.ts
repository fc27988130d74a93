// The player of reading aloud: says the section sentence by sentence with a voice of the device itself, and shows which.
import { firstOf, type Saying, sayingsOf } from "../lib/aloud";
import { deviceVoice } from "../lib/voices";

const RATE = "read-aloud-rate"; // kept on the device
const TOP = 80; // px under the top bar
const FOOT = 140; // px above the player

class ReadAloud extends HTMLElement {
  private sayings: Saying[] = [];
  private at = 0;
  private rate = 1;
  private spoken?: SpeechSynthesisUtterance;
  private ends = new AbortController();

  connectedCallback() {
    this.ends = new AbortController();
    const { signal } = this.ends;
    for (const opener of this.openers) opener.hidden = false;
    for (const name of ["toggle", "click", "keydown"]) this.addEventListener(name, this, { signal });
    window.addEventListener("pagehide", () => this.hide(), { signal });
    window.speechSynthesis?.addEventListener("voiceschanged", () => this.voicesChanged(), { signal });
    this.setRate(Number(kept(RATE)) || 1);
    if (window.speechSynthesis?.getVoices().length) this.sayWhetherThereIsAVoice();
  }

  disconnectedCallback() {
    this.stop();
    this.ends.abort();
  }

  handleEvent(event: Event) {
    if (event.type === "toggle") (event as ToggleEvent).newState === "open" ? this.start() : this.stop();
    else if (event.type === "click") this.pressed((event.target as Element).closest<HTMLElement>("button"));
    else if ((event as KeyboardEvent).key === "Escape") this.hide();
  }

  private get openers(): NodeListOf<HTMLElement> {
    return document.querySelectorAll(`[popovertarget="${this.id}"]`);
  }

  private get prose(): HTMLElement | null {
    return document.querySelector(".prose");
  }

  private get language(): string {
    return this.prose?.lang || document.documentElement.lang;
  }

  private get voice(): SpeechSynthesisVoice | null {
    return deviceVoice(this.language, window.speechSynthesis?.getVoices() ?? []);
  }

  private get isReading(): boolean {
    return this.dataset.state === "reading";
  }

  private pressed(button: HTMLElement | null) {
    const { act, rate } = button?.dataset ?? {};
    if (rate) {
      this.setRate(Number(rate));
      keep(RATE, rate);
      if (this.isReading) this.say();
    } else if (act === "stop") this.hide();
    else if (act === "play" && this.isReading) this.pause();
    else if (act === "play") this.go(this.at);
    else if (act) this.go(this.at + (act === "next" ? 1 : -1));
  }

  /** Begin at the selected words, else at what is in view. */
  private start() {
    if (!this.prose || !this.sayWhetherThereIsAVoice()) return;
    const selection = window.getSelection();
    const selected = selection?.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
    const here = selected && this.prose.contains(selected.commonAncestorContainer) ? selected : null;
    this.sayings = sayingsOf(this.prose, this.dataset);
    this.go(firstOf(this.sayings, here, TOP));
  }

  private go(to: number) {
    this.at = Math.min(Math.max(to, 0), this.sayings.length - 1);
    this.say(true);
  }

  /** Say where we are, and go on; `asked` when somebody pressed a button, so that the page follows in any case. */
  private say(asked = false) {
    const saying = this.sayings[this.at];
    const voice = this.voice;
    if (!saying) return this.hide();
    if (!voice) return this.pause();
    const before = this.sayings[this.at - 1];
    const follow = asked || !before || isInView(before.range);
    const said = new SpeechSynthesisUtterance(saying.text);
    Object.assign(said, { voice, lang: voice.lang, rate: this.rate });
    said.onend = () => this.ended(said);
    said.onerror = () => said === this.spoken && this.pause();
    this.spoken = said;
    this.show("reading");
    CSS.highlights?.set("spoken", Object.assign(new Highlight(saying.range), { priority: 1 }));
    if (follow) bringIntoView(saying.range);
    window.speechSynthesis.cancel();
    window.speechSynthesis.speak(said);
  }

  private ended(said: SpeechSynthesisUtterance) {
    if (said !== this.spoken) return;
    this.at += 1;
    this.say();
  }

  /** Be silent; the next press begins the same sentence again, since not every device can pause within one. */
  private pause() {
    this.silence();
    this.show("paused");
  }

  private stop() {
    this.silence();
    CSS.highlights?.delete("spoken");
    if (this.dataset.state !== "none") this.show("stopped");
  }

  private hide() {
    const focused = this.contains(document.activeElement);
    if (this.matches(":popover-open")) this.hidePopover();
    this.stop();
    if (focused) [...this.openers].find((opener) => opener.checkVisibility())?.focus();
  }

  private silence() {
    if (!this.spoken) return;
    this.spoken = undefined;
    window.speechSynthesis.cancel();
  }

  private show(state: string) {
    this.dataset.state = state;
    const label = state === "reading" ? this.dataset.pause : this.dataset.play;
    this.querySelector('[data-act="play"]')?.setAttribute("aria-label", label ?? "");
  }

  private setRate(rate: number) {
    this.rate = rate;
    for (const button of this.querySelectorAll<HTMLElement>("[data-rate]")) {
      button.setAttribute("aria-pressed", String(Number(button.dataset.rate) === rate));
    }
  }

  private voicesChanged() {
    const waited = this.dataset.state === "none" && this.matches(":popover-open");
    if (this.sayWhetherThereIsAVoice() && waited) this.start();
  }

  /** Let the button and the player say it when the device has no voice for this language. */
  private sayWhetherThereIsAVoice(): boolean {
    const has = this.voice !== null;
    const name = new Intl.DisplayNames([document.documentElement.lang || "en"], { type: "language" }).of(this.language);
    const none = has ? "" : (this.dataset.none ?? "").replace("{}", name ?? this.language);
    const words = this.querySelector(".listen-none");
    if (words) words.textContent = none;
    for (const opener of this.openers) {
      const label = opener.querySelector<HTMLElement>("[data-label]");
      if (!label) continue;
      label.dataset.label ||= label.textContent ?? "";
      label.textContent = none || label.dataset.label;
    }
    if (!has) this.show("none");
    else if (this.dataset.state === "none") this.show("stopped");
    return has;
  }
}

function isInView(range: Range): boolean {
  const { top, bottom } = range.getBoundingClientRect();
  return bottom > TOP && top < window.innerHeight - FOOT;
}

/** Bring words that stand too high or too low to a third of the window, slowly unless the reader wants no motion. */
function bringIntoView(range: Range) {
  const { top, bottom } = range.getBoundingClientRect();
  if (top >= TOP && bottom <= window.innerHeight - FOOT) return;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  window.scrollBy({ top: top - window.innerHeight / 3, behavior: still ? "instant" : "smooth" });
}

function kept(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null; // this browser keeps nothing for us
  }
}

function keep(name: string, value: string) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // the choice holds on this page
  }
}

customElements.define("read-aloud", ReadAloud);
