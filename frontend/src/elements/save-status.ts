// Says in words, with the time, what has become of the text; spoken at once for trouble, else at most once a minute.
import { icon } from "../lib/icon";
import type { State, Status } from "../lib/saver";

const LOOKS: Record<State, [icon: string, look: string]> = {
  saved: ["saved", ""],
  saving: ["saving", "is-saving"],
  offline: ["cloud-off", "is-offline"],
  busy: ["cloud-off", "is-offline"],
  "signed-out": ["cloud-off", "is-offline"],
  other: ["warn", "is-clash"],
  branch: ["split", "is-clash"],
  late: ["clock", "is-offline"],
  "handed-in": ["warn", "is-offline"],
  "too-large": ["warn", "is-clash"],
  refused: ["warn", "is-clash"],
  gone: ["warn", "is-clash"],
};
const SAYS_KEPT: State[] = ["offline", "busy", "signed-out", "other"];
const MINUTE = 60_000;

export class SaveStatus extends HTMLElement {
  private spokenAt = Number.NEGATIVE_INFINITY;
  private spoken = "";
  private others = false;
  private shown = "";

  /** Whether another tab of this browser has the essay open. */
  set elsewhere(others: boolean) {
    if (others === this.others) return;
    this.others = others;
    this.querySelector(".save-elsewhere")?.remove();
    this.append(...this.note());
  }

  /** Show a status. `compare` is the address where a branch is settled. */
  show(status: Status, compare: string): void {
    const same = JSON.stringify([status, compare]);
    if (same === this.shown) return; // said at each key press
    this.shown = same;
    const [picture, look] = LOOKS[status.state];
    const trouble = look !== "" && look !== "is-saving";
    this.speak(status.state, trouble);
    this.dataset.state = status.state;
    this.className = `save push ${look}`;
    const words = document.createElement("span");
    words.textContent = this.words(status);
    this.replaceChildren(icon(picture), words);
    if (status.state === "branch") words.replaceChildren(link(compare, words.textContent));
    if (status.state === "signed-out") {
      const { signIn = "", signInUrl = "" } = this.dataset;
      const way = link(signInUrl, signIn);
      way.target = "_blank"; // where the form over the page does not come
      way.dataset.askAgain = "";
      words.append(" ", way);
    }
    this.append(...this.note());
  }

  /** A word beforehand: what is typed in two tabs clashes. */
  private note(): Node[] {
    if (!this.others) return [];
    const note = document.createElement("span");
    note.className = "save-elsewhere";
    note.textContent = this.dataset.elsewhere ?? "";
    return [note];
  }

  private words({ state, savedAt, kept }: Status): string {
    const key = state.replace(/-(\w)/g, (_all, letter: string) => letter.toUpperCase());
    if (!kept && SAYS_KEPT.includes(state)) return this.dataset.unkept ?? "";
    return (this.dataset[key] ?? "").replace("{time}", savedAt.slice(11, 19)).trim();
  }

  private speak(state: State, trouble: boolean): void {
    const now = performance.now();
    const aloud = (trouble && state !== this.spoken) || (state === "saved" && now - this.spokenAt > MINUTE);
    this.setAttribute("aria-live", aloud ? "polite" : "off");
    if (!aloud) return;
    this.spokenAt = now;
    this.spoken = state;
  }
}

function link(href: string, text: string): HTMLAnchorElement {
  const way = document.createElement("a");
  way.href = href;
  way.textContent = text;
  return way;
}

customElements.define("save-status", SaveStatus);
