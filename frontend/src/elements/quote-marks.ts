// The switch for curly quotation marks while one types: a choice of this device.
import { setSmartQuotes, smartQuotes } from "../lib/smart-quotes";

class QuoteMarks extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", this);
    const { box } = this;
    if (box) box.checked = smartQuotes();
  }

  handleEvent() {
    setSmartQuotes(this.box?.checked ?? false);
  }

  private get box() {
    return this.querySelector<HTMLInputElement>("[type=checkbox]");
  }
}

customElements.define("quote-marks", QuoteMarks);
