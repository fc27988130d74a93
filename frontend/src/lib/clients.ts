import type { Entry, Journal } from "./journal";
import { takeUp } from "./last-words";
import { replay, type Server } from "./saver";
import { hold, liveClients, nameBefore, newClient } from "./tabs";

/** What a tab begins with. */
export interface Beginning {
  client: string;
  /** Unsent texts of a dead tab whose name this one now bears, in the order of their saves; the last is to be shown. */
  resume: Entry[];
  /** Whether the server has taken something: what the page shows is old. */
  sent: boolean;
  /** How many texts of other dead tabs wait still. */
  left: number;
}

/**
 * Send what dead tabs left, and take over what cannot be sent now. `server` is null while there is none to ask;
 * `favourite` is the tab whose text is shown when several have left one.
 */
export async function begin(
  user: number,
  essay: number,
  journal: Journal,
  server: Server | null,
  favourite = "",
): Promise<Beginning> {
  const fresh = newClient();
  const earlier = nameBefore(fresh);
  const leftovers = async () => {
    const live = await liveClients();
    if (earlier) live.delete(earlier); // the page before this one: its lock may outlive it for a moment
    return (await journal.entries(user, essay).catch(() => [])).filter(({ client }) => !live.has(client));
  };
  await takeUp(journal);
  let entries = await leftovers();
  if (server && entries.length) {
    const { saved, aside } = await replay(entries, server, journal);
    if (saved.length + aside) return { client: fresh, resume: [], sent: true, left: 0 };
    entries = await leftovers();
  }
  const names = [...new Set(entries.map(({ client }) => client))];
  const heir = names.includes(favourite) ? favourite : names.at(-1);
  const client = heir && (await hold(heir)) ? heir : fresh;
  if (client === fresh) void hold(fresh);
  else nameBefore(client);
  const resume = entries.filter((entry) => entry.client === client);
  return { client, resume, sent: false, left: entries.length - resume.length };
}
