// Adds a button that shows the password of the field inside.
import { icon } from "../lib/icon";

class PasswordField extends HTMLElement {
  connectedCallback() {
    const input = this.querySelector<HTMLInputElement>('input[type="password"]');
    if (!input || this.querySelector("button")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-quiet btn-icon";
    button.setAttribute("aria-label", this.dataset.label ?? "");
    button.setAttribute("aria-pressed", "false");
    button.append(icon("eye"));
    button.addEventListener("click", this);
    const box = document.createElement("div");
    box.className = "with-button";
    input.replaceWith(box);
    box.append(input, button);
  }

  handleEvent(event: Event) {
    const button = event.currentTarget as HTMLButtonElement;
    const shown = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(shown));
    const input = this.querySelector("input");
    if (input) input.type = shown ? "text" : "password";
  }
}

customElements.define("password-field", PasswordField);
