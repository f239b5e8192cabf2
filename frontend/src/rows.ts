// A list worked with the keyboard: [data-rows] with [data-row] inside, and a bar for what is chosen.
import { all, hit, isWriting, onEveryPage } from "./dom";

const rows = (): HTMLElement[] => all("[data-rows] [data-row]");
const boxes = (): HTMLInputElement[] => all<HTMLInputElement>("[data-rows] [data-row] input[type=checkbox]");

let current = "";
let last = -1;

function mark(row: HTMLElement | undefined): void {
  if (!row) return;
  for (const other of all(".row-current")) other.classList.remove("row-current");
  row.classList.add("row-current");
  row.scrollIntoView({ block: "nearest" });
  current = row.id;
}

function step(by: number): void {
  const list = rows();
  const at = list.findIndex((row) => row.classList.contains("row-current"));
  mark(list[Math.min(list.length - 1, Math.max(0, at + by))]);
}

function count(): void {
  const chosen = boxes().filter((box) => box.checked).length;
  for (const bar of all("[data-bulk-bar]")) bar.hidden = chosen === 0;
  for (const figure of all("[data-bulk-count]")) figure.textContent = String(chosen);
  for (const box of boxes()) box.closest("[data-row]")?.classList.toggle("row-chosen", box.checked);
  for (const head of all<HTMLInputElement>("[data-select-all]")) {
    head.checked = chosen > 0 && chosen === boxes().length;
    head.indeterminate = chosen > 0 && chosen < boxes().length;
  }
}

function chose(event: MouseEvent): void {
  const head = hit<HTMLInputElement>(event, "[data-select-all]");
  if (head) for (const box of boxes()) box.checked = head.checked;
  const box = hit<HTMLInputElement>(event, "[data-row] input[type=checkbox]");
  if (box) {
    const at = boxes().indexOf(box);
    // With the shift key everything between the last choice and this one follows.
    if (event.shiftKey && last >= 0)
      for (const between of boxes().slice(Math.min(at, last), Math.max(at, last) + 1)) between.checked = box.checked;
    last = at;
  }
  if (head || box) count();
}

function pressed(event: KeyboardEvent): void {
  if (isWriting(event) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!rows().length || document.querySelector("dialog[open]")) return;
  const row = document.querySelector<HTMLElement>(".row-current");
  if (event.key === "j" || event.key === "k") step(event.key === "j" ? 1 : -1);
  else if (event.key === "Enter" && row && !hit(event, "a, button, summary"))
    row.querySelector<HTMLElement>("a[data-open-row], a")?.click();
  else if (event.key === "x" && row) {
    const box = row.querySelector<HTMLInputElement>("input[type=checkbox]");
    if (box) {
      box.checked = !box.checked;
      last = boxes().indexOf(box);
    }
    count();
  } else return;
  event.preventDefault();
}

export function start(): void {
  document.addEventListener("keydown", pressed);
  document.addEventListener("click", chose);
  onEveryPage(() => {
    mark(rows().find((row) => row.id && row.id === current));
    count();
  });
}
