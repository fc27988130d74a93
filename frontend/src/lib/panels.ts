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

  /** Heed a press on a button that opens or folds. */
  click(target: Element): void {
    const button = target.closest<HTMLElement>("[data-open], [data-fold]");
    const { open, fold } = button?.dataset ?? {};
    if (open && this.isOpen(open)) this.fold(open);
    else if (open) {
      this.opener = button;
      this.open(open, "[data-fold]");
    } else if (fold) this.fold(fold);
  }

  /** Show a panel, and put the focus on the first of it that matches. */
  open(name: string, focus: string): void {
    if (!matchMedia(MIDDLE).matches) for (const other of ["notebook", "guide"]) this.set(other, other === name);
    else this.set(name, true);
    const panel = document.getElementById(name);
    (panel?.querySelector<HTMLElement>(focus) ?? panel?.querySelector<HTMLElement>("[data-fold]"))?.focus();
  }

  /** Close a sheet that lies over the paper; false when there is none. */
  closeSheet(): boolean {
    if (matchMedia(MIDDLE).matches) return false;
    const open = ["notebook", "guide"].filter((name) => this.isOpen(name));
    for (const name of open) this.fold(name);
    return open.length > 0;
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
}
