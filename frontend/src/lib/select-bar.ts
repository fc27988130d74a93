/** The bar of choices above words that are selected in a text. */
export class SelectBar {
  private bar: HTMLElement;
  private ends = new AbortController();
  private timer = 0;

  /** `sheet` holds the bar, made from `mould`, and scrolls with the text; `choose` is told the kind that was pressed. */
  constructor(
    private essay: HTMLElement,
    private sheet: HTMLElement,
    choose: (kind: string) => void,
    mould = "mould-select-bar",
  ) {
    this.bar = (document.getElementById(mould) as HTMLTemplateElement).content.firstElementChild?.cloneNode(
      true,
    ) as HTMLElement;
    this.bar.hidden = true;
    sheet.append(this.bar);
    const { signal } = this.ends;
    this.bar.addEventListener("pointerdown", (event) => event.preventDefault(), { signal }); // keeps the selection
    this.bar.addEventListener(
      "click",
      (event) => {
        const kind = (event.target as Element).closest<HTMLElement>("[data-kind]")?.dataset.kind;
        if (kind) choose(kind);
        this.hide();
      },
      { signal },
    );
    document.addEventListener("selectionchange", () => this.later(), { signal });
  }

  hide() {
    this.bar.hidden = true;
  }

  end() {
    this.ends.abort();
    this.bar.remove();
  }

  /** The pixel of the sheet just under the selected words, for what opens there; null without any. */
  below(): number | null {
    const rect = this.selected()?.getBoundingClientRect();
    return rect ? rect.bottom - this.sheet.getBoundingClientRect().top + this.sheet.scrollTop + 8 : null;
  }

  private later() {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.show(), 120);
  }

  private selected(): Range | null {
    const selection = window.getSelection();
    if (!selection?.rangeCount || selection.isCollapsed || !selection.toString().trim()) return null;
    const range = selection.getRangeAt(0);
    const inText = [range.startContainer, range.endContainer].every((node) => {
      const element = node instanceof Element ? node : node.parentElement;
      return this.essay.contains(node) && element?.closest(".prose, .leaf");
    });
    return inText ? range : null;
  }

  private show() {
    const range = this.selected();
    this.bar.hidden = !range;
    const first = range?.getClientRects()[0];
    if (!first) return;
    const sheet = this.sheet.getBoundingClientRect();
    const left = first.left - sheet.left + this.sheet.scrollLeft;
    this.bar.style.top = `${first.top - sheet.top + this.sheet.scrollTop - this.bar.offsetHeight - 8}px`;
    this.bar.style.left = `${Math.max(8, Math.min(left, sheet.width - this.bar.offsetWidth - 8))}px`;
  }
}
