// Signing in over the page when the session is gone: the sign-in page's own form, while the text stays where it is.
class SignInAgain extends HTMLElement {
  private ends = new AbortController();
  private busy = false;

  connectedCallback() {
    this.ends = new AbortController();
    for (const type of ["submit", "click", "keydown"]) this.addEventListener(type, this, { signal: this.ends.signal });
  }

  disconnectedCallback() {
    this.ends.abort();
  }

  handleEvent(event: Event) {
    if (event.type === "submit") {
      event.preventDefault();
      void this.send(event.target as HTMLFormElement);
    } else if (event.type === "keydown" && (event as KeyboardEvent).key === "Escape") this.hidden = true;
    else if ((event.target as Element).closest("[data-later]")) this.hidden = true;
  }

  /** Come without taking the keys from the writer; `focus` when the writer asked for it. */
  async ask(focus = false): Promise<void> {
    if (this.hidden) {
      this.hidden = false;
      if (!this.form) await this.fetchForm();
    }
    if (focus) this.field?.focus();
  }

  private get form(): HTMLFormElement | null {
    return this.querySelector("form");
  }

  /** The first field that wants an answer. */
  private get field(): HTMLElement | undefined {
    const fields = [...this.querySelectorAll<HTMLInputElement>("input:not([type=hidden]), select")];
    return fields.find((field) => !field.value) ?? fields[0];
  }

  private fetchForm(): Promise<void> {
    return this.talk({ method: "GET" });
  }

  private async send(form: HTMLFormElement) {
    if (this.busy) return;
    this.busy = true;
    form.setAttribute("aria-busy", "true");
    await this.talk({ method: "POST", body: new FormData(form) });
    form.removeAttribute("aria-busy");
    this.busy = false;
  }

  /** A redirect means that somebody is signed in now; a page, that its form is to be filled in. */
  private async talk(init: RequestInit): Promise<void> {
    const login = this.querySelector<HTMLInputElement>("[name=login]")?.value || this.dataset.login || "";
    try {
      const response = await fetch(this.dataset.url ?? "", { ...init, redirect: "manual", cache: "no-store" });
      if (response.type === "opaqueredirect") return this.done();
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const form = page.querySelector("form:has([name=password])");
      if (form) this.put(document.importNode(form, true) as HTMLFormElement, login);
      else if (init.method === "POST" && response.status === 403) return this.fetchForm(); // the token was an old one
      this.complain(form ? "" : this.dataset.trouble);
    } catch {
      this.complain(this.dataset.trouble);
    }
  }

  private put(form: HTMLFormElement, login: string) {
    for (const link of form.querySelectorAll("a")) link.target = "_blank";
    form.querySelector("[type=submit]")?.classList.replace("btn-primary", "btn-ink"); // the page has its one red button
    const name = form.querySelector<HTMLInputElement>("[name=login]");
    if (name) name.value = login;
    this.querySelector("[data-form]")?.replaceChildren(form);
    if (form.querySelector(".alert, .invalid-feedback")) this.field?.focus();
  }

  private complain(text = "") {
    const trouble = this.querySelector<HTMLElement>("[data-says]");
    if (!trouble) return;
    trouble.textContent = text;
    trouble.hidden = !text;
  }

  private done() {
    this.hidden = true;
    this.querySelector("[data-form]")?.replaceChildren(); // a password stays nowhere
    this.dispatchEvent(new Event("signed-in", { bubbles: true }));
  }
}

export type { SignInAgain };

customElements.define("sign-in-again", SignInAgain);
