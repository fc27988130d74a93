import { afterEach, beforeEach, expect, test, vi } from "vitest";
import "./reading-tools";

const FORM = `
  <reading-tools><form action="/accounts/look/" method="post">
    <input type="hidden" name="read_size" value="m"><input type="hidden" name="theme" value="dark">
    <button name="read_size" value="m" aria-pressed="true">A</button>
    <button name="read_size" value="l" aria-pressed="false">A</button>
    <button name="theme" value="" aria-pressed="false">Auto</button>
    <button name="theme" value="dark" aria-pressed="true">Dark</button>
  </form></reading-tools>`;

const button = (name: string, value: string) =>
  document.querySelector(`button[name="${name}"][value="${value}"]`) as HTMLButtonElement;
const send = vi.fn((_url: string, _init: { body: FormData }) => Promise.resolve(new Response()));

function press(pressed: HTMLButtonElement): boolean {
  const event = new SubmitEvent("submit", { bubbles: true, cancelable: true, submitter: pressed });
  return (pressed.form as HTMLFormElement).dispatchEvent(event);
}

beforeEach(() => {
  document.body.innerHTML = FORM;
  document.documentElement.setAttribute("data-bs-theme", "dark");
  vi.stubGlobal("fetch", send);
});

afterEach(() => {
  vi.unstubAllGlobals();
  send.mockClear();
});

test("a choice shows at once and stays on the page", () => {
  expect(press(button("read_size", "l"))).toBe(false);
  expect(document.documentElement.getAttribute("data-read-size")).toBe("l");
  expect(button("read_size", "l").getAttribute("aria-pressed")).toBe("true");
  expect(button("read_size", "m").getAttribute("aria-pressed")).toBe("false");
});

test("the whole look is sent, with the new choice in it", () => {
  press(button("read_size", "l"));
  const [url, { body }] = send.mock.calls[0] as [string, { body: FormData }];
  expect(url).toContain("/accounts/look/");
  expect(Object.fromEntries(body)).toEqual({ read_size: "l", theme: "dark" });
});

test("as the device says takes the theme off the page", () => {
  press(button("theme", ""));
  expect(document.documentElement.hasAttribute("data-bs-theme")).toBe(false);
  expect(button("theme", "dark").getAttribute("aria-pressed")).toBe("false");
});

test("a choice holds on this page when the network is down", async () => {
  send.mockImplementationOnce(() => Promise.reject(new TypeError("offline")));
  press(button("read_size", "l"));
  await Promise.resolve();
  expect(document.documentElement.getAttribute("data-read-size")).toBe("l");
});
