import { getSchema } from "@tiptap/core";
import { describe, expect, it } from "vitest";
import documents from "../../../tests/vectors/documents.json";
import { extensions } from "./schema";

const schema = getSchema(extensions("Citation"));

describe("the editor's schema", () => {
  it.each(documents.map(({ name, json }) => [name, json]))("gives back the server's document: %s", (_name, json) => {
    const node = schema.nodeFromJSON(JSON.parse(json));
    node.check();
    expect(JSON.stringify(node.toJSON())).toBe(json);
  });

  it("has nothing that the server does not know", () => {
    expect(Object.keys(schema.nodes).sort()).toEqual(
      [
        "doc",
        "paragraph",
        "text",
        "heading",
        "blockquote",
        "bulletList",
        "orderedList",
        "listItem",
        "hardBreak",
        "citation",
      ].sort(),
    );
    expect(Object.keys(schema.marks).sort()).toEqual(["bold", "italic"]);
  });
});
