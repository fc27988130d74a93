/** The essay's tree in the browser: the same canonical text as `essays/document.py` makes on the server. */

/** A node of the editor's JSON (`editor.getJSON()`), the document itself included. */
export interface DocumentNode {
  type?: string;
  attrs?: Record<string, unknown>;
  content?: DocumentNode[];
  marks?: { type: string }[];
  text?: string;
}

/** What a citation is in the canonical text. */
export const CITATION = "\uFFFC";

/** Characters that no text may hold: the server refuses a document with one, so a paste must drop them. */
export const FORBIDDEN = /[\0\uFFFC]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** The canonical text: each text block ends in a newline, a hard break is one, a citation is U+FFFC. */
export function plainText(node: DocumentNode): string {
  switch (node.type) {
    case "text":
      return node.text ?? "";
    case "hardBreak":
      return "\n";
    case "citation":
      return CITATION;
  }
  const inside = (node.content ?? []).map(plainText).join("");
  return node.type === "paragraph" || node.type === "heading" ? `${inside}\n` : inside;
}
