// The format buttons: one tab stop, arrows go between them; says `editor-act` with the button's act.
export class EditorToolbar extends HTMLElement {
  connectedCallback() {
    for (const type of ["click", "keydown", "focusin", "mousedown"]) this.addEventListener(type, this);
    this.reach(this.buttons[0]);
  }

  handleEvent(event: Event) {
    const button = (event.target as Element).closest<HTMLButtonElement>("button[data-act]");
    if (event.type === "mousedown")
      event.preventDefault(); // the text keeps its selection
    else if (event.type === "focusin" && button) this.reach(button);
    else if (event.type === "keydown") this.move(event as KeyboardEvent);
    else if (event.type === "click" && button?.getAttribute("aria-disabled") !== "true") {
      this.dispatchEvent(new CustomEvent("editor-act", { detail: button?.dataset.act, bubbles: true }));
    }
  }

  /** Show which buttons are on, and which can do nothing now. Takes functions of a button's act. */
  show(isOn: (act: string) => boolean, can: (act: string) => boolean): void {
    for (const button of this.buttons) {
      const { act = "" } = button.dataset;
      if (button.hasAttribute("aria-pressed")) set(button, "aria-pressed", isOn(act));
      else set(button, "aria-disabled", !can(act));
    }
  }

  private get buttons(): HTMLButtonElement[] {
    return [...this.querySelectorAll<HTMLButtonElement>("button[data-act]")];
  }

  private reach(button: HTMLButtonElement | undefined): void {
    for (const other of this.buttons) other.tabIndex = other === button ? 0 : -1;
  }

  private move(event: KeyboardEvent): void {
    const { buttons } = this;
    const here = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const forward = getComputedStyle(this).direction === "rtl" ? -1 : 1;
    const to: Record<string, number> = {
      ArrowRight: here + forward,
      ArrowLeft: here - forward,
      Home: 0,
      End: buttons.length - 1,
    };
    const next = to[event.key];
    if (here < 0 || next === undefined) return;
    event.preventDefault();
    buttons[(next + buttons.length) % buttons.length]?.focus();
  }
}

/** Write an attribute only when it changes: the page is not drawn anew for nothing. */
function set(button: HTMLElement, name: string, value: boolean): void {
  if (button.getAttribute(name) !== String(value)) button.setAttribute(name, String(value));
}

customElements.define("editor-toolbar", EditorToolbar);
