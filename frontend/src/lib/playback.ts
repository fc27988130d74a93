/** What was pasted in one step, in code points of its text. */
export interface Paste {
  at: number;
  length: number;
  from: "own" | "clipping" | "outside";
}

/** A saved text as the server sends it: the first of a block whole, the others as what changed. */
export interface Step {
  number: number;
  at: string;
  words: number;
  pastes: Paste[];
  text?: string;
  splice?: [start: number, gone: number, came: string];
}

/** A saved text to show: `came` is what is new in it, from one code point to another. */
export interface Shown {
  number: number;
  at: string;
  words: number;
  pastes: Paste[];
  text: string[];
  came: [start: number, end: number];
}

export interface Block {
  states: Step[];
  next: number | null;
}

/** The texts of a block, one after another; text is kept as code points. */
export function texts({ states }: Block): Shown[] {
  let text: string[] = [];
  return states.map(({ number, at, words, pastes, text: whole, splice }) => {
    const [start, gone, came] = splice ?? [0, 0, ""];
    const points = Array.from(came);
    text = whole === undefined ? [...text.slice(0, start), ...points, ...text.slice(start + gone)] : Array.from(whole);
    return { number, at, words, pastes, text, came: [start, start + points.length] };
  });
}

/** A run of a paragraph: what is new in it, and pasted, or neither. */
export interface Run {
  text: string;
  came: boolean;
  pasted: string;
}

/** A shown text as paragraphs of runs. Citations show as an asterisk. */
export function paragraphs({ text, came, pastes }: Shown): Run[][] {
  const cuts = [came[0], came[1], ...pastes.flatMap(({ at, length }) => [at, at + length])];
  const made: Run[][] = [];
  let at = 0;
  for (const line of lines(text)) {
    const end = at + line.length;
    const inside = [at, ...cuts.filter((cut) => cut > at && cut < end), end].sort((a, b) => a - b);
    const runs = inside.slice(1).map((to, n) => {
      const from = inside[n] as number;
      const paste = pastes.find((one) => one.at <= from && to <= one.at + one.length);
      const run = text.slice(from, to).join("").replaceAll("\uFFFC", "*");
      return { text: run, came: came[0] <= from && to <= came[1], pasted: paste?.from ?? "" };
    });
    made.push(runs.filter((run) => run.text));
    at = end + 1;
  }
  return made;
}

function* lines(text: string[]): Generator<string[]> {
  let start = 0;
  for (let end = 0; end < text.length; end += 1) {
    if (text[end] !== "\n") continue;
    yield text.slice(start, end);
    start = end + 1;
  }
  if (start < text.length) yield text.slice(start);
}
