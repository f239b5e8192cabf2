// Every form of a visit goes by the queue, with or without network: kept on the phone first, then sent.
import { all } from "../dom";
import { smaller } from "../photos";
import * as sender from "./sender";
import * as store from "./store";

const LONGEST = 1600;
const LARGEST = 15_000_000; // a picture that cannot be made smaller here
const OURS = new Set(["csrfmiddlewaretoken", "client_ref", "act", "said_at", "sent_at"]);
const TODAY = 12 * 3600 * 1000;

export const user = (): string => document.querySelector<HTMLElement>("[data-user]")?.dataset["user"] ?? "";

/** A service worker, locks and random ids come with https alone; without them forms go as forms do. */
export const isAble = (): boolean => isSecureContext && "locks" in navigator && "indexedDB" in window;

/** When a picture was taken: now, or what its file says if that is of today. */
function taken(file: File): number {
  const now = Date.now();
  return file.lastModified < now && now - file.lastModified < TODAY ? file.lastModified : now;
}

function base(form: HTMLFormElement, by: HTMLElement | null): Omit<store.Post, "n" | "fields" | "ref" | "said"> {
  const visit = form.closest<HTMLElement>("[data-visit]")?.dataset;
  const own = { ...form.dataset, ...by?.dataset };
  return {
    user: user(),
    visit: visit?.["visit"] ?? form.action,
    url: form.action,
    act: own["act"] ?? "",
    label: own["label"] ?? by?.textContent?.trim() ?? "",
    where: visit?.["title"] ?? "",
    meets: own["meets"] ?? "",
    moves: own["moves"] ?? "",
    state: "waiting",
    why: "",
    sentAt: "",
  };
}

/** What a form holds, and where it stands: read at once, for later it may be another's, or gone. */
interface Held {
  said: number;
  common: ReturnType<typeof base>;
  entries: [string, FormDataEntryValue][];
}

function held(form: HTMLFormElement, by: HTMLElement | null): Held {
  return { said: Date.now(), common: base(form, by), entries: [...new FormData(form, by)] };
}

async function note({ said, common, entries }: Held): Promise<void> {
  const plain: [string, string][] = [];
  const files: [string, File][] = [];
  for (const [name, value] of entries) {
    if (OURS.has(name)) continue;
    if (typeof value === "string") plain.push([name, value]);
    else if (value.size > 0) files.push([name, value]);
  }
  if (files.length === 0) {
    await store.add({ ...common, ref: crypto.randomUUID(), said, fields: plain });
  }
  for (const [name, file] of files) {
    const photo = await smaller(file, LONGEST, 0).catch(() => file);
    if (photo.size > LARGEST) throw new RangeError(file.name);
    const fields: [string, string | Blob][] = [...plain, [name, photo]];
    await store.add({ ...common, ref: crypto.randomUUID(), said: taken(file), fields });
  }
}

async function wakeLater(): Promise<void> {
  const worker = await navigator.serviceWorker.ready;
  const { sync } = worker as unknown as { sync?: { register(tag: string): Promise<void> } };
  await sync?.register("send");
}

let before: Promise<void> = Promise.resolve();

/** A picture takes a moment to be made small: what is noted after it still comes after it. */
function noteInTurn(what: Held): Promise<void> {
  const noting = before.then(() => note(what));
  before = noting.catch(() => undefined);
  return noting;
}

/** The camera of a form was used: each picture is a note of its own, however soon it comes. */
const isShot = (form: HTMLFormElement, by: HTMLElement | null): boolean =>
  !by && form.querySelector("input[type=file]:not([data-stays])") !== null;

/** Pictures that are still being made small: a page that is left now would lose them. */
let making = 0;

/** What went wrong on this phone, over the page until the next note; "" for nothing. */
function warn(kind: string): void {
  const box = document.getElementById("not-kept");
  if (!box) return;
  box.hidden = !kind;
  for (const part of all("[data-kind]", box)) part.hidden = part.dataset["kind"] !== kind;
}

/** Another picture may lie in the form by now: that one is not thrown away with the first. */
function isUnchanged(form: HTMLFormElement, what: Held): boolean {
  const files = [...new FormData(form).values()].filter((value) => value instanceof File && value.size > 0);
  return files.every((file) => what.entries.some(([, value]) => value === file));
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
  making += 1;
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
    making -= 1;
    form.ariaBusy = null;
  }
  void wakeLater().catch(() => undefined);
  await flush();
}

/** Sends what waits; the page learns by `sent` how that went. */
export async function flush(): Promise<void> {
  const result = await sender.send();
  document.dispatchEvent(new CustomEvent("sent", { detail: result }));
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
    if (making > 0) event.preventDefault();
  });
  window.addEventListener("online", () => void flush());
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) void flush();
  });
  void store.tidy(Date.now());
  void flush();
}
