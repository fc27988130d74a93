import { describe, expect, it } from "vitest";
import { type Card, mergedPlan, outline, type Plan } from "./plan";

const card = (id: string, said: Partial<Card> = {}): Card => ({
  id,
  point: `Point ${id}`,
  evidence: "",
  explanation: "",
  link: "",
  done: false,
  ...said,
});
const plan = (...cards: Card[]): Plan => ({ thesis: "Fear", cards });
const keys = (said: Plan) => said.cards.map((one) => one.id).join("");

describe("mergedPlan", () => {
  const base = plan(card("a"), card("b"), card("c"));

  it("takes each side's change", () => {
    const mine = { thesis: "Fear decided it", cards: [card("a", { done: true }), card("b"), card("c")] };
    const theirs = plan(card("a"), card("b", { evidence: "1934" }), card("c"));
    expect(mergedPlan(base, mine, theirs)).toEqual({
      thesis: "Fear decided it",
      cards: [card("a", { done: true }), card("b", { evidence: "1934" }), card("c")],
    });
  });

  it("keeps both texts where both changed one, theirs first, and never one twice", () => {
    const [mine, theirs] = [plan(card("a", { link: "So law" })), plan(card("a", { link: "So fear" }))];
    expect(mergedPlan(plan(card("a")), mine, theirs).cards[0]?.link).toBe("So fear\nSo law");
    expect(mergedPlan(plan(card("a")), theirs, theirs)).toEqual(theirs);
    const longer = plan(card("a", { link: "So fear, and law" }));
    expect(mergedPlan(plan(card("a")), longer, theirs)).toEqual(longer);
    expect(mergedPlan(plan(card("a")), theirs, longer)).toEqual(longer);
  });

  it("keeps what either side added, where it was added", () => {
    const mine = plan(card("a"), card("x"), card("b"), card("c"));
    const theirs = plan(card("y"), card("a"), card("b"), card("c"), card("z"));
    expect(keys(mergedPlan(base, mine, theirs))).toBe("yaxbcz");
  });

  it("lets a card go that one side took away, unless the other wrote in it", () => {
    expect(keys(mergedPlan(base, plan(card("a"), card("c")), base))).toBe("ac");
    expect(keys(mergedPlan(base, base, plan(card("b"))))).toBe("b");
    const written = plan(card("a"), card("b", { evidence: "1934" }), card("c"));
    expect(keys(mergedPlan(base, plan(card("a"), card("c")), written))).toBe("abc");
    expect(keys(mergedPlan(base, written, plan(card("a"), card("c"))))).toBe("abc");
  });

  it("has the order of whoever changed it, mine if both did", () => {
    const [cba, bac] = [plan(card("c"), card("b"), card("a")), plan(card("b"), card("a"), card("c"))];
    expect(keys(mergedPlan(base, base, cba))).toBe("cba");
    expect(keys(mergedPlan(base, cba, base))).toBe("cba");
    expect(keys(mergedPlan(base, bac, cba))).toBe("bac");
  });
});

describe("outline", () => {
  it("gives the thesis and a paragraph for each card that is not ticked, as sentences", () => {
    const said = plan(
      card("a", { done: true }),
      card("b", { point: "The army ", evidence: "Three of five\nmarshals", explanation: "Why?", link: "“So fear.”" }),
      card("c", { point: " " }),
    );
    expect(outline(said)).toEqual(["Fear.", "The army. Three of five marshals. Why? “So fear.”"]);
  });
});
