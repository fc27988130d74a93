import { getSchema } from "@tiptap/core";
import { DOMParser as Parser } from "@tiptap/pm/model";
import { describe, expect, it } from "vitest";
import { cleanPaste } from "./paste";
import { extensions } from "./schema";

const schema = getSchema(extensions("Citation"));
const CORPUS = "../../../tests/vectors/paste";
const pages = import.meta.glob<string>("../../../tests/vectors/paste/*.html", {
  query: "?raw",
  import: "default",
  eager: true,
});
const expected = import.meta.glob<object>("../../../tests/vectors/paste/*.json", { import: "default", eager: true });

/** The document that a clipboard becomes in an empty essay. */
function documentOf(html: string): object {
  const holder = document.createElement("div");
  holder.innerHTML = cleanPaste(html);
  const node = Parser.fromSchema(schema).parse(holder);
  node.check();
  return JSON.parse(JSON.stringify(node.toJSON()));
}

describe("the clipboard of", () => {
  const names = Object.keys(pages).map((path) => path.slice(CORPUS.length + 1, -".html".length));

  it.each(names)("%s becomes the expected document", (name) => {
    expect(documentOf(pages[`${CORPUS}/${name}.html`] ?? "")).toEqual(expected[`${CORPUS}/${name}.json`]);
  });

  it("has an expected document for each page", () => {
    expect(names.length).toBe(Object.keys(expected).length);
    expect(names.length).toBeGreaterThan(10);
  });
});

describe("what no editor wrote", () => {
  it.each([
    ["a citation of nothing", '<p>a<cite data-clipping="x">1</cite></p>'],
    ["a citation of no number", '<p>a<cite data-clipping="-3">1</cite></p>'],
    ["a list that counts from nowhere", '<ol start="99999999999999"><li>a</li></ol>'],
    ["a list of forty lists", "<ul><li>a".repeat(40)],
    ["eighty quotations", `${"<blockquote>".repeat(80)}a`],
    ["text where none may be", "<ul>a<b>b</b></ul><table>c</table>"],
    ["nothing", ""],
  ])("makes a document that the server stores: %s", (_name, html) => {
    const text = JSON.stringify(documentOf(html));
    expect(text).not.toMatch(/"clipping"|"start":[^1]/);
    expect(depth(JSON.parse(text))).toBeLessThan(32);
  });
});

function depth(node: { content?: { content?: [] }[] }): number {
  return 1 + Math.max(0, ...(node.content ?? []).map(depth));
}
