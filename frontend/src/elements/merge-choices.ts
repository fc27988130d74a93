// Between two versions of an essay: shows what is chosen beside what is not, and the text that the choices give.
import { countWords } from "../lib/words";

class MergeChoices extends HTMLElement {
  private ends = new AbortController();

  connectedCallback() {
    this.ends = new AbortController();
    this.addEventListener("change", this, { signal: this.ends.signal });
    for (const hidden of this.querySelectorAll<HTMLElement>(".merge-result")) hidden.hidden = false;
    this.show();
  }

  disconnectedCallback() {
    this.ends.abort();
  }

  handleEvent() {
    this.show();
  }

  private show() {
    const result = this.querySelector("[data-result]");
    const chosen = [...this.querySelectorAll<HTMLElement>("[data-part]")].flatMap((part) => this.chosen(part));
    result?.replaceChildren(...chosen.flatMap((text) => [...text.cloneNode(true).childNodes]));
    const count = this.querySelector<HTMLElement>("[data-count]");
    const words = countWords(chosen.flatMap((text) => [...text.children].map((block) => wordsOf(block))).join("\n"));
    if (count) count.textContent = (count.dataset.count ?? "").replace("{words}", String(words));
  }

  /** The texts of one part that are kept; marks its sides by what becomes of them. */
  private chosen(part: HTMLElement): Element[] {
    const choice = part.querySelector<HTMLInputElement>("input:checked")?.value;
    if (!choice) return [part];
    for (const side of part.querySelectorAll<HTMLElement>("[data-side]")) {
      side.classList.toggle("is-left-out", choice !== "both" && side.dataset.side !== choice);
    }
    const sides = choice === "both" ? ["theirs", "mine"] : [choice];
    return sides.flatMap((side) => [...part.querySelectorAll(`[data-text="${side}"]`)]);
  }
}

/** A block's words: what is not text, as a citation's number, divides and does not count. */
function wordsOf(block: Element): string {
  const copy = block.cloneNode(true) as Element;
  for (const aside of copy.querySelectorAll("[data-aside], br")) aside.replaceWith("\n");
  for (const inner of copy.querySelectorAll("p, li, h2, h3")) inner.append("\n");
  return copy.textContent ?? "";
}

customElements.define("merge-choices", MergeChoices);
