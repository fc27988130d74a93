/** The parts of a paragraph, in the order in which they are written. */
export const PARTS = ["point", "evidence", "explanation", "link"] as const;

/** One paragraph of a plan. */
export interface Card extends Record<(typeof PARTS)[number], string> {
  id: string;
  done: boolean;
}

/** What a writer means to say. */
export interface Plan {
  thesis: string;
  cards: Card[];
}

/**
 * Bring together what was changed here and what another window saved, both since `base`. A text changed on both sides
 * keeps both; a card stays when either side changed or added it; the order is that of whoever changed the order.
 */
export function mergedPlan(base: Plan, mine: Plan, theirs: Plan): Plan {
  const known = (plan: Plan) => new Map(plan.cards.map((card) => [card.id, card]));
  const [old, here, there] = [known(base), known(mine), known(theirs)];
  const kept = new Map<string, Card>();
  for (const id of new Set([...here.keys(), ...there.keys()])) {
    const card = mergedCard(old.get(id), here.get(id), there.get(id));
    if (card) kept.set(id, card);
  }
  const moved = order(base, here) !== order(mine, old);
  const [first, second] = moved ? [mine, theirs] : [theirs, mine];
  const cards = inserted(ids(first), ids(second)).flatMap((id) => kept.get(id) ?? []);
  return { thesis: joined(base.thesis, mine.thesis, theirs.thesis), cards };
}

/** What the plan gives the paper: the thesis, and a paragraph for each card that is not ticked, its parts as sentences. */
export function outline(plan: Plan): string[] {
  const open = plan.cards.filter((card) => !card.done);
  const paragraphs = open.map((card) => PARTS.map((part) => sentence(card[part])).filter(Boolean));
  return [sentence(plan.thesis), ...paragraphs.map((sentences) => sentences.join(" "))].filter(Boolean);
}

function mergedCard(old: Card | undefined, mine: Card | undefined, theirs: Card | undefined): Card | undefined {
  if (!mine || !theirs) {
    const left = mine ?? theirs;
    return left && old && same(left, old) ? undefined : left; // taken away on one side, and not touched on the other
  }
  const card = { ...theirs, done: mine.done === old?.done ? theirs.done : mine.done };
  for (const part of PARTS) card[part] = joined(old?.[part] ?? "", mine[part], theirs[part]);
  return card;
}

/** A text of which two were made: the changed one, or both, theirs first; one that holds the other is enough. */
function joined(base: string, mine: string, theirs: string): string {
  if (mine === base || theirs.includes(mine)) return theirs;
  if (theirs === base || mine.includes(theirs)) return mine;
  return `${theirs}\n${mine}`;
}

function same(one: Card, other: Card): boolean {
  return one.done === other.done && PARTS.every((part) => one[part] === other[part]);
}

function ids(plan: Plan): string[] {
  return plan.cards.map((card) => card.id);
}

function order(plan: Plan, among: Map<string, Card>): string {
  return ids(plan)
    .filter((id) => among.has(id))
    .join(" ");
}

/** The first list with what only the second has, each after the one that it follows there. */
function inserted(first: string[], second: string[]): string[] {
  const all = [...first];
  second.forEach((id, at) => {
    if (!all.includes(id)) all.splice(all.indexOf(second[at - 1] ?? "") + 1, 0, id);
  });
  return all;
}

/** A note as a sentence: on one line, with an end. */
function sentence(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line && !/[.!?…:;][”’"')\]]*$/.test(line) ? `${line}.` : line;
}
