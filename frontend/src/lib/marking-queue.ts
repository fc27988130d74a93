/** The list of essays beside the one on the desk: it stays from essay to essay, and knows what comes next. */
export class MarkingQueue {
  constructor(private readonly desk: HTMLElement) {}

  /** Addresses of the essays before and after the current one, and of the next that waits; "" where there is none. */
  get neighbours(): { previous: string; next: string; waiting: string } {
    const links = this.links;
    const at = links.findIndex((link) => link.hasAttribute("aria-current"));
    const around = [...links.slice(at + 1), ...links.slice(0, Math.max(at, 0))];
    const waiting = around.find((link) => link.closest("[data-waits]"));
    const before = at > 0 ? links[at - 1] : undefined;
    return { previous: address(before), next: address(links[at + 1]), waiting: address(waiting) };
  }

  /** Say which essay is on the desk now. */
  goTo(url: string) {
    for (const link of this.links) {
      if (link.getAttribute("href") === url) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    this.pane?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: "nearest" });
  }

  /** Let an essay wait no more, or again: its mark is on the way, or was refused. */
  wait(url: string, waits: boolean) {
    this.row(url)?.toggleAttribute("data-waits", waits);
  }

  /** Show an essay's row as the server drew it after its mark, and how many can be returned now. */
  marked(url: string, row: string, returnable: number) {
    const fresh = document.createElement("template");
    fresh.innerHTML = row;
    const item = fresh.content.firstElementChild;
    if (item) this.row(url)?.replaceWith(item);
    this.count(returnable);
  }

  /** Show the list as the server drew it just now. */
  refresh(html: string) {
    const fresh = document.createElement("template");
    fresh.innerHTML = html;
    const pane = fresh.content.querySelector<HTMLElement>(".queue");
    if (!pane) return;
    const scrolled = this.pane?.scrollTop ?? 0;
    this.pane?.replaceWith(pane);
    pane.scrollTop = scrolled;
    this.goTo(location.pathname);
    this.count(Number(pane.dataset.returnable));
  }

  private count(returnable: number) {
    const { pane } = this;
    const all = this.links.length;
    const marked = pane?.querySelectorAll("[data-marked]").length ?? 0;
    const words = pane?.querySelector<HTMLElement>("[data-words]");
    if (words) words.textContent = fill(words.dataset.words, { marked, all });
    pane?.querySelector("progress")?.setAttribute("value", String(marked));
    const link = this.desk.querySelector<HTMLElement>("[data-return]");
    if (link) link.hidden = !returnable;
    const number = link?.querySelector(".num");
    if (number) number.textContent = String(returnable);
  }

  private row(url: string) {
    return this.links.find((link) => link.getAttribute("href") === url)?.closest("li");
  }

  private get pane() {
    return this.desk.querySelector<HTMLElement>(".queue");
  }

  private get links() {
    return [...(this.pane?.querySelectorAll<HTMLAnchorElement>("a") ?? [])];
  }
}

function address(link: HTMLAnchorElement | undefined): string {
  return link?.getAttribute("href") ?? "";
}

function fill(pattern = "", numbers: Record<string, number>): string {
  return pattern.replace(/\{(\w+)\}/g, (_, name: string) => String(numbers[name] ?? ""));
}
