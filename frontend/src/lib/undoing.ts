import type { Working } from "./merging";

/**
 * What a marker did to an essay, with all that doing it again or taking it back needs. What a comment said is the
 * comment editor's JSON of its words, criterion and whether it is for staff.
 */
export type Act =
  | { kind: "made" | "removed"; comment: string }
  | { kind: "changed"; comment: string; before: string; after: string }
  | { kind: "starred" | "unstarred"; start: number; end: number; quote: string }
  | { kind: "judged"; before: Working; after: Working };

const OPPOSITE = { made: "removed", removed: "made", starred: "unstarred", unstarred: "starred" } as const;

/** The act that takes this one back. */
export function opposite(act: Act): Act {
  if (act.kind === "changed" || act.kind === "judged") return { ...act, before: act.after, after: act.before } as Act;
  return { ...act, kind: OPPOSITE[act.kind] } as Act;
}

/** What stands once such an act is done again: only what it changed, all else as it is `now`. */
export function judgedAgain(now: Working, before: Working, after: Working): Working {
  const levels = changedAgain(now.levels, before.levels, after.levels);
  const notes = changedAgain(now.notes, before.notes, after.notes);
  const words = (name: "summary" | "next_step") => (before[name] === after[name] ? now[name] : after[name]);
  return { levels, notes, summary: words("summary"), next_step: words("next_step") };
}

function changedAgain<T>(now: Record<string, T>, before: Record<string, T>, after: Record<string, T>) {
  const again = { ...now };
  for (const code of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (before[code] === after[code]) continue;
    delete again[code];
    if (after[code] !== undefined) again[code] = after[code];
  }
  return again;
}

/** The acts on one essay in the order in which they were done, and those taken back since. */
export class Undoing {
  private done: Act[] = [];
  private undone: Act[] = [];

  get canUndo() {
    return this.done.length > 0;
  }

  get canRedo() {
    return this.undone.length > 0;
  }

  /** Keep what was done now; what was taken back before cannot be done again. */
  did(act: Act) {
    this.done.push(act);
    this.undone = [];
  }

  /** The act to perform so that the last one is taken back, if any. */
  undo(): Act | undefined {
    const act = this.done.pop();
    if (act) this.undone.push(act);
    return act && opposite(act);
  }

  /** The act to perform so that the one taken back last is done again, if any. */
  redo(): Act | undefined {
    const act = this.undone.pop();
    if (act) this.done.push(act);
    return act;
  }
}
