// The service worker of /m/: pages of today are there without network, what waits is sent when it is back.
import { send } from "./sender";

interface Waiting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Waiting {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Syncing extends Waiting {
  tag: string;
}
interface Told extends Waiting {
  data: { keep?: { pages: string[]; assets: string[] }; forget?: boolean };
}
interface Worker extends EventTarget {
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
}

const PAGES = "aftercare-pages";
const ASSETS = "aftercare-assets";
const START = "/m/";
const WAITING = "/m/waiting";
const PATIENCE = 4000;
const here = self as unknown as Worker;

function isAsset(url: URL): boolean {
  return url.pathname.startsWith("/static/");
}

/** Answers that must be true or not given at all. */
function isLive(url: URL): boolean {
  return ["/m/ready", "/m/sw.js"].includes(url.pathname);
}

async function keep(request: Request | string, answer: Response): Promise<void> {
  if (answer.ok && !answer.redirected) await (await caches.open(PAGES)).put(request, answer);
}

async function kept(request: Request | string): Promise<Response | undefined> {
  return (await caches.open(PAGES)).match(request, { ignoreVary: true });
}

async function asset(request: Request): Promise<Response> {
  const cache = await caches.open(ASSETS);
  const found = await cache.match(request, { ignoreVary: true });
  if (found) return found;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

/** The network first; after some seconds of a dead spot what was kept, and what comes later is kept. */
async function page(request: Request): Promise<Response> {
  const old = await kept(request.url);
  const coming = fetch(request).then(async (answer) => {
    // Whoever is sent to the sign-in page sees nothing of the one who was signed in before.
    if (answer.redirected || answer.type === "opaqueredirect") await caches.delete(PAGES);
    else await keep(request.url, answer.clone());
    return answer.status >= 500 && old ? old : answer;
  });
  const without = async (): Promise<Response> =>
    old ?? (request.mode === "navigate" ? await kept(START) : undefined) ?? Response.error();
  const late = new Promise<Response>((done) => {
    if (old) setTimeout(() => done(old), PATIENCE);
  });
  return Promise.race([coming.catch(without), late]);
}

/** Today's pages are fetched while there is network; those of other days go. */
async function keepAll({ pages, assets }: { pages: string[]; assets: string[] }): Promise<void> {
  const cache = await caches.open(PAGES);
  const wanted = new Set([WAITING, ...pages].map((url) => new URL(url, location.href).href));
  for (const old of await cache.keys()) {
    const { origin, pathname } = new URL(old.url);
    if (pathname.startsWith("/m/visits/") && !wanted.has(origin + pathname)) await cache.delete(old);
  }
  const built = await caches.open(ASSETS);
  for (const url of assets) if (!(await built.match(url))) await built.add(url);
  for (const url of wanted) await keep(url, await fetch(url));
  // All pages kept are of today's making: what earlier ones looked like is needed no more.
  for (const old of await built.keys()) if (!assets.includes(old.url)) await built.delete(old);
}

here.addEventListener("install", () => void here.skipWaiting());

here.addEventListener("activate", (event) => {
  (event as Waiting).waitUntil(here.clients.claim());
});

here.addEventListener("fetch", (event) => {
  const { request } = event as Fetching;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (isAsset(url)) (event as Fetching).respondWith(asset(request));
  else if (url.pathname.startsWith(START) && !isLive(url)) (event as Fetching).respondWith(page(request));
});

here.addEventListener("sync", (event) => {
  const sent = send().then((result) => {
    if (result === "offline") throw new Error(result); // the browser tries again
  });
  (event as Syncing).waitUntil(sent);
});

here.addEventListener("message", (event) => {
  const { keep: wanted, forget } = (event as Told).data;
  if (forget) (event as Told).waitUntil(caches.delete(PAGES));
  // Cut off in the middle: the next page that opens asks again.
  if (wanted) (event as Told).waitUntil(keepAll(wanted).catch(() => undefined));
});
