// @ts-check
// The code of a screen: by camera where the browser reads QR codes, typed everywhere.

import { app, go, screen } from "./router.js";
import { button, form, mistake, onLeave, part, say, show, value, words } from "./view.js";

/** A code as people type it: hyphens, spaces and small letters are forgiven. @param {string} text */
export const clean = (text) => text.toUpperCase().replaceAll(/[^A-Z2-7]/g, "");

/** How often the picture is looked at, in milliseconds. */
const EVERY = 200;

/** The code of an address that was scanned; an address of somebody else is none. @param {string} text @returns {string | undefined} */
export function codeOf(text) {
  const own = document.body.dataset.origin ?? location.origin;
  try {
    const address = new URL(text);
    if (address.origin !== own || address.pathname !== "/app/r") return undefined;
    const code = clean(address.hash);
    return code.length === 12 ? code : undefined;
  } catch {
    return undefined;
  }
}

screen("scan", () => {
  if (!app.signer) return go("start");
  const root = show("scan");
  form(root, "scan", (form) => {
    const code = clean(value(form, "scan-code"));
    if (code.length !== 12) return mistake(form, "scan-code", words("scan-shape"));
    return go("open", { code });
  });
  const note = part(root, "note");
  const tell = (/** @type {string} */ text) => {
    note.textContent = text;
    note.hidden = false;
    say(text);
  };
  const Detector = /** @type {any} */ (globalThis).BarcodeDetector;
  if (!Detector) {
    part(root, "camera").hidden = true;
    return tell(words("scan-none"));
  }
  const picture = /** @type {HTMLVideoElement} */ (part(root, "picture"));
  const [start, end] = ["camera", "stop"].map((name) => /** @type {HTMLElement} */ (root.querySelector(`[data-do="${name}"]`)));
  /** @type {MediaStream | undefined} */
  let stream;
  let timer = 0;
  const stop = () => {
    clearInterval(timer);
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = undefined;
    picture.hidden = end.hidden = true;
    start.hidden = false;
  };
  onLeave(stop);
  button(root, "stop", stop);
  return button(root, "camera", async () => {
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      return tell(words("scan-denied"));
    }
    picture.srcObject = stream;
    picture.hidden = end.hidden = false;
    start.hidden = true;
    const detector = new Detector({ formats: ["qr_code"] });
    timer = setInterval(async () => {
      const seen = await detector.detect(picture).catch(() => []);
      if (seen.length === 0 || !stream) return;
      const code = codeOf(seen[0].rawValue);
      stop();
      if (code) await go("open", { code });
      else tell(words("scan-foreign", { address: document.body.dataset.origin ?? "" }));
    }, EVERY);
    return undefined;
  });
});
