// Wraps a section's text and tells the server which passage the reader has reached, so that reading can go on there.
import { csrfToken } from "../lib/csrf";

const PAUSE = 2000; // ms without moving on before the place is sent

class ReadingPlace extends HTMLElement {
  private seen?: IntersectionObserver;
  private timer = 0;
  private reached = "";
  private sent = "";

  connectedCallback() {
    this.seen = new IntersectionObserver((entries) => this.note(entries), { rootMargin: "0px 0px -25% 0px" });
    for (const passage of this.querySelectorAll("[data-passage]")) this.seen.observe(passage);
    document.addEventListener("visibilitychange", this);
  }

  disconnectedCallback() {
    this.seen?.disconnect();
    document.removeEventListener("visibilitychange", this);
    this.send();
  }

  handleEvent() {
    if (document.visibilityState === "hidden") this.send();
  }

  private note(entries: IntersectionObserverEntry[]) {
    const newest = entries.filter((entry) => entry.isIntersecting).at(-1);
    if (!newest) return;
    this.reached = (newest.target as HTMLElement).dataset.passage ?? "";
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.send(), PAUSE);
  }

  private send() {
    clearTimeout(this.timer);
    if (!this.reached || this.reached === this.sent) return;
    const body = new URLSearchParams({ passage: this.reached });
    const headers = { "X-CSRFToken": csrfToken(), Accept: "application/json" };
    const address = this.dataset.address ?? "";
    this.sent = this.reached;
    fetch(address, { method: "POST", body, headers, keepalive: true }).catch(() => {
      this.sent = "";
    });
  }
}

customElements.define("reading-place", ReadingPlace);
