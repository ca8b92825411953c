// @ts-check
// A picture of one side of the document: the camera that looks away from the person, hints while it
// looks, and the photograph sent in the background, again and again while the connection is gone.
// What is wrong with the photograph the server says, on the page that follows.

import { CaptureGuide } from "./capture/guide.js";
import { otherCamera, cameras, trouble } from "./live/devices.js";
import { readWords } from "./live/words.js";

/** Pauses between two tries to send, in milliseconds. */
const FIRST = 800;
const LONGEST = 8000;

const PICTURE = { facingMode: { ideal: "environment" }, width: { ideal: 1920 }, height: { ideal: 1080 } };

const words = readWords();
const root = /** @type {HTMLElement} */ (document.querySelector("[data-side]"));
const video = /** @type {HTMLVideoElement} */ (root.querySelector("video"));
const status = /** @type {HTMLElement} */ (root.querySelector("[data-capture-status]"));
const complaint = /** @type {HTMLElement} */ (root.querySelector("[data-trouble]"));
const guide = new CaptureGuide(root, { words: (hint) => words(`hint-${hint}`) });

/** @param {string} selector @param {boolean} shown */
function show(selector, shown) {
  const place = root.querySelector(selector);
  if (place instanceof HTMLElement) place.hidden = !shown;
}

/** @param {string} text */
function complain(text) {
  complaint.textContent = text;
  complaint.hidden = text === "";
}

function stop() {
  guide.pause();
  // What was photographed stays to be seen.
  video.pause();
  const stream = video.srcObject;
  if (stream instanceof MediaStream) for (const track of stream.getTracks()) track.stop();
}

/** @param {MediaStream} stream */
async function look(stream) {
  complain("");
  video.srcObject = stream;
  void video.play().catch(() => undefined);
  show('[data-do="on"]', false);
  show("[data-capture-shoot]", true);
  show('[data-part="automatic"]', true);
  show('[data-do="switch"]', (await cameras()).length > 1);
  guide.start();
}

async function turnOn() {
  try {
    await look(await navigator.mediaDevices.getUserMedia({ video: PICTURE }));
  } catch (error) {
    complain(words(`camera-${trouble(error)}`));
    const other = root.querySelector("[data-file]");
    if (other instanceof HTMLDetailsElement) other.open = true;
  }
}

async function change() {
  const stream = video.srcObject;
  const [track] = stream instanceof MediaStream ? stream.getVideoTracks() : [];
  if (!track) return;
  guide.pause();
  try {
    await look(new MediaStream([await otherCamera(track)]));
  } catch (error) {
    complain(words(`camera-${trouble(error)}`));
  }
}

/** A pause that ends early when the connection comes back. @param {number} ms */
const pause = (ms) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    window.addEventListener("online", () => (clearTimeout(timer), resolve(undefined)), { once: true });
  });

/** Sends until there is an answer. @param {Blob} picture @returns {Promise<Response>} */
async function send(picture) {
  const body = new FormData();
  body.set("_token", root.dataset.token ?? "");
  body.set("picture", picture, "picture.jpg");
  for (let wait = FIRST; ; wait = Math.min(2 * wait, LONGEST)) {
    try {
      const answer = await fetch(location.pathname, { method: "POST", headers: { accept: "application/json" }, body });
      if (answer.status < 500) return answer;
    } catch {
      // No connection: tried again below.
    }
    status.textContent = words("waiting");
    await pause(wait);
  }
}

/** @param {Blob} picture */
async function taken(picture) {
  stop();
  show("[data-capture-shoot]", false);
  show('[data-part="automatic"]', false);
  show('[data-do="switch"]', false);
  status.textContent = words("sending");
  const answer = await send(picture);
  const { go, words: why } = await answer.json().catch(() => ({}));
  // Whatever is not said here, the page of this step says.
  if (why === undefined) return location.assign(go ?? location.pathname);
  status.textContent = "";
  complain(why);
  show('[data-do="on"]', true);
}

function begin() {
  if (typeof navigator.mediaDevices?.getUserMedia !== "function") return;
  show('[data-part="camera"]', true);
  root.querySelector('[data-do="on"]')?.addEventListener("click", () => void turnOn());
  root.querySelector('[data-do="switch"]')?.addEventListener("click", () => void change());
  guide.addEventListener("shot", (event) => void taken(/** @type {CustomEvent} */ (event).detail.blob));
  window.addEventListener("pagehide", stop);
  // Allowed a moment ago, for the other side: not asked for again.
  navigator.permissions?.query({ name: /** @type {any} */ ("camera") }).then(
    (permission) => {
      if (permission.state === "granted") void turnOn();
    },
    () => undefined,
  );
}

begin();
