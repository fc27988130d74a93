import { beforeEach, expect, test } from "vitest";
import "./find-clippings";

beforeEach(() => {
  document.body.innerHTML = `
    <find-clippings data-one="1 clipping" data-many="{} clippings" data-none="None.">
      <input type="search"><p data-count>3 clippings</p>
      <section data-group id="a">
        <article class="clipping" data-clipping="1"><q>Kirov was shot.</q><p class="mine">Gründe</p>
          <form><textarea>never looked at</textarea></form></article>
        <article class="clipping" data-clipping="2"><q>A decree.</q><p class="tags"><span>Law</span></p></article>
      </section>
      <section data-group id="b"><article class="clipping" data-clipping="2"><q>A decree.</q></article></section>
    </find-clippings>`;
});

function type(words: string) {
  const field = document.querySelector("input") as HTMLInputElement;
  field.value = words;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  return [...document.querySelectorAll<HTMLElement>(".clipping:not([hidden])")].map((card) => card.dataset.clipping);
}

function count() {
  return document.querySelector("[data-count]")?.textContent;
}

test("it leaves what says all the words, in whatever letters, in quotation, note or tag", () => {
  expect(type("shot KIROV")).toEqual(["1"]);
  expect(type("grunde")).toEqual(["1"]);
  expect(type("law")).toEqual(["2"]);
  expect(type("looked")).toEqual([]);
  expect(count()).toBe("None.");
});

test("a group with nothing left goes, and what stands in two groups counts once", () => {
  type("decree");
  expect(count()).toBe("1 clipping");
  type("kirov");
  expect((document.getElementById("b") as HTMLElement).hidden).toBe(true);
});

test("nothing typed shows all again", () => {
  type("kirov");
  expect(type("")).toEqual(["1", "2", "2"]);
  expect(count()).toBe("2 clippings");
});
