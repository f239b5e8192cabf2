// What was noted and is not in the page yet is drawn over it: the page may be hours old, or not sent.
import { all, element } from "../dom";
import { listen } from "./sender";
import * as store from "./store";
import type { Post } from "./store";

const list = (words = ""): string[] => words.split(" ").filter(Boolean);

/** Of this visit, and newer than the page: what was sent before it was made stands in it. */
async function fresh(visit: HTMLElement): Promise<Post[]> {
  const made = visit.dataset["now"] ?? "";
  const mine = (await store.all()).filter((post) => post.visit === visit.dataset["visit"]);
  return mine.filter((post) => post.state !== "sent" || Date.parse(post.sentAt) > Date.parse(made));
}

function showState(visit: HTMLElement, posts: Post[]): string {
  const moves = posts.filter((post) => post.moves && post.state !== "refused").map((post) => post.moves);
  const state = moves.at(-1) ?? visit.dataset["state"] ?? "";
  for (const part of all("[data-in]", visit)) part.hidden = !list(part.dataset["in"]).includes(state);
  return state;
}

function showMet(visit: HTMLElement, posts: Post[]): void {
  const noted = posts.filter((post) => post.state !== "refused").flatMap((post) => list(post.meets));
  const waiting = new Set(posts.filter((post) => post.state === "waiting").flatMap((post) => list(post.meets)));
  const met = new Set([...list(visit.dataset["met"]), ...noted]);
  for (const part of all("[data-meets]", visit)) {
    const words = list(part.dataset["meets"]);
    part.classList.toggle("met", words.every((word) => met.has(word)));
    part.classList.toggle("unsent", words.some((word) => waiting.has(word)));
  }
  for (const part of all("[data-after]", visit)) part.hidden = !list(part.dataset["after"]).every((word) => met.has(word));
  for (const part of all("[data-until]", visit)) part.hidden = list(part.dataset["until"]).every((word) => met.has(word));
  showOrder(visit, met);
  showParts(visit, met);
}

/** Nothing after a dangerous step is answered before it; what is charged waits for the price. */
function showOrder(visit: HTMLElement, met: Set<string>): void {
  let shut = false;
  for (const step of all("[data-step]", visit)) {
    const waits = list(step.dataset["waits"]).some((word) => !met.has(word));
    for (const button of all<HTMLButtonElement>("button", step)) button.disabled = shut || (waits && button.matches(".btn-step"));
    step.classList.toggle("shut", shut);
    shut ||= step.dataset["step"] === "danger" && !met.has(step.dataset["meets"] ?? "");
  }
}

/** Parts that lack nothing are ticked; the first that lacks something is open, once it changes.
    Where somebody is at another one that lacks something, that stays: a colleague was elsewhere. */
function showParts(visit: HTMLElement, met: Set<string>): void {
  const parts = all<HTMLDetailsElement>("details[data-needs]", visit);
  const lacks = (part: HTMLElement): boolean => list(part.dataset["needs"]).some((need) => !met.has(need));
  for (const part of parts) part.classList.toggle("part-done", !lacks(part));
  const next = parts.find(lacks);
  const name = next?.id ?? "";
  if (visit.dataset["next"] !== name) {
    visit.dataset["next"] = name;
    const drawn = visit.dataset["drawn"] !== undefined;
    const stays = drawn && parts.some((part) => part.open && lacks(part));
    for (const part of parts) part.open = stays ? part.open : part === next;
    if (drawn && !stays) next?.scrollIntoView({ block: "start" });
  }
  const signing = parts.at(-1);
  const ready = !parts.slice(0, -1).some(lacks);
  if (signing) for (const button of all<HTMLButtonElement>("button[type=submit]", signing)) button.disabled = !ready;
  for (const last of all("[data-when-complete]", visit)) last.hidden = next !== undefined;
  for (const link of all<HTMLAnchorElement>("[data-until-complete]", visit)) {
    link.hidden = next === undefined;
    link.href = `#${name}`;
    for (const word of all("span", link)) word.textContent = next?.querySelector("summary")?.textContent?.trim() ?? "";
  }
}

function showPictures(visit: HTMLElement, posts: Post[]): void {
  for (const old of all("[data-unsent-picture]", visit)) old.remove();
  for (const post of posts) {
    const shelf = visit.querySelector(`[data-shelf="${CSS.escape(post.meets)}"]`);
    const file = post.fields.find(([, value]) => value instanceof Blob)?.[1];
    if (!shelf || !(file instanceof Blob) || post.state === "refused") continue;
    const frame = element("figure", "photo unsent");
    frame.dataset["unsentPicture"] = "";
    const picture = document.createElement("img");
    picture.src = URL.createObjectURL(file);
    picture.alt = post.label;
    picture.onload = () => URL.revokeObjectURL(picture.src);
    frame.append(picture);
    shelf.append(frame);
  }
}

export async function draw(): Promise<void> {
  for (const visit of all("[data-visit][data-state]")) {
    const posts = await fresh(visit);
    showState(visit, posts);
    showMet(visit, posts);
    showPictures(visit, posts);
    visit.dataset["drawn"] = "yes";
  }
}

/** Its part may have been folded by hand. */
function unfolded(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("[data-until-complete], [data-open-part]") : null;
  const part = link ? document.querySelector<HTMLDetailsElement>(link.hash) : null;
  if (part) part.open = true;
}

export function start(): void {
  void draw();
  document.addEventListener("click", unfolded);
  listen(() => void draw());
  document.addEventListener("noted", () => void draw());
  document.addEventListener("renewed", () => void draw());
}
