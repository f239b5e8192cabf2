// What was noted on this phone and is not yet known to the company: IndexedDB, in the order of noting.

export type State = "waiting" | "refused" | "sent";

export interface Post {
  n: number;
  ref: string; // made here: a post that arrives twice is one
  user: string;
  visit: string;
  url: string;
  act: string;
  label: string; // as the button or the step said
  where: string; // which job, for the list of what waits
  said: number; // by the clock of this phone
  fields: [string, string | Blob][];
  meets: string;
  moves: string;
  state: State;
  why: string;
  sentAt: string; // by the clock of the company
  answered?: number; // by the clock of the phone
  large?: number; // so many times it is still tried to make its picture smaller
}

const NAME = "aftercare-mobile";
const POSTS = "posts";
const KEPT_FOR = 24 * 3600 * 1000;

function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}

let opened: Promise<IDBDatabase> | null = null;

function base(): Promise<IDBDatabase> {
  opened ??= new Promise((done, failed) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(POSTS, { keyPath: "n", autoIncrement: true });
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  return opened;
}

async function posts(mode: IDBTransactionMode): Promise<IDBObjectStore> {
  return (await base()).transaction(POSTS, mode, { durability: "strict" }).objectStore(POSTS);
}

/** Resolves when it is on the disk, not sooner. */
export async function add(post: Omit<Post, "n">): Promise<void> {
  const store = await posts("readwrite");
  const kept = new Promise<void>((done, failed) => {
    store.transaction.oncomplete = () => done();
    store.transaction.onabort = () => failed(store.transaction.error);
  });
  store.add(post);
  await kept;
}

export async function all(): Promise<Post[]> {
  return asked((await posts("readonly")).getAll() as IDBRequest<Post[]>);
}

export async function change(post: Post): Promise<void> {
  await asked((await posts("readwrite")).put(post));
}

export async function remove(n: number): Promise<void> {
  await asked((await posts("readwrite")).delete(n));
}

/** What was sent is shown for a day, without its pictures. */
export async function tidy(now: number): Promise<void> {
  for (const post of await all()) if (post.state === "sent" && now - post.said > KEPT_FOR) await remove(post.n);
}
