import { describe, expect, test } from "vitest";
import vectors from "../../../tests/vectors/plain.json";
import { plainBody, plainWithReferences } from "./plain";

describe.each(vectors)("the server's vector: $name", ({ json, plain }) => {
  test("is the same plain text", () => expect(plainBody(JSON.parse(json))).toBe(plain));
});

test("references follow under their heading, with the numbers of the text", () => {
  const cite = (clipping: number) => ({ type: "citation", attrs: { clipping } });
  const text = { type: "text", text: "See" };
  const tree = { type: "doc", content: [{ type: "paragraph", content: [text, cite(9), cite(4), cite(9)] }] };
  expect(plainWithReferences(tree, "References", ["One", "Two"])).toBe(
    "See[1][2][1]\n\nReferences\n[1] One\n[2] Two\n",
  );
  expect(plainWithReferences(tree, "References", [])).toBe("See[1][2][1]\n");
});
