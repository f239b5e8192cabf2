// The dispatch board: an order is dragged onto a day; who may do it is asked as soon as it is lifted.
import htmx from "htmx.org";
import { all, element, hit } from "./dom";
import { toast } from "./toasts";

interface Fit {
  fit: "yes" | "soft" | "no";
  words: string;
}

let dragged: HTMLElement | null = null;
let aim: HTMLElement | null = null;
let refused: HTMLElement | null = null;
let turn = 0;

const board = (): HTMLElement | null => document.querySelector("[data-board]");

function address(order: string, tail: string, more: Record<string, string>): string {
  const at = board();
  const query = new URLSearchParams({ day: at?.dataset["day"] ?? "", unit: at?.dataset["unit"] ?? "", ...more });
  return `/desk/dispatch/orders/${order}${tail}?${query}`;
}

/** Colours the days by what the server says; a later drag makes an earlier answer worthless. */
async function ask(order: string): Promise<void> {
  const mine = ++turn;
  const answer = await fetch(address(order, "/fit", {}), { headers: { Accept: "application/json" } });
  if (!answer.ok || mine !== turn) return;
  const told: Record<string, Fit> = (await answer.json()).technicians;
  for (const row of all("[data-technician]", board() ?? document)) {
    const found = told[row.dataset["technician"] ?? ""] ?? { fit: "no", words: "" };
    row.dataset["fit"] = found.fit;
    const words = row.querySelector("[data-words]");
    if (words) words.textContent = found.words;
  }
}

function lifted(event: DragEvent): void {
  const order = hit(event, "[data-order]");
  if (!order || !board()?.contains(order)) return;
  dragged = order;
  order.classList.add("is-dragged");
  if (event.dataTransfer) {
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", order.dataset["order"] ?? "");
  }
  void ask(order.dataset["order"] ?? "");
}

function over(event: DragEvent): void {
  const lane = hit(event, "[data-lane]");
  const row = hit(event, "[data-technician]");
  refused = null;
  if (dragged?.closest("[data-lane]") && hit(event, "[data-waiting]")) event.preventDefault();
  if (!dragged || !lane || !row) return aim?.remove();
  event.preventDefault();
  if (row.dataset["fit"] === "no") {
    refused = row;
    if (event.dataTransfer) event.dataTransfer.dropEffect = "none";
    return aim?.remove();
  }
  point(lane, event.clientX);
}

/** The start that letting go here would ask for, and how long the work takes. */
function point(lane: HTMLElement, x: number): void {
  aim ??= element("span", "board-aim");
  const quarters = Math.max(1, Math.ceil(Number(dragged?.dataset["minutes"] ?? 15) / 15));
  aim.className = `board-aim at-${quarterAt(lane, x) + 1} for-${quarters}`;
  aim.textContent = timeAt(lane, x);
  if (aim.parentElement !== lane) lane.append(aim);
}

function quarterAt(lane: HTMLElement, x: number): number {
  const box = lane.getBoundingClientRect();
  const columns = Number(board()?.dataset["columns"] ?? 56);
  return Math.max(0, Math.min(columns - 1, Math.floor(((x - box.left) / box.width) * columns)));
}

/** The time under the pointer, by quarters of an hour. */
function timeAt(lane: HTMLElement, x: number): string {
  const minutes = 7 * 60 + quarterAt(lane, x) * 15;
  const two = (number: number): string => String(number).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** The same drawer that a click opens, with person and time filled in; among what waits: calling it off. */
function dropped(event: DragEvent): void {
  const lane = hit(event, "[data-lane]");
  const technician = hit(event, "[data-technician]")?.dataset["technician"];
  const order = dragged?.dataset["order"];
  if (order && dragged?.closest("[data-lane]") && hit(event, "[data-waiting]")) {
    event.preventDefault();
    return opened(address(order, "/off", {}));
  }
  if (!lane || !technician || !order) return;
  event.preventDefault();
  opened(address(order, "", { technician, at: timeAt(lane, event.clientX) }));
}

function opened(url: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.hidden = true;
  link.dataset["open"] = "drawer";
  link.setAttribute("hx-get", url);
  link.setAttribute("hx-target", "#drawer-body");
  board()?.append(link);
  htmx.process(link);
  link.click();
  link.remove();
}

/** Letting go over somebody who may not changes nothing, and says why. */
function sayWhyNot(row: HTMLElement): void {
  const words = row.querySelector("[data-words]")?.textContent ?? "";
  toast(`${row.querySelector("strong")?.textContent?.trim() ?? ""} · ${words}`, "bad");
}

function put(): void {
  if (dragged && refused) sayWhyNot(refused);
  aim?.remove();
  refused = null;
  turn++;
  dragged?.classList.remove("is-dragged");
  dragged = null;
  for (const row of all("[data-fit]")) {
    delete row.dataset["fit"];
    const words = row.querySelector("[data-words]");
    if (words) words.textContent = "";
  }
}

export function start(): void {
  document.addEventListener("dragstart", lifted);
  document.addEventListener("dragover", over);
  document.addEventListener("drop", dropped);
  document.addEventListener("dragend", put);
}
