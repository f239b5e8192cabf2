// Short notes in a corner: they go by themselves, unless something went wrong or has to be read out.
import { all, element, hit, icon, onEveryPage } from "./dom";

const STAYS = 6000;

export function toast(text: string, tone = "good"): void {
  const note = element("div", `toast-note toast-${tone}`);
  note.dataset["toast"] = "";
  const close = element("button", "btn-plain");
  close.setAttribute("type", "button");
  close.dataset["closeToast"] = "";
  close.append(icon("x"));
  note.append(icon(tone === "good" ? "check" : "alert-triangle"), element("span", "", text), close);
  document.getElementById("toasts")?.append(note);
  watch();
}

function watch(): void {
  for (const note of all("[data-toast]:not([data-watched])")) {
    note.dataset["watched"] = "";
    if (note.matches(".toast-bad, .toast-error, [data-stays]")) continue;
    setTimeout(() => note.remove(), STAYS);
  }
}

export function start(): void {
  onEveryPage(watch);
  document.addEventListener("click", (event) => {
    if (hit(event, "[data-close-toast]")) hit(event, "[data-toast]")?.remove();
  });
  document.addEventListener("toast", (event) => {
    const { text, tone } = (event as CustomEvent).detail;
    toast(text, tone);
  });
  const said = document.body.dataset;
  document.addEventListener("htmx:sendError", (event) => {
    if (!(event as CustomEvent).detail.elt.hasAttribute("data-live")) toast(said["errorNetwork"] ?? "", "bad");
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const detail = (event as CustomEvent).detail;
    const answer: XMLHttpRequest = detail.xhr;
    if (answer.status < 500 || answer.getResponseHeader("HX-Retarget")) return;
    if (detail.boosted && answer.getResponseHeader("Content-Type")?.includes("html")) return;
    detail.shouldSwap = false;
    toast(said["errorServer"] ?? "", "bad");
  });
}
