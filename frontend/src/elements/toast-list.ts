// Says what was done, and stops saying it after a while; any script adds one by a bubbling `toast` event.
export interface ToastDetail {
  text: string;
  seconds?: number;
}

class ToastList extends HTMLElement {
  private ends = new AbortController();
  private timers = new Map<Element, number>();
  private watch = new MutationObserver(() => this.start());

  connectedCallback() {
    this.ends = new AbortController();
    const { signal } = this.ends;
    document.addEventListener("toast", (event) => this.add((event as CustomEvent<ToastDetail>).detail), { signal });
    for (const type of ["pointerover", "pointerout", "focusin", "focusout"]) {
      this.addEventListener(type, this, { signal });
    }
    this.watch.observe(this, { childList: true });
    this.start();
  }

  disconnectedCallback() {
    this.ends.abort();
    this.watch.disconnect();
    this.stop();
  }

  /** While someone points at a toast or works in it, none goes away. */
  handleEvent(event: Event) {
    if (event.type === "pointerover" || event.type === "focusin") this.stop();
    else this.start();
  }

  private add({ text, seconds }: ToastDetail) {
    const toast = document.createElement("div");
    toast.className = "toast show";
    if (seconds) toast.dataset.seconds = String(seconds);
    const body = document.createElement("div");
    body.className = "toast-body";
    body.textContent = text;
    toast.append(body);
    this.append(toast);
  }

  private start() {
    for (const toast of this.querySelectorAll<HTMLElement>(".toast")) {
      if (this.timers.has(toast)) continue;
      const seconds = Number(toast.dataset.seconds) || 8;
      this.timers.set(
        toast,
        window.setTimeout(() => {
          this.timers.delete(toast);
          toast.remove();
        }, seconds * 1000),
      );
    }
  }

  private stop() {
    for (const timer of this.timers.values()) window.clearTimeout(timer);
    this.timers.clear();
  }
}

customElements.define("toast-list", ToastList);
