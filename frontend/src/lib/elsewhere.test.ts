import { afterEach, expect, it, vi } from "vitest";
import { Elsewhere } from "./elsewhere";

const opened: Elsewhere[] = [];

function tab(name: string, essay = 1): Elsewhere {
  const made = new Elsewhere(essay, name, () => undefined);
  opened.push(made);
  return made;
}

afterEach(() => {
  for (const each of opened.splice(0)) each.close();
});

it("tabs of one essay know of one another, and of one that goes", async () => {
  const [one, two, other] = [tab("one"), tab("two"), tab("other", 2)];
  await vi.waitFor(() => expect([one.count, two.count, other.count]).toEqual([1, 1, 0]));
  two.leave();
  await vi.waitFor(() => expect(one.count).toBe(0));
});

it("a tab that crashed is not counted for ever", async () => {
  const [one, two] = [tab("one"), tab("two")];
  await vi.waitFor(() => expect(one.count).toBe(1));
  Object.assign(two, { heard: () => undefined }); // it says nothing any more
  one.ask();
  await vi.waitFor(() => expect(one.count).toBe(0), { timeout: 3000 });
});
