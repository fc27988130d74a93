// Counts the comments that came into view on returned work; when all have, it sends the form inside by itself.
const ENOUGH = 0.6; // of a comment in the window
const READING = 400; // ms in view

class CommentsSeen extends HTMLElement {
  private ends = new AbortController();
  private unseen = new Set<HTMLElement>();
  private timers = new Map<Element, number>();
  private all = 0;
  private watch?: IntersectionObserver;

  connectedCallback() {
    const cards = document.querySelectorAll<HTMLElement>("margin-comments .mcomment");
    this.unseen = new Set(cards);
    this.all = cards.length;
    if (!this.all) return;
    this.ends = new AbortController();
    this.addEventListener("click", this, { signal: this.ends.signal });
    this.watch = new IntersectionObserver((entries) => this.met(entries), { threshold: [0, ENOUGH] });
    for (const card of cards) this.watch.observe(card);
    this.show();
  }

  disconnectedCallback() {
    this.ends.abort();
    this.watch?.disconnect();
    for (const timer of this.timers.values()) window.clearTimeout(timer);
  }

  /** While comments are left, the button leads to the next one instead of sending. */
  handleEvent(event: Event) {
    const next = [...this.unseen][0];
    if (!next || !(event.target as Element).closest("button")) return;
    event.preventDefault();
    next.tabIndex = -1;
    next.scrollIntoView({ block: "center" });
    next.focus({ preventScroll: true });
    this.seen(next);
  }

  private met(entries: IntersectionObserverEntry[]) {
    for (const { target, intersectionRatio, intersectionRect, rootBounds } of entries) {
      window.clearTimeout(this.timers.get(target));
      const fills = !!rootBounds && intersectionRect.height > rootBounds.height * ENOUGH;
      if (intersectionRatio < ENOUGH && !fills) continue;
      this.timers.set(
        target,
        window.setTimeout(() => this.seen(target as HTMLElement), READING),
      );
    }
  }

  private seen(card: HTMLElement) {
    this.watch?.unobserve(card);
    card.dataset.seen = "";
    if (!this.unseen.delete(card)) return;
    this.show();
    if (!this.unseen.size) this.querySelector("form")?.requestSubmit();
  }

  private show() {
    const count = this.querySelector<HTMLElement>("[data-count]");
    const button = this.querySelector("button");
    if (count) {
      count.hidden = false;
      const seen = String(this.all - this.unseen.size);
      count.textContent = (this.dataset.seen ?? "").replace("{seen}", seen).replace("{all}", String(this.all));
    }
    if (!button) return;
    this.dataset.send ??= button.textContent ?? "";
    button.textContent = this.unseen.size ? (this.dataset.next ?? "") : this.dataset.send;
  }
}

customElements.define("comments-seen", CommentsSeen);
