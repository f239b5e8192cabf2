// Menus are <details data-menu>: one open at a time, closed by Escape and by a click elsewhere.
import { all, hit } from "./dom";

function closeBut(kept: Element | null): void {
  for (const menu of all<HTMLDetailsElement>("details[data-menu][open]")) if (menu !== kept) menu.open = false;
}

export function start(): void {
  document.addEventListener("click", (event) => {
    const inside = hit<HTMLDetailsElement>(event, "details[data-menu]");
    closeBut(inside);
    if (inside && hit(event, ".menu-item")) setTimeout(() => (inside.open = false));
    if (hit(event, "[data-toggle-side]")) document.body.classList.toggle("side-open");
    else if (hit(event, ".side a") || !hit(event, ".side")) document.body.classList.remove("side-open");
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector<HTMLElement>("details[data-menu][open]");
    closeBut(null);
    open?.querySelector<HTMLElement>("summary")?.focus();
    document.body.classList.remove("side-open");
  });
}
