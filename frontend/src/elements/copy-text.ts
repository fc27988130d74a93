// Is a button that copies the text of the element named by `data-from`; without script the text is there to select.
class CopyText extends HTMLElement {
  connectedCallback() {
    if (this.firstElementChild) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-line";
    button.textContent = this.dataset.label ?? "";
    button.addEventListener("click", this);
    this.append(button);
  }

  async handleEvent() {
    const source = document.getElementById(this.dataset.from ?? "");
    if (!source) return;
    try {
      await navigator.clipboard.writeText(source.textContent?.trim() ?? "");
    } catch {
      getSelection()?.selectAllChildren(source); // plain http or no permission: the next key copies it
      return;
    }
    this.dispatchEvent(new CustomEvent("toast", { bubbles: true, detail: { text: this.dataset.done ?? "" } }));
  }
}

customElements.define("copy-text", CopyText);
