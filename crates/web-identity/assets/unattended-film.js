// @ts-check
// The film: gestures that the server draws when it begins, the code that comes by SMS meanwhile,
// and the pieces, which go up while the film is made and wait for the connection when it is gone.
// A film that was cut short cannot be gone on with: another is made, with other gestures.

import { Uploader, UploadError } from "./capture/upload.js";
import { mirrors, openBoth, trouble } from "./live/devices.js";
import { readWords } from "./live/words.js";
import { films, warn } from "./unattended-info.js";

/** @typedef {{base: string, film: number, seconds: number, actions: string[]}} Begun */
/** @typedef {{right: boolean, over: boolean, words?: string}} Verdict */

/** How long a gesture is shown before it can be said to be done, in milliseconds. */
const GESTURE = 2000;
/** How much film is handed over at a time, in milliseconds; what was not handed over is lost with the page. */
const SLICE = 1000;
const CHUNK = 128 * 1024;
/** Bits a second: five minutes stay below what a film may have. */
const PICTURE_RATE = 1_000_000;
const SOUND_RATE = 48_000;
/** Pause between two tries of a call, in milliseconds. */
const PAUSE = 1000;

const KINDS = ["video/webm;codecs=vp8,opus", "video/webm", "video/mp4"];

const words = readWords();
const root = /** @type {HTMLElement} */ (document.querySelector("[data-film]"));
const picture = /** @type {HTMLVideoElement} */ (root.querySelector("[data-picture]"));
const code = /** @type {HTMLFormElement} */ (root.querySelector('form[data-part="code"]'));

/** @type {MediaStream | undefined} */
let stream;
/** @type {MediaRecorder | undefined} */
let recorder;
/** @type {Uploader | undefined} */
let upload;
/** Whether something is lost when the page is closed. */
let busy = false;
/** Whether the connection is gone. */
let away = false;
/** When the film's time is over, on the page's own clock. */
let ends = Infinity;

/** @template {HTMLElement} E @param {string} selector @returns {E} */
const find = (selector) => /** @type {E} */ (root.querySelector(selector));

/** Shows these parts, and only these. @param {...string} names */
function parts(...names) {
  for (const part of root.querySelectorAll("[data-part]")) {
    if (!(part instanceof HTMLElement)) continue;
    const name = part.dataset.part ?? "";
    part.hidden = !(names.includes(name) || (away && name === "offline"));
  }
}

/** @param {string} text */
const say = (text) => (find("[data-say]").textContent = text);

/** @param {string} selector @param {string} text */
function tell(selector, text) {
  const place = find(selector);
  place.textContent = text;
  place.hidden = text === "";
}

/** @param {number} ms */
const after = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** The next time it happens. @param {EventTarget} target @param {string} name @returns {Promise<Event>} */
const once = (target, name) => new Promise((resolve) => target.addEventListener(name, resolve, { once: true }));

class Ended extends Error {}

/**
 * Calls the server until it answers, as long as the film has time.
 * @param {string} step
 * @param {Record<string, string>} [fields]
 * @returns {Promise<{status: number, told: any}>}
 */
async function call(step, fields = {}) {
  const body = new URLSearchParams({ _token: root.dataset.token ?? "", ...fields });
  for (let waited = false; ; waited = true) {
    try {
      const answer = await fetch(`/register/video/self/film/${step}`, {
        method: "POST",
        headers: { accept: "application/json" },
        body,
      });
      if (waited) offline(false);
      const told = await answer.json().catch(() => ({}));
      if (told.go) {
        busy = false;
        location.assign(told.go);
        throw new Ended("the page goes elsewhere");
      }
      return { status: answer.status, told };
    } catch (error) {
      if (error instanceof Ended || performance.now() > ends) throw error;
      if (!waited) offline(true);
      await Promise.race([after(PAUSE), once(window, "online")]);
    }
  }
}

/** @param {boolean} gone */
function offline(gone) {
  away = gone;
  find('[data-part="offline"]').hidden = !gone;
  say(words(gone ? "offline" : "online"));
}

function release() {
  for (const track of stream?.getTracks() ?? []) track.stop();
  find("[data-recording]").hidden = true;
  find("[data-cam]").hidden = true;
}

/** It did not work out, and why. @param {string} why */
function fail(why) {
  busy = away = false;
  upload?.stop();
  if (recorder && recorder.state !== "inactive") recorder.stop();
  release();
  parts("failed");
  find("[data-why]").textContent = why;
  say(why);
}

/** @param {unknown} error */
function lost(error) {
  if (!(error instanceof UploadError)) return words("lost");
  switch (error.status) {
    case 413:
      return words("large");
    case 410:
      return words(performance.now() > ends ? "late" : "elsewhere");
    default:
      return words(performance.now() > ends ? "late" : "lost");
  }
}

async function turnOn() {
  tell("[data-trouble]", "");
  try {
    stream = await openBoth("user");
  } catch (error) {
    return tell("[data-trouble]", words(`camera-${trouble(error)}`));
  }
  const [track] = stream.getVideoTracks();
  picture.srcObject = stream;
  picture.classList.toggle("mirror", Boolean(track) && mirrors(track));
  find("[data-cam]").hidden = false;
  find('[data-do="on"]').hidden = true;
  find('[data-do="start"]').hidden = false;
  find('[data-do="start"]').focus();
}

/** @param {MediaStream} from @param {Begun} begun */
function record(from, begun) {
  let bytes = 0;
  const bar = /** @type {HTMLProgressElement} */ (find("[data-progress]"));
  const going = new Uploader({
    base: begun.base,
    chunkBytes: CHUNK,
    headers: { "x-form-token": root.dataset.token ?? "" },
    patience: begun.seconds * 1000,
    onProgress: (sent) => (bar.value = bytes === 0 ? 0 : (100 * sent.bytes) / bytes),
    onWaiting: offline,
  });
  const mimeType = KINDS.find((kind) => MediaRecorder.isTypeSupported(kind));
  const made = new MediaRecorder(from, {
    ...(mimeType ? { mimeType } : {}),
    videoBitsPerSecond: PICTURE_RATE,
    audioBitsPerSecond: SOUND_RATE,
  });
  made.addEventListener("dataavailable", ({ data }) => {
    if (data.size === 0 || !busy) return;
    bytes += data.size;
    going.add(data);
  });
  for (const track of from.getTracks()) {
    track.addEventListener("ended", () => busy && made.state !== "inactive" && fail(words("camera-stopped")));
  }
  made.start(SLICE);
  upload = going;
  recorder = made;
}

/** @param {string[]} actions */
async function gestures(actions) {
  const next = /** @type {HTMLButtonElement} */ (find('[data-do="next"]'));
  for (const [place, action] of actions.entries()) {
    parts("action", "time");
    find("[data-count]").textContent = words("action", { n: place + 1, total: actions.length });
    find("[data-ask]").textContent = action;
    say(action);
    next.disabled = true;
    await after(GESTURE);
    next.disabled = false;
    next.focus();
    await once(next, "click");
  }
}

/** Until the code is right; `false` if no code helps any more. */
async function codeComesBack() {
  parts("code", "time");
  const input = /** @type {HTMLInputElement} */ (code.querySelector("input[name=code]"));
  input.autocomplete = "one-time-code";
  input.focus();
  for (;;) {
    await once(code, "submit");
    tell("[data-verdict]", "");
    const { told } = await call("code", { code: input.value });
    const verdict = /** @type {Verdict} */ (told);
    say(verdict.words ?? "");
    if (verdict.right) return true;
    if (verdict.over) {
      fail(verdict.words ?? "");
      return false;
    }
    tell("[data-verdict]", verdict.words ?? told.error?.message ?? "");
    input.focus();
  }
}

function countDown() {
  const place = find("[data-left]");
  const timer = setInterval(() => {
    const left = Math.max(0, Math.round((ends - performance.now()) / 1000));
    if (!busy) return clearInterval(timer);
    place.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    if (left > 0) return;
    clearInterval(timer);
    fail(words("late"));
  }, 500);
}

/** The last pieces go up, and the server keeps the film. */
async function finish() {
  if (!recorder || !upload) return;
  parts("sending", "time");
  const stopped = once(recorder, "stop");
  recorder.stop();
  await stopped;
  release();
  const { chunks } = await upload.finish();
  await end(chunks);
}

/** @param {number} pieces */
async function end(pieces) {
  const { status, told } = await call("end", { pieces: String(pieces) });
  if (status < 500) return fail(told.words ?? words("lost"));
  // Everything is with the server, which cannot keep it now.
  fail(words("not-kept"));
  const retry = find('[data-do="retry"]');
  retry.hidden = false;
  retry.addEventListener("click", () => void end(pieces).catch(() => fail(words("lost"))), { once: true });
}

async function start() {
  if (!stream || busy) return;
  busy = true;
  /** @type {any} */ (navigator).wakeLock?.request("screen").catch(() => undefined);
  try {
    // What the page allows; from the answer on the server's time counts.
    ends = performance.now() + Number(root.dataset.seconds) * 1000;
    const { status, told } = await call("begin");
    if (status >= 400) return fail(told.words ?? words("not-begun"));
    const begun = /** @type {Begun} */ (told);
    ends = performance.now() + begun.seconds * 1000;
    find("[data-back]").hidden = true;
    find("[data-recording]").hidden = false;
    record(stream, begun);
    countDown();
    await gestures(begun.actions);
    if (await codeComesBack()) await finish();
  } catch (error) {
    if (!(error instanceof Ended) && busy) fail(lost(error));
  }
}

function begin() {
  if (!films()) return warn();
  find("[data-script]").hidden = false;
  find('[data-do="on"]').addEventListener("click", () => void turnOn());
  find('[data-do="start"]').addEventListener("click", () => void start());
  code.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("beforeunload", (event) => busy && event.preventDefault());
  window.addEventListener("pagehide", release);
}

begin();
