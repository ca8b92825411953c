// @ts-check
// The test call: what the camera shows, whether the microphone hears, whether the loudspeaker
// sounds, and whether picture and sound reach the media server and come back. Each gets a verdict
// in words. The server knows by itself that the echo was asked for; the rest is the person's word.

import { capable, mirrors, openBoth, trouble } from "./live/devices.js";
import { Peer, grade } from "./live/peer.js";
import { TEST_TONE, VOICE, listen, play } from "./live/sound.js";
import { readWords } from "./live/words.js";
import { warn } from "./video-info.js";

/** @typedef {"todo" | "busy" | "ok" | "fair" | "bad"} Verdict */
/** @typedef {"camera" | "microphone" | "loudspeaker" | "network"} Check */

/** Mean brightness of a picture in which nobody could be recognised, from 0 to 255. */
const DARK = 24;

/** How long a picture, a voice and a connection are waited for, in milliseconds. */
const PICTURE = 6000;
const QUIET = 8000;
const CONNECT = 10_000;

/** How long the connection is looked at once it stands. */
const MEASURE = 4000;

const TONES = { todo: "", busy: "info", ok: "ok", fair: "warn", bad: "stop" };

const words = readWords();
const root = /** @type {HTMLElement} */ (document.querySelector("[data-test]"));
const picture = /** @type {HTMLVideoElement} */ (document.querySelector("[data-picture]"));
const level = /** @type {HTMLMeterElement} */ (document.querySelector("[data-level]"));
const tick = /** @type {HTMLInputElement} */ (document.querySelector("#ready"));
const go = /** @type {HTMLButtonElement} */ (document.querySelector("[data-go]"));
const first = /** @type {HTMLElement} */ (document.querySelector("[data-first]"));
const sent = /** @type {HTMLInputElement} */ (document.querySelector("[name=verdicts]"));

/** @type {Record<Check, Verdict>} */
const verdicts = { camera: "todo", microphone: "todo", loudspeaker: "todo", network: "todo" };

/** @type {MediaStream | undefined} */
let stream;
/** @type {(() => void) | undefined} */
let stopListening;
let run = 0;

/** @param {string} name */
const button = (name) => /** @type {HTMLButtonElement} */ (root.querySelector(`[data-do="${name}"]`));

/**
 * @param {Check} check
 * @param {Verdict} verdict
 * @param {string} note
 */
function judge(check, verdict, note) {
  const place = root.querySelector(`[data-check="${check}"]`);
  const tag = place?.querySelector("[data-tag]");
  const text = place?.querySelector("[data-note]");
  if (tag) {
    tag.className = `tag ${TONES[verdict]}`;
    tag.textContent = words(`tag-${verdict}`);
  }
  if (text) text.textContent = note;
  verdicts[check] = verdict;
  allow();
}

/** Without the four checks and the tick there is no way on (R081). The server looks again. */
function allow() {
  const done = Object.values(verdicts).every((verdict) => verdict === "ok" || verdict === "fair");
  tick.disabled = !done;
  if (!done) tick.checked = false;
  go.disabled = !(done && tick.checked);
  first.hidden = !go.disabled;
  sent.value = Object.entries(verdicts).map(([check, verdict]) => `${check}=${verdict}`).join(",");
}

/** @param {string} name @param {boolean} shown */
function act(name, shown) {
  const place = root.querySelector(`[data-act="${name}"]`);
  if (place instanceof HTMLElement) place.hidden = !shown;
}

/** @param {number} ms */
const after = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Waits until `holds`, looking ten times a second.
 * @param {() => boolean} holds
 * @param {number} patience in milliseconds
 */
async function until(holds, patience) {
  const end = performance.now() + patience;
  while (performance.now() < end) {
    if (holds()) return true;
    await after(100);
  }
  return holds();
}

/** Mean brightness of what the camera shows now, from 0 to 255. */
function brightness() {
  const canvas = document.createElement("canvas");
  canvas.width = 32;
  canvas.height = 18;
  const paint = canvas.getContext("2d", { willReadFrequently: true });
  if (!paint) return 255;
  paint.drawImage(picture, 0, 0, 32, 18);
  const { data } = paint.getImageData(0, 0, 32, 18);
  let sum = 0;
  for (let i = 0; i < data.length; i += 4) sum += 0.3 * data[i] + 0.59 * data[i + 1] + 0.11 * data[i + 2];
  return (4 * sum) / data.length;
}

async function start() {
  run += 1;
  const mine = run;
  stop();
  button("start").disabled = true;
  judge("camera", "busy", words("camera-asking"));
  judge("microphone", "todo", "");
  judge("network", "todo", "");
  try {
    stream = await openBoth();
  } catch (error) {
    judge("camera", "bad", words(`camera-${trouble(error)}`));
    return again();
  }
  const cam = root.querySelector("[data-cam]");
  if (cam instanceof HTMLElement) cam.hidden = false;
  const [track] = stream.getVideoTracks();
  picture.srcObject = stream;
  picture.classList.toggle("mirror", Boolean(track) && mirrors(track));
  hear(stream);
  offerTone();
  await look();
  if (mine === run) await reach(stream);
  again();
}

function again() {
  const start = button("start");
  start.disabled = false;
  start.classList.add("second");
  start.textContent = words("test-again");
}

function stop() {
  stopListening?.();
  stopListening = undefined;
  for (const track of stream?.getTracks() ?? []) track.stop();
}

async function look() {
  const moving = await until(() => picture.videoWidth > 2 && picture.currentTime > 0.2, PICTURE);
  if (!moving) return judge("camera", "bad", words("camera-still"));
  const light = await until(() => brightness() > DARK, 2000);
  judge("camera", light ? "ok" : "fair", words(light ? "camera-ok" : "camera-dark"));
}

/** @param {MediaStream} from */
function hear(from) {
  act("microphone", true);
  if (from.getAudioTracks().length === 0) {
    level.hidden = true;
    return judge("microphone", "bad", words("microphone-missing"));
  }
  judge("microphone", "busy", words("microphone-speak"));
  let loud = 0;
  const begun = performance.now();
  stopListening = listen(from, (heard) => {
    level.value = Math.min(1, Math.sqrt(heard) * 1.6);
    if (verdicts.microphone === "ok") return;
    if (heard > VOICE) loud += 1;
    // A third of a second of voice: more than a knock on the table.
    if (loud >= 3) judge("microphone", "ok", words("microphone-ok"));
    else if (performance.now() - begun > QUIET && verdicts.microphone === "busy") {
      judge("microphone", "bad", words("microphone-silent"));
    }
  });
}

function offerTone() {
  act("loudspeaker", true);
}

async function tone() {
  button("tone").disabled = true;
  judge("loudspeaker", "busy", words("loudspeaker-ask"));
  await play(TEST_TONE);
  button("tone").disabled = false;
  button("hear").hidden = false;
  button("deaf-ear").hidden = false;
  button("hear").focus();
}

/**
 * The way to the media server and back, as the call will take it.
 * @param {MediaStream} from
 */
async function reach(from) {
  judge("network", "busy", words("network-trying"));
  /** @type {"failed" | "busy" | undefined} */
  let refused;
  let connected = false;
  const peer = new Peer({
    ice: JSON.parse(root.dataset.ice || "[]"),
    stream: from,
    listen: true,
    change: (state) => (connected = state === "connected"),
    offer: (sdp) => {
      ask(sdp).then(
        (answer) => peer.answered(1, answer),
        (error) => (refused = error === "busy" ? "busy" : "failed"),
      );
      return 1;
    },
  });
  try {
    await peer.join();
    await until(() => connected || refused !== undefined, CONNECT);
    if (!connected) return judge("network", "bad", words(`network-${refused ?? "failed"}`));
    const before = await peer.quality();
    await after(MEASURE);
    const now = await peer.quality();
    if (!before || !now || now.received <= before.received) {
      return judge("network", "bad", words("network-failed"));
    }
    const { grade: verdict, loss } = grade(before, now);
    const values = { rtt: now.rtt ?? 0, loss: (loss / 10).toLocaleString(document.documentElement.lang) };
    const way = now.path === "tcp" ? ` ${words("network-tcp")}` : "";
    const outcome = /** @type {const} */ ({ good: "ok", fair: "fair", poor: "bad" });
    judge("network", outcome[verdict], words(`network-${verdict}`, values) + way);
  } finally {
    peer.close();
  }
}

/** @param {string} sdp @returns {Promise<string>} */
async function ask(sdp) {
  const body = new URLSearchParams({ _token: root.dataset.token ?? "", sdp });
  const answer = await fetch(root.dataset.offer ?? "", {
    method: "POST",
    headers: { accept: "application/json" },
    body,
  });
  if (answer.status === 429 || answer.status === 503) throw "busy";
  if (!answer.ok) throw "failed";
  const { sdp: answered } = await answer.json();
  return answered;
}

const acts = {
  start,
  tone,
  write: () => judge("microphone", "ok", words("microphone-written")),
  hear: () => judge("loudspeaker", "ok", words("loudspeaker-ok")),
  "deaf-ear": () => judge("loudspeaker", "bad", words("loudspeaker-bad")),
  read: () => judge("loudspeaker", "ok", words("loudspeaker-written")),
};

function begin() {
  if (!capable()) return warn("unable");
  root.hidden = false;
  allow();
  tick.addEventListener("change", allow);
  for (const [name, does] of Object.entries(acts)) button(name).addEventListener("click", does);
  // Somebody comes back with a mistake: the test stays to be made.
  window.addEventListener("pagehide", stop);
}

begin();
