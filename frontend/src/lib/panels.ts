const WIDE = "(min-width: 80rem)";
const MIDDLE = "(min-width: 64rem)";

/** The panels beside the paper: they fold where there is room, and are sheets over the paper where there is none. */
export class DeskPanels {
  private opener: HTMLElement | null = null;

  constructor(private readonly desk: HTMLElement) {}

  /** Fold by the width of the window, now and when it changes. */
  listen(signal: AbortSignal): void {
    for (const query of [WIDE, MIDDLE]) matchMedia(query).addEventListener("change", () => this.fit(), { signal });
    this.fit();
  }

  /** Heed a press on a button that opens, folds or filters. */
  click(target: Element): void {
    const button = target.closest<HTMLElement>("[data-open], [data-fold], [data-show]");
    const { open, fold, show } = button?.dataset ?? {};
    if (open && this.isOpen(open)) this.fold(open);
    else if (open) {
      this.opener = button;
      this.open(open, "[data-fold]");
    } else if (fold) this.fold(fold);
    else if (show) this.filter(show);
  }

  /** Show a panel, and put the focus on the first of it that matches. */
  open(name: string, focus: string): void {
    if (!matchMedia(MIDDLE).matches) for (const other of ["notebook", "guide"]) this.set(other, other === name);
    else this.set(name, true);
    const panel = document.getElementById(name);
    (panel?.querySelector<HTMLElement>(focus) ?? panel?.querySelector<HTMLElement>("[data-fold]"))?.focus();
  }

  /** Close a sheet that lies over the paper. */
  closeSheet(): void {
    if (matchMedia(MIDDLE).matches) return;
    for (const name of ["notebook", "guide"]) if (this.isOpen(name)) this.fold(name);
  }

  private fold(name: string): void {
    this.set(name, false);
    const opener = this.opener ?? this.desk.querySelector<HTMLElement>(`.fold[data-open="${name}"]`);
    this.opener = null;
    opener?.focus();
  }

  private fit(): void {
    this.set("notebook", matchMedia(MIDDLE).matches);
    this.set("guide", matchMedia(WIDE).matches);
  }

  private isOpen(name: string): boolean {
    return this.desk.getAttribute(`data-${name}`) === "open";
  }

  private set(name: string, open: boolean): void {
    this.desk.setAttribute(`data-${name}`, open ? "open" : "folded");
    for (const button of this.desk.querySelectorAll(`[data-open="${name}"]`)) {
      button.setAttribute("aria-expanded", String(open));
    }
  }

  private filter(which: string): void {
    for (const button of this.desk.querySelectorAll<HTMLElement>("[data-show]")) {
      button.setAttribute("aria-pressed", String(button.dataset.show === which));
    }
    for (const card of this.desk.querySelectorAll<HTMLElement>(".clipping")) {
      card.hidden = which === "here" && !card.hasAttribute("data-here");
    }
  }
}
