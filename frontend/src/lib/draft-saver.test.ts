import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DraftSaver, type Kept, type Newer } from "./draft-saver";

const KEPT: Kept = { revision: "draft-1-1", saved_at: "16:20:45" };
const answer = (status: number, body: object) => new Response(JSON.stringify(body), { status });
const ok = (revision = "draft-1-1") => answer(200, { ...KEPT, code: "saved", revision });

let text: string;
let said: string[];
let newer: Newer[];
let fetched: ReturnType<typeof vi.fn>;

function saver(revision = "version-1") {
  return new DraftSaver({
    url: "/draft/",
    editor: 7,
    revision,
    read: () => text,
    said: (standing) => said.push(standing),
    kept: () => undefined,
    newer: (body) => newer.push(body),
  });
}

const sent = (call = -1) => JSON.parse(fetched.mock.calls.at(call)?.[1].body);

beforeEach(() => {
  vi.useFakeTimers();
  sessionStorage.clear();
  [text, said, newer] = ["old", [], []];
  fetched = vi.fn(async () => ok());
  vi.stubGlobal("fetch", fetched);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("DraftSaver", () => {
  it("sends a second after the last key, naming what it replaces", async () => {
    const one = saver();
    text = "new";
    one.changed();
    await vi.advanceTimersByTimeAsync(900);
    text = "newer";
    one.changed();
    await vi.advanceTimersByTimeAsync(900);
    expect(fetched).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(200);
    expect(sent()).toEqual({ text: "newer", revision: "version-1", editor: 7 });
    expect([one.unsent, one.revision, said.at(-1)]).toEqual([false, "draft-1-1", "saved"]);
  });

  it("has one request in the air, and the next names the answer of the one before", async () => {
    let land: (response: Response) => void = () => undefined;
    fetched.mockReturnValueOnce(new Promise<Response>((done) => (land = done)));
    const one = saver();
    text = "a";
    one.changed();
    await vi.advanceTimersByTimeAsync(1000);
    text = "ab";
    one.changed();
    await vi.advanceTimersByTimeAsync(5000);
    expect(fetched).toHaveBeenCalledTimes(1);
    land(ok("draft-1-1"));
    await vi.advanceTimersByTimeAsync(1100);
    expect(sent()).toEqual({ text: "ab", revision: "draft-1-1", editor: 7 });
  });

  it("says nothing is to be saved when what was typed is gone again", async () => {
    const one = saver();
    text = "olds";
    one.changed();
    text = "old";
    one.changed();
    await vi.advanceTimersByTimeAsync(3000);
    expect([fetched.mock.calls.length, said.at(-1)]).toEqual([0, "saved"]);
  });

  it("stops where another text is newer, until one is chosen", async () => {
    fetched.mockResolvedValueOnce(answer(409, { code: "draft", revision: "draft-1-4", text: "theirs", part: "" }));
    const one = saver();
    text = "mine";
    one.changed();
    expect(await one.flush()).toBe(false);
    text = "mine, longer";
    one.changed();
    await vi.advanceTimersByTimeAsync(5000);
    expect([fetched.mock.calls.length, said.at(-1), newer[0]?.text]).toEqual([1, "clash", "theirs"]);
    one.goOn("draft-1-4");
    await vi.advanceTimersByTimeAsync(0);
    expect(sent()).toEqual({ text: "mine, longer", revision: "draft-1-4", editor: 7 });
  });

  it("keeps in this window what the server does not have, and sends it when the network is back", async () => {
    fetched.mockRejectedValueOnce(new TypeError("no network"));
    const one = saver();
    text = "in a tunnel";
    one.changed();
    expect(await one.flush()).toBe(false);
    expect([one.unsent, said.at(-1)]).toEqual([true, "failing"]);
    const kept = { text: "in a tunnel", revision: "version-1", base: "old" };
    text = "old";
    expect(saver().recall()).toEqual(kept);
    text = "in a tunnel";
    one.wake();
    await vi.advanceTimersByTimeAsync(0);
    expect([one.unsent, said.at(-1)]).toEqual([false, "saved"]);
    text = "old";
    expect(saver().recall()).toBeNull();
  });

  it("says so when the session is over, and why a text is refused", async () => {
    fetched.mockResolvedValueOnce(answer(401, { code: "signed-out" }));
    const one = saver();
    text = "new";
    one.changed();
    await one.flush();
    expect(said.at(-1)).toBe("signed-out");
    fetched.mockResolvedValueOnce(answer(422, { code: "text", message: "Half a sign." }));
    one.wake();
    await vi.advanceTimersByTimeAsync(0);
    expect([said.at(-1), one.unsent]).toEqual(["refused", true]);
  });
});
