// Lets a marker choose the single keys of the desk or switch them off; kept on this device for this person.
import { AS_DELIVERED, inForce, isSingle, meaning, type OwnKeys, parseKeys, taker, withKey } from "../lib/own-keys";
import { filled } from "../lib/status";

export class OwnKeysChoice extends HTMLElement {
  private own = AS_DELIVERED;

  connectedCallback() {
    this.own = parseKeys(kept(this.place));
    for (const type of ["change", "click", "keydown"]) this.addEventListener(type, this);
    this.querySelector("details")?.addEventListener("toggle", this);
  }

  handleEvent(event: Event) {
    const target = event.target as HTMLElement;
    if (event.type === "toggle") this.open();
    else if (event.type === "keydown")
      event.stopPropagation(); // a key that is being chosen does nothing yet
    else if (event.type === "click") {
      if (target.closest("[data-reset]")) this.keep(AS_DELIVERED);
    } else if (target.matches("[name=off]")) this.keep({ ...this.own, off: (target as HTMLInputElement).checked });
    else if (target instanceof HTMLInputElement && target.dataset.for) this.choose(target, target.dataset.for);
  }

  /** The fields come when they are asked for. */
  private open() {
    const mould = this.querySelector("template");
    mould?.replaceWith(mould.content.cloneNode(true));
    this.draw();
  }

  /** The key as delivered that a press stands for; "" for none. */
  meaning(pressed: string): string {
    return meaning(this.own, pressed);
  }

  /** Show in this part of the page the keys that are in force. */
  show(root: ParentNode) {
    for (const key of root.querySelectorAll<HTMLElement>("kbd")) {
      const delivered = key.dataset.delivered ?? key.textContent ?? "";
      if ([...delivered].length !== 1 || key.closest(".mcomment, comment-palette") || isPart(key)) continue;
      key.dataset.delivered = delivered;
      key.textContent = inForce(this.own, delivered) || delivered;
      key.hidden = this.own.off;
    }
    for (const row of root.querySelectorAll<HTMLElement>("[data-single]")) row.hidden = this.own.off;
  }

  private choose(input: HTMLInputElement, key: string) {
    const wanted = input.value.trim().toLowerCase();
    const other = taker(
      this.own,
      key,
      wanted,
      this.fields.map((field) => field.dataset.for ?? ""),
    );
    const isFree = isSingle(wanted) && !other;
    input.setAttribute("aria-invalid", String(!isFree));
    if (!isSingle(wanted)) this.say(this.dataset.odd);
    else if (other) this.say(filled(this.dataset.taken, { key: wanted, label: this.labelOf(other) }));
    else this.keep(withKey(this.own, key, wanted));
  }

  private keep(own: OwnKeys) {
    this.own = own;
    this.draw();
    try {
      localStorage.setItem(this.place, JSON.stringify(own));
      this.say(this.dataset.kept);
    } catch {
      this.say(this.dataset.unkept);
    }
    this.dispatchEvent(new CustomEvent("keys-chosen", { bubbles: true }));
  }

  private draw() {
    for (const field of this.fields) {
      const key = field.dataset.for ?? "";
      field.value = this.own.keys[key] ?? key;
      field.disabled = this.own.off;
      field.removeAttribute("aria-invalid");
    }
    const off = this.querySelector<HTMLInputElement>("[name=off]");
    if (off) off.checked = this.own.off;
  }

  private say(text = "") {
    const place = this.querySelector("[role=status]");
    if (place) place.textContent = text;
  }

  private labelOf(key: string): string {
    const field = this.fields.find((one) => one.dataset.for === key);
    return field?.closest("label")?.querySelector("span")?.textContent?.trim() ?? key;
  }

  private get fields() {
    return [...this.querySelectorAll<HTMLInputElement>("[data-for]")];
  }

  private get place() {
    return `redraft keys ${this.dataset.user}`;
  }
}

/** Whether this letter is pressed together with another key. */
function isPart(key: Element): boolean {
  const before = key.previousSibling?.textContent?.trim();
  return before === "+";
}

function kept(place: string): string | null {
  try {
    return localStorage.getItem(place);
  } catch {
    return null; // a browser that keeps nothing
  }
}

customElements.define("own-keys", OwnKeysChoice);
