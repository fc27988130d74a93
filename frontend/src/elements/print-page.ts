// Shows the button inside and lets it print the page; without script there is none, and the browser's menu prints as well.
class PrintPage extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    if (button) button.hidden = false;
    this.addEventListener("click", this);
  }

  disconnectedCallback() {
    this.removeEventListener("click", this);
  }

  handleEvent(event: Event) {
    if ((event.target as Element).closest("button")) window.print();
  }
}

customElements.define("print-page", PrintPage);
