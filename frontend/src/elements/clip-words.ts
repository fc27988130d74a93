// Wraps a section's text: selected words go to the notebook by Clip, or with a note of one's own, and stay highlighted.
import { csrfToken } from "../lib/csrf";
import { type Clipping, placeOf, rangesOf } from "../lib/passages";
import { SelectBar } from "../lib/select-bar";

class ClipWords extends HTMLElement {
  private bar?: SelectBar;
  private clippings: Clipping[] = [];

  connectedCallback() {
    const prose = this.querySelector<HTMLElement>(".prose");
    if (!prose) return;
    this.clippings = JSON.parse(document.getElementById("clippings")?.textContent ?? "[]");
    this.bar = new SelectBar(prose, prose, (kind) => this.chosen(kind), "mould-clip-bar");
    this.paint();
  }

  disconnectedCallback() {
    this.bar?.end();
    CSS.highlights?.delete("clipped");
  }

  private async chosen(kind: string) {
    const selection = window.getSelection();
    const place = selection?.rangeCount ? placeOf(selection.getRangeAt(0)) : null;
    if (!place) return this.say("onePassage");
    const note = kind === "note" ? await this.ask(place.quote) : "";
    if (note === null) return;
    const clipping = { ...place, note };
    if (!(await this.send(clipping))) return this.say("failed");
    this.clippings.push(clipping);
    this.paint();
    selection?.removeAllRanges();
    this.say("kept");
  }

  /** Ask for a note; null when the reader leaves it. */
  private ask(quote: string): Promise<string | null> {
    const dialog = this.querySelector("dialog") as HTMLDialogElement;
    const text = dialog.querySelector("textarea") as HTMLTextAreaElement;
    (dialog.querySelector("[data-quote]") as HTMLElement).textContent = quote;
    text.value = "";
    dialog.returnValue = "";
    dialog.showModal();
    text.focus();
    return new Promise((done) => {
      dialog.addEventListener("close", () => done(dialog.returnValue === "keep" ? text.value : null), { once: true });
    });
  }

  private async send(clipping: Clipping): Promise<boolean> {
    const body = new URLSearchParams({
      passage: clipping.key,
      start: String(clipping.start),
      end: String(clipping.end),
      quote: clipping.quote,
      note: clipping.note,
    });
    const headers = { "X-CSRFToken": csrfToken(), Accept: "application/json" };
    const response = await fetch(this.dataset.address ?? "", { method: "POST", body, headers }).catch(() => null);
    return response?.ok ?? false;
  }

  private paint() {
    if (!CSS.highlights) return;
    CSS.highlights.set("clipped", new Highlight(...this.clippings.flatMap((clipping) => rangesOf(this, clipping))));
  }

  private say(what: string) {
    const said = this.querySelector<HTMLElement>("[data-said]");
    const text = said?.dataset[what] ?? "";
    if (said) said.textContent = text;
    this.dispatchEvent(new CustomEvent("toast", { bubbles: true, detail: { text, seconds: 4 } }));
  }
}

customElements.define("clip-words", ClipWords);
