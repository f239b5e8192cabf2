// The camera reads a code: by the browser itself where it can, else by jsQR, which knows QR codes alone.

interface Detector {
  detect(video: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
interface WithDetector {
  BarcodeDetector?: new (how: { formats: string[] }) => Detector;
}

const FORMATS = ["qr_code", "code_128", "code_39", "ean_13", "data_matrix"];
const EVERY = 180;
const WIDEST = 640;

type Reader = (video: HTMLVideoElement) => Promise<string>;

const able = (): WithDetector["BarcodeDetector"] => (window as unknown as WithDetector).BarcodeDetector;

/** Fetched while there is network, so that it is there without. */
export async function ready(): Promise<void> {
  if (!able()) await import("jsqr");
}

async function reader(): Promise<Reader> {
  const Native = able();
  if (Native) {
    const native = new Native({ formats: FORMATS });
    return async (video) => (await native.detect(video))[0]?.rawValue ?? "";
  }
  const { default: jsQR } = await import("jsqr");
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    const scale = Math.min(1, WIDEST / Math.max(1, video.videoWidth));
    canvas.width = Math.max(1, Math.round(video.videoWidth * scale));
    canvas.height = Math.max(1, Math.round(video.videoHeight * scale));
    pen?.drawImage(video, 0, 0, canvas.width, canvas.height);
    const seen = pen?.getImageData(0, 0, canvas.width, canvas.height);
    return seen ? (jsQR(seen.data, seen.width, seen.height)?.data ?? "") : "";
  };
}

async function watch(video: HTMLVideoElement, dialog: HTMLDialogElement): Promise<string> {
  const read = await reader();
  while (dialog.open) {
    if (video.readyState >= video.HAVE_CURRENT_DATA) {
      const text = await read(video);
      if (text) return text;
    }
    await new Promise((done) => setTimeout(done, EVERY));
  }
  return "";
}

/** What the code says; "" where none was read. */
export async function scan(): Promise<string> {
  const dialog = document.getElementById("scan");
  const video = dialog?.querySelector("video");
  if (!(dialog instanceof HTMLDialogElement) || !video) return "";
  const none = dialog.querySelector<HTMLElement>("[data-no-camera]");
  const closed = new Promise<string>((done) => dialog.addEventListener("close", () => done(""), { once: true }));
  const end = dialog.querySelector<HTMLElement>("[data-end-scan]");
  if (end) end.onclick = () => dialog.close();
  if (none) none.hidden = true;
  dialog.showModal();
  let camera: MediaStream | null = null;
  try {
    camera = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
    video.srcObject = camera;
    await video.play();
    return await Promise.race([watch(video, dialog), closed]);
  } catch {
    if (none) none.hidden = false;
    return await closed;
  } finally {
    for (const track of camera?.getTracks() ?? []) track.stop();
    video.srcObject = null;
    if (dialog.open) dialog.close();
  }
}
