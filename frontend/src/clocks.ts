// Time left, kept alive: words, state and thin line of every `.clock[data-due]`.
import { all, inChinese } from "./dom";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ICONS: Record<string, string> = { late: "alert-triangle", soon: "clock-exclamation", ok: "clock" };

const server = Date.parse(document.documentElement.dataset["now"] ?? "");
const ahead = Number.isNaN(server) ? 0 : server - Date.now();

/** The server's time: the clock of a laptop may be wrong. */
export const now = (): number => Date.now() + ahead;

/** `2 小时 10 分`, `2 h 10 min`: the same words as on the server. */
export function span(length: number, chinese: boolean): string {
  const left = Math.abs(length);
  const days = Math.floor(left / DAY);
  const hours = Math.floor((left % DAY) / HOUR);
  const minutes = Math.floor((left % HOUR) / MINUTE);
  if (left < MINUTE) return chinese ? "不到 1 分钟" : "under a minute";
  const h = chinese ? `${hours} 小时` : `${hours} h`;
  const m = chinese ? `${minutes} 分` : `${minutes} min`;
  if (days) {
    const d = chinese ? `${days} 天` : days === 1 ? "1 day" : `${days} days`;
    return hours && days < 10 ? `${d} ${h}` : d;
  }
  if (hours) return minutes ? `${h} ${m}` : h;
  return m;
}

function tick(clock: HTMLElement, at: number): void {
  const due = Date.parse(clock.dataset["due"] ?? "");
  const warn = Date.parse(clock.dataset["warn"] ?? "") || due;
  const start = Date.parse(clock.dataset["start"] ?? "");
  const look = at >= due ? "late" : at >= warn ? "soon" : "ok";
  const length = span(due - at, inChinese());
  const words = inChinese()
    ? `${at < due ? "还剩" : "超时"} ${length}`
    : `${length} ${at < due ? "left" : "late"}`;
  const text = clock.querySelector(".clock-words");
  if (text && text.textContent !== words) text.textContent = words;
  const line = clock.querySelector("progress");
  if (line && due > start) line.value = Math.min(1, Math.max(0, (at - start) / (due - start)));
  if (clock.classList.contains(`clock-${look}`)) return;
  clock.classList.remove("clock-ok", "clock-soon", "clock-late");
  clock.classList.add(`clock-${look}`, "glow");
  const use = clock.querySelector("use");
  use?.setAttribute("href", use.getAttribute("href")?.replace(/#.*/, `#${ICONS[look]}`) ?? "");
}

function tickAll(): void {
  if (document.hidden) return;
  const at = now();
  for (const clock of all(".clock[data-due]")) tick(clock, at);
}

export function start(): void {
  setInterval(tickAll, 10_000);
  document.addEventListener("visibilitychange", tickAll);
}
