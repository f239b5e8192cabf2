// Polling that costs little: the last answer's mark goes along, and nothing is asked in a hidden tab.
const marks = new WeakMap<Element, string>();

export function start(): void {
  document.addEventListener("htmx:configRequest", (event) => {
    const { elt, headers } = (event as CustomEvent).detail;
    const mark = marks.get(elt);
    if (elt.hasAttribute("data-live") && mark) headers["If-None-Match"] = mark;
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    const { elt, target, requestConfig } = (event as CustomEvent).detail;
    const byClock = requestConfig?.triggeringEvent === undefined;
    if (!elt.hasAttribute("data-live") || !byClock) return;
    // What a person has chosen in a list must not be taken away by news.
    if (document.hidden || target.querySelector("[data-row] input:checked")) event.preventDefault();
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const { elt, xhr } = (event as CustomEvent).detail;
    const mark = xhr?.getResponseHeader("ETag");
    if (elt.hasAttribute("data-live") && mark) marks.set(elt, mark);
  });
  document.addEventListener("htmx:afterSwap", () => {
    const way = document.querySelector<HTMLAnchorElement>("[data-moved-on] a");
    if (way && !isAtWork()) way.click();
  });
}

// Whether somebody writes, chooses or reads in a drawer here: then the page stays, and only says so.
function isAtWork(): boolean {
  if (document.querySelector("dialog[open]") || document.activeElement?.matches("input, textarea, select")) return true;
  const fields = document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>(
    "#main input, #main textarea, #main select",
  );
  return [...fields].some((one) => {
    if (one instanceof HTMLSelectElement) return [...one.options].some((o) => o.selected !== o.defaultSelected && o.index > 0);
    if (one instanceof HTMLInputElement && ["checkbox", "radio"].includes(one.type)) return one.checked !== one.defaultChecked;
    return one.value !== one.defaultValue;
  });
}
