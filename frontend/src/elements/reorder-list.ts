// A list whose rows get another order: a grip is dragged, or pressed, moved with the arrow keys and pressed again. Its
// form sends the order; whoever else keeps it hears `reorder`.
const EDGE = 64; // px from the top and bottom of what scrolls in which a drag scrolls it
const STEP = 12; // px a frame

class ReorderList extends HTMLElement {
  private row?: HTMLElement;
  private stood: Element[] = [];
  private pointer?: number;
  private y = 0;

  connectedCallback() {
    for (const type of EVENTS) this.addEventListener(type, this);
  }

  disconnectedCallback() {
    for (const type of EVENTS) this.removeEventListener(type, this);
  }

  handleEvent(event: Event) {
    const grip = (event.target as Element).closest<HTMLElement>(".grip");
    if (!grip || grip.closest("reorder-list") !== this) return;
    const row = grip.closest<HTMLElement>("[data-key]");
    if (!row) return;
    if (event.type === "pointerdown") this.hold(row, grip, event as PointerEvent);
    else if (event.type === "pointermove") this.y = (event as PointerEvent).clientY;
    else if (event.type === "pointerup") this.letGo();
    else if (event.type === "pointercancel") this.cancel();
    else if (event.type === "click") this.press(row, event as MouseEvent);
    else if (event.type === "keydown") this.key(event as KeyboardEvent);
    else if (event.type === "focusout" && this.pointer === undefined) this.cancel();
  }

  /** Pressed by a key or by a screen reader: pick up, or put down. The click that ends a drag counts a press too. */
  private press(row: HTMLElement, event: MouseEvent) {
    if (event.detail > 0) return;
    if (this.row) this.putDown();
    else this.lift(row);
  }

  private key(event: KeyboardEvent) {
    if (!this.row) return;
    if (event.key === "Escape") this.cancel();
    else if (event.key === "ArrowUp") this.step(this.row.previousElementSibling);
    else if (event.key === "ArrowDown") this.step(this.row.nextElementSibling);
    else return;
    event.preventDefault();
  }

  private hold(row: HTMLElement, grip: HTMLElement, event: PointerEvent) {
    if (event.button !== 0 || this.row) return;
    grip.setPointerCapture(event.pointerId);
    this.pointer = event.pointerId;
    this.y = event.clientY;
    this.lift(row);
    requestAnimationFrame(() => this.follow());
  }

  private letGo() {
    if (this.pointer === undefined) return;
    this.follow();
    this.putDown();
  }

  /** Move the neighbours that the pointer has passed, and what scrolls when it comes near an edge. */
  private follow() {
    if (!this.row || this.pointer === undefined) return;
    for (let other = this.row.previousElementSibling; other && this.y < middle(other); ) {
      this.pass(other);
      other = this.row.previousElementSibling;
    }
    for (let other = this.row.nextElementSibling; other && this.y > middle(other); ) {
      this.pass(other);
      other = this.row.nextElementSibling;
    }
    const scroller = scrollerOf(this);
    const { top, bottom } = scroller?.getBoundingClientRect() ?? { top: 0, bottom: window.innerHeight };
    if (this.y < top + EDGE) (scroller ?? window).scrollBy(0, -STEP);
    else if (this.y > bottom - EDGE) (scroller ?? window).scrollBy(0, STEP);
    requestAnimationFrame(() => this.follow());
  }

  private step(other: Element | null) {
    if (!other) return;
    this.pass(other);
    this.row?.scrollIntoView({ block: "nearest" });
    this.say("moved");
  }

  /** The neighbour moves, not the row: a row that is taken out of the page would lose focus and pointer. */
  private pass(other: Element) {
    if (other === this.row?.previousElementSibling) this.row.after(other);
    else this.row?.before(other);
  }

  private lift(row: HTMLElement) {
    this.row = row;
    this.stood = [...(row.parentElement?.children ?? [])];
    row.dataset.lifted = "";
    row.querySelector(".grip")?.setAttribute("aria-pressed", "true");
    this.say("picked");
  }

  private putDown() {
    const rows = [...(this.row?.parentElement?.children ?? [])] as HTMLElement[];
    const same = rows.every((row, at) => row === this.stood[at]);
    this.say(same ? "left" : "dropped");
    const grip = this.release();
    if (same) return;
    this.dispatchEvent(new Event("reorder", { bubbles: true }));
    this.send(rows.map((row) => row.dataset.key ?? "").join(" "), grip?.id ?? "");
  }

  private cancel() {
    if (!this.row) return;
    const at = this.stood.indexOf(this.row);
    for (const row of this.stood.slice(0, at)) this.row.before(row);
    this.row.after(...this.stood.slice(at + 1));
    this.say("left");
    this.release();
  }

  private release() {
    const grip = this.row?.querySelector(".grip");
    grip?.removeAttribute("aria-pressed");
    if (this.row) delete this.row.dataset.lifted;
    this.row = undefined;
    this.pointer = undefined;
    return grip;
  }

  private send(order: string, moved: string) {
    const form = this.querySelector<HTMLFormElement>(":scope > form");
    if (!form) return;
    for (const [name, value] of Object.entries({ order, moved })) {
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = name;
      field.value = value;
      form.append(field);
    }
    form.requestSubmit();
  }

  /** Say it by the words of `data-picked` and the like, in which {name}, {place} and {count} stand for the row. */
  private say(what: "picked" | "moved" | "dropped" | "left") {
    const region = this.querySelector(":scope > [role=status]");
    const rows = [...(this.row?.parentElement?.children ?? [])];
    if (!region || !this.row) return;
    region.textContent = (this.dataset[what] ?? "")
      .replace("{name}", this.row.dataset.name ?? "")
      .replace("{place}", String(rows.indexOf(this.row) + 1))
      .replace("{count}", String(rows.length));
  }
}

const EVENTS = ["pointerdown", "pointermove", "pointerup", "pointercancel", "click", "keydown", "focusout"];

/** The nearest that scrolls around an element; null when it is the window. */
function scrollerOf(element: Element): Element | null {
  const around = element.parentElement;
  if (!around || around === document.body) return null;
  const scrolls = ["auto", "scroll"].includes(getComputedStyle(around).overflowY);
  return scrolls && around.scrollHeight > around.clientHeight ? around : scrollerOf(around);
}

function middle(element: Element): number {
  const { top, height } = element.getBoundingClientRect();
  return top + height / 2;
}

customElements.define("reorder-list", ReorderList);
