/** An essay holds no tables: each row becomes a line, its cells apart; a table that lays out a page, its blocks. */
export function pastedTables(body: HTMLElement): void {
  for (const table of [...body.querySelectorAll("table")].reverse()) {
    const lines = [...table.querySelectorAll("tr")].flatMap((row) => rowLines([...row.querySelectorAll("td, th")]));
    const caption = table.querySelector("caption")?.textContent?.trim();
    table.replaceWith(...(caption ? [line(body, [caption])] : []), ...lines);
  }
}

function rowLines(cells: Element[]): Element[] {
  const isData = cells.every(
    (cell) => cell.querySelectorAll("p, li, h1, h2, h3, h4, h5, h6, blockquote, div").length <= 1,
  );
  const [first] = cells;
  if (!first) return [];
  if (isData && cells.length > 1) {
    const said = cells.map((cell) => (cell.textContent ?? "").replace(/\s+/g, " ").trim());
    return [line(first, said.filter(Boolean))];
  }
  return cells.map((cell) => {
    const block = first.ownerDocument.createElement("div");
    block.append(...cell.childNodes);
    return block;
  });
}

function line(near: Element, words: string[]): Element {
  const paragraph = near.ownerDocument.createElement("p");
  paragraph.textContent = words.join(" | ");
  return paragraph;
}
