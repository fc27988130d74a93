import { Store } from "./indexed";
import type { Paste } from "./playback";

/** One text that waits to be acknowledged. It keeps its own (client, seq) whoever sends it. */
export interface Entry {
  user: number;
  essay: number;
  client: string;
  seq: number;
  /** The head's revision that the text grew from. */
  base: number;
  /** The seq of this client's save that comes before it and is not acknowledged yet; its answer gives the base. */
  follows: number | null;
  document: string;
  digest: string;
  /** What was pasted since the save before it. */
  pastes?: Paste[];
}

/** Where entries are kept on this device until the server has them. */
export interface Journal {
  /** Keep an entry, in place of an earlier one of the same client and seq. */
  put(entry: Entry): Promise<void>;
  /** Forget a client's entries up to this seq, and let those that follow it grow from this revision. */
  acknowledge(entry: Entry, revision: number): Promise<void>;
  /** All entries of a person's essay, each client's in the order of its saves. */
  entries(user: number, essay: number): Promise<Entry[]>;
}

const STORE = "entries";

/** Open the journal of this browser. Takes the name of the database. */
export function openJournal(name = "redraft"): Journal {
  const kept = new Store(name, STORE, (database) => {
    const store = database.createObjectStore(STORE, { keyPath: ["essay", "client", "seq"] });
    store.createIndex("essay", ["user", "essay"]);
  });
  return {
    async put(entry) {
      await kept.work("readwrite", (store) => {
        const request = store.put(entry);
        store.transaction.commit(); // now: a page that goes away takes what is not committed with it
        return request;
      });
    },
    async acknowledge(entry, revision) {
      await kept.work("readwrite", (store): undefined => {
        const all = store.index("essay").getAll([entry.user, entry.essay]);
        all.onsuccess = () => {
          for (const kept of all.result as Entry[]) {
            if (kept.client !== entry.client) continue;
            if (kept.seq <= entry.seq) store.delete([kept.essay, kept.client, kept.seq]);
            else if (kept.follows === entry.seq) store.put({ ...kept, base: revision, follows: null });
          }
        };
      });
    },
    async entries(user, essay) {
      const found = await kept.work<Entry[]>("readonly", (store) => store.index("essay").getAll([user, essay]));
      return (found ?? []).sort((a, b) => (a.client === b.client ? a.seq - b.seq : a.client < b.client ? -1 : 1));
    },
  };
}
