// What changed glows for a moment: elements with an id and `data-glow="<version>"`.
import { all } from "./dom";

let before = new Map<string, string>();

const versions = (): Map<string, string> =>
  new Map(all("[data-glow][id]").map((at) => [at.id, at.dataset["glow"] ?? ""]));

export function start(): void {
  document.addEventListener("htmx:beforeSwap", () => {
    before = versions();
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if ((event as CustomEvent).detail.boosted || before.size === 0) return;
    for (const at of all("[data-glow][id]")) {
      // An empty mark is a place that was waiting for its first answer.
      if (before.get(at.id) === at.dataset["glow"] || before.get(at.id) === "") continue;
      at.classList.add("glow");
      setTimeout(() => at.classList.remove("glow"), 2400);
    }
  });
}
