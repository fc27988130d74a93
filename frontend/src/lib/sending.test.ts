import { afterEach, expect, test, vi } from "vitest";
import { Sender, type Trouble } from "./sending";

const answer = (status: number, body: unknown = {}) => new Response(JSON.stringify(body), { status });
const sender = (troubles: Trouble[] = []) =>
  new Sender(
    (trouble) => troubles.push(trouble),
    () => 0,
  );

afterEach(() => vi.unstubAllGlobals());

test("what gets no answer is sent again until it does", async () => {
  const fetched = vi.fn();
  fetched.mockRejectedValueOnce(new TypeError("no network")).mockResolvedValueOnce(answer(503));
  fetched.mockResolvedValueOnce(answer(401)).mockResolvedValueOnce(answer(200, { version: 2 }));
  vi.stubGlobal("fetch", fetched);
  const troubles: Trouble[] = [];
  const one = sender(troubles);
  expect(await one.send("/a/", { body: "x" })).toEqual({ status: 200, body: { version: 2 } });
  expect(troubles).toEqual(["failing", "failing", "signed-out"]);
  expect(new Set(fetched.mock.calls.map(([, init]) => init.body))).toEqual(new Set(['{"body":"x"}']));
  expect(one.unsent).toBe(0);
});

test("a refusal is an answer", async () => {
  vi.stubGlobal("fetch", vi.fn().mockResolvedValue(answer(422, { code: "quote" })));
  expect(await sender().send("/a/", {})).toEqual({ status: 422, body: { code: "quote" } });
});

test("one thing is in the air at a time, in order", async () => {
  const answers: ((response: Response) => void)[] = [];
  const fetched = vi.fn(() => new Promise<Response>((done) => answers.push(done)));
  vi.stubGlobal("fetch", fetched);
  const one = sender();
  const both = Promise.all([one.send("/first/", {}), one.send("/second/", {})]);
  await vi.waitFor(() => expect(fetched).toHaveBeenCalledTimes(1));
  expect(one.unsent).toBe(2);
  answers[0]?.(answer(200));
  await vi.waitFor(() => expect(fetched).toHaveBeenCalledTimes(2));
  expect(one.unsent).toBe(1);
  answers[1]?.(answer(200));
  await both;
  expect(fetched.mock.calls.map(([url]: unknown[]) => url)).toEqual(["/first/", "/second/"]);
});
