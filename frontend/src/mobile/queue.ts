// Every form of a visit goes by the queue, with or without network: kept on the phone first, then sent.
import { all } from "../dom";
import { type Held, held, isShot, isUnchanged, note } from "./notes";
import * as sender from "./sender";
import * as store from "./store";

/** A service worker, locks and random ids come with https alone; without them forms go as forms do. */
export const isAble = (): boolean => isSecureContext && "locks" in navigator && "indexedDB" in window;

async function wakeLater(): Promise<void> {
  const worker = await navigator.serviceWorker.ready;
  const { sync } = worker as unknown as { sync?: { register(tag: string): Promise<void> } };
  await sync?.register("send");
}

let before: Promise<void> = Promise.resolve();

/** A picture takes a moment to be kept: what is noted after it still comes after it. */
function noteInTurn(what: Held): Promise<void> {
  const noting = before.then(() => note(what));
  before = noting.catch(() => undefined);
  return noting;
}

/** What is on its way to the disk: a page that is left now would lose it. */
let keeping = 0;

/** What went wrong on this phone, over the page until the next note; "" for nothing. */
function warn(kind: string): void {
  const box = document.getElementById("not-kept");
  if (!box) return;
  box.hidden = !kind;
  for (const part of all("[data-kind]", box)) part.hidden = part.dataset["kind"] !== kind;
}

async function submitted(event: SubmitEvent): Promise<void> {
  const form = event.target as HTMLFormElement;
  if (!form.matches("form[data-act]")) return;
  event.preventDefault();
  const shot = isShot(form, event.submitter);
  if (form.ariaBusy && !shot) return;
  form.ariaBusy = "true";
  warn("");
  const what = held(form, event.submitter);
  keeping += 1;
  try {
    await noteInTurn(what);
    delete form.dataset["dirty"];
    form.dispatchEvent(new CustomEvent("noted", { bubbles: true }));
    const empties = form.querySelector("input[type=file], [data-find]") || form.dataset["empties"] !== undefined;
    if (empties && isUnchanged(form, what)) form.reset();
    sender.tell();
  } catch (error) {
    // What could not be kept stays in the form, and is said at once: nobody believes it is noted.
    warn(error instanceof RangeError ? "large" : "full");
  } finally {
    keeping -= 1;
    form.ariaBusy = null;
  }
  void wakeLater().catch(() => undefined);
  await flush();
}

const SOON = 3000;
const SLOWEST = 60_000;
let patience = SOON;
let retry = 0;

/** Sends what waits; the page learns by `sent` how that went. A network that is there but failed is tried again. */
export async function flush(): Promise<void> {
  const result = await sender.send();
  document.dispatchEvent(new CustomEvent("sent", { detail: result }));
  clearTimeout(retry);
  if (result !== "offline") patience = SOON;
  else if (navigator.onLine) {
    retry = setTimeout(() => void flush(), patience);
    patience = Math.min(2 * patience, SLOWEST);
  }
}

/** While the camera is open its form must stay: a picture for a form that is gone would be lost. */
function awaitPicture(event: Event): void {
  const at = event.target;
  if (!(at instanceof HTMLInputElement) || at.type !== "file" || !at.form) return;
  if (event.type === "click") at.form.dataset["dirty"] = "";
  else delete at.form.dataset["dirty"];
}

export function start(): void {
  for (const name of ["click", "cancel"]) document.addEventListener(name, awaitPicture, true);
  document.addEventListener("submit", (event) => void submitted(event));
  document.addEventListener("change", (event) => {
    const at = event.target;
    if (at instanceof HTMLInputElement && at.type === "file" && at.form?.dataset["act"] && at.dataset["stays"] === undefined) at.form.requestSubmit();
  });
  document.addEventListener("input", (event) => {
    const form = (event.target as HTMLInputElement).form;
    if (form) form.dataset["dirty"] = "";
  });
  window.addEventListener("beforeunload", (event) => {
    if (keeping > 0) event.preventDefault();
  });
  window.addEventListener("online", () => void flush());
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) void flush();
  });
  void store.tidy(Date.now());
  void flush();
}
