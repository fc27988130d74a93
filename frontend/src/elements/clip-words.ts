// Wraps a section's text: selected words go to the notebook by Clip, or with a note of one's own, or are looked up.
import { type ClipSender, clipSender, type Told } from "../lib/clip-sender";
import { CursorBar } from "../lib/cursor-bar";
import { cardOf, GlossCard } from "../lib/gloss-card";
import { pressed } from "../lib/keys";
import { type Clipping, type Place, placeOf, rangesOf } from "../lib/passages";
import { SelectBar } from "../lib/select-bar";

const PATIENCE = 1500; // ms until words that are not with the server yet are said to be kept here
const HIGHLIGHTS = ["clipped", "clipped-unsure", "opened", "cursor"];

interface Said {
  note: string;
  tags: string;
}

class ClipWords extends HTMLElement {
  private ends = new AbortController();
  private sender: ClipSender | null = null;
  private bar?: SelectBar;
  private cursor?: CursorBar;
  private clippings: Clipping[] = [];
  private lookedUpByKey = false;
  private card = new GlossCard((byKey) => byKey && this.lookedUpByKey && this.cursor?.resume());

  connectedCallback() {
    const prose = this.prose;
    if (!prose) return;
    this.ends = new AbortController();
    this.sender = clipSender();
    this.clippings = JSON.parse(document.getElementById("clippings")?.textContent ?? "[]");
    this.bar = new SelectBar(prose, prose, (kind) => this.selected(kind), "mould-clip-bar");
    this.cursor = new CursorBar({
      prose,
      bar: this.querySelector("[data-cursor]") as HTMLElement,
      say: (text) => this.say(text),
      choose: (kind, place, range) => void this.act(kind, place, range, true),
    });
    this.listen();
    this.paint();
    this.showOpened();
    void this.takeWaiting();
  }

  disconnectedCallback() {
    this.ends.abort();
    this.bar?.end();
    for (const name of HIGHLIGHTS) CSS.highlights?.delete(name);
  }

  private get prose() {
    return this.querySelector<HTMLElement>(".prose");
  }

  private get words() {
    return this.querySelector<HTMLElement>("[data-said]")?.dataset ?? {};
  }

  private get openers() {
    return document.querySelectorAll<HTMLElement>("[data-clip-keys]");
  }

  private listen() {
    const { signal } = this.ends;
    for (const opener of this.openers) {
      opener.hidden = false;
      opener.addEventListener("click", () => this.chooseByKeyboard(opener), { signal });
    }
    document.addEventListener("keydown", (event) => this.key(event), { signal });
    this.sender?.addEventListener("told", (event) => this.told((event as CustomEvent<Told>).detail), { signal });
    const dialog = this.querySelector("dialog");
    dialog?.querySelector("[data-leave]")?.addEventListener("click", () => dialog.close(), { signal });
  }

  /** Beside selected words the keys of their bar count, else that of the sentence cursor. */
  private key(event: KeyboardEvent) {
    if (!this.bar || this.cursor?.isOn || document.querySelector("dialog[open]")) return;
    if (pressed(this.bar.bar, event)) return;
    for (const opener of this.openers) if (pressed(opener.parentElement as HTMLElement, event)) return;
  }

  private chooseByKeyboard(opener: HTMLElement) {
    const sheet = opener.closest<HTMLElement>("[popover]");
    if (sheet?.matches(":popover-open")) sheet.hidePopover();
    this.cursor?.begin(this.words.cursorOn ?? "");
  }

  private selected(kind: string) {
    const range = this.bar?.range;
    if (range) void this.act(kind, placeOf(range), range, false);
  }

  private async act(kind: string, place: Place | null, range: Range, byKey: boolean) {
    if (kind === "look-up") return this.lookUp(range, byKey);
    if (!place) return this.toast(this.words.onePassage);
    const said = kind === "note" ? await this.ask(place.quote) : { note: "", tags: "" };
    if (byKey && kind === "note") this.cursor?.resume();
    if (!said) return;
    window.getSelection()?.removeAllRanges();
    await this.keep({ ...place, ...said });
  }

  // Clip and note

  /** Ask for a note and tags; null when the reader leaves it. */
  private ask(quote: string): Promise<Said | null> {
    const dialog = this.querySelector("dialog") as HTMLDialogElement;
    const note = dialog.querySelector("textarea") as HTMLTextAreaElement;
    const tags = dialog.querySelector("[name=tags]") as HTMLInputElement;
    (dialog.querySelector("[data-quote]") as HTMLElement).textContent = quote;
    note.value = tags.value = dialog.returnValue = "";
    dialog.showModal();
    note.focus();
    return new Promise((done) => {
      const closed = () => done(dialog.returnValue === "keep" ? { note: note.value, tags: tags.value } : null);
      dialog.addEventListener("close", closed, { once: true });
    });
  }

  /** Highlight at once, keep on this device, send; and say what became of it. */
  private async keep(clip: Place & Said) {
    const shown: Clipping = { key: clip.key, start: clip.start, end: clip.end, quote: clip.quote, sure: true };
    this.clippings.push(shown);
    this.paint();
    const version = Number(this.dataset.version);
    const sending = this.sender?.add({ ...clip, address: this.dataset.address ?? "", version });
    const late = new Promise<null>((done) => setTimeout(() => done(null), PATIENCE));
    const told = await Promise.race([sending, late]);
    if (!told) this.toast(this.words.waiting);
    else if (told.outcome === "sent") this.toast(this.words.kept);
    else if (told.outcome === "waiting") this.toast(this.words.waiting);
    else if (told.outcome === "signed-out") this.toast(this.words.signedOut);
    if (!told || told.outcome === "waiting") void this.showWaiting();
  }

  /** Heed what became of any clipping that waited, of this section or of another one. */
  private told({ clip, outcome }: Told) {
    if (outcome === "refused" || outcome === "lost") {
      if (outcome === "lost") this.toast(this.words.failed, 60);
      this.clippings = this.clippings.filter(
        (one) => one.pk || !isSame(one, clip) || clip.address !== this.dataset.address,
      );
      this.paint();
    }
    const line = this.querySelector<HTMLElement>("[data-waiting]");
    if (outcome === "sent" && line && !line.hidden) this.toast(this.words.sent);
    void this.showWaiting();
  }

  /** Show what an earlier page could not send. */
  private async takeWaiting() {
    const waiting = (await this.sender?.waiting()) ?? [];
    const here = waiting.filter((clip) => clip.address === this.dataset.address);
    this.clippings.push(...here.map((clip) => ({ ...clip, sure: true })));
    this.paint();
  }

  private async showWaiting() {
    const line = this.querySelector<HTMLElement>("[data-waiting]");
    const count = (await this.sender?.waiting())?.length ?? 0;
    if (!line) return;
    line.hidden = count === 0;
    line.textContent = (count === 1 ? line.dataset.one : line.dataset.many?.replace("{}", String(count))) ?? "";
  }

  // Look up

  private async lookUp(range: Range, byKey: boolean) {
    const words = range.toString().trim();
    const card = carried(words, range) ?? (await this.fetched(words));
    const near = range.startContainer.parentElement;
    if (!card || !near) return;
    this.lookedUpByKey = byKey;
    window.getSelection()?.removeAllRanges();
    this.card.open(card, near, range.getBoundingClientRect().top, true);
  }

  /** The card that the server has for these words; without one the reader is led to the search page. */
  private async fetched(words: string): Promise<HTMLElement | null> {
    const asked = encodeURIComponent(words);
    try {
      const response = await fetch(`${this.dataset.lookUp}?words=${asked}`, { headers: { "HX-Request": "true" } });
      if (response.status === 200) {
        const page = new DOMParser().parseFromString(await response.text(), "text/html");
        return page.querySelector<HTMLElement>(".gloss");
      }
      location.assign(`${this.dataset.search}?q=${asked}`);
    } catch {
      this.toast(this.words.noNetwork);
    }
    return null;
  }

  // What is shown

  private paint() {
    if (!CSS.highlights) return;
    const { opened } = this.dataset;
    const ranges = (wanted: (one: Clipping) => boolean) =>
      new Highlight(...this.clippings.filter(wanted).flatMap((one) => rangesOf(this, one)));
    CSS.highlights.set(
      "clipped",
      ranges(({ sure }) => sure),
    );
    CSS.highlights.set(
      "clipped-unsure",
      ranges(({ sure }) => !sure),
    );
    const strong = ranges(({ pk }) => String(pk) === opened);
    CSS.highlights.set("opened", Object.assign(strong, { priority: 1 }));
  }

  /** A link from the notebook or an essay leads to a passage: mark it, also where words cannot be painted. */
  private showOpened() {
    if (!new URLSearchParams(location.search).has("clipping") || !location.hash) return;
    const passage = this.querySelector<HTMLElement>(`[data-passage="${CSS.escape(location.hash.slice(1))}"]`);
    if (!passage) return;
    passage.classList.add("is-opened");
    const notice = passage.previousElementSibling;
    if (notice?.matches(".since-notice")) {
      passage.style.scrollMarginTop = `${(notice as HTMLElement).offsetHeight + 24}px`; // shown with what it says
    }
    passage.scrollIntoView();
  }

  private say(text: string) {
    const place = this.querySelector("[data-said]");
    if (place) place.textContent = text;
  }

  private toast(text = "", seconds = 4) {
    this.dispatchEvent(new CustomEvent("toast", { bubbles: true, detail: { text, seconds } }));
  }
}

function isSame(one: Place, other: Place): boolean {
  return one.key === other.key && one.start === other.start && one.end === other.end;
}

/** The card that the page itself has for these words: by their link, else by its name. */
function carried(words: string, range: Range): HTMLElement | null {
  const link = range.startContainer.parentElement?.closest<HTMLElement>("a[data-gloss]");
  if (link && link.textContent?.trim() === words) return cardOf(`gloss-${link.dataset.gloss}`);
  for (const mould of document.querySelectorAll<HTMLTemplateElement>("template[id^=gloss-]")) {
    const name = mould.content.firstElementChild?.getAttribute("aria-label") ?? "";
    if (name.toLowerCase() === words.toLowerCase()) return cardOf(mould.id);
  }
  return null;
}

customElements.define("clip-words", ClipWords);
