// The desk without a network: opens an essay that this device remembers, for the person who has its pass.
import { type Head, openHeads } from "../lib/heads";
import { pass } from "../lib/pass";

const DESK = /^\/essays\/(\d+)\/$/;

class DeskShell extends HTMLElement {
  async connectedCallback() {
    const essay = Number(DESK.exec(location.pathname)?.[1] ?? 0);
    const head = essay
      ? await openHeads()
          .recall(pass(), essay)
          .catch(() => null)
      : null;
    if (head) this.open(head);
  }

  private open(head: Head) {
    const mould = this.querySelector("template") as HTMLTemplateElement;
    const page = document.importNode(mould.content, true);
    const part = <T extends HTMLElement = HTMLElement>(selector: string) => page.querySelector(selector) as T;
    const desk = part("writing-desk");
    const { essay, user, revision, savedAt, client } = head;
    for (const name of ["saveUrl", "branchUrl"]) {
      desk.dataset[name] = (desk.dataset[name] ?? "").replace("/essays/0/", `/essays/${essay}/`);
    }
    Object.assign(desk.dataset, { essay, writer: user, revision, savedAt, client });
    part("essay-editor").dataset.document = head.document;
    part(".bench-title strong").textContent = head.title;
    part(".sheet h1").textContent = head.question;
    document.title = document.title.replace(/^.* · /, `${head.question} · `);
    Object.assign(document.documentElement.dataset, head.look);
    this.replaceChildren(page);
  }
}

customElements.define("desk-shell", DeskShell);
