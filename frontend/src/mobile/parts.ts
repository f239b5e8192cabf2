// Parts at the door: found by scanning or typing among what is on the van or put by for the order.
import { all, hit } from "../dom";
import { scan } from "./scan";

/** What a label says: a code, a serial number, or both with something between them. */
const words = (text: string): string[] => text.toUpperCase().split(/[\s,;|]+/).filter(Boolean);

function has(row: HTMLElement, word: string): boolean {
  return row.dataset["code"]?.toUpperCase() === word || (row.dataset["serials"] ?? "").split(" ").includes(word);
}

/** Rows that bear what was typed; without anything those of this order. */
function narrow(box: HTMLElement, text: string): void {
  const asked = text.trim().toUpperCase();
  for (const row of all("[data-code]", box)) {
    const said = `${row.dataset["code"]} ${row.dataset["serials"]} ${row.textContent}`.toUpperCase();
    row.hidden = asked ? !said.includes(asked) : box.dataset["all"] === undefined && row.dataset["far"] !== undefined;
  }
}

/** The piece that was scanned: its row alone, its number chosen. */
function found(box: HTMLElement, text: string): void {
  const said = words(text);
  const rows = all("[data-code]", box).filter((row) => said.some((word) => has(row, word)));
  for (const none of all("[data-not-here]", box)) none.hidden = rows.length > 0;
  for (const asked of all("[data-asked]", box)) asked.textContent = text.slice(0, 60);
  if (rows.length === 0) return;
  for (const row of all("[data-code]", box)) row.hidden = !rows.includes(row);
  for (const choice of all<HTMLSelectElement>("select[name=serial]", box)) {
    const serial = [...choice.options].find((one) => said.includes(one.value.toUpperCase()) && one.value);
    if (serial) choice.value = serial.value;
  }
  rows[0]?.querySelector<HTMLElement>("button[type=submit]")?.focus();
}

/** What is far from the mind is folded away, with a button that shows it. */
function fold(): void {
  for (const button of all("[data-all-parts]")) {
    const around = button.closest<HTMLElement>("[data-parts], [data-price]");
    const far = around ? all("[data-far]", around) : [];
    const near = around ? all(".part-row:not([data-far]):not(.part-fitted)", around) : [];
    const folded = near.length > 0 && far.length > 0 && around?.dataset["all"] === undefined;
    button.hidden = !folded;
    for (const row of far) row.hidden = folded;
  }
}

async function clicked(event: MouseEvent): Promise<void> {
  const step = hit<HTMLElement>(event, "[data-step-by]");
  const input = step?.parentElement?.querySelector("input");
  if (step && input) {
    if (step.dataset["stepBy"] === "1") input.stepUp();
    else input.stepDown();
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const around = hit<HTMLElement>(event, "[data-all-parts]")?.closest<HTMLElement>("[data-parts], [data-price]");
  if (around) {
    around.dataset["all"] = "";
    fold();
  }
  const box = hit<HTMLElement>(event, "[data-scan]")?.closest<HTMLElement>("[data-parts]");
  if (!box) return;
  const text = await scan();
  if (text) found(box, text);
}

export function start(): void {
  fold();
  document.addEventListener("renewed", fold);
  document.addEventListener("click", (event) => void clicked(event));
  document.addEventListener("input", (event) => {
    const input = hit<HTMLInputElement>(event, "[data-find]");
    const box = input?.closest<HTMLElement>("[data-parts]");
    if (input && box) narrow(box, input.value);
  });
  document.addEventListener("keydown", (event) => {
    const input = hit<HTMLInputElement>(event, "[data-find]");
    const box = input?.closest<HTMLElement>("[data-parts]");
    if (!input || !box || event.key !== "Enter") return;
    event.preventDefault();
    found(box, input.value);
  });
}
