import { type ClipQueue, openClipQueue, type QueuedClip } from "./clip-queue";
import { csrfToken } from "./csrf";
import { renewToken } from "./sending";

/** What became of a clipping: with the server; on this device, for want of a network or a session; not wanted; nowhere. */
export type Outcome = "sent" | "waiting" | "signed-out" | "refused" | "lost";

export interface Told {
  clip: QueuedClip;
  outcome: Outcome;
  /** Why it was refused, in words for the reader. */
  message: string;
}

export interface Answered {
  status: number;
  message: string;
}

export interface ClipSenderOptions {
  user: number;
  queue: ClipQueue;
  post(clip: QueuedClip): Promise<Answered>;
  /** The milliseconds before another try. */
  pause?(tries: number): number;
}

const TIMEOUT = 20_000;
const STOPS: Outcome[] = ["waiting", "signed-out"];

/** Sends one person's clippings, one after the other, and says `told` of each; what cannot be sent stays in the queue. */
export class ClipSender extends EventTarget {
  private last: Promise<void> = Promise.resolve();
  private loose: QueuedClip[] = []; // what the device would not keep
  private again: ReturnType<typeof setTimeout> | undefined;
  private tries = 0;

  constructor(private readonly options: ClipSenderOptions) {
    super();
  }

  get user(): number {
    return this.options.user;
  }

  /** Keep words on this device, then send them. Resolves when it is known what became of them for now. */
  async add(clip: Omit<QueuedClip, "user" | "stamp">): Promise<Told> {
    let whole: QueuedClip = { ...clip, user: this.user, stamp: `${Date.now()} ${Math.random()}` };
    try {
      whole = await this.options.queue.put(whole);
    } catch {
      this.loose.push(whole);
    }
    const known = new Promise<Told>((resolve) => {
      const heard = (event: Event) => {
        const { detail } = event as CustomEvent<Told>;
        if (detail.clip.stamp !== whole.stamp) return;
        this.removeEventListener("told", heard);
        resolve(detail);
      };
      this.addEventListener("told", heard);
    });
    void this.send();
    return known;
  }

  /** All that waits on this device. */
  async waiting(): Promise<QueuedClip[]> {
    return this.options.queue.of(this.user).catch(() => []);
  }

  async forget(clip: QueuedClip): Promise<void> {
    await this.options.queue.forget(clip).catch(() => undefined);
  }

  /** Send what waits, now. */
  send(): Promise<void> {
    clearTimeout(this.again);
    this.last = this.last.then(() => alone(() => this.round())).catch(() => this.later());
    return this.last;
  }

  private async round(): Promise<void> {
    const clips = [...(await this.waiting()), ...this.loose];
    for (const [n, clip] of clips.entries()) {
      const told = await this.once(clip);
      this.tell(told);
      if (told.outcome === "sent") this.tries = 0;
      if (!STOPS.includes(told.outcome)) continue;
      for (const rest of clips.slice(n + 1)) this.tell({ ...told, clip: rest });
      this.later();
      return;
    }
  }

  private async once(clip: QueuedClip): Promise<Told> {
    const { status, message } = await this.options.post(clip);
    const outcome = outcomeOf(status);
    if (outcome === "sent" || outcome === "refused") await this.forget(clip);
    return { clip, outcome, message };
  }

  private tell(told: Told) {
    const isLoose = this.loose.includes(told.clip);
    this.loose = this.loose.filter((clip) => clip !== told.clip);
    const lost = isLoose && STOPS.includes(told.outcome);
    this.dispatchEvent(new CustomEvent<Told>("told", { detail: lost ? { ...told, outcome: "lost" } : told }));
  }

  private later() {
    const { pause = (tries: number) => Math.min(60_000, 2000 * 2 ** tries) * (0.75 + Math.random() / 2) } =
      this.options;
    clearTimeout(this.again);
    this.again = setTimeout(() => void this.send(), pause(this.tries++));
  }
}

function outcomeOf(status: number): Outcome {
  if (status === 200 || status === 201) return "sent";
  if (status === 422) return "refused";
  return status === 401 || status === 403 ? "signed-out" : "waiting";
}

/** One tab at a time sends, where the browser can see to that (not on plain http). */
async function alone(act: () => Promise<void>): Promise<void> {
  if (navigator.locks) await navigator.locks.request("redraft clips", act);
  else await act();
}

async function post(clip: QueuedClip): Promise<Answered> {
  const { address, user, version, key, start, end, quote, note, tags } = clip;
  const fields = { by: user, version, passage: key, start, end, quote, note, tags };
  const body = new URLSearchParams(Object.entries(fields).map(([name, value]) => [name, String(value)]));
  const ask = async () => {
    const headers = { "X-CSRFToken": csrfToken(), Accept: "application/json" };
    const signal = AbortSignal.timeout(TIMEOUT);
    const response = await fetch(address, {
      method: "POST",
      body,
      headers,
      signal,
      keepalive: true,
      redirect: "error",
    });
    const { code = "", message = "" } = await response.json().catch(() => ({}));
    return { status: response.status, code, message };
  };
  try {
    const answer = await ask();
    return answer.status === 403 && answer.code === "token" && (await renewToken()) ? await ask() : answer;
  } catch {
    return { status: 0, message: "" };
  }
}

let sender: ClipSender | null = null;

/**
 * The sender of whoever this page was made for; null on a page for nobody. It begins with what earlier pages left, tries
 * again when the network is back, and says on whatever page it is that the server does not want some words.
 */
export function clipSender(): ClipSender | null {
  const user = Number(document.body.dataset.user);
  if (!sender && user) {
    const made = new ClipSender({ user, queue: openClipQueue(), post });
    window.addEventListener("online", () => void made.send());
    made.addEventListener("told", (event) => {
      const { clip, outcome, message } = (event as CustomEvent<Told>).detail;
      const detail = { text: `${message} “${clip.quote}”`, seconds: 60 };
      if (outcome === "refused") document.dispatchEvent(new CustomEvent("toast", { detail }));
    });
    void made.waiting().then((clips) => (clips.length ? made.send() : undefined));
    sender = made;
  }
  return sender;
}
