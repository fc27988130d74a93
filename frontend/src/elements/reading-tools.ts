// Applies a choice of size, typeface, spacing or theme at once, and keeps it with the account in the background.
const ATTRIBUTES: Record<string, string> = {
  theme: "data-bs-theme",
  read_size: "data-read-size",
  read_face: "data-read-face",
  read_leading: "data-read-leading",
};

class ReadingTools extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", this);
  }

  disconnectedCallback() {
    this.removeEventListener("submit", this);
  }

  handleEvent(event: SubmitEvent) {
    const button = event.submitter as HTMLButtonElement | null;
    const attribute = ATTRIBUTES[button?.name ?? ""];
    if (!button || !attribute) return;
    event.preventDefault();
    if (button.value) document.documentElement.setAttribute(attribute, button.value);
    else document.documentElement.removeAttribute(attribute);
    this.show(button.name, button.value);
    const form = event.target as HTMLFormElement;
    fetch(form.action, { method: "POST", body: new FormData(form), keepalive: true }).catch(() => undefined);
  }

  /** Press the button of this choice, release its neighbours, and let the form carry it. */
  private show(name: string, value: string) {
    for (const button of this.querySelectorAll<HTMLButtonElement>(`button[name="${name}"]`)) {
      button.setAttribute("aria-pressed", String(button.value === value));
    }
    const kept = this.querySelector<HTMLInputElement>(`input[type="hidden"][name="${name}"]`);
    if (kept) kept.value = value;
  }
}

customElements.define("reading-tools", ReadingTools);
