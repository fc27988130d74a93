// The notebook's clippings that are on this device only: shown, sent, or taken out.
import type { QueuedClip } from "../lib/clip-queue";
import { clipSender, type Told } from "../lib/clip-sender";

class WaitingClips extends HTMLElement {
  private ends = new AbortController();
  private sender = clipSender();

  connectedCallback() {
    this.ends = new AbortController();
    const { signal } = this.ends;
    this.sender?.addEventListener("told", (event) => this.told((event as CustomEvent<Told>).detail), { signal });
    void this.show();
  }

  disconnectedCallback() {
    this.ends.abort();
  }

  private told({ outcome }: Told) {
    const detail = { text: this.dataset.sent };
    if (outcome === "sent") this.dispatchEvent(new CustomEvent("toast", { bubbles: true, detail }));
    void this.show().then((waiting) => outcome === "sent" && waiting === 0 && this.renew());
  }

  /** The page lacks what was sent just now: load it anew, unless somebody types in it. */
  private renew() {
    if (!document.activeElement?.matches("input, textarea")) location.reload();
  }

  private async show(): Promise<number> {
    const waiting = (await this.sender?.waiting()) ?? [];
    this.hidden = waiting.length === 0;
    this.querySelector("[data-list]")?.replaceChildren(...waiting.map((clip) => this.card(clip)));
    return waiting.length;
  }

  private card(clip: QueuedClip): HTMLElement {
    const mould = this.querySelector("template") as HTMLTemplateElement;
    const card = (mould.content.firstElementChild as HTMLElement).cloneNode(true) as HTMLElement;
    const part = <T extends HTMLElement>(selector: string) => card.querySelector(selector) as T;
    part("q").textContent = clip.quote;
    part(".mine").textContent = clip.note;
    part(".mine").hidden = !clip.note;
    part<HTMLAnchorElement>("[data-place]").href = `${clip.address.replace(/clip\/$/, "")}#${clip.key}`;
    part("[data-forget]").addEventListener("click", () => {
      void this.sender?.forget(clip).then(() => this.show());
    });
    return card;
  }
}

customElements.define("waiting-clips", WaitingClips);
