// Wraps a section's page: marks in the contents the heading under which one reads, and says how many minutes are left.
import { countWords } from "../lib/words";

const WORDS_A_MINUTE = 180; // as on the server
const HEADING = "h2, h3, h4";
const COUNTED = `[data-passage], ${HEADING}`;

class ReadingAlong extends HTMLElement {
  private blocks: Element[] = [];
  private words: number[] = [];
  private inView = new Set<Element>();
  private seen?: IntersectionObserver;

  connectedCallback() {
    this.blocks = [...this.querySelectorAll(".prose > *")];
    this.words = this.blocks.map((block) => (block.matches(COUNTED) ? countWords(block.textContent ?? "") : 0));
    // What counts is the band in which eyes rest: from under the top bar to the middle of the window.
    this.seen = new IntersectionObserver((entries) => this.note(entries), { rootMargin: "-80px 0px -50% 0px" });
    for (const block of this.blocks) this.seen.observe(block);
    this.addEventListener("click", this);
  }

  disconnectedCallback() {
    this.seen?.disconnect();
    this.removeEventListener("click", this);
  }

  /** A press on a heading in the contents closes their sheet. */
  handleEvent(event: Event) {
    const sheet = (event.target as Element).closest('a[href^="#"]')?.closest<HTMLElement>("[popover]");
    if (sheet?.matches(":popover-open")) sheet.hidePopover();
  }

  private note(entries: IntersectionObserverEntry[]) {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) this.inView.add(target);
      else this.inView.delete(target);
    }
    const at = this.blocks.findIndex((block) => this.inView.has(block));
    if (at < 0) return;
    this.markHeading(at);
    this.sayTimeLeft(at);
  }

  private markHeading(at: number) {
    const heading = this.blocks.slice(0, at + 1).findLast((block) => block.matches(HEADING));
    for (const link of this.querySelectorAll<HTMLAnchorElement>('.outline-headings a[href^="#"]')) {
      if (heading && link.hash === `#${heading.id}`) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
  }

  private sayTimeLeft(at: number) {
    const words = this.words.slice(at + 1).reduce((sum, count) => sum + count, 0);
    const minutes = Math.max(1, Math.round(words / WORDS_A_MINUTE));
    const { oneLeft = "", manyLeft = "", endLeft = "" } = this.dataset;
    const text = words ? (minutes === 1 ? oneLeft : manyLeft.replace("{}", String(minutes))) : endLeft;
    for (const place of this.querySelectorAll<HTMLElement>("[data-time-left]")) {
      place.hidden = false;
      if (place.textContent !== text) place.textContent = text;
    }
  }
}

customElements.define("reading-along", ReadingAlong);
