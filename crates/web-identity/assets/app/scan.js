// @ts-check
// The code of a screen: by camera, or typed.

import { Camera, Dark } from "./camera.js";
import { app, go, screen } from "./router.js";
import { button, form, mistake, onLeave, part, say, show, value, words } from "./view.js";

/** A code as people type it: hyphens, spaces and small letters are forgiven. @param {string} text */
export const clean = (text) => text.toUpperCase().replaceAll(/[^A-Z2-7]/g, "");

/** After so long without a code the person is told how to hold the phone, in milliseconds. */
const PATIENCE = 6000;

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
  const typed = form(root, "scan", (form) => {
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
  const picture = /** @type {HTMLVideoElement} */ (part(root, "picture"));
  const [start, lamp, end] = ["camera", "lamp", "stop"].map(
    (name) => /** @type {HTMLElement} */ (root.querySelector(`[data-do="${name}"]`)),
  );
  /** @type {Camera | undefined} */
  let camera;
  let patience = 0;
  const stop = () => {
    clearTimeout(patience);
    camera?.off();
    camera = undefined;
    picture.hidden = end.hidden = lamp.hidden = true;
    start.hidden = false;
  };
  const away = () => document.visibilityState === "hidden" && stop();
  document.addEventListener("visibilitychange", away);
  onLeave(() => {
    document.removeEventListener("visibilitychange", away);
    stop();
  });
  button(root, "stop", stop);
  button(root, "lamp", async () => {
    const lit = lamp.getAttribute("aria-pressed") !== "true";
    await camera?.light(lit).catch(() => {});
    lamp.setAttribute("aria-pressed", String(lit));
  });

  const look = async () => {
    const text = await camera?.code();
    if (text === undefined) return;
    stop();
    const code = codeOf(text);
    if (code) await go("open", { code });
    else tell(words("scan-foreign", { address: document.body.dataset.origin ?? "" }));
  };
  return button(root, "camera", async () => {
    note.hidden = true;
    try {
      camera = await Camera.on(picture);
    } catch (error) {
      tell(words(`scan-${error instanceof Dark ? error.why : "none"}`));
      /** @type {HTMLElement} */ (typed.elements.namedItem("scan-code")).focus();
      return;
    }
    // The person has gone on while they were asked.
    if (!picture.isConnected) return stop();
    picture.hidden = end.hidden = false;
    start.hidden = true;
    lamp.hidden = !camera.hasLamp();
    lamp.setAttribute("aria-pressed", "false");
    patience = setTimeout(() => tell(words("scan-hold")), PATIENCE);
    void look();
  });
});
