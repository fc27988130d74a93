// Keeps two pages for times without a network, with what they load: the desk's empty shell, and one that says so.
// Never a page with text or names.
declare const self: ServiceWorkerGlobalScope;

export {};

const CACHE = "offline-2";
const PAGE = "/offline/";
const SHELL = "/desk/";
const DESK = /^\/essays\/\d+\/$/;
const MARKING = /^\/(submissions|comments|stars)\//;
const GATEWAY = [502, 503, 504]; // said by whatever stands before a server that is away
const PATIENCE = 20_000; // ms for a desk's page on a line that hardly moves

self.addEventListener("install", (event) => {
  event.waitUntil(keep().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = async () => (await caches.keys()).filter((name) => name !== CACHE);
  event.waitUntil(
    old().then((names) => Promise.all([self.clients.claim(), ...names.map((name) => caches.delete(name))])),
  );
});

// What a marker did last is sent from here: handed back to its page, a request with `keepalive` would end with the page.
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname } = new URL(request.url);
  if (request.mode === "navigate" && request.cache === "only-if-cached") return; // back to a form's answer
  if (request.mode === "navigate" && request.method === "GET" && DESK.test(pathname)) event.respondWith(desk(event));
  else if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => kept(PAGE)));
  else if (request.keepalive && MARKING.test(pathname)) event.respondWith(fetch(request));
  else if (pathname.startsWith("/static/")) {
    event.respondWith(fetch(request).catch(async () => (await caches.match(request)) ?? Response.error()));
  }
});

/** The desk's page, or its shell when the school's server cannot be reached. */
async function desk(event: FetchEvent): Promise<Response> {
  const late = new Promise<never>((_resolve, reject) => {
    setTimeout(() => reject(new Error("The server does not answer.")), PATIENCE);
  });
  try {
    const page = await Promise.race([fetch(event.request), late]);
    if (GATEWAY.includes(page.status)) return kept(SHELL);
    if (page.ok) event.waitUntil(renew().catch(() => undefined));
    return page;
  } catch {
    return kept(SHELL);
  }
}

/** Keep both pages, fetched without cookies, and what they link to. */
async function keep(): Promise<void> {
  const cache = await caches.open(CACHE);
  const pages = await Promise.all([PAGE, SHELL].map((address) => fetchPage(address, "reload")));
  const links = new Set<string>([PAGE, SHELL]);
  for (const page of pages) for (const link of await linksOf(page)) links.add(link);
  await cache.addAll([...links].slice(2));
  await Promise.all([cache.put(PAGE, pages[0] as Response), cache.put(SHELL, pages[1] as Response)]);
  for (const request of await cache.keys()) {
    if (!links.has(new URL(request.url).pathname)) await cache.delete(request);
  }
}

/** Keep all anew once the school's server has a newer edition. */
async function renew(): Promise<void> {
  const [now, before] = [await fetchPage(SHELL, "default"), await caches.match(SHELL)];
  if ((await now.text()) !== (await before?.text())) await keep();
}

async function fetchPage(address: string, cache: RequestCache): Promise<Response> {
  const page = await fetch(address, { credentials: "omit", cache });
  if (!page.ok) throw new Error(`${address} answered ${page.status}`);
  return page;
}

/** What a page loads, without the part of a picture that it names. */
async function linksOf(page: Response): Promise<string[]> {
  return [...(await page.clone().text()).matchAll(/(?:href|src)="(\/static\/[^"#]+)/g)].map(
    (found) => found[1] as string,
  );
}

/** A kept page, saying by its status that the real one was not reached. */
async function kept(address: string): Promise<Response> {
  const page = (await caches.match(address)) ?? (await caches.match(PAGE));
  return page ? new Response(page.body, { status: 503, headers: page.headers }) : Response.error();
}
