/** Names of tabs, held by a lock as long as the tab lives (where the browser can: not on plain http). */

const A_MOMENT = 1500; // ms that the lock of a page may outlive it

/** A new name for a tab: 24 hex digits. */
export function newClient(): string {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Leave this tab's name for the page after this one; return the name of the page before. */
export function nameBefore(client: string, key = "redraft client"): string | null {
  try {
    const earlier = sessionStorage.getItem(key);
    sessionStorage.setItem(key, client);
    return earlier;
  } catch {
    return null; // a browser that keeps nothing
  }
}

/** Bear a name for as long as the page lives; false when another tab bears it, or nobody can know. */
export function hold(client: string, patience = A_MOMENT): Promise<boolean> {
  if (!navigator.locks) return Promise.resolve(false);
  return new Promise((resolve) => {
    const bear = () => {
      resolve(true);
      return new Promise(() => undefined);
    };
    navigator.locks
      .request(`redraft ${client}`, { signal: AbortSignal.timeout(patience) }, bear)
      .catch(() => resolve(false));
  });
}

/** The names that living tabs bear, as far as the browser tells. */
export async function liveClients(): Promise<Set<string>> {
  const { held = [] } = (await navigator.locks?.query().catch(() => ({ held: [] }))) ?? {};
  return new Set(held.map((lock) => (lock.name ?? "").replace("redraft ", "")));
}
