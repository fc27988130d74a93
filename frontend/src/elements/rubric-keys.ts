// Shows what the chosen levels say and come to, and lets a number key set the level of the criterion one is at.
export type Levels = Record<string, number>;

export class RubricKeys extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", this);
    this.addEventListener("focusin", this);
    this.enter(this.rows.find((row) => !checked(row)) ?? this.rows[0]);
  }

  disconnectedCallback() {
    this.removeEventListener("change", this);
    this.removeEventListener("focusin", this);
  }

  handleEvent(event: Event) {
    const row = (event.target as Element).closest<HTMLElement>(".rubric-row");
    if (!row) return;
    this.enter(row);
    if (event.type === "change") this.say(row);
  }

  /** The levels chosen, by criterion code. */
  get levels(): Levels {
    const found: Levels = {};
    for (const row of this.rows) {
      const input = checked(row);
      if (input) found[row.dataset.criterion ?? ""] = Number(input.value);
    }
    return found;
  }

  set levels(levels: Levels) {
    for (const row of this.rows) {
      for (const input of row.querySelectorAll("input")) {
        input.checked = Number(input.value) === levels[row.dataset.criterion ?? ""];
      }
      this.say(row);
    }
  }

  /** Put the focus on a criterion: the one with this code, else the one that is active. */
  focusOn(code = "") {
    const row = this.rows.find((one) => one.dataset.criterion === code) ?? this.active;
    (row && (checked(row) ?? row.querySelector("input")))?.focus();
  }

  /** Choose a level for the active criterion. Returns whether the rubric has it. */
  choose(level: string): boolean {
    if (this.hasAttribute("data-locked")) return false;
    const input = this.active?.querySelector<HTMLInputElement>(`input[value="${CSS.escape(level)}"]`);
    if (!input) return false;
    input.focus();
    input.click();
    return true;
  }

  private get rows() {
    return [...this.querySelectorAll<HTMLElement>(".rubric-row")];
  }

  private get active() {
    return this.querySelector<HTMLElement>(".rubric-row.is-active");
  }

  private enter(row: HTMLElement | undefined) {
    for (const one of this.rows) one.classList.toggle("is-active", one === row);
  }

  /** Show the words of a row's level and the total of all. */
  private say(row: HTMLElement) {
    const input = checked(row);
    const word = row.querySelector(".level");
    if (word) word.textContent = input ? (input.dataset.word ?? "") : (this.dataset.notSet ?? "");
    const reached = row.querySelector(".reached");
    const level = Number(input?.value);
    if (reached) reached.textContent = input && level > 0 ? (input.closest("label")?.title ?? "") : "";
    for (const next of row.querySelectorAll<HTMLElement>(".to-reach")) next.hidden = next.dataset.from !== input?.value;
    const total = this.closest(".pane")?.querySelector(".total");
    if (total) total.textContent = String(Object.values(this.levels).reduce((sum, one) => sum + one, 0));
  }
}

function checked(row: HTMLElement): HTMLInputElement | null {
  return row.querySelector<HTMLInputElement>("input:checked");
}

customElements.define("rubric-keys", RubricKeys);
