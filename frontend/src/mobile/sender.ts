// Sends what waits, one after another in the order of noting; runs in the page and in the worker.
import { lighter, lightenAll } from "./pictures";
import * as store from "./store";
import type { Post } from "./store";

export type Result = "done" | "offline" | "signed-out";

interface Ready {
  user: string;
  token: string;
}

const CHANNEL = "aftercare-mobile";
const PATIENCE = 60_000;

/** What has happened: something was noted or decided here, or the company has answered. */
export type Word = "changed" | "answered";

/** Pages and worker tell each other. */
export function tell(word: Word = "changed"): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(word);
  channel.close();
}

export function listen(heard: (word: Word) => void): void {
  new BroadcastChannel(CHANNEL).onmessage = ({ data }: MessageEvent<Word>) => heard(data);
}

/** Only one sends at a time, however many pages are open. */
export function send(): Promise<Result> {
  return navigator.locks.request("aftercare-send", sendAll);
}

async function ready(): Promise<Ready | null> {
  // The sign-in page is not fetched in passing: its token would take the place of one that is being filled in.
  const answer = await fetch("/m/ready", { cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(15_000) });
  return answer.ok ? ((await answer.json()) as Ready) : null;
}

/** The first that may go: after a refusal the rest of that visit waits until a person decides. */
async function next(user: string): Promise<Post | undefined> {
  const mine = (await store.all()).filter((post) => post.user === user);
  const stuck = new Set(mine.filter((post) => post.state === "refused").map((post) => post.visit));
  return mine.find((post) => post.state === "waiting" && !stuck.has(post.visit));
}

async function sendAll(): Promise<Result> {
  if (!(await store.all()).some((post) => post.state === "waiting")) return "done";
  await lightenAll();
  try {
    const who = await ready();
    if (!who) return "signed-out";
    for (let post = await next(who.user); post; post = await next(who.user)) {
      await sendOne(await lighter(post), who.token);
      tell("answered");
    }
    return "done";
  } catch {
    return "offline"; // nothing is taken away: it is tried again
  }
}

async function sendOne(post: Post, token: string): Promise<void> {
  const body = new FormData();
  for (const [name, value] of post.fields) body.append(name, value);
  body.set("act", post.act);
  body.set("client_ref", post.ref);
  body.set("said_at", String(post.said));
  body.set("sent_at", String(Date.now()));
  const answer = await fetch(post.url, {
    method: "POST",
    body,
    headers: { "X-CSRFToken": token, Accept: "application/json" },
    signal: AbortSignal.timeout(PATIENCE),
  });
  const ours = (answer.headers.get("Content-Type") ?? "").includes("application/json");
  if (!ours || answer.status >= 500) throw new Error(String(answer.status));
  const said = (await answer.json()) as { at?: string; why?: string };
  if (answer.ok) {
    const words = post.fields.filter(([, value]) => typeof value === "string");
    await store.change({ ...post, state: "sent", why: "", sentAt: said.at ?? "", answered: Date.now(), fields: words });
  } else {
    await store.change({ ...post, state: "refused", why: said.why ?? "" });
  }
}
