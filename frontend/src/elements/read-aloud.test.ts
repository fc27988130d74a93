import { afterEach, beforeEach, expect, test, vi } from "vitest";
import "./read-aloud";

const PAGE = `
  <button popovertarget="listen" hidden><span data-label>Read aloud</span></button>
  <div class="prose" lang="en">
    <h2 id="h">Unease</h2>
    <p data-passage="p1">First one. Second <a class="term">one</a>.</p>
    <figure class="fig"><figcaption><p class="fig-title">Two years</p><p>Sentences a year</p></figcaption>
      <svg><text>353,074</text></svg><details><table><tr><td>1937</td></tr></table></details>
      <p class="source">Popov</p></figure>
    <section class="dispute"><h2>How many?</h2><p>Three answers.</p>
      <div class="claim"><div><strong>Police tally</strong><span>1953</span></div><svg><text>1</text></svg></div></section>
    <figure class="fig fig-image"><img alt="A crowd on a square."><figcaption><p class="fig-title">May Day</p></figcaption>
    </figure>
    <ul data-passage="p2"><li>A point</li><li>Another</li></ul>
    <aside class="gloss">A term</aside>
  </div>
  <read-aloud id="listen" data-state="stopped" data-none="No voice for {}." data-play="Go on" data-pause="Pause"
    data-heading="Heading: {}" data-figure="Figure: {}" data-picture="Picture: {}" data-dispute="Dispute: {}">
    <p class="listen-none"></p>
    <button data-act="previous"></button><button data-act="play"></button><button data-act="next"></button>
    <button data-rate="0.8"></button><button data-rate="1"></button><button data-act="stop"></button>
  </read-aloud>`;
const ALL = [
  "Heading: Unease",
  "First one.",
  "Second one.",
  "Figure: Two years",
  "Sentences a year",
  "Dispute: How many?",
  "Three answers.",
  "Police tally",
  "1953",
  "Picture: May Day",
  "A crowd on a square.",
  "A point",
  "Another",
];

interface Said {
  text: string;
  rate: number;
  voice?: { name: string };
  onend?: () => void;
}

class Utterance {
  rate = 1;
  constructor(public text: string) {}
}

class Speech extends EventTarget {
  missing = false;
  said: Said[] = [];
  voices = [
    { name: "far", lang: "en-GB", localService: false, default: true },
    { name: "near", lang: "en-GB", localService: true, default: false },
  ];
  getVoices = () => this.voices;
  speak = (utterance: Said) => void this.said.push(utterance);
  cancel = vi.fn();
  get last() {
    return this.said.at(-1) as Said;
  }
}

let speech: Speech;
let shown: string;

const player = () => document.querySelector("read-aloud") as HTMLElement;
const opener = () => document.querySelector("[popovertarget]") as HTMLElement;
const press = (selector: string) => (player().querySelector(selector) as HTMLElement).click();
const toggle = (newState: string) => player().dispatchEvent(Object.assign(new Event("toggle"), { newState }));

function openPage(change: (speech: Speech) => void = () => {}) {
  speech = new Speech();
  change(speech);
  vi.stubGlobal("speechSynthesis", speech.missing ? undefined : speech);
  const page = document.createElement("template");
  page.innerHTML = PAGE;
  document.body.replaceChildren(page.content.cloneNode(true)); // as a browser upgrades: with all that is inside
  const matches = Element.prototype.matches;
  vi.spyOn(player(), "matches").mockImplementation(function (this: Element, selector: string) {
    return selector === ":popover-open" ? false : matches.call(this, selector);
  });
}

beforeEach(() => {
  shown = "";
  localStorage.clear();
  vi.stubGlobal("SpeechSynthesisUtterance", Utterance);
  vi.stubGlobal(
    "Highlight",
    class {
      constructor(public range: Range) {}
    },
  );
  vi.stubGlobal("CSS", {
    highlights: {
      set: (_: string, { range }: { range: Range }) => {
        shown = range.toString();
      },
      delete: () => {
        shown = "";
      },
    },
  });
  openPage();
});

afterEach(() => {
  document.body.innerHTML = "";
  vi.unstubAllGlobals();
});

test("everything is said in order: titles with their kind, no tables, no sources, no cards", () => {
  toggle("open");
  for (let more = true; more; more = player().dataset.state === "reading") speech.last.onend?.();
  expect(speech.said.map(({ text }) => text)).toEqual(ALL);
  expect(player().dataset.state).toBe("stopped");
});

test("only a voice of the device speaks", () => {
  toggle("open");
  expect(speech.last.voice?.name).toBe("near");
});

test("without a voice of the device nothing is said, and the button says why", () => {
  openPage((fake) => fake.voices.pop());
  expect(opener().textContent).toBe("No voice for English.");
  toggle("open");
  press('[data-act="play"]');
  press('[data-act="next"]');
  expect(speech.said).toEqual([]);
  expect(player().dataset.state).toBe("none");
  expect(player().querySelector(".listen-none")?.textContent).toBe("No voice for English.");
});

test("a device without any speech says the same", () => {
  openPage((fake) => {
    fake.missing = true;
  });
  toggle("open");
  expect(player().dataset.state).toBe("none");
});

test("voices that come later take the message back", () => {
  openPage((fake) => {
    fake.voices = fake.voices.slice(0, 1);
  });
  speech.voices.push({ name: "late", lang: "en", localService: true, default: false });
  speech.dispatchEvent(new Event("voiceschanged"));
  expect(opener().textContent).toBe("Read aloud");
  toggle("open");
  expect(speech.last.voice?.name).toBe("late");
});

test("the spoken sentence is shown", () => {
  toggle("open");
  speech.last.onend?.();
  speech.last.onend?.();
  expect(shown).toBe("Second one.");
  toggle("closed");
  expect(shown).toBe("");
});

test("a pause is silent, and going on begins the sentence again", () => {
  toggle("open");
  speech.last.onend?.();
  press('[data-act="play"]');
  expect(player().dataset.state).toBe("paused");
  expect(player().querySelector('[data-act="play"]')?.getAttribute("aria-label")).toBe("Go on");
  speech.last.onend?.(); // some browsers end what was cancelled
  expect(speech.said.length).toBe(2);
  press('[data-act="play"]');
  expect(speech.last.text).toBe("First one.");
  expect(player().dataset.state).toBe("reading");
});

test("next and previous go a sentence on and back, and stop at the ends", () => {
  toggle("open");
  press('[data-act="next"]');
  expect(speech.last.text).toBe(ALL[1]);
  press('[data-act="previous"]');
  press('[data-act="previous"]');
  expect(speech.last.text).toBe(ALL[0]);
});

test("the rate holds at once and on the next page", () => {
  toggle("open");
  press('[data-rate="0.8"]');
  expect(speech.last).toMatchObject({ text: ALL[0], rate: 0.8 });
  openPage();
  expect(player().querySelector('[data-rate="0.8"]')?.getAttribute("aria-pressed")).toBe("true");
  toggle("open");
  expect(speech.last.rate).toBe(0.8);
});

test("reading begins at the selected words", () => {
  const words = document.querySelector('[data-passage="p2"] li')?.firstChild as Text;
  getSelection()?.setBaseAndExtent(words, 2, words, 5);
  toggle("open");
  expect(speech.last.text).toBe("A point");
});

test("reading begins at what is in view", () => {
  const below = [...document.querySelectorAll("[data-passage]")].at(-1) as Element;
  vi.spyOn(Range.prototype, "getBoundingClientRect").mockImplementation(function (this: Range) {
    const at = below.contains(this.startContainer) ? 300 : -300;
    return { top: at, bottom: at + 20 } as DOMRect;
  });
  toggle("open");
  expect(speech.last.text).toBe("A point");
  vi.restoreAllMocks();
});

test("leaving the page is silence", () => {
  toggle("open");
  speech.cancel.mockClear();
  window.dispatchEvent(new Event("pagehide"));
  expect(speech.cancel).toHaveBeenCalled();
  expect(player().dataset.state).toBe("stopped");
});
