// Keeps one page for times without a network, with its styles and typefaces; never a page with text or names.
declare const self: ServiceWorkerGlobalScope;

export {};

const CACHE = "offline-1";
const PAGE = "/offline/";

self.addEventListener("install", (event) => {
  event.waitUntil(keep().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(self.clients.claim());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode === "navigate" && request.cache === "only-if-cached") return; // back to a form's answer
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(offline));
  else if (new URL(request.url).pathname.startsWith("/static/")) {
    event.respondWith(fetch(request).catch(async () => (await caches.match(request)) ?? Response.error()));
  }
});

/** Fetch the page without cookies, and what its head links to. */
async function keep(): Promise<void> {
  await caches.delete(CACHE);
  const cache = await caches.open(CACHE);
  const page = await fetch(PAGE, { credentials: "omit", cache: "reload" });
  if (!page.ok) throw new Error(`${PAGE} answered ${page.status}`);
  const links = [...(await page.clone().text()).matchAll(/href="(\/static\/[^"]+)"/g)].map(
    (found) => found[1] as string,
  );
  await cache.put(PAGE, page);
  await cache.addAll([...new Set(links)]);
}

/** The kept page, saying by its status that the real one was not reached. */
async function offline(): Promise<Response> {
  const page = await caches.match(PAGE);
  return page ? new Response(page.body, { status: 503, headers: page.headers }) : Response.error();
}
