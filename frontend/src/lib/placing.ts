/** A card in the margin: the line it wants to stand at, and its height, both in pixels from the top of the text. */
export interface Card {
  want: number;
  height: number;
}

/**
 * Say where each card stands so that none overlaps another. Takes the cards in the order of the text and the index of
 * the active one, or -1. Cards are pushed down; the active one keeps its line and those before it move up for it, as far
 * as there is room above.
 */
export function place(cards: Card[], active = -1, gap = 12): number[] {
  const tops = downwards(cards, 0, gap);
  const chosen = cards[active];
  if (!chosen) return tops;
  tops[active] = Math.max(0, chosen.want);
  for (let n = active - 1; n >= 0; n--) {
    const room = (tops[n + 1] as number) - gap - (cards[n] as Card).height;
    tops[n] = Math.min(tops[n] as number, room);
  }
  const lacking = -Math.min(0, tops[0] as number);
  for (let n = 0; n <= active; n++) tops[n] = (tops[n] as number) + lacking;
  const floor = (tops[active] as number) + chosen.height + gap;
  return [...tops.slice(0, active + 1), ...downwards(cards.slice(active + 1), floor, gap)];
}

function downwards(cards: Card[], floor: number, gap: number): number[] {
  let free = floor;
  return cards.map(({ want, height }) => {
    const top = Math.max(want, free);
    free = top + height + gap;
    return top;
  });
}
