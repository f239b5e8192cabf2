// A picture is kept as it was taken, at once; it is made smaller later, in the page or in the worker.
import { smaller } from "../photos";
import * as store from "./store";
import type { Post } from "./store";

const LONGEST = 1600;
export const TRIES = 2; // a phone that dies over a picture sends it as it is

export const compact = (file: File): Promise<File> => smaller(file, LONGEST, 0).catch(() => file);

/** That it is tried is on the disk before it is tried: no picture kills the app for ever. */
export async function lighter(post: Post): Promise<Post> {
  if (!post.large || post.state !== "waiting") return post;
  await store.change({ ...post, large: post.large - 1 });
  const fields: Post["fields"] = [];
  for (const [name, value] of post.fields) fields.push([name, value instanceof File ? await compact(value) : value]);
  const light = { ...post, fields, large: 0 };
  await store.change(light);
  return light;
}

/** All that waits: also without network, so that the phone has room again. */
export async function lightenAll(): Promise<void> {
  for (const post of await store.all()) await lighter(post);
}
