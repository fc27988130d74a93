// Shows what the chosen levels say and come to, and lets a number key set the level of the criterion one is at.
export type Levels = Record<string, number>;

export class RubricKeys extends HTMLElement {
  private isPressing = false;

  connectedCallback() {
    for (const type of ["change", "focusin", "pointerdown", "click", "keydown"]) this.addEventListener(type, this);
    for (const row of this.rows) this.say(row);
    // Tab goes from criterion to criterion: the words about one have a key of their own.
    for (const extra of this.querySelectorAll<HTMLElement>(".criterion-note, .half-level input")) extra.tabIndex = -1;
    this.enter(this.rows.find((row) => !checked(row)) ?? this.rows[0]);
  }

  disconnectedCallback() {
    for (const type of ["change", "focusin", "pointerdown", "click", "keydown"]) this.removeEventListener(type, this);
  }

  handleEvent(event: Event) {
    // The active criterion says more: were it entered before the press ends, the level would move from under the finger.
    this.isPressing = event.type === "pointerdown" || (event.type === "focusin" && this.isPressing);
    const row = (event.target as Element).closest<HTMLElement>(".rubric-row");
    if (!row || this.isPressing || event.type === "keydown") return;
    this.enter(row);
    if (event.type === "change" && !(event.target as Element).closest("textarea")) this.say(row);
  }

  /** The levels chosen, by criterion code. */
  get levels(): Levels {
    const found: Levels = {};
    for (const row of this.rows) {
      const level = levelOf(row);
      if (level !== null) found[row.dataset.criterion ?? ""] = level;
    }
    return found;
  }

  set levels(levels: Levels) {
    for (const row of this.rows) {
      const level = levels[row.dataset.criterion ?? ""];
      const whole = level === undefined ? null : Math.floor(level);
      for (const input of row.querySelectorAll<HTMLInputElement>("[type=radio]")) {
        input.checked = Number(input.value) === whole;
      }
      const half = halfOf(row);
      if (half) half.checked = level !== undefined && level !== whole;
      this.say(row);
    }
  }

  /** What is said about single criteria, by code. */
  get notes(): Record<string, string> {
    const found: Record<string, string> = {};
    for (const row of this.rows) {
      const text = row.querySelector<HTMLTextAreaElement>(".criterion-note")?.value.trim();
      if (text) found[row.dataset.criterion ?? ""] = text;
    }
    return found;
  }

  set notes(notes: Record<string, string>) {
    for (const row of this.rows) {
      const area = row.querySelector<HTMLTextAreaElement>(".criterion-note");
      if (area) area.value = notes[row.dataset.criterion ?? ""] ?? "";
    }
  }

  /** Whether every criterion has a level. */
  get isComplete(): boolean {
    return this.rows.every((row) => checked(row));
  }

  /** Put the focus on a criterion: the one with this code, else the one that is active. */
  focusOn(code = "") {
    const row = this.rows.find((one) => one.dataset.criterion === code) ?? this.active;
    (row && (checked(row) ?? row.querySelector("input")))?.focus();
  }

  /** Choose a level for the active criterion, or with "." half a level more or less. Returns whether the rubric has it. */
  choose(level: string): boolean {
    if (this.hasAttribute("data-locked")) return false;
    if (level === ".") return this.half();
    const input = this.active?.querySelector<HTMLInputElement>(`input[value="${CSS.escape(level)}"]`);
    if (!input) return false;
    input.focus();
    input.click();
    return true;
  }

  private half(): boolean {
    const half = this.active && halfOf(this.active);
    half?.click();
    return Boolean(half);
  }

  private get rows() {
    return [...this.querySelectorAll<HTMLElement>(".rubric-row")];
  }

  private get active() {
    return this.querySelector<HTMLElement>(".rubric-row.is-active");
  }

  private enter(row: HTMLElement | undefined) {
    for (const one of this.rows) {
      one.classList.toggle("is-active", one === row);
      const note = one.querySelector<HTMLElement>(".criterion-note");
      if (one === row) note?.setAttribute("data-key", "w");
      else note?.removeAttribute("data-key");
    }
  }

  /** Show the words of a row's level and the total of all. */
  private say(row: HTMLElement) {
    const input = checked(row);
    const half = halfOf(row);
    const last = [...row.querySelectorAll<HTMLInputElement>("[type=radio]")].at(-1);
    if (half) half.disabled = !input || input === last;
    const word = row.querySelector(".level");
    if (word) word.textContent = this.word(row) || (this.dataset.notSet ?? "");
    const reached = row.querySelector(".reached");
    const level = Number(input?.value);
    if (reached) reached.textContent = input && level > 0 ? (input.closest("label")?.title ?? "") : "";
    this.sayNext(row, input);
    const total = this.closest(".pane")?.querySelector(".total");
    if (total) total.textContent = String(this.total);
  }

  /** Show what the level above the chosen one asks for. */
  private sayNext(row: HTMLElement, input: HTMLInputElement | null) {
    const levels = [...row.querySelectorAll<HTMLInputElement>("[type=radio]")];
    const above = input ? levels[levels.indexOf(input) + 1] : undefined;
    const place = row.querySelector<HTMLElement>(".to-reach");
    const [head, says] = [place?.querySelector<HTMLElement>("strong"), place?.querySelector("span")];
    if (!place || !head || !says) return;
    place.hidden = !above;
    head.textContent = (head.dataset.words ?? "").replace("{level}", above?.value ?? "");
    says.textContent = above?.closest("label")?.title ?? "";
  }

  private get total() {
    return this.rows.reduce((sum, row) => sum + (levelOf(row) ?? 0) * Number(row.dataset.weight ?? 1), 0);
  }

  /** The level of a row in words; between two levels, the words of both. */
  private word(row: HTMLElement): string {
    const level = levelOf(row);
    if (level === null) return "";
    const named = (whole: number) =>
      row.querySelector<HTMLInputElement>(`[type=radio][value="${whole}"]`)?.dataset.word ?? "";
    const lower = Math.floor(level);
    if (lower === level) return named(level);
    const between = this.dataset.between ?? "{lower} {higher}";
    return between.replace("{lower}", named(lower)).replace("{higher}", named(lower + 1));
  }
}

function levelOf(row: HTMLElement): number | null {
  const input = checked(row);
  const half = halfOf(row);
  return input ? Number(input.value) + (half?.checked && !half.disabled ? 0.5 : 0) : null;
}

function halfOf(row: HTMLElement): HTMLInputElement | null {
  return row.querySelector<HTMLInputElement>(".half-level input");
}

function checked(row: HTMLElement): HTMLInputElement | null {
  return row.querySelector<HTMLInputElement>("[type=radio]:checked");
}

customElements.define("rubric-keys", RubricKeys);
