// The price before the work: summed up here, shown large, signed for or declined by the customer.
import { all, element, hit } from "../dom";

const yuan = new Intl.NumberFormat("zh-CN", { style: "currency", currency: "CNY", trailingZeroDisplay: "stripIfInteger" });

interface Line {
  words: string;
  count: number;
  cents: number;
}

function linesOf(form: HTMLElement): Line[] {
  return all<HTMLInputElement>("input[data-amount]", form)
    .map((input) => ({
      words: input.closest<HTMLElement>("[data-line]")?.dataset["line"] ?? "",
      count: Math.max(0, Math.round(input.valueAsNumber || 0)),
      cents: Math.round(Number(input.dataset["amount"]) * 100),
    }))
    .filter((line) => line.count > 0);
}

function sum(form: HTMLElement): void {
  if (!form.querySelector("input[data-amount]")) return; // told by somebody else: it stands as it is
  const lines = linesOf(form);
  const cents = lines.reduce((all, line) => all + line.count * line.cents, 0);
  for (const place of all("[data-total]", form)) place.textContent = yuan.format(cents / 100);
  const shown = form.querySelector<HTMLInputElement>("input[name=shown]");
  if (shown) shown.value = (cents / 100).toFixed(2);
  for (const list of all("[data-lines]", form)) {
    list.replaceChildren(
      ...lines.map((line) => {
        const row = document.createElement("li");
        row.append(element("span", "", line.count === 1 ? line.words : `${line.words} ×${line.count}`));
        row.append(element("b", "", yuan.format((line.count * line.cents) / 100)));
        return row;
      }),
    );
  }
}

function sumAll(): void {
  for (const form of all("[data-price]")) sum(form);
}

export function start(): void {
  sumAll();
  document.addEventListener("renewed", sumAll);
  document.addEventListener("input", (event) => {
    const form = hit<HTMLElement>(event, "[data-price]");
    if (form) sum(form);
  });
  document.addEventListener("click", (event) => {
    hit<HTMLElement>(event, "[data-show-price]")?.closest("form")?.querySelector("dialog")?.showModal();
    hit<HTMLElement>(event, "[data-hide-price]")?.closest("dialog")?.close();
  });
  document.addEventListener("noted", (event) => {
    hit<HTMLElement>(event, "[data-price]")?.querySelector("dialog")?.close();
    sumAll();
  });
}
