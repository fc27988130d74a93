import type { Entry, Journal } from "./journal";

const KEY = "redraft last words";

/** Keep at once, in this tab, what a page holds as it goes away: the journal may not be done in time. */
export function leaveBehind(entries: Entry[]): void {
  try {
    if (entries.length) sessionStorage.setItem(KEY, JSON.stringify(entries));
    else sessionStorage.removeItem(KEY);
  } catch {
    // Full, or a browser that keeps nothing: the journal may still be done in time.
  }
}

/** Put into the journal what the page before this one, in the same tab, left behind. Put twice, an entry is there once. */
export async function takeUp(journal: Journal): Promise<void> {
  try {
    for (const entry of JSON.parse(sessionStorage.getItem(KEY) ?? "[]") as Entry[]) await journal.put(entry);
    sessionStorage.removeItem(KEY);
  } catch {
    // The journal is not to be had: the words stay where they are.
  }
}
