const STORED = "redraft focus";

/** Only the paper: panels and bars step back until Escape, for as long as this tab lives. */
export class FocusMode {
  constructor(private readonly desk: HTMLElement) {}

  /** As it was on the page before. */
  recall(): void {
    try {
      this.set(sessionStorage.getItem(STORED) === "on");
    } catch {
      this.set(false); // a browser that keeps nothing
    }
  }

  get on(): boolean {
    return this.desk.hasAttribute("data-focus");
  }

  toggle(): void {
    this.set(!this.on);
  }

  /** Escape ends it, unless something that lies over the paper is to be closed first. */
  escape(): void {
    if (this.on && !document.querySelector(":popover-open, dialog[open]")) this.set(false);
  }

  private set(on: boolean): void {
    this.desk.toggleAttribute("data-focus", on);
    for (const button of this.desk.querySelectorAll("[data-act=focus]"))
      button.setAttribute("aria-pressed", String(on));
    try {
      sessionStorage.setItem(STORED, on ? "on" : "off");
    } catch {
      // a browser that keeps nothing
    }
  }
}
