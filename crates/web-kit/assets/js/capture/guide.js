// @ts-check
// Guided capture of a document: looks at the camera picture five times a second, says what is
// wrong in one sentence that screen readers hear too, and takes the photograph by itself once it
// is good, or when the person presses the button. What the photograph shows is for the server to
// say; here only the person is helped.
//
// Markup, where the words are those of the page:
//   <div class="capture" data-capture>
//     <video autoplay playsinline muted></video><div class="capture-frame"></div>
//   </div>
//   <p role="status" data-capture-status></p>
//   <button type="button" data-capture-shoot>…</button>
//   <label><input type="checkbox" checked data-capture-automatic>…</label>
// Words: a function from a hint to a sentence, for instance `readWords()` with a prefix.
//
// Events: "hint" (detail: { hint, measures }) when the hint changes, "shot" (detail: { blob,
// width, height, measures, automatic }) with a JPEG that has pixels and nothing else.

import { DOCUMENT, SIDE, greyOf, hintOf, measure } from "./measure.js";

/**
 * @typedef {import("./measure.js").Hint} Hint
 * @typedef {import("./measure.js").Measures} Measures
 * @typedef {{words: (hint: Hint) => string, perSecond?: number, thresholds?: import("./measure.js").Thresholds,
 *   longestSide?: number, quality?: number}} Options
 */

/** Looks that have to be good one after another before the photograph takes itself: 0.8 seconds. */
const STEADY = 4;
/** Looks after which a new hint counts: one picture in between says nothing. */
const SETTLED = 2;
/** Sentences are not said closer together than this, in milliseconds: a screen reader needs time. */
const PAUSE = 2_500;

/** A worker that measures, or the page itself where there are none. */
class Measurer {
  /** @type {Worker | null} */
  #worker = null;
  /** @type {((measures: Measures) => void) | null} */
  #waiting = null;
  /** @type {import("./measure.js").Grey | null} */
  #asked = null;

  constructor() {
    try {
      this.#worker = new Worker(new URL("./measure-worker.js", import.meta.url), { type: "module" });
    } catch {
      return;
    }
    this.#worker.addEventListener("message", ({ data }) => this.#answer(data.measures));
    this.#worker.addEventListener("error", () => {
      this.#worker = null;
      if (this.#asked) this.#answer(measure(this.#asked));
    });
  }

  /** @param {Measures} measures */
  #answer(measures) {
    const waiting = this.#waiting;
    this.#waiting = this.#asked = null;
    waiting?.(measures);
  }

  /** @param {import("./measure.js").Grey} grey @returns {Promise<Measures>} */
  of(grey) {
    const worker = this.#worker;
    if (!worker) return Promise.resolve(measure(grey));
    return new Promise((resolve) => {
      this.#waiting = resolve;
      this.#asked = grey;
      worker.postMessage(grey);
    });
  }

  stop() {
    this.#worker?.terminate();
    this.#worker = null;
    this.#waiting = null;
  }
}

export class CaptureGuide extends EventTarget {
  #video;
  #box;
  #status;
  #automatic;
  #button;
  #options;
  #measurer = new Measurer();
  #canvas = document.createElement("canvas");
  #running = false;
  #shooting = false;
  /** @type {number | undefined} */
  #timer;
  /** @type {Hint | null} */
  #hint = null;
  /** @type {Hint | null} */
  #seen = null;
  #times = 0;
  #good = 0;
  #saidAt = -Infinity;
  /** @type {Measures | null} */
  #measures = null;
  #press = () => void this.shoot(false);

  /**
   * @param {ParentNode} root the page, or the part of it with the markup above
   * @param {Options} options
   */
  constructor(root, options) {
    super();
    const box = root.querySelector("[data-capture]");
    const video = box?.querySelector("video");
    if (!(box instanceof HTMLElement) || !video) throw new Error("there is no [data-capture] with a video");
    this.#box = box;
    this.#video = video;
    this.#status = root.querySelector("[data-capture-status]");
    this.#button = root.querySelector("[data-capture-shoot]");
    const automatic = root.querySelector("[data-capture-automatic]");
    this.#automatic = automatic instanceof HTMLInputElement ? automatic : null;
    this.#options = { perSecond: 5, thresholds: DOCUMENT, longestSide: 1920, quality: 0.92, ...options };
    this.#button?.addEventListener("click", this.#press);
  }

  /** Begins to look. The camera is the page's: it sets the video's `srcObject`. */
  start() {
    if (this.#running) return;
    this.#running = true;
    void this.#look();
  }

  /** Ends looking; the camera stays on. */
  pause() {
    this.#running = false;
    this.#good = 0;
    clearTimeout(this.#timer);
  }

  /** Ends for good. */
  stop() {
    this.pause();
    this.#measurer.stop();
    this.#button?.removeEventListener("click", this.#press);
  }

  async #look() {
    const began = performance.now();
    // Nobody sees a page in the background, and its camera may be off.
    if (!document.hidden && this.#video.readyState >= 2 && this.#video.videoWidth > 0) {
      const measures = await this.#measurer.of(this.#grey());
      if (!this.#running) return;
      this.#judge(measures);
    }
    const pause = 1000 / this.#options.perSecond - (performance.now() - began);
    this.#timer = window.setTimeout(() => void this.#look(), Math.max(20, pause));
  }

  /** The picture, small enough to measure it five times a second on an old phone. */
  #grey() {
    const { videoWidth, videoHeight } = this.#video;
    const scale = Math.min(1, (SIDE * 1.2) / Math.max(videoWidth, videoHeight));
    this.#canvas.width = Math.round(videoWidth * scale);
    this.#canvas.height = Math.round(videoHeight * scale);
    const context = this.#canvas.getContext("2d", { willReadFrequently: true });
    if (!context) throw new Error("the browser has no canvas");
    context.drawImage(this.#video, 0, 0, this.#canvas.width, this.#canvas.height);
    return greyOf(context.getImageData(0, 0, this.#canvas.width, this.#canvas.height));
  }

  /** @param {Measures} measures */
  #judge(measures) {
    this.#measures = measures;
    const hint = hintOf(measures, this.#options.thresholds);
    this.#times = hint === this.#seen ? this.#times + 1 : 1;
    this.#seen = hint;
    if (this.#times >= SETTLED && hint !== this.#hint) {
      this.#hint = hint;
      this.#box.dataset.hint = hint;
      this.dispatchEvent(new CustomEvent("hint", { detail: { hint, measures } }));
    }
    this.#say();
    this.#good = hint === "hold" ? this.#good + 1 : 0;
    if (this.#good >= STEADY && this.#automatic?.checked) void this.shoot(true);
  }

  /** Says the hint, unless it was said, or something else was said a moment ago. */
  #say() {
    if (!this.#status || !this.#hint) return;
    const words = this.#options.words(this.#hint);
    const now = performance.now();
    if (this.#status.textContent === words || now - this.#saidAt < PAUSE) return;
    this.#status.textContent = words;
    this.#saidAt = now;
  }

  /**
   * Takes the photograph as it is, good or not.
   * @param {boolean} automatic whether it took itself
   */
  async shoot(automatic) {
    if (this.#shooting || this.#video.videoWidth === 0) return;
    this.#shooting = true;
    this.#good = 0;
    try {
      const { videoWidth, videoHeight } = this.#video;
      const scale = Math.min(1, this.#options.longestSide / Math.max(videoWidth, videoHeight));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(videoWidth * scale);
      canvas.height = Math.round(videoHeight * scale);
      canvas.getContext("2d")?.drawImage(this.#video, 0, 0, canvas.width, canvas.height);
      const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", this.#options.quality));
      if (!(blob instanceof Blob)) throw new Error("the browser makes no photograph");
      const detail = { blob, width: canvas.width, height: canvas.height, measures: this.#measures, automatic };
      if (automatic) this.pause();
      this.dispatchEvent(new CustomEvent("shot", { detail }));
    } finally {
      this.#shooting = false;
    }
  }
}
