// The app around the pages: its worker, the pages kept for today, and leaving without a trace.
import { all } from "../dom";
import { user } from "./notes";
import { ready } from "./scan";
import * as store from "./store";

const LAST = "aftercare-user";

async function tellWorker(word: object): Promise<void> {
  const worker = (await navigator.serviceWorker.ready).active;
  worker?.postMessage(word);
}

/** All that is built and in use now: scripts, styles, icons. */
function assets(): string[] {
  const loaded = performance.getEntriesByType("resource").map((one) => one.name.split("#")[0] ?? "");
  return [...new Set(loaded)].filter((url) => url.startsWith(`${location.origin}/static/`));
}

async function keepToday(): Promise<void> {
  const pages = all<HTMLAnchorElement>("a[data-keep-page]").map((link) => link.href.split("#")[0] ?? "");
  if (!document.querySelector("[data-today]")) return;
  await ready().catch(() => undefined);
  await tellWorker({ keep: { pages: [location.href, ...pages], assets: assets() } });
}

/** Nothing that was shown to one person is left for the next one; what waits stays, sealed by name. */
async function forget(): Promise<void> {
  for (const name of await caches.keys()) if (name === "aftercare-pages") await caches.delete(name);
  localStorage.clear();
}

async function leave(form: HTMLFormElement): Promise<void> {
  const waiting = (await store.all()).filter((post) => post.user === user() && post.state !== "sent");
  if (waiting.length > 0 && !confirm(form.dataset["leave"]?.replace("{n}", String(waiting.length)))) return;
  await forget();
  for (const post of await store.all()) if (post.user === user() && post.state === "sent") await store.remove(post.n);
  form.submit();
}

export async function start(): Promise<void> {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (form.dataset["leave"] === undefined) return;
    event.preventDefault();
    void leave(form);
  });
  if (localStorage.getItem(LAST) !== user()) {
    await forget();
    localStorage.setItem(LAST, user());
  }
  await navigator.serviceWorker.register("/m/sw.js", { scope: "/m/", type: "module" });
  await navigator.storage?.persist?.();
  if (navigator.onLine) await keepToday();
}
