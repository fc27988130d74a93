/** What a marker has so far, as the server keeps it. */
export interface Working {
  levels: Record<string, number>;
  notes: Record<string, string>;
  summary: string;
  next_step: string;
}

/**
 * Bring together what was changed here and what another window saved, both since `base`. A level set here wins; a text
 * changed on both sides keeps both.
 */
export function merged(base: Working, mine: Working, theirs: Working): Working {
  const levels: Record<string, number> = {};
  for (const code of new Set([...Object.keys(mine.levels), ...Object.keys(theirs.levels)])) {
    const level = mine.levels[code] === base.levels[code] ? theirs.levels[code] : mine.levels[code];
    if (level !== undefined) levels[code] = level;
  }
  const notes: Record<string, string> = {};
  for (const code of new Set([...Object.keys(mine.notes), ...Object.keys(theirs.notes)])) {
    const note = both(base.notes[code] ?? "", mine.notes[code] ?? "", theirs.notes[code] ?? "");
    if (note) notes[code] = note;
  }
  return {
    levels,
    notes,
    summary: both(base.summary, mine.summary, theirs.summary),
    next_step: both(base.next_step, mine.next_step, theirs.next_step),
  };
}

/** A text of which two were made: the changed one, or both, theirs first. */
export function both(base: string, mine: string, theirs: string): string {
  if (mine === base || mine === theirs) return theirs;
  return theirs === base || theirs === "" ? mine : `${theirs}\n\n${mine}`;
}
