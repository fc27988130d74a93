import { Store } from "./indexed";
import type { Place } from "./passages";

/** Words that wait on this device until the server has them. `version` is that of the text the reader saw. */
export interface QueuedClip extends Place {
  user: number;
  /** Where it is sent to: the section's own address for clips. */
  address: string;
  version: number;
  note: string;
  /** As typed, with commas between. */
  tags: string;
  /** New for each act of clipping, so that what is said later about the same words is not forgotten with the first. */
  stamp: string;
}

/** Where clippings are kept on this device. */
export interface ClipQueue {
  /** Keep it; a note that waits for the same words already stays above the new one. Resolves with what is kept. */
  put(clip: QueuedClip): Promise<QueuedClip>;
  /** Forget it, unless something was added to it meanwhile. */
  forget(clip: QueuedClip): Promise<void>;
  /** All that one person has waiting. */
  of(user: number): Promise<QueuedClip[]>;
}

const STORE = "clips";
const KEY = ["user", "address", "version", "key", "start", "end"] as const;

/** Open the queue of this browser. Takes the name of the database. */
export function openClipQueue(name = "redraft-clips"): ClipQueue {
  const kept = new Store(name, STORE, (database) => {
    database.createObjectStore(STORE, { keyPath: [...KEY] }).createIndex("user", "user");
  });
  return {
    async put(clip) {
      let whole = clip;
      await kept.work("readwrite", (store): undefined => {
        const before = store.get(keyOf(clip));
        before.onsuccess = () => {
          whole = joined(before.result, clip);
          store.put(whole);
          store.transaction.commit(); // now: a page that goes away takes what is not committed with it
        };
      });
      return whole;
    },
    async forget(clip) {
      await kept.work("readwrite", (store): undefined => {
        const now = store.get(keyOf(clip));
        now.onsuccess = () => {
          if (now.result?.stamp === clip.stamp) store.delete(keyOf(clip));
        };
      });
    },
    async of(user) {
      return (await kept.work<QueuedClip[]>("readonly", (store) => store.index("user").getAll(user))) ?? [];
    },
  };
}

function keyOf(clip: QueuedClip): (string | number)[] {
  return KEY.map((name) => clip[name]);
}

function joined(before: QueuedClip | undefined, clip: QueuedClip): QueuedClip {
  if (!before) return clip;
  const notes = [...new Set([before.note, clip.note])].filter(Boolean);
  return { ...clip, note: notes.join("\n"), tags: clip.tags || before.tags };
}
