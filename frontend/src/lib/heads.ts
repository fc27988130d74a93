import { Store } from "./indexed";

/** An essay as it was last seen on this device, so that it opens without a network. */
export interface Head {
  /** The pass of the person it was shown to: nobody else's page asks for it. */
  pass: string;
  user: number;
  essay: number;
  title: string;
  question: string;
  revision: number;
  savedAt: string;
  document: string;
  /** The tab that wrote it last. */
  client: string;
  /** What `<html>` says of theme and type. */
  look: Record<string, string>;
}

/** Essays that this device remembers. */
export interface Heads {
  remember(head: Head): Promise<void>;
  recall(pass: string, essay: number): Promise<Head | null>;
  /** Forget what was shown under any other pass; "" forgets all. */
  forgetOthers(pass: string): Promise<void>;
}

/** Open the memory of this browser. Takes the name of the database. */
export function openHeads(name = "redraft-heads"): Heads {
  const kept = new Store(name, "heads", (database) => {
    database.createObjectStore("heads", { keyPath: ["pass", "essay"] });
  });
  return {
    async remember(head) {
      await kept.work("readwrite", (store) => store.put(head));
    },
    async recall(pass, essay) {
      return (pass && (await kept.work<Head>("readonly", (store) => store.get([pass, essay])))) || null;
    },
    async forgetOthers(pass) {
      await kept.work("readwrite", (store): undefined => {
        const all = store.getAllKeys();
        all.onsuccess = () => {
          for (const key of all.result as [string, number][]) if (key[0] !== pass) store.delete(key);
        };
      });
    },
  };
}
