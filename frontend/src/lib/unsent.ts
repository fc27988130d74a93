import { Store } from "./indexed";
import { both, merged, type Working } from "./merging";
import type { Answer } from "./sending";

/** Something done on the marking desk that has no answer yet. */
export interface Unsent {
  user: number;
  /** The window in which it was done. */
  tab: string;
  submission: string;
  /** What it is about: a later one about the same takes its place. */
  slot: string;
  url: string;
  data: Record<string, unknown>;
  /** What stood there before: the judgement, or the words of a comment. */
  base: Working | string | null;
  /** When it was done, in milliseconds; no two of a window are alike. */
  at: number;
}

/** Where such acts are kept on this device. */
export interface UnsentStore {
  put(unsent: Unsent): Promise<void>;
  /** Forget it, unless a later one has taken its place. */
  forget(unsent: Unsent): Promise<void>;
  /** All of one person, in the order in which they were done. */
  of(user: number): Promise<Unsent[]>;
}

const STORE = "unsent";

/** Open what this browser keeps. Takes the name of the database. */
export function openUnsent(name = "redraft-marking"): UnsentStore {
  const kept = new Store(name, STORE, (database) => {
    const store = database.createObjectStore(STORE, { keyPath: ["user", "tab", "submission", "slot"] });
    store.createIndex("user", "user");
  });
  return {
    async put(unsent) {
      await kept.work("readwrite", (store) => {
        const request = store.put(unsent);
        store.transaction.commit(); // now: a page that goes away takes what is not committed with it
        return request;
      });
    },
    async forget({ user, tab, submission, slot, at }) {
      await kept.work("readwrite", (store): undefined => {
        const now = store.get([user, tab, submission, slot]);
        now.onsuccess = () => {
          if (now.result && now.result.at <= at) store.delete([user, tab, submission, slot]);
        };
      });
    },
    async of(user) {
      const found = await kept.work<Unsent[]>("readonly", (store) => store.index("user").getAll(user));
      return (found ?? []).sort((a, b) => a.at - b.at);
    },
  };
}

/**
 * Send an act once more, saying so. Where somebody else has changed the same meanwhile, what both have made is brought
 * together and sent instead.
 */
export async function sendAgain(
  unsent: Unsent,
  post: (url: string, data: Record<string, unknown>) => Promise<Answer>,
): Promise<Answer> {
  const answer = await post(unsent.url, { ...unsent.data, again: true });
  const together =
    answer.status === 409 && answer.body.code === "clash" && broughtTogether(unsent, answer.body.current);
  return together ? post(unsent.url, together) : answer;
}

function broughtTogether({ data, base }: Unsent, current: Record<string, unknown>) {
  const { version } = current;
  if (typeof base === "string") {
    return { ...data, body: both(base, String(data.body), String(current.body)), version };
  }
  if (base === null) return null;
  return { ...merged(base, data as unknown as Working, current as unknown as Working), version };
}

/** Whether an answer settles an act: it is done, or there is nothing left to do it to and no words are lost by that. */
export function isSettled({ data }: Unsent, { status }: Answer): boolean {
  return status === 200 || (status < 500 && !("body" in data) && !("summary" in data));
}
