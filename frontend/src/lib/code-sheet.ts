import { changedLines, lineAt, splice } from "./lines";
import { pieces, placeOf } from "./markup";

/** What a problem says of a line, counted from 1: the word it names, or "". */
export interface Problem {
  line: number;
  word: string;
  near: string;
}

/**
 * The lines of a text field, drawn under it in the same type and width, so that numbers and marks keep step with its
 * wrapping: one list item a line. The field itself holds the text; this is for the eye alone.
 */
export class CodeSheet {
  private lines: string[] = [];
  private problems: Problem[] = [];

  constructor(
    private area: HTMLTextAreaElement,
    private list: HTMLElement,
    private live: string[],
  ) {
    this.draw();
  }

  /** Show the text as it is now; only lines that differ are drawn anew. */
  draw(): void {
    const lines = this.area.value.split("\n");
    const { at, gone, come } = splice(this.lines, lines);
    const next = this.list.children[at + gone] ?? null;
    for (let count = 0; count < gone; count++) this.list.children[at]?.remove();
    for (const line of lines.slice(at, at + come)) this.list.insertBefore(item(line), next);
    this.lines = lines;
    const changed = changedLines(this.live, lines);
    for (const [place, element] of [...this.list.children].entries())
      element.classList.toggle("is-add", changed.has(place));
  }

  /** Mark the lines of these problems and the words that they name, and no others. */
  mark(problems: Problem[]): void {
    for (const { line } of this.problems) this.redraw(line, []);
    this.problems = problems;
    for (const { line } of problems)
      this.redraw(
        line,
        problems.filter((problem) => problem.line === line),
      );
  }

  /** Put the caret at the beginning of a line and bring it into sight. */
  goTo(line: number): void {
    const [start] = lineAt(this.area.value, line);
    this.area.focus({ preventScroll: true });
    this.area.setSelectionRange(start, start);
    this.list.children[line - 1]?.scrollIntoView({ block: "center" });
  }

  /** Write another word in a line; false when the word does not stand there any more. */
  replace(line: number, word: string, near: string): boolean {
    const [start, end] = lineAt(this.area.value, line);
    const place = placeOf(this.area.value.slice(start, end), word);
    if (!place) return false;
    this.area.focus();
    this.area.setSelectionRange(start + place[0], start + place[1]);
    // The old command alone keeps the browser's own undo.
    if (!document.execCommand("insertText", false, near)) {
      this.area.setRangeText(near, start + place[0], start + place[1], "end");
      this.area.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
    return true;
  }

  private redraw(line: number, problems: Problem[]): void {
    const old = this.list.children[line - 1];
    const text = this.lines[line - 1];
    if (!old || text === undefined) return;
    const fresh = item(text, problems);
    fresh.classList.toggle("is-add", old.classList.contains("is-add"));
    old.replaceWith(fresh);
  }
}

function item(line: string, problems: Problem[] = []): HTMLLIElement {
  const element = document.createElement("li");
  element.classList.toggle("is-bad", problems.length > 0);
  const bad = problems.map(({ word }) => placeOf(line, word)).filter((place) => place !== null);
  for (const { kind, text } of pieces(line, bad)) {
    const span = document.createElement("span");
    span.className = kind;
    span.textContent = text;
    element.append(kind ? span : text);
  }
  return element;
}
