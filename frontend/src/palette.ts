// The command palette (Ctrl+K): places and acts at once, cases as the server finds them.
import { element, icon, onEveryPage } from "./dom";

interface Item {
  label: string;
  url: string;
  icon?: string;
  hint?: string;
  keys?: string;
  words?: string;
}

const RECENT = "recent-cases";
const KEPT = 8;

let known: Item[] = [];
let shown: Item[] = [];
let at = 0;
let asked = 0;

const dialog = (): HTMLDialogElement | null => document.querySelector<HTMLDialogElement>("dialog#palette");
const input = (): HTMLInputElement | null => dialog()?.querySelector("input") ?? null;

/** All letters of `wanted` in their order; the closer together, the better (0 is best). */
function distance(item: Item, wanted: string): number {
  const text = `${item.label} ${item.words ?? ""} ${item.hint ?? ""}`.toLowerCase();
  const whole = text.indexOf(wanted);
  if (whole >= 0) return whole / 100;
  let from = 0;
  let gaps = 1;
  for (const letter of wanted) {
    const found = text.indexOf(letter, from);
    if (found < 0) return Infinity;
    gaps += found - from;
    from = found + 1;
  }
  return gaps;
}

async function fetchItems(query: string): Promise<Item[]> {
  const source = dialog()?.dataset["source"];
  if (!source) return [];
  const answer = await fetch(`${source}?q=${encodeURIComponent(query)}`, { headers: { Accept: "application/json" } });
  return answer.ok ? ((await answer.json()) as { items: Item[] }).items : [];
}

function draw(): void {
  const list = dialog()?.querySelector("[role=listbox]");
  if (!list) return;
  list.replaceChildren(
    ...shown.map((item, index) => {
      const row = element("a", "palette-item");
      row.setAttribute("href", item.url);
      row.setAttribute("role", "option");
      row.id = `palette-${index}`;
      row.setAttribute("aria-selected", String(index === at));
      row.append(icon(item.icon ?? "arrow-right"), element("span", "palette-label", item.label));
      if (item.hint) row.append(element("span", "palette-hint", item.hint));
      for (const key of item.keys?.split(" ") ?? []) row.append(element("kbd", "", key));
      return row;
    }),
  );
  const none = dialog()?.querySelector<HTMLElement>("[data-none]");
  if (none) none.hidden = shown.length > 0;
  input()?.setAttribute("aria-activedescendant", `palette-${at}`);
  list.children[at]?.scrollIntoView({ block: "nearest" });
}

async function look(): Promise<void> {
  const wanted = input()?.value.trim().toLowerCase() ?? "";
  const near = known
    .map((item): [number, Item] => [wanted ? distance(item, wanted) : 0, item])
    .filter(([far]) => far < Infinity)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);
  [shown, at] = [near, 0];
  draw();
  const turn = ++asked;
  if (wanted.length < 2) return;
  await new Promise((done) => setTimeout(done, 160));
  if (turn !== asked) return;
  const found = await fetchItems(wanted);
  if (turn !== asked) return;
  const urls = new Set(near.map((item) => item.url));
  shown = [...near, ...found.filter((item) => !urls.has(item.url))];
  draw();
}

/** The cases this tab has shown, the last first: kept with the tab, gone with it. */
function recent(): Item[] {
  return JSON.parse(sessionStorage.getItem(RECENT) ?? "[]") as Item[];
}

function remember(): void {
  const url = location.pathname;
  const head = document.querySelector(".case-head");
  if (!head || !/\/cases\/\d+$/.test(url)) return;
  const number = head.querySelector(".mono")?.textContent?.trim() ?? "";
  const label = `${number} ${head.querySelector("h1")?.textContent?.trim() ?? ""}`.trim();
  const others = recent().filter((item) => item.url !== url);
  const item = { label, url, icon: "history" };
  sessionStorage.setItem(RECENT, JSON.stringify([item, ...others].slice(0, KEPT)));
}

async function open(): Promise<void> {
  const box = dialog();
  if (!box || box.open) return;
  box.showModal();
  const field = input();
  if (field) field.value = "";
  if (!known.length) {
    const seen = recent().filter((item) => item.url !== location.pathname);
    const urls = new Set(seen.map((item) => item.url));
    known = [...seen, ...(await fetchItems("")).filter((item) => !urls.has(item.url))];
  }
  await look();
}

function pressed(event: KeyboardEvent): void {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    void open();
  }
  if (!dialog()?.open || event.isComposing || event.target !== input()) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    at = (at + step + shown.length) % Math.max(1, shown.length);
    draw();
  }
  if (event.key === "Enter") {
    event.preventDefault();
    const chosen = shown[at];
    if (chosen) location.assign(chosen.url);
  }
}

export function start(): void {
  document.addEventListener("keydown", pressed);
  document.addEventListener("input", (event) => {
    if (event.target === input()) void look();
  });
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-palette]")) void open();
  });
  onEveryPage(() => {
    if (!dialog()?.open) known = [];
    remember();
  });
}
