// Always in sight: is there network, what waits, what was refused. A page that is behind renews itself.
import { all } from "../dom";
import { user } from "./notes";
import { listen, type Result } from "./sender";
import * as store from "./store";

let last: Result = "done";

function say(bar: HTMLElement, kind: string, count: number): void {
  bar.dataset["state"] = kind;
  for (const part of all("[data-kind]", bar)) part.hidden = part.dataset["kind"] !== kind;
  for (const figure of all("[data-count]", bar)) figure.textContent = String(count);
}

async function show(): Promise<void> {
  const bar = document.getElementById("network");
  if (!bar) return;
  const mine = (await store.all()).filter((post) => post.user === user());
  const refused = mine.filter((post) => post.state === "refused").length;
  const waiting = mine.filter((post) => post.state === "waiting").length;
  if (refused > 0) say(bar, "refused", refused);
  else if (last === "signed-out") say(bar, "signed-out", waiting);
  else if (!navigator.onLine || last === "offline") say(bar, "offline", waiting);
  else say(bar, waiting > 0 ? "waiting" : "done", waiting);
}

/** Something half typed, half scanned or half signed would be lost. */
const isBusy = (): boolean => document.querySelector("form[data-dirty], dialog[open]") !== null;

/** What a finger presses must still be there when it goes up: else nothing was pressed. */
let pressedAt = 0;
const LONGEST = 5000;
const CLICKED = 100; // the click comes after the finger

function watchFingers(): void {
  document.addEventListener("pointerdown", () => (pressedAt = Date.now()), true);
  for (const name of ["pointerup", "pointercancel"]) {
    document.addEventListener(name, () => setTimeout(() => (pressedAt = 0), CLICKED), true);
  }
}

async function released(): Promise<void> {
  while (pressedAt > 0 && Date.now() - pressedAt < LONGEST) await new Promise((done) => setTimeout(done, CLICKED));
}

const madeAt = (main: HTMLElement): number =>
  Date.parse(main.querySelector<HTMLElement>("[data-visit]")?.dataset["now"] ?? "");

/** The page as it is now at the company; false where it could not be had, or is being filled in. */
async function renew(): Promise<boolean> {
  const main = document.getElementById("main");
  if (!main || main.dataset["renew"] === undefined) return true;
  if (isBusy()) return false;
  const asking = Date.now();
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok || answer.redirected) return false;
  const text = await answer.text().catch(() => ""); // the network may go in the middle of it
  const fresh = new DOMParser().parseFromString(text, "text/html").getElementById("main");
  await released();
  if (!fresh || isBusy() || madeAt(fresh) <= madeAt(main)) return false; // in a dead spot: the kept one
  const open = all<HTMLDetailsElement>("details[open]", main).map((part) => part.id);
  const visit = main.querySelector<HTMLElement>("[data-visit]")?.dataset;
  for (const part of all<HTMLDetailsElement>("details[id]", fresh)) part.open = open.includes(part.id);
  const drawn = fresh.querySelector<HTMLElement>("[data-visit]");
  if (drawn && visit?.["next"] !== undefined) drawn.dataset["next"] = visit["next"];
  if (drawn) drawn.dataset["drawn"] = "yes";
  asked = asking;
  main.replaceChildren(...fresh.childNodes);
  document.dispatchEvent(new CustomEvent("renewed"));
  return true;
}

const SOON = 250;
const OLD = 30_000;
let answered = 0;
let drawn = 0;
let timer = 0;
let turn: Promise<void> = Promise.resolve();

/** When the page was asked for, by the clock of the phone. */
let asked = performance.timeOrigin;

/** The company answered after the page was asked for, or made: perhaps before the page could hear of it. */
async function isBehind(): Promise<boolean> {
  const main = document.querySelector<HTMLElement>("#main[data-renew]");
  const visit = main?.querySelector<HTMLElement>("[data-visit]")?.dataset["visit"];
  if (!main || !visit) return false;
  const sent = (await store.all()).filter((post) => post.visit === visit && post.state === "sent");
  return sent.some((post) => (post.answered ?? 0) > asked || Date.parse(post.sentAt) > madeAt(main));
}

/** One page after another: what was answered while one was fetched is in the next. */
async function catchUp(): Promise<void> {
  while (last === "done" && (drawn < answered || (await isBehind()))) {
    const upTo = answered;
    if (!(await renew())) return;
    drawn = upTo;
  }
}

function catchUpSoon(): void {
  clearTimeout(timer);
  timer = setTimeout(() => (turn = turn.then(catchUp)), SOON);
}

/** What others did meanwhile: a colleague at the same door, the dispatcher, the customer. */
function lookAgain(): void {
  if (!document.hidden && last === "done" && Date.now() - asked > OLD) turn = turn.then(() => renew()).then(() => undefined);
}

export function start(): void {
  watchFingers();
  document.addEventListener("visibilitychange", lookAgain);
  setInterval(() => {
    if (document.querySelector("[data-shared]")) lookAgain();
  }, OLD);
  void show();
  listen(() => void show());
  for (const name of ["noted", "renewed"]) document.addEventListener(name, () => void show());
  for (const name of ["online", "offline"]) window.addEventListener(name, () => void show());
  document.addEventListener("sent", (event) => {
    last = (event as CustomEvent<Result>).detail; // without network there is no newer page
    void show();
    catchUpSoon();
  });
  listen((word) => {
    if (word !== "answered") return;
    if (last === "offline") last = "done"; // what waited was sent in the background
    answered += 1;
    catchUpSoon();
  });
}
