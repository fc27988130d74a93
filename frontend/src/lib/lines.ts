/** How one list of lines became another: at `at`, `gone` lines gave way to `come` lines. */
export interface Splice {
  at: number;
  gone: number;
  come: number;
}

/** The shortest single stretch in which two lists of lines differ. */
export function splice(before: string[], now: string[]): Splice {
  const most = Math.min(before.length, now.length);
  let at = 0;
  while (at < most && before[at] === now[at]) at++;
  let same = 0;
  while (same < most - at && before[before.length - 1 - same] === now[now.length - 1 - same]) same++;
  return { at, gone: before.length - at - same, come: now.length - at - same };
}

const MOST_CELLS = 4_000_000; // beyond that, lines that stand anywhere in the other text count as unchanged

/** The places in `now`, from 0, of lines that are new or changed: those outside the longest common sequence of lines. */
export function changedLines(before: string[], now: string[]): Set<number> {
  const { at, gone, come } = splice(before, now);
  const olds = before.slice(at, at + gone);
  const news = now.slice(at, at + come);
  const kept = gone * come > MOST_CELLS ? standing(olds, news) : common(olds, news);
  return new Set(
    news
      .map((_, place) => place)
      .filter((place) => !kept.has(place))
      .map((place) => at + place),
  );
}

function standing(olds: string[], news: string[]): Set<number> {
  const known = new Set(olds);
  return new Set(news.flatMap((line, place) => (known.has(line) ? [place] : [])));
}

/** The places in `news` of a longest common subsequence. */
function common(olds: string[], news: string[]): Set<number> {
  const wide = news.length + 1;
  const best = new Uint32Array((olds.length + 1) * wide);
  const cell = (i: number, j: number) => best[i * wide + j] ?? 0;
  for (let i = olds.length - 1; i >= 0; i--)
    for (let j = news.length - 1; j >= 0; j--)
      best[i * wide + j] = olds[i] === news[j] ? cell(i + 1, j + 1) + 1 : Math.max(cell(i + 1, j), cell(i, j + 1));
  const kept = new Set<number>();
  for (let i = 0, j = 0; i < olds.length && j < news.length; ) {
    if (olds[i] === news[j]) {
      kept.add(j);
      i++;
      j++;
    } else if (cell(i + 1, j) >= cell(i, j + 1)) i++;
    else j++;
  }
  return kept;
}

/** Where a line, counted from 1, begins and ends in a text, in UTF-16; the last line for a number beyond it. */
export function lineAt(text: string, line: number): [start: number, end: number] {
  let start = 0;
  for (let count = 1; count < line; count++) {
    const next = text.indexOf("\n", start);
    if (next < 0) break;
    start = next + 1;
  }
  const end = text.indexOf("\n", start);
  return [start, end < 0 ? text.length : end];
}
