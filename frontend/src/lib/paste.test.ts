import { describe, expect, it } from "vitest";
import { cleanPaste, cleanText } from "./paste";

const item = (marker: string, text: string, level = 1) =>
  `<p class="MsoListParagraph" style="mso-list:l0 level${level} lfo1"><span style="mso-list:Ignore">${marker}<span>&nbsp;&nbsp;</span></span>${text}</p>`;

describe("what is pasted", () => {
  it("keeps Word's lists as lists", () => {
    expect(cleanPaste(item("1.", "First") + item("2.", "Second"))).toBe(
      '<ol><li><p class="MsoListParagraph">First</p></li><li><p class="MsoListParagraph">Second</p></li></ol>',
    );
    expect(cleanPaste(item("·", "One"))).toContain("<ul><li>");
  });

  it("keeps a list inside a list", () => {
    const html = cleanPaste(item("1.", "Outer") + item("a.", "Inner", 2) + item("2.", "Next"));
    expect(html.replaceAll(' class="MsoListParagraph"', "")).toBe(
      "<ol><li><p>Outer</p><ol><li><p>Inner</p></li></ol></li><li><p>Next</p></li></ol>",
    );
  });

  it("begins a new list after a paragraph", () => {
    expect(cleanPaste(`${item("1.", "One")}<p>Between</p>${item("1.", "Two")}`).match(/<ol>/g)).toHaveLength(2);
  });

  it("fits headings to the essay's two", () => {
    expect(cleanPaste("<h1>A</h1><h2>B</h2><h5>C</h5>")).toBe("<h2>A</h2><h2>B</h2><h3>C</h3>");
  });

  it("drops styles and scripts", () => {
    expect(cleanPaste('<style>p{}</style><p style="color:red">A<script>1</script></p>')).toBe("<p>A</p>");
  });

  it("reads bold and italic out of styles", () => {
    expect(cleanPaste('<span style="font-weight:700">A</span>')).toBe("<span><strong>A</strong></span>");
    expect(cleanPaste('<span style="font-style:italic">A</span>')).toBe("<span><em>A</em></span>");
    expect(cleanPaste('<b style="font-weight:normal"><p>A</p></b>')).toBe("<p>A</p>");
  });

  it("makes a line of each row of a table", () => {
    expect(cleanPaste("<table><tr><th>Year</th><td>1937</td></tr></table>")).toBe("<p>Year | 1937</p>");
  });

  it("keeps the blocks of a table that only lays out a page", () => {
    expect(cleanPaste("<table><tr><td><p>One</p><p>Two</p></td></tr></table>")).toBe("<div><p>One</p><p>Two</p></div>");
  });

  it("begins a new paragraph at two breaks, and drops a break that ends one", () => {
    expect(cleanPaste("<p>One<br><br>Two<br></p><br>")).toBe("<p>One</p><p>Two</p>");
    expect(cleanPaste("<p>One<br>Two</p>")).toBe("<p>One<br>Two</p>");
  });

  it("keeps no list deeper than the server stores", () => {
    const deep = `${"<ul><li>a".repeat(40)}${"</li></ul>".repeat(40)}`;
    expect(cleanPaste(deep).match(/<ul>/g)).toHaveLength(6);
  });

  it("keeps no numbering that the server does not know", () => {
    expect(cleanPaste('<ol start="1e12" type="disc"><li>a</li></ol>')).toBe("<ol><li>a</li></ol>");
    expect(cleanPaste('<ol start="3" type="a"><li>a</li></ol>')).toBe('<ol start="3" type="a"><li>a</li></ol>');
  });

  it("drops what no text may hold", () => {
    expect(cleanText("a\0b\uFFFCc\uD800d 😀")).toBe("abcd 😀");
  });
});
