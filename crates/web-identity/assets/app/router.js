// @ts-check
// Which screen comes, and what all of them share: the device, what the server last said of it, and
// what happens when it says no.

import { Offline, Refused, call } from "./api.js";
import * as keep from "./keep.js";
import { button, learnTime, show, shown, words, write } from "./view.js";

/** @typedef {import("./keep.js").Kept} Kept */

/** What the screens share. */
export const app = {
  /** @type {Kept | undefined} */
  signer: undefined,
  /** What `GET /state` said last. @type {any} */
  state: undefined,
  /** A code that was scanned before the app was ready. @type {string | undefined} */
  waiting: undefined,
};

/** @type {Record<string, (given?: any) => unknown>} */
const screens = {};

/** @param {string} name @param {(given?: any) => unknown} draw */
export function screen(name, draw) {
  screens[name] = draw;
}

/** Goes to a screen; whatever goes wrong there has a screen too. @param {string} name @param {any} [given] */
export async function go(name, given) {
  const again = () => go(name, given);
  try {
    await screens[name]?.(given);
  } catch (error) {
    if (error instanceof Offline) offline(again);
    else await wrong(error, again);
  }
}

/** A screen that cannot be drawn without a connection: what this phone is, and a way to try again. @param {() => unknown} again */
function offline(again) {
  online(false);
  const root = show("offline");
  if (app.signer?.name) write(root, "text", words("offline-device", { name: app.signer.name }));
  button(root, "again", again);
}

/** Home, by its address where another one is shown, so that the menu knows. */
export function toHome() {
  if (location.hash === "#home") return go("home");
  location.hash = "#home";
  return undefined;
}

/** A signed request. @param {"GET" | "POST"} method @param {string} path @param {unknown} [body] */
export const signed = (method, path, body) => call(method, path, body, app.signer);

/** Asks what there is. */
export async function look() {
  app.state = await signed("GET", "/state");
  learnTime(app.state.now);
  online(true);
  // Phones that were activated before they kept their name learn it here.
  if (app.signer && app.signer.name === undefined) {
    app.signer.name = app.state.device.name;
    await keep.keepDevice(app.signer);
  }
  const level = /** @type {HTMLElement} */ (document.querySelector("[data-level]"));
  const registration = app.state.person?.registration;
  level.hidden = !registration;
  if (registration) write(level, "level-words", words(`registration-${registration}`));
  return app.state;
}

/** @param {boolean} is */
export function online(is) {
  /** @type {HTMLElement} */ (document.querySelector("[data-offline]")).hidden = is;
}

/** Does something for a screen; what every screen answers alike is answered here. @param {() => Promise<unknown>} act @param {(refused: Refused) => boolean} [own] true if the screen has answered */
export async function attempt(act, own) {
  try {
    await act();
  } catch (error) {
    if (error instanceof Refused && own?.(error)) return;
    await wrong(error, () => attempt(act, own));
  }
}

/** @param {unknown} error @param {() => unknown} again */
async function wrong(error, again) {
  if (error instanceof Offline) {
    // Whatever is shown stays; where nothing is, there is a way to try again.
    if (shown()) online(false);
    else offline(again);
    return undefined;
  }
  if (!(error instanceof Refused)) {
    console.error(error);
    return trouble(again);
  }
  switch (error.word) {
    case "device_gone":
      await forget();
      return go("lost", error.body.why);
    case "device_replaced":
      return go("home");
    case "too_many":
    case "busy": {
      const root = show("wait");
      const minutes = Math.max(1, Math.ceil(Number(error.body.retry_after ?? 60) / 60));
      write(root, "text", words("too-many", { minutes }));
      return button(root, "again", again);
    }
    default:
      return trouble(again);
  }
}

/** @param {() => unknown} again */
function trouble(again) {
  button(show("trouble"), "again", again);
}

/** This phone is no device any more. */
export async function forget() {
  await keep.forgetDevice();
  app.signer = undefined;
  app.state = undefined;
  /** @type {HTMLElement} */ (document.querySelector("[data-level]")).hidden = true;
}
