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
}
