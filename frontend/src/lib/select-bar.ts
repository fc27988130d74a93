const COARSE = "(pointer: coarse)";
const HANDLES = 36; // px that a finger's handles, and the system's own menu, need under the words

/** The bar of choices beside words that are selected in a text: above them, for a finger below. */
export class SelectBar {
  readonly bar: HTMLElement;
  /** The words that the bar was last shown for; a finger's press on the bar may have unselected them. */
  range: Range | null = null;
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
    const rects = range?.getClientRects();
    const first = rects?.[0];
    if (!range || !first) return;
    this.range = range.cloneRange();
    const sheet = this.sheet.getBoundingClientRect();
    const left = first.left - sheet.left + this.sheet.scrollLeft;
    const below = (rects[rects.length - 1] ?? first).bottom + HANDLES;
    const line = window.matchMedia(COARSE).matches ? below : first.top - this.bar.offsetHeight - 8;
    this.bar.style.top = `${line - sheet.top + this.sheet.scrollTop}px`;
    this.bar.style.left = `${Math.max(8, Math.min(left, sheet.width - this.bar.offsetWidth - 8))}px`;
  }
}
