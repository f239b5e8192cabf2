// Shortcuts: elements say their own key (`data-key="n"`, `data-keys="g m"`); never while somebody writes.
import { all, element, isWriting } from "./dom";

let begun = "";
let forgotten = 0;

function act(at: HTMLElement): void {
  if (at.matches("input, textarea, select")) {
    at.focus();
    if (at instanceof HTMLInputElement) at.select();
  } else at.click();
}

/** Fills the help with the keys of what is on this page now. */
function showHelp(): void {
  const dialog = document.getElementById("help");
  const list = dialog?.querySelector("[data-page-keys]");
  if (!(dialog instanceof HTMLDialogElement) || !list) return;
  list.replaceChildren();
  const seen = new Set<string>();
  for (const at of all("[data-key], [data-keys]")) {
    const keys = at.dataset["key"] ?? at.dataset["keys"] ?? "";
    const label = at.dataset["keyLabel"] ?? at.getAttribute("aria-label") ?? at.textContent?.trim() ?? "";
    if (seen.has(keys) || !label) continue;
    seen.add(keys);
    const held = element("dt", "");
    for (const key of keys.split(" ")) held.append(element("kbd", "", key));
    list.append(held, element("dd", "", label));
  }
  dialog.showModal();
}

function pressed(event: KeyboardEvent): void {
  if (isWriting(event) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "?") {
    event.preventDefault();
    showHelp();
    return;
  }
  const sequence = begun ? `${begun} ${event.key}` : "";
  const target =
    all("[data-keys]").find((at) => at.dataset["keys"] === sequence) ??
    (begun ? undefined : all("[data-key]").find((at) => at.dataset["key"] === event.key));
  begun = "";
  if (target) {
    event.preventDefault();
    act(target);
  } else if (event.key === "g") {
    begun = "g";
    clearTimeout(forgotten);
    forgotten = window.setTimeout(() => (begun = ""), 1200);
  }
}

export function start(): void {
  document.addEventListener("keydown", pressed);
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-help]")) showHelp();
  });
}
