// @ts-check
// The camera, and what reads the codes in its pictures: the browser itself where it can, else our
// own reader. Pictures are looked at here and go nowhere.

import { find } from "./qr-find.js";

/** The longer side of the pictures that our own reader looks at, in pixels. */
const LOOKED_AT = 720;

/** Between two looks, in milliseconds. */
const PAUSE = 120;

/** @typedef {(picture: HTMLVideoElement) => Promise<string | undefined>} Reader */

/** Why there is no picture. @typedef {"denied" | "none" | "busy"} NoPicture */

/** The camera shows nothing; `why` says what to do about it. */
export class Dark extends Error {
  /** @param {NoPicture} why */
  constructor(why) {
    super(why);
    this.why = why;
  }
}

/** A picture of the camera in grey. @param {HTMLVideoElement} picture @param {HTMLCanvasElement} canvas */
function greyOf(picture, canvas) {
  const scale = Math.min(1, LOOKED_AT / Math.max(picture.videoWidth, picture.videoHeight));
  const [width, height] = [picture.videoWidth, picture.videoHeight].map((side) => Math.round(side * scale));
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context || width === 0) return undefined;
  context.drawImage(picture, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  const pixels = new Uint8Array(width * height);
  for (let place = 0; place < pixels.length; place++) {
    pixels[place] = (data[4 * place] * 77 + data[4 * place + 1] * 151 + data[4 * place + 2] * 28) >> 8;
  }
  return { width, height, pixels };
}

/** @returns {Reader} */
function ourReader() {
  const canvas = document.createElement("canvas");
  return async (picture) => {
    const grey = greyOf(picture, canvas);
    return grey && find(grey);
  };
}

/** @returns {Promise<Reader>} */
async function reader() {
  const ours = ourReader();
  const Detector = /** @type {any} */ (globalThis).BarcodeDetector;
  const formats = (await Detector?.getSupportedFormats?.().catch(() => [])) ?? [];
  if (!formats.includes("qr_code")) return ours;
  const detector = new Detector({ formats: ["qr_code"] });
  return async (picture) => {
    try {
      const [seen] = await detector.detect(picture);
      return seen?.rawValue;
    } catch {
      // Some systems have it and cannot use it: what it needs is not installed.
      return ours(picture);
    }
  };
}

/** @param {unknown} error */
function whyDark(error) {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  return name === "NotReadableError" || name === "AbortError" ? "busy" : "none";
}

/** A camera that is on. */
export class Camera {
  #stream;
  #picture;
  #isOn = true;

  /** @param {MediaStream} stream @param {HTMLVideoElement} picture */
  constructor(stream, picture) {
    this.#stream = stream;
    this.#picture = picture;
  }

  /**
   * Asks for the camera at the back and shows what it sees.
   *
   * @param {HTMLVideoElement} picture
   * @throws {Dark}
   */
  static async on(picture) {
    if (!navigator.mediaDevices?.getUserMedia) throw new Dark("none");
    const video = { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } };
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ video });
      picture.srcObject = stream;
      return new Camera(stream, picture);
    } catch (error) {
      throw new Dark(whyDark(error));
    }
  }

  /** The text of the first code that comes into view; nothing if the camera is switched off before. */
  async code() {
    const read = await reader();
    while (this.#isOn) {
      const text = this.#picture.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA ? await read(this.#picture) : undefined;
      if (!this.#isOn) return undefined;
      if (text) return text;
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
    return undefined;
  }

  /** If and only if this camera has a lamp that can be switched. */
  hasLamp() {
    const [track] = this.#stream.getVideoTracks();
    const able = /** @type {any} */ (track?.getCapabilities?.() ?? {});
    return Boolean(able.torch);
  }

  /** @param {boolean} lit */
  async light(lit) {
    const [track] = this.#stream.getVideoTracks();
    const wanted = /** @type {any} */ ({ torch: lit });
    await track?.applyConstraints({ advanced: [wanted] });
  }

  off() {
    this.#isOn = false;
    for (const track of this.#stream.getTracks()) track.stop();
    this.#picture.srcObject = null;
  }
}
