const FRESH = 60_000; // milliseconds for which an essay fetched ahead may be shown

/** Essays fetched before they are wanted, so that the next one is there when it is asked for. */
export class FetchingAhead {
  private readonly kept = new Map<string, { at: number; html: Promise<string | null> }>();

  /** `get` brings an essay's panes as HTML, or null if it cannot. */
  constructor(private readonly get: (url: string) => Promise<string | null> = panes) {}

  /** Have this essay ready. */
  fetch(url: string | undefined) {
    if (url && !this.kept.has(url)) this.kept.set(url, { at: Date.now(), html: this.get(url) });
  }

  /** Its panes, fetched now if they are not here or too old. They are given out once: seen, it may be changed. */
  async take(url: string): Promise<string | null> {
    const kept = this.kept.get(url);
    if (!kept || Date.now() - kept.at > FRESH) this.kept.delete(url);
    this.fetch(url);
    const html = await this.kept.get(url)?.html;
    this.kept.delete(url);
    return html ?? null;
  }
}

function panes(url: string): Promise<string | null> {
  return fetch(`${url}?part=desk`, { headers: { Accept: "text/html" } })
    .then((response) => (response.ok && !response.redirected ? response.text() : null))
    .catch(() => null);
}
