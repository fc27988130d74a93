import { afterEach, describe, expect, it, vi } from "vitest";
import type { Entry } from "./journal";
import { serverAt } from "./server";

const entry: Entry = { user: 1, essay: 2, client: "tab", seq: 1, base: 0, follows: null, document: "{}", digest: "d" };
const server = serverAt("/essays/2/save/");

function answers(body: BodyInit | null, init: ResponseInit = {}) {
  vi.stubGlobal("fetch", async () => new Response(body, init));
}

afterEach(() => vi.unstubAllGlobals());

describe("an answer", () => {
  it.each([
    ["a page of a captive portal", "<h1>Welcome</h1>", 200],
    ["JSON cut short", '{"code": "saved", "rev', 200],
    ["JSON that is no object", '"saved"', 200],
    ["a list", "[]", 200],
    ["null", "null", 200],
    ["nothing", null, 204],
  ])("has no body: %s", async (_name, body, status) => {
    answers(body, { status });
    expect(await server.save(entry)).toEqual({ status, body: null });
  });

  it.each([
    ["5", 5],
    ["120", 120],
    ["Wed, 21 Oct 2026 07:28:00 GMT", undefined], // would be held against this device's clock
    ["soon", undefined],
    ["-1", undefined],
  ])("asks to wait: %s", async (header, seconds) => {
    answers("{}", { status: 429, headers: { "Retry-After": header } });
    expect((await server.save(entry)).retryAfter).toBe(seconds);
  });

  it("does not come without a network, or over a redirect", async () => {
    vi.stubGlobal("fetch", async (_url: string, init: RequestInit) => {
      expect(init.redirect).toBe("error");
      throw new TypeError("Failed to fetch");
    });
    expect(await server.save(entry)).toEqual({ status: 0, body: null });
  });

  it("is not waited for when a page goes away with a text too long for it", async () => {
    const asked = vi.fn();
    vi.stubGlobal("fetch", asked);
    await server.save({ ...entry, document: "a".repeat(60_000) }, { keepalive: true });
    expect(asked).not.toHaveBeenCalled();
  });
});
