// Of tabs that do not fit, the one that is open is in sight.
import { all, onEveryPage } from "./dom";

function show(): void {
  for (const open of all(".tabs [aria-current]")) {
    const row = open.closest(".tabs");
    if (row === null || row.scrollWidth <= row.clientWidth) continue;
    const [inner, outer] = [open.getBoundingClientRect(), row.getBoundingClientRect()];
    row.scrollLeft += inner.left - outer.left - (outer.width - inner.width) / 2;
  }
}

export function start(): void {
  onEveryPage(show);
}
