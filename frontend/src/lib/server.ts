import { csrfToken } from "./csrf";
import type { Entry } from "./journal";
import type { Answer, Server } from "./saver";

const TIMEOUT = 20_000;
const KEEPALIVE_BYTES = 60_000; // a browser sends no more after the page is gone

/**
 * The address an essay is saved to. Network failures are answers with status 0; what is no JSON has body null.
 * `heard` is told the server's time with each answer to a save.
 */
export function serverAt(url: string, heard: (now: string) => void = () => undefined): Server {
  return {
    async save({ client, seq, base, digest, document, user, pastes }: Entry, { keepalive } = { keepalive: false }) {
      const body = JSON.stringify({ client, seq, base, digest, document, writer: user, pastes });
      if (keepalive && new TextEncoder().encode(body).length > KEEPALIVE_BYTES) return { status: 0, body: null };
      const headers = { "Content-Type": "application/json", "X-CSRFToken": csrfToken() };
      return ask(url, { method: "POST", headers, body, keepalive }, heard);
    },
    async check() {
      const answer = await ask(url, {});
      const meta = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]');
      if (meta && typeof answer.body?.token === "string") meta.content = answer.body.token;
      return answer;
    },
  };
}

type Init = RequestInit & { headers?: Record<string, string> };

async function ask(url: string, init: Init, heard?: (now: string) => void): Promise<Answer> {
  try {
    const headers = { Accept: "application/json", ...init.headers };
    const response = await fetch(url, {
      ...init,
      headers,
      cache: "no-store",
      redirect: "error",
      signal: init.keepalive ? undefined : AbortSignal.timeout(TIMEOUT),
    });
    const now = response.headers.get("Server-Time");
    if (now) heard?.(now);
    const body = await response.json().catch(() => null);
    return { status: response.status, body: isObject(body) ? body : null, ...waitOf(response) };
  } catch {
    return { status: 0, body: null };
  }
}

/** What the server asks for in seconds; a date would have to be held against this device's clock, which may be wrong. */
function waitOf(response: Response): { retryAfter?: number } {
  const asked = response.headers.get("Retry-After") ?? "";
  return /^\d{1,6}$/.test(asked) ? { retryAfter: Number(asked) } : {};
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
