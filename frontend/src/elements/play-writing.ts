// Plays back how an essay was written: a slider over its saved texts, play and pause, and a speed.
import { icon } from "../lib/icon";
import { type Block, paragraphs, type Run, type Shown, texts } from "../lib/playback";

class PlayWriting extends HTMLElement {
  private ends = new AbortController();
  private shown = new Map<number, Shown>();
  private asked = new Map<number, Promise<void>>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private wanted = 0;

  connectedCallback() {
    this.ends = new AbortController();
    const { signal } = this.ends;
    this.dataset.ready = "";
    this.slider.addEventListener("input", this, { signal });
    this.button.addEventListener("click", this, { signal });
    this.label(this.dataset.at ?? "");
  }

  disconnectedCallback() {
    this.ends.abort();
    clearTimeout(this.timer);
  }

  handleEvent(event: Event) {
    if (event.type === "click") this.toggle();
    else {
      this.pause();
      void this.show(this.slider.valueAsNumber - 1);
    }
  }

  private toggle() {
    if (this.playing) return this.pause();
    if (this.slider.valueAsNumber >= this.numbers.length) this.slider.valueAsNumber = 1;
    this.setPlaying(true);
    void this.step();
  }

  private pause() {
    clearTimeout(this.timer);
    this.setPlaying(false);
  }

  /** Show where the slider stands, and go on to the next. */
  private async step() {
    await this.show(this.slider.valueAsNumber - 1);
    if (!this.playing) return;
    if (this.slider.valueAsNumber >= this.numbers.length) return this.pause();
    this.timer = setTimeout(() => {
      this.slider.valueAsNumber += 1;
      void this.step();
    }, 1000 / Number(this.speed.value));
  }

  /** Show the n-th text; only the one that was wanted last is drawn. */
  private async show(n: number) {
    const number = this.numbers[n] as number;
    this.wanted = number;
    if (!this.shown.has(number)) await this.fetch(number);
    const found = this.shown.get(number);
    if (this.wanted !== number) return;
    if (found) this.draw(found);
    else this.fail();
    const ahead = this.numbers[n + 20];
    if (ahead !== undefined && !this.shown.has(ahead)) void this.fetch(ahead);
  }

  private fetch(number: number): Promise<void> {
    const first = this.numbers[Math.floor(this.numbers.indexOf(number) / 50) * 50] as number;
    const asked = this.asked.get(first) ?? this.load(first).finally(() => this.asked.delete(first));
    this.asked.set(first, asked);
    return asked;
  }

  private async load(first: number) {
    const { signal } = this.ends;
    try {
      const answer = await fetch(`${this.dataset.states}?from=${first}`, {
        headers: { Accept: "application/json" },
        signal,
      });
      if (!answer.ok) return;
      for (const one of texts((await answer.json()) as Block)) this.shown.set(one.number, one);
    } catch {
      // said by `fail`
    }
  }

  private fail() {
    this.pause();
    this.when.textContent = this.dataset.failing ?? "";
  }

  private draw(found: Shown) {
    const blocks = paragraphs(found).map((runs) => {
      const block = document.createElement("p");
      block.append(...runs.map(runElement));
      return block;
    });
    this.querySelector("[data-paper]")?.replaceChildren(...blocks);
    const language = document.documentElement.lang;
    const time = new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "medium" });
    const at = time.format(new Date(found.at.slice(0, 19))); // as the school's clocks showed it
    this.label((this.dataset.label ?? "").replace("{time}", at).replace("{words}", String(found.words)));
  }

  private label(words: string) {
    this.slider.setAttribute("aria-valuetext", words);
    if (this.shown.size) this.when.textContent = words;
  }

  private setPlaying(playing: boolean) {
    this.toggleAttribute("data-playing", playing);
    this.button.setAttribute("aria-pressed", String(playing));
    this.button.querySelector("svg")?.replaceWith(icon(playing ? "pause" : "play"));
  }

  private get playing(): boolean {
    return this.hasAttribute("data-playing");
  }

  private get numbers(): number[] {
    return (this.dataset.numbers ?? "").split(" ").map(Number);
  }

  private get slider() {
    return this.querySelector("input[type=range]") as HTMLInputElement;
  }

  private get button() {
    return this.querySelector("[data-play]") as HTMLButtonElement;
  }

  private get speed() {
    return this.querySelector("select") as HTMLSelectElement;
  }

  private get when() {
    return this.querySelector("[data-when]") as HTMLElement;
  }
}

function runElement({ text, came, pasted }: Run): Node {
  if (!came && !pasted) return document.createTextNode(text);
  const run = document.createElement(pasted ? "mark" : "ins");
  run.className = pasted ? "pasted" : "came";
  if (pasted) run.dataset.from = pasted;
  run.textContent = text;
  return run;
}

customElements.define("play-writing", PlayWriting);
