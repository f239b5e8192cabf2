// HTMX: morphing swaps, the token against forged requests, calm scrolling.
import "htmx.org";
import { Idiomorph } from "idiomorph/htmx";

let navigating = false;
let path = location.pathname;

export function start(): void {
  const callbacks = Idiomorph.defaults.callbacks;
  // An open drawer or menu stays open when live data arrives around it.
  callbacks.beforeAttributeUpdated = (name: string, at: Element) =>
    navigating || !(name === "open" && at.matches("details, dialog"));
  // What a module drew into the page is not the server's to remove.
  callbacks.beforeNodeRemoved = (node: Node) =>
    !(node instanceof HTMLElement && node.matches("[data-toast], [data-keep-node]"));

  document.addEventListener("htmx:configRequest", (event) => {
    const token = document.querySelector<HTMLMetaElement>("meta[name=csrf-token]")?.content;
    const detail = (event as CustomEvent).detail;
    if (token && detail.verb !== "get") detail.headers["X-CSRFToken"] = token;
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    const detail = (event as CustomEvent).detail;
    if (detail.boosted || detail.elt.matches("form")) document.body.classList.add("loading");
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    // What is being typed stays; a link or button that was pressed changes like all the rest.
    Idiomorph.defaults.ignoreActiveValue = document.activeElement?.matches("input, textarea, select") ?? false;
    navigating = (event as CustomEvent).detail.boosted ?? false;
  });
  document.addEventListener("htmx:afterRequest", () => document.body.classList.remove("loading"));
  document.addEventListener("htmx:afterSettle", settled);
}

/** On another page: up to the top and into its content. On the same one: nothing jumps. */
function settled(): void {
  const summary = document.querySelector<HTMLElement>("[data-focus]:not([data-focused])");
  if (summary) {
    summary.dataset["focused"] = "";
    summary.focus();
  }
  if (location.pathname === path) return;
  path = location.pathname;
  navigating = false;
  if (!location.hash) window.scrollTo(0, 0);
  const first = document.querySelector<HTMLElement>("main [autofocus]") ?? document.getElementById("main");
  first?.focus({ preventScroll: true });
}
