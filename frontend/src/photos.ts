// Chosen photos are shown, and made smaller before they travel: `<input type=file data-photos>`.
import { element, hit } from "./dom";

const LONGEST = 2000;
const BIG = 1_500_000;

/** In a page or in a worker, which has no elements. */
async function drawn(picture: ImageBitmap, width: number, height: number): Promise<Blob | null> {
  const kind = { type: "image/jpeg", quality: 0.86 };
  if ("OffscreenCanvas" in globalThis) {
    const canvas = new OffscreenCanvas(width, height);
    canvas.getContext("2d")?.drawImage(picture, 0, 0, width, height);
    return canvas.convertToBlob(kind);
  }
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width, height });
  canvas.getContext("2d")?.drawImage(picture, 0, 0, width, height);
  return new Promise((done) => canvas.toBlob(done, kind.type, kind.quality));
}

/** At most `longest` pixels; what is below `big` bytes stays as it is. */
export async function smaller(photo: File, longest = LONGEST, big = BIG): Promise<File> {
  if (photo.size < big || !/^image\/(jpeg|png|webp)$/.test(photo.type)) return photo;
  const picture = await createImageBitmap(photo);
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
  const blob = await drawn(picture, Math.round(picture.width * scale), Math.round(picture.height * scale));
  picture.close();
  return blob && blob.size < photo.size
    ? new File([blob], photo.name.replace(/\.\w+$/, ".jpg"), { type: "image/jpeg" })
    : photo;
}

function show(input: HTMLInputElement): void {
  const shelf = document.getElementById(input.dataset["photos"] ?? "");
  shelf?.replaceChildren(
    ...[...(input.files ?? [])].map((photo) => {
      const frame = element("figure", "photo");
      if (photo.type.startsWith("image/")) {
        const picture = document.createElement("img");
        picture.src = URL.createObjectURL(photo);
        picture.alt = photo.name;
        picture.onload = () => URL.revokeObjectURL(picture.src);
        frame.append(picture);
      }
      frame.append(element("figcaption", "", photo.name));
      return frame;
    }),
  );
}

async function chosen(input: HTMLInputElement): Promise<void> {
  const carried = new DataTransfer();
  for (const photo of input.files ?? []) carried.items.add(await smaller(photo).catch(() => photo));
  input.files = carried.files;
  show(input);
}

export function start(): void {
  document.addEventListener("change", (event) => {
    const input = hit<HTMLInputElement>(event, "input[type=file][data-photos]");
    if (input) void chosen(input);
  });
}
