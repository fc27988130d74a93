// Leads from the desk to the essay's files once the last words are saved, and copies the text as plain text.
import { copyText } from "../lib/clipboard";
import type { DocumentNode } from "../lib/document";
import { plainWithReferences } from "../lib/plain";
import type { EssayEditor } from "./essay-editor";
import type { WritingDesk } from "./writing-desk";

class EssayFiles extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this);
  }

  handleEvent(event: Event) {
    const target = event.target as Element;
    const link = target.closest("a");
    if (target.closest("[data-copy]")) void this.copy();
    else if (link) {
      event.preventDefault();
      void this.go(link);
    } else return;
    this.closest<HTMLElement>("[popover]")?.hidePopover();
  }

  private async go(link: HTMLAnchorElement) {
    if (await this.closest<WritingDesk>("writing-desk")?.settled()) location.assign(link.href);
    else this.say(this.dataset.unsaved);
  }

  private async copy() {
    const editor = document.querySelector("essay-editor") as EssayEditor;
    const lines = [...document.querySelectorAll(".refs li")].map((line) => line.textContent?.trim() ?? "");
    const tree = JSON.parse(editor.read()) as DocumentNode;
    const copied = await copyText(plainWithReferences(tree, this.dataset.references ?? "", lines));
    if (copied) this.say(this.dataset.copied?.replace("{words}", String(editor.words)));
    else this.say(this.dataset.notCopied);
  }

  private say(text = "") {
    this.dispatchEvent(new CustomEvent("toast", { bubbles: true, detail: { text } }));
  }
}

customElements.define("essay-files", EssayFiles);
