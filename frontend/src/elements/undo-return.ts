// Counts down the seconds in which a return can be undone, then says that it is over.
class UndoReturn extends HTMLElement {
  private timer = 0;

  connectedCallback() {
    this.show();
    this.timer = window.setInterval(() => this.show(), 1000);
  }

  disconnectedCallback() {
    window.clearInterval(this.timer);
  }

  private show() {
    const left = Math.ceil((Date.parse(this.dataset.until ?? "") - Date.now()) / 1000);
    const place = this.querySelector("[data-left]");
    if (left > 0) {
      if (place) place.textContent = `${left} s`;
      return;
    }
    window.clearInterval(this.timer);
    const words = this.querySelector("p");
    if (words) words.textContent = this.dataset.over ?? "";
    this.querySelector("form")?.remove();
    this.dataset.over = "";
  }
}

customElements.define("undo-return", UndoReturn);
