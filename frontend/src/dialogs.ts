// Dialogs and drawers are <dialog>; a question before anything that cannot be undone.
import { hit, onEveryPage } from "./dom";

function dialogOf(id: string | undefined): HTMLDialogElement | null {
  const found = id ? document.getElementById(id) : null;
  return found instanceof HTMLDialogElement ? found : null;
}

function clicked(event: MouseEvent): void {
  const opener = hit(event, "[data-open]");
  const dialog = dialogOf(opener?.dataset["open"]);
  if (dialog && !dialog.open) {
    dialog.showModal();
    if (opener?.tagName === "A") event.preventDefault();
  }
  if (hit(event, "[data-close]")) hit<HTMLDialogElement>(event, "dialog")?.close();
  // The backdrop belongs to the dialog: a click on it hits the dialog itself, outside its box.
  if (event.target instanceof HTMLDialogElement) {
    const box = event.target.getBoundingClientRect();
    const inside =
      event.clientX >= box.left && event.clientX <= box.right &&
      event.clientY >= box.top && event.clientY <= box.bottom;
    if (!inside) event.target.close();
  }
}

/** `hx-confirm="question"` asks in the page's own dialog; `data-sure` names the button. */
function ask(event: Event): void {
  const { question, issueRequest, elt } = (event as CustomEvent).detail;
  const dialog = dialogOf("confirm");
  if (!question || !dialog) return;
  event.preventDefault();
  const text = dialog.querySelector("[data-question]");
  const sure = dialog.querySelector<HTMLButtonElement>("[data-sure]");
  if (!text || !sure) return;
  text.textContent = question;
  const usual = (sure.dataset["usual"] ??= sure.textContent ?? "");
  sure.textContent = elt.dataset["sure"] ?? usual;
  sure.onclick = () => {
    dialog.close();
    issueRequest(true);
  };
  dialog.showModal();
}

/** Whoever opened a drawer by a key types on in it: the first field is ready. */
function readied(event: Event): void {
  const body = event.target;
  if (!(body instanceof HTMLElement) || body.id !== "drawer-body") return;
  body.querySelector<HTMLElement>("[autofocus], textarea, input:not([type=hidden]), select")?.focus();
}

/** What is answered with a file leaves the page as it is: the drawer has done its work. */
function sent(event: SubmitEvent): void {
  const form = event.target;
  if (form instanceof HTMLFormElement && form.matches("[data-leaves]")) form.closest("dialog")?.close();
}

export function start(): void {
  document.addEventListener("click", clicked);
  document.addEventListener("submit", sent);
  document.addEventListener("htmx:afterSettle", readied);
  document.addEventListener("htmx:confirm", ask);
  // An answer that says so closes the dialog it came from: HX-Trigger: close-dialog.
  document.addEventListener("close-dialog", (event) => hit<HTMLDialogElement>(event, "dialog")?.close());
  onEveryPage(() => {
    for (const dialog of document.querySelectorAll<HTMLDialogElement>("dialog[data-shown]:not([open])")) {
      dialog.removeAttribute("data-shown");
      dialog.showModal();
    }
  });
}
