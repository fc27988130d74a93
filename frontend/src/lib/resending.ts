import type { DeskJournal } from "./desk-journal";
import type { Working } from "./merging";
import type { Answer } from "./sending";
import { isSettled, sendAgain, type Unsent } from "./unsent";

export const JUDGED = "judged";

/** What sending again needs of the marking desk. */
export interface ResendingHost {
  /** The submission on the desk, if it can be changed. */
  open(): string;
  post(url: string, data: Record<string, unknown>): Promise<Answer>;
  /** Put a judgement into the form, beside what stands there, as if it had been chosen now. */
  restore(base: Working, mine: Working): void;
  /** The essay on the desk has changed by it. */
  drawn(answer: Answer): void;
  marked(url: string, answer: Answer): void;
  /** These words were refused. */
  refused(message: string, words: string): void;
}

/** Send what pages that are gone have left on this device, in order; returns how much there was. */
export async function resend(journal: DeskJournal, host: ResendingHost): Promise<number> {
  const left = await journal.leftovers();
  for (const unsent of left) {
    if (unsent.slot === JUDGED && unsent.submission === host.open()) {
      host.restore(unsent.base as Working, unsent.data as unknown as Working);
      journal.forget(unsent);
    } else settle(unsent, await sendAgain(unsent, host.post), journal, host);
  }
  return left.length;
}

function settle(unsent: Unsent, answer: Answer, journal: DeskJournal, host: ResendingHost) {
  if (isSettled(unsent, answer)) journal.forget(unsent);
  else host.refused(answer.body.message ?? String(answer.status), String(unsent.data.body ?? unsent.data.summary));
  if (answer.status !== 200) return;
  if (answer.body.row) host.marked(`/submissions/${unsent.submission}/`, answer);
  else if (unsent.submission === host.open()) host.drawn(answer);
}
