import type { DocumentNode } from "./document";

const ROMAN: [number, string][] = [
  [1000, "m"],
  [900, "cm"],
  [500, "d"],
  [400, "cd"],
  [100, "c"],
  [90, "xc"],
  [50, "l"],
  [40, "xl"],
  [10, "x"],
  [9, "ix"],
  [5, "v"],
  [4, "iv"],
  [1, "i"],
];

/** What a file of text had better not hold: the controls below the space, but for tabs and line ends. */
const UNSAYABLE = /[^\P{Cc}\t\n\r\u007f-\u009f]|[\uFFFE\uFFFF]/gu;

interface Line {
  text: string;
  marker: string;
  kind: "text" | "quote" | "item" | "more";
  depth: number;
  block: number;
}

/** The essay as plain text, exactly as the server's (essays/files/plain.py): citations as [1], lists with their marks. */
export function plainBody(tree: DocumentNode): string {
  let said = "";
  let before: Line | null = null;
  for (const line of linesOf(tree)) {
    if (!line.text.trim() && !line.marker) continue;
    if (before) said += before.depth && line.depth && before.block === line.block ? "\n" : "\n\n";
    said += written(line);
    before = line;
  }
  return said;
}

/** The same with the list of references under its heading. */
export function plainWithReferences(tree: DocumentNode, heading: string, references: string[]): string {
  const body = plainBody(tree);
  if (!references.length) return `${body}\n`;
  const lines = references.map((reference, at) => `[${at + 1}] ${reference}`);
  return `${body}\n\n${[heading, ...lines].join("\n")}\n`;
}

function written({ text, marker, kind, depth }: Line): string {
  const indent = "    ".repeat(Math.max(depth - 1, 0));
  if (marker) return `${indent}${marker} ${text}`;
  if (kind === "quote")
    return text
      .split("\n")
      .map((part) => `${indent}> ${part}`)
      .join("\n");
  return kind === "more" ? `${indent}  ${text}` : text;
}

function linesOf(tree: DocumentNode): Line[] {
  const found: Line[] = [];
  const numbers = new Map<number, number>();
  const text = (node: DocumentNode) => (node.content ?? []).map((child) => inline(child, numbers)).join("");

  function walk(node: DocumentNode, block: number, depth: number, quoted: boolean) {
    const { type, content = [] } = node;
    if (type === "paragraph" || type === "heading") {
      const kind = type === "heading" ? "text" : quoted ? "quote" : depth ? "more" : "text";
      found.push({ text: text(node), marker: "", kind, depth, block });
    } else if (type === "blockquote") {
      for (const child of content) walk(child, block, depth, true);
    } else {
      content.forEach((item, count) => {
        const [first, ...rest] = item.content ?? [];
        if (!first) return;
        found.push({ text: text(first), marker: marker(node, count), kind: "item", depth: depth + 1, block });
        for (const child of rest) walk(child, block, depth + 1, false);
      });
    }
  }

  (tree.content ?? []).forEach((node, block) => {
    walk(node, block, 0, false);
  });
  return found;
}

function inline(node: DocumentNode, numbers: Map<number, number>): string {
  if (node.type === "hardBreak") return "\n";
  if (node.type !== "citation") return (node.text ?? "").replace(/\r\n?/g, "\n").replace(UNSAYABLE, "");
  const clipping = node.attrs?.clipping as number;
  if (!numbers.has(clipping)) numbers.set(clipping, numbers.size + 1);
  return `[${numbers.get(clipping)}]`;
}

function marker(list: DocumentNode, count: number): string {
  if (list.type === "bulletList") return "•";
  const { start = 1, type } = (list.attrs ?? {}) as { start?: number; type?: string | null };
  return `${counted(start + count, type ?? "1")}.`;
}

/** A list's number in its type: 1, a, A, i or I. */
export function counted(number: number, type: string): string {
  let said = "";
  if (type.toLowerCase() === "a" && number > 0) {
    for (let rest = number; rest > 0; rest = Math.floor((rest - 1) / 26)) {
      said = String.fromCharCode(97 + ((rest - 1) % 26)) + said;
    }
  } else if (type.toLowerCase() === "i" && number > 0 && number < 4000) {
    let rest = number;
    for (const [value, letters] of ROMAN) {
      said += letters.repeat(Math.floor(rest / value));
      rest %= value;
    }
  } else return String(number);
  return type === type.toUpperCase() ? said.toUpperCase() : said;
}
