// What a customer has typed stays if the page is lost: `<form data-keep="name">`, for this tab only.
import { all, onEveryPage } from "./dom";

const place = (form: HTMLFormElement): string => `kept:${form.dataset["keep"]}`;

function fields(form: HTMLFormElement): (HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement)[] {
  return [...form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>("input, textarea, select")].filter(
    (at) => at.name && !["password", "file", "hidden"].includes(at.type),
  );
}

function store(form: HTMLFormElement): void {
  const kept = fields(form)
    .filter((at) => !(at instanceof HTMLInputElement && ["radio", "checkbox"].includes(at.type) && !at.checked))
    .map((at) => [at.name, at.value]);
  sessionStorage.setItem(place(form), JSON.stringify(kept));
}

function restore(form: HTMLFormElement): void {
  const kept: [string, string][] = JSON.parse(sessionStorage.getItem(place(form)) ?? "[]");
  for (const at of fields(form)) {
    const own = kept.filter(([name]) => name === at.name).map(([, value]) => value);
    if (at instanceof HTMLInputElement && ["radio", "checkbox"].includes(at.type)) at.checked ||= own.includes(at.value);
    else if (!at.value && own[0]) at.value = own[0];
  }
}

export function start(): void {
  onEveryPage(() => {
    for (const form of all<HTMLFormElement>("form[data-keep]:not([data-restored])")) {
      form.dataset["restored"] = "";
      restore(form);
      form.addEventListener("input", () => store(form));
    }
    // The page that confirms says which form has arrived.
    for (const done of all("[data-forget]")) sessionStorage.removeItem(`kept:${done.dataset["forget"]}`);
  });
}
