// Small words for what every module does with the page.

/** Runs `act` now and after every swap, for whatever is on the page then. */
export function onEveryPage(act: () => void): void {
  act();
  document.addEventListener("htmx:afterSettle", act);
}

/** The element at or above the event's target that fits, if any. */
export function hit<E extends Element = HTMLElement>(event: Event, selector: string): E | null {
  return event.target instanceof Element ? event.target.closest<E>(selector) : null;
}

export function all<E extends Element = HTMLElement>(selector: string, within: ParentNode = document): E[] {
  return [...within.querySelectorAll<E>(selector)];
}

export function element(name: string, look: string, text = ""): HTMLElement {
  const made = document.createElement(name);
  made.className = look;
  made.textContent = text;
  return made;
}

/** An icon of the sprite, whose address the page tells by its first icon. */
export function icon(name: string): SVGElement {
  const space = "http://www.w3.org/2000/svg";
  const sprite = document.querySelector("svg.icon use")?.getAttribute("href")?.split("#")[0] ?? "";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `${sprite}#${name}`);
  svg.append(use);
  return svg;
}

/** Whether a person is writing: shortcuts keep quiet then. */
export function isWriting(event: KeyboardEvent): boolean {
  const at = event.target;
  return (
    event.isComposing ||
    (at instanceof HTMLElement && (at.isContentEditable || at.matches("input, textarea, select")))
  );
}

export const inChinese = (): boolean => document.documentElement.lang.startsWith("zh");
