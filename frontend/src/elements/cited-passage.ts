// Opens the passage behind a citation under its button, and closes it again; the server is asked once.
class CitedPassage extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this);
  }

  disconnectedCallback() {
    this.removeEventListener("click", this);
  }

  handleEvent(event: Event) {
    const button = (event.target as Element).closest("button");
    if (button) void this.toggle(button);
  }

  private async toggle(button: HTMLButtonElement) {
    const place = this.querySelector<HTMLElement>("[aria-live]");
    if (!place) return;
    const isOpen = button.getAttribute("aria-expanded") === "true";
    button.setAttribute("aria-expanded", String(!isOpen));
    place.hidden = isOpen;
    if (!isOpen && !place.querySelector(".cited-passage")) place.innerHTML = await this.fetched();
  }

  private async fetched(): Promise<string> {
    try {
      const answer = await fetch(this.dataset.url ?? "", { redirect: "error" });
      if (answer.ok) return await answer.text();
    } catch {
      // said below
    }
    const line = document.createElement("p");
    line.textContent = this.dataset.failed ?? "";
    return line.outerHTML;
  }
}

customElements.define("cited-passage", CitedPassage);
