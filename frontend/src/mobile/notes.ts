// What a form of a visit holds becomes a note on the phone: one of its own for each picture.
import { compact, TRIES } from "./pictures";
import * as store from "./store";

const LARGEST = 15_000_000; // a picture that cannot be made smaller here
const OURS = new Set(["csrfmiddlewaretoken", "client_ref", "act", "said_at", "sent_at"]);
const TODAY = 12 * 3600 * 1000;

export const user = (): string => document.querySelector<HTMLElement>("[data-user]")?.dataset["user"] ?? "";

/** When a picture was taken: now, or what its file says if that is of today. */
function taken(file: File): number {
  const now = Date.now();
  return file.lastModified < now && now - file.lastModified < TODAY ? file.lastModified : now;
}

function base(form: HTMLFormElement, by: HTMLElement | null): Omit<store.Post, "n" | "fields" | "ref" | "said"> {
  const visit = form.closest<HTMLElement>("[data-visit]")?.dataset;
  const own = { ...form.dataset, ...by?.dataset };
  return {
    user: user(),
    visit: visit?.["visit"] ?? form.action,
    url: form.action,
    act: own["act"] ?? "",
    label: own["label"] ?? by?.textContent?.trim() ?? "",
    where: visit?.["title"] ?? own["where"] ?? "",
    meets: own["meets"] ?? "",
    moves: own["moves"] ?? "",
    state: "waiting",
    why: "",
    sentAt: "",
  };
}

/** What a form holds, and where it stands: read at once, for later it may be another's, or gone. */
export interface Held {
  said: number;
  common: ReturnType<typeof base>;
  entries: [string, FormDataEntryValue][];
}

export function held(form: HTMLFormElement, by: HTMLElement | null): Held {
  return { said: Date.now(), common: base(form, by), entries: [...new FormData(form, by)] };
}

export async function note({ said, common, entries }: Held): Promise<void> {
  const plain: [string, string][] = [];
  const files: [string, File][] = [];
  for (const [name, value] of entries) {
    if (OURS.has(name)) continue;
    if (typeof value === "string") plain.push([name, value]);
    else if (value.size > 0) files.push([name, value]);
  }
  if (files.length === 0) {
    await store.add({ ...common, ref: crypto.randomUUID(), said, fields: plain });
  }
  for (const [name, file] of files) {
    const ref = crypto.randomUUID();
    const keep = (photo: File, large: number): Promise<void> =>
      store.add({ ...common, ref, said: taken(file), fields: [...plain, [name, photo]], large });
    const isKept = file.size <= LARGEST && (await keep(file, TRIES).then(() => true, () => false));
    if (isKept) continue; // as it was taken: it is made smaller before it is sent
    const photo = await compact(file);
    if (photo.size > LARGEST) throw new RangeError(file.name);
    await keep(photo, 0);
  }
}

/** Another picture may lie in the form by now: that one is not thrown away with the first. */
export function isUnchanged(form: HTMLFormElement, what: Held): boolean {
  const files = [...new FormData(form).values()].filter((value) => value instanceof File && value.size > 0);
  return files.every((file) => what.entries.some(([, value]) => value === file));
}

/** The camera of a form was used: each picture is a note of its own, however soon it comes. */
export const isShot = (form: HTMLFormElement, by: HTMLElement | null): boolean =>
  !by && form.querySelector("input[type=file]:not([data-stays])") !== null;
