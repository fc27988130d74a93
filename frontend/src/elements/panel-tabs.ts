// Shows one of several panels, chosen by pressed buttons (`data-panel` names the panel); without script all are shown.
class PanelTabs extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this);
    this.choose(this.querySelector<HTMLButtonElement>('[data-panel][aria-pressed="true"]'));
  }

  handleEvent(event: Event) {
    this.choose((event.target as Element).closest<HTMLButtonElement>("[data-panel]"));
  }

  private choose(chosen: HTMLButtonElement | null) {
    if (!chosen) return;
    for (const button of this.querySelectorAll<HTMLButtonElement>("[data-panel]")) {
      button.setAttribute("aria-pressed", String(button === chosen));
      const panel = document.getElementById(button.dataset.panel ?? "");
      if (panel) panel.hidden = button !== chosen;
    }
  }
}

customElements.define("panel-tabs", PanelTabs);
