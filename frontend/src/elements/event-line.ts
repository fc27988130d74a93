// A timeline's drawing and its list of events: a mark opens its event in the list, and shows whether it is open.
class EventLine extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this);
    this.addEventListener("toggle", this, true); // it does not bubble
    addEventListener("hashchange", this);
    addEventListener("beforeprint", this);
    for (const mark of this.marks) mark.setAttribute("aria-expanded", "false");
    this.openAddressed();
  }

  disconnectedCallback() {
    removeEventListener("hashchange", this);
    removeEventListener("beforeprint", this);
  }

  handleEvent(event: Event) {
    if (event.type === "hashchange") this.openAddressed();
    else if (event.type === "beforeprint") for (const one of this.events) one.open = true;
    else if (event.type === "toggle") this.show(event.target as HTMLDetailsElement);
    else this.follow(event as MouseEvent);
  }

  private get marks() {
    return this.querySelectorAll<SVGAElement>('svg a[href^="#event-"]');
  }

  private get events() {
    return this.querySelectorAll<HTMLDetailsElement>('details[id^="event-"]');
  }

  /** Open the event that a mark leads to; the address changes as with any link, so going back works. */
  private follow(click: MouseEvent) {
    const mark = (click.target as Element).closest<SVGAElement>('svg a[href^="#event-"]');
    if (!mark || click.ctrlKey || click.metaKey || click.shiftKey || click.altKey) return;
    const event = this.eventAt(mark.getAttribute("href") ?? "");
    if (!event) return;
    event.open = true;
    // After the browser has gone to the address, which moves the focus to the event as a whole.
    requestAnimationFrame(() => event.querySelector("summary")?.focus());
  }

  private openAddressed() {
    const event = this.eventAt(location.hash);
    if (event) event.open = true;
  }

  private eventAt(hash: string): HTMLDetailsElement | undefined {
    return [...this.events].find((one) => `#${one.id}` === hash);
  }

  private show(event: HTMLDetailsElement) {
    for (const mark of this.marks) {
      if (mark.getAttribute("href") === `#${event.id}`) mark.setAttribute("aria-expanded", String(event.open));
    }
  }
}

customElements.define("event-line", EventLine);
