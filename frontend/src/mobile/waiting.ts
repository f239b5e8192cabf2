// The list of what waits, what was refused and why, and what was sent; a person decides what was refused.
import { all } from "../dom";
import { user } from "./notes";
import { flush } from "./queue";
import { listen, tell } from "./sender";
import * as store from "./store";
import type { Post } from "./store";

const hour = new Intl.DateTimeFormat("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false });

function fill(row: Element, name: string, text: string): void {
  for (const place of all(`[data-fill="${name}"]`, row)) place.textContent = text;
}

function row(mould: HTMLTemplateElement, post: Post): HTMLElement {
  const made = (mould.content.cloneNode(true) as DocumentFragment).firstElementChild as HTMLElement;
  fill(made, "label", post.label);
  fill(made, "where", post.where);
  fill(made, "at", hour.format(post.said));
  fill(made, "why", post.why);
  for (const part of all("[data-kind]", made)) part.hidden = part.dataset["kind"] !== post.state;
  for (const button of all("[data-again], [data-drop]", made)) button.dataset["n"] = String(post.n);
  return made;
}

/** `data-posts="refused"` shows those of the visit around it, or of all visits. */
async function draw(): Promise<void> {
  const mould = document.getElementById("post");
  if (!(mould instanceof HTMLTemplateElement)) return;
  const posts = (await store.all()).filter((post) => post.user === user());
  for (const shelf of all("[data-posts]")) {
    const visit = shelf.closest<HTMLElement>("[data-visit]")?.dataset["visit"];
    const states = (shelf.dataset["posts"] ?? "").split(" ");
    const acts = shelf.dataset["acts"]?.split(" ");
    const shown = posts.filter(
      (post) => states.includes(post.state) && (!visit || visit === post.visit) && (!acts || acts.includes(post.act)),
    );
    shelf.replaceChildren(...shown.map((post) => row(mould, post)));
    const around = shelf.closest<HTMLElement>("[data-hides]");
    if (around) around.hidden = shown.length === 0;
  }
  for (const none of all("[data-nothing]")) none.hidden = posts.length > 0;
}

async function decide(button: HTMLElement): Promise<void> {
  const post = (await store.all()).find((one) => String(one.n) === button.dataset["n"]);
  if (!post) return;
  if (button.matches("[data-again]")) await store.change({ ...post, state: "waiting", why: "" });
  else if (confirm(button.dataset["drop"])) await store.remove(post.n);
  else return;
  tell();
  document.dispatchEvent(new CustomEvent("noted"));
  await flush();
}

export function start(): void {
  void draw();
  listen(() => void draw());
  for (const name of ["noted", "renewed"]) document.addEventListener(name, () => void draw());
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-again], [data-drop]") : null;
    if (button) void decide(button);
  });
}
