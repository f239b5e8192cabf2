// Forms: Ctrl+Enter sends, one click sends once, text areas grow, numbers are copied, pages printed.
import { all, hit, onEveryPage } from "./dom";
import { toast } from "./toasts";

function sent(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  // Boosted forms come back without a new page: the mark must not outlive the answer.
  setTimeout(() => {
    for (const button of all<HTMLButtonElement>("button[type=submit]", form)) button.setAttribute("aria-busy", "true");
  });
  setTimeout(() => free(form), 8000);
}

function free(within: ParentNode): void {
  for (const button of all("button[aria-busy]", within)) button.removeAttribute("aria-busy");
}

async function copy(from: HTMLElement): Promise<void> {
  await navigator.clipboard.writeText(from.dataset["copy"] ?? "");
  toast(from.dataset["copied"] ?? "✓");
}

/** `data-shows="#id"`: the part is there only while the input has one of `data-when`. */
function showParts(): void {
  for (const part of all("[data-when]")) {
    const name = part.dataset["of"] ?? "";
    const form = part.closest("form") ?? document;
    const chosen = form.querySelector<HTMLInputElement>(
      `input[name="${name}"]:checked, select[name="${name}"], input[name="${name}"]:not([type=radio]):not([type=checkbox])`,
    );
    part.hidden = !(part.dataset["when"] ?? "").split(" ").includes(chosen?.value ?? "");
  }
}

export function start(): void {
  document.addEventListener("submit", sent);
  document.addEventListener("htmx:afterRequest", () => free(document));
  window.addEventListener("pageshow", () => free(document));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    hit<HTMLFormElement>(event, "form")?.requestSubmit();
  });
  document.addEventListener("click", (event) => {
    const button = hit(event, "[data-copy]");
    if (button) void copy(button);
    if (hit(event, "[data-print]")) window.print();
    // A busy form is on its way already.
    if (hit(event, "button[aria-busy=true]")) event.preventDefault();
  });
  document.addEventListener("change", (event) => {
    showParts();
    if (hit(event, "[data-submit-on-change]")) hit<HTMLFormElement>(event, "form")?.requestSubmit();
  });
  onEveryPage(() => {
    showParts();
    // What is wrong is said by the server: in our words, beside the field, all at once.
    for (const form of document.forms) form.noValidate = true;
  });
}
