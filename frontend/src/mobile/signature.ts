// The customer's hand: drawn with a finger on a canvas, sent as a picture with the form around it.
import { all, onEveryPage } from "../dom";

const INK = "#12213a";
const WIDTH = 2.6;

function clear(pad: HTMLCanvasElement): void {
  const box = pad.getBoundingClientRect();
  const scale = Math.max(2, window.devicePixelRatio);
  pad.width = Math.round(box.width * scale);
  pad.height = Math.round(box.height * scale);
  const pen = pad.getContext("2d");
  if (!pen) return;
  pen.fillStyle = "#fff"; // on paper in both lights
  pen.fillRect(0, 0, pad.width, pad.height);
  pen.scale(scale, scale);
  Object.assign(pen, { strokeStyle: INK, lineWidth: WIDTH, lineCap: "round", lineJoin: "round" });
  delete pad.dataset["written"];
}

function at(pad: HTMLCanvasElement, event: PointerEvent): [number, number] {
  const box = pad.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}

function draw(pad: HTMLCanvasElement): void {
  let from: [number, number] | null = null;
  pad.addEventListener("pointerdown", (event) => {
    if (!pad.dataset["sized"]) {
      clear(pad);
      pad.dataset["sized"] = "";
    }
    pad.setPointerCapture(event.pointerId);
    from = at(pad, event);
  });
  pad.addEventListener("pointermove", (event) => {
    const pen = pad.getContext("2d");
    if (!from || !pen) return;
    // Fingers move faster than screens are drawn: all that happened in between is a part of the line.
    for (const step of event.getCoalescedEvents?.() ?? [event]) {
      const to = at(pad, step);
      pen.beginPath();
      pen.moveTo(...from);
      pen.lineTo(...to);
      pen.stroke();
      from = to;
    }
    pad.dataset["written"] = "";
  });
  for (const name of ["pointerup", "pointercancel"] as const) pad.addEventListener(name, () => (from = null));
}

/** What was drawn becomes the file of the form, before the form is sent. */
function intoForm(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  const pad = form.querySelector<HTMLCanvasElement>("canvas[data-pad]");
  const file = form.querySelector<HTMLInputElement>("input[type=file]");
  if (!pad || !file || event.submitter?.matches("[formnovalidate]")) return;
  const missing = pad.dataset["written"] === undefined;
  for (const word of all("[data-unsigned]", form)) word.hidden = !missing;
  if (missing) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  const [, packed = ""] = pad.toDataURL("image/png").split(",");
  const bytes = Uint8Array.from(atob(packed), (sign) => sign.charCodeAt(0));
  const carried = new DataTransfer();
  carried.items.add(new File([bytes], "signature.png", { type: "image/png" }));
  file.files = carried.files;
}

/** Before the queue, which takes the form as it stands. */
export function start(): void {
  document.addEventListener("submit", intoForm);
  document.addEventListener("renewed", ready);
  onEveryPage(ready);
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-clear-pad]") : null;
    const pad = button?.closest("form")?.querySelector<HTMLCanvasElement>("canvas[data-pad]");
    if (pad) clear(pad);
  });
}

function ready(): void {
  for (const pad of all<HTMLCanvasElement>("canvas[data-pad]:not([data-ready])")) {
    pad.dataset["ready"] = "";
    draw(pad);
  }
}
