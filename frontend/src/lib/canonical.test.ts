import { getSchema } from "@tiptap/core";
import { describe, expect, it } from "vitest";
import documents from "../../../tests/vectors/documents.json";
import { Canonical, textOf } from "./canonical";
import { CodePoints } from "./offsets";
import { extensions } from "./schema";

const schema = getSchema(extensions("Citation"));

describe.each(documents)("the server's vector: $name", ({ json, text }) => {
  const doc = schema.nodeFromJSON(JSON.parse(json));
  const canonical = new Canonical(doc);

  it("has the same canonical text", () => expect(canonical.text).toBe(text));

  it("leads from every span to the editor and back", () => {
    const points = new CodePoints(text);
    for (let start = 0; start < points.length; start += 1) {
      for (const end of [start + 1, start + 3, points.length - 1]) {
        const range = canonical.range({ start, end });
        if (!range) continue;
        expect(textOf(doc, range.from, range.to)).toBe(text.slice(points.toUtf16(start), points.toUtf16(end)));
        expect(canonical.span(range.from, range.to)).toEqual({ start, end });
      }
    }
  });

  it("has no range for what is not in it", () => {
    const { length } = new CodePoints(text);
    expect(canonical.range({ start: 0, end: length + 1 })).toBeNull();
    expect(canonical.range({ start: length + 5, end: length + 9 })).toBeNull();
    expect(canonical.range({ start: 1, end: 1 })).toBeNull();
  });
});
