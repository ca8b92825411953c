// @ts-check
// The waiting room and the call in one page, so that the camera is asked for once. The server says
// where the call stands (frames of kind "state"); the page shows it, says it aloud and, when the
// turn comes, enters. Everything that changes is also in the title and in a polite live region.

import { mirrors, openBoth, otherCamera, trouble } from "./live/devices.js";
import { Channel } from "./live/channel.js";
import { Peer, grade } from "./live/peer.js";
import { CHIME, play } from "./live/sound.js";
import { readWords } from "./live/words.js";

/** How often the quality of the connection is looked at, in milliseconds. */
const LOOK = 5000;

/** Seconds in which somebody can press the button before the call begins by itself (R089, R092). */
const BY_ITSELF = 6;

/** How long a caption stays, in milliseconds: read twice at a slow pace. */
const CAPTION = 12_000;

/** States after which the server has a page that says how it ended. */
const ENDED = ["approved", "refused", "abandoned", "closed"];

const words = readWords();
const root = /** @type {HTMLElement} */ (document.querySelector("[data-room]"));
const data = root.dataset;

/**
 * @template {HTMLElement} T
 * @param {string} selector
 * @returns {T}
 */
const find = (selector) => /** @type {T} */ (root.querySelector(selector));
/** @param {string} name @returns {HTMLElement} */
const part = (name) => find(`[data-part="${name}"]`);
/** @param {string} name @returns {HTMLButtonElement} */
const button = (name) => find(`[data-do="${name}"]`);

const picture = /** @type {HTMLVideoElement} */ (find("[data-picture]"));
/** @type {HTMLVideoElement | null} */
const theirs = root.querySelector("[data-operator-picture]");
const sound = /** @type {HTMLAudioElement} */ (find("[data-sound]"));
const auto = /** @type {HTMLInputElement} */ (find("[data-auto]"));
const suffix = document.title.slice(document.title.lastIndexOf(" · "));

let state = data.state ?? "queued";
/** @type {{name: string, code: string} | undefined} */
let operator;
/** @type {MediaStream | undefined} */
let stream;
/** @type {Peer | undefined} */
let peer;
/** @type {WakeLockSentinel | undefined} */
let lit;
let accepted = false;
let spoken = "";
let left = false;
/** @type {import("./live/peer.js").Quality | undefined} */
let before;
/** @type {number | undefined} */
let captionTimer;
let lostAt = 0;
let turnAt = 0;
let heard = 0;

const channel = new Channel({
  socket: data.socket ?? "",
  poll: data.poll,
  hear: (frame) => hear(frame),
  change: (line) => {
    part("offline").hidden = line !== "connecting" && line !== "asking";
    part("elsewhere").hidden = line !== "elsewhere";
    if (line === "elsewhere") letGo();
    if (line === "open" && spoken === words("offline")) say(words("online"));
    if (line === "connecting") say(words("offline"));
    if (line === "over" && !left) end();
    // An offer that was on its way when the line broke is made again.
    if (line === "open" && peer && peer.state !== "connected") peer.join();
  },
});

/** Says it to whoever does not see the page change. @param {string} text */
function say(text) {
  if (!text || text === spoken) return;
  spoken = text;
  find("[data-say]").textContent = text;
}

/** @param {import("./live/channel.js").Frame} frame */
function hear(frame) {
  // After a reconnection the server begins again with what was written.
  if (frame.seq !== undefined) {
    if (frame.seq <= heard) return;
    heard = frame.seq;
  }
  switch (frame.kind) {
    case "state":
      return stand(frame);
    case "answer":
      return peer?.answered(frame.to, frame.sdp);
    case "chat":
      return chat(frame.from === "citizen" ? "you" : "operator", frame.text);
    case "caption":
      return caption(frame.text);
    case "camera":
      return camera(frame.on);
    case "asks":
      return asks(frame);
    case "peer":
      if (frame.seat === "operator" && frame.media === "lost") say(words("operator-lost"));
      return;
    case "elsewhere":
      part("elsewhere").hidden = false;
      return letGo();
  }
}

/** @param {import("./live/channel.js").Frame} frame */
function stand(frame) {
  operator = frame.operator ?? operator;
  const moved = frame.state !== state;
  state = frame.state;
  data.state = state;
  if (ENDED.includes(state)) return end();
  if (state === "queued") {
    accepted = false;
    peer?.close();
    peer = undefined;
    place(frame);
  }
  show();
  if (!moved) return;
  title(words(`title-${state}`));
  if (state === "assigned") turn();
  if (state === "in-call" && operator) say(words("connected", { name: operator.name }));
  if (state === "interrupted") interrupted();
}

/** @param {import("./live/channel.js").Frame} frame */
function place(frame) {
  const where = frame.place > 1 ? words("place", { n: frame.place }) : words("first");
  const minutes = Math.round((frame.wait_s ?? 0) / 60);
  const wait =
    frame.wait_s === undefined || frame.wait_s === null
      ? words("wait-unknown")
      : minutes < 1
        ? words("wait-short")
        : words("wait", { n: minutes });
  if (frame.place > 0) find("[data-place]").textContent = where;
  find("[data-wait]").textContent = wait;
  if (frame.place > 0) say(`${where}. ${wait}`);
}

/** @param {string} text */
function title(text) {
  if (!text) return;
  find("[data-title]").textContent = text;
  document.title = `${text}${suffix}`;
}

function show() {
  const live = state === "in-call" || state === "interrupted" || (state === "assigned" && accepted);
  part("waiting").hidden = state !== "queued";
  part("turn").hidden = !(state === "assigned" && !accepted);
  part("call").hidden = !live;
  part("chat").hidden = !live;
  part("lost").hidden = state !== "interrupted";
  part("camera").hidden = Boolean(stream);
  find("[data-recorded]").hidden = state !== "in-call";
  if (!live) {
    part("ask").hidden = true;
    part("code").hidden = true;
    find("[data-quality]").hidden = true;
  }
  const who = find("[data-with]");
  who.hidden = !(live && operator);
  if (operator) {
    who.textContent = words("with", operator);
    find("[data-agent]").textContent = words("agent", operator);
  }
  if (live || state === "queued") keepLit();
}

/** The turn has come: a sound, the title, the button; and in by itself, unless the person wants to press. */
function turn() {
  const agent = operator ? words("agent", operator) : "";
  say(`${words("title-assigned")} ${agent}`);
  play(CHIME);
  navigator.vibrate?.([200, 100, 200]);
  find('[data-do="accept"]').focus();
  const counting = turnAt > 0;
  turnAt = Date.now();
  if (!counting) countTurn();
}

/** Counts to the moment at which the call begins by itself, or else to the one at which the turn is over. */
function countTurn() {
  if (state !== "assigned" || accepted) {
    turnAt = 0;
    return;
  }
  const byItself = auto.checked && stream !== undefined;
  const gone = Math.floor((Date.now() - turnAt) / 1000);
  const rest = Math.max(0, (byItself ? BY_ITSELF : Number(data.join)) - gone);
  find("[data-turn-left]").textContent = words(byItself ? "by-itself" : "kept-for", { n: rest });
  setTimeout(countTurn, 1000);
  if (byItself && rest === 0) accept();
}

async function accept() {
  if (!stream && !(await openCamera())) return;
  accepted = true;
  show();
  say(words("connecting"));
  peer?.close();
  peer = new Peer({
    ice: JSON.parse(data.ice || "[]"),
    stream,
    listen: theirs !== null,
    offer: (sdp) => channel.say({ kind: "offer", sdp }),
    play: listen,
    change: (line) => {
      if (line === "lost") interrupted();
      if (line === "connected") {
        lostAt = 0;
        part("lost").hidden = state !== "interrupted";
      }
    },
  });
  await peer.join();
}

/** What the operator says, and shows where the camera of the desk is on. @param {MediaStream} from */
function listen(from) {
  sound.srcObject = from;
  if (theirs) theirs.srcObject = from;
  sound.play().catch(() => (button("sound").hidden = false));
}

/** The operator's camera is on or off. @param {boolean} on */
function camera(on) {
  if (!theirs || theirs.hidden !== on) return;
  theirs.hidden = !on;
  // What shows nothing may have been put to sleep.
  if (on) theirs.play().catch(() => (button("sound").hidden = false));
  if (on) say(words("operator-camera"));
}

function interrupted() {
  lostAt ||= Date.now();
  part("lost").hidden = false;
  say(words("lost"));
  countDown();
}

function countDown() {
  if (!lostAt) return;
  const rest = Math.max(0, Number(data.return) - Math.floor((Date.now() - lostAt) / 1000));
  find("[data-left]").textContent = `${Math.floor(rest / 60)}:${String(rest % 60).padStart(2, "0")}`;
  if (rest > 0) setTimeout(countDown, 1000);
}

async function openCamera() {
  const note = find("[data-trouble]");
  try {
    stream = await openBoth();
  } catch (error) {
    note.textContent = words(`camera-${trouble(error)}`);
    note.hidden = false;
    return false;
  }
  note.hidden = true;
  const [track] = stream.getVideoTracks();
  if (track) watch(track);
  picture.srcObject = stream;
  show();
  return true;
}

/** @param {MediaStreamTrack} track */
function watch(track) {
  picture.classList.toggle("mirror", mirrors(track));
  // Without a picture nobody is attended to (R096): the camera is asked for again.
  track.addEventListener("ended", () => {
    if (stream?.getVideoTracks()[0] !== track) return;
    stream = undefined;
    show();
  });
}

async function switchCamera() {
  const [old] = stream?.getVideoTracks() ?? [];
  if (!stream || !old) return;
  button("switch").disabled = true;
  try {
    const id = old.getSettings().deviceId;
    stream.removeTrack(old);
    const track = await otherCamera(old);
    stream.addTrack(track);
    watch(track);
    picture.srcObject = stream;
    await peer?.show(track);
    say(words(track.getSettings().deviceId === id ? "camera-one" : "camera-changed"));
  } catch (error) {
    stream = undefined;
    show();
    find("[data-trouble]").textContent = words(`camera-${trouble(error)}`);
    find("[data-trouble]").hidden = false;
  } finally {
    button("switch").disabled = false;
  }
}

function mute() {
  const [track] = stream?.getAudioTracks() ?? [];
  if (!track) return;
  track.enabled = !track.enabled;
  button("mute").setAttribute("aria-pressed", String(!track.enabled));
  find("[data-mute-words]").textContent = words(track.enabled ? "mute" : "unmute");
  say(words(track.enabled ? "unmuted" : "muted"));
}

/** @param {"you" | "operator"} who @param {string} text */
function chat(who, text) {
  const line = document.createElement("li");
  const name = document.createElement("b");
  name.textContent = words(who);
  line.append(name, text);
  line.className = who === "you" ? "mine" : "";
  const log = find("[data-chat]");
  log.append(line);
  log.scrollTop = log.scrollHeight;
  find("[data-chat-empty]").hidden = true;
}

/** @param {string} text */
function caption(text) {
  const place = find("[data-captions]");
  place.textContent = text;
  place.hidden = !text;
  clearTimeout(captionTimer);
  captionTimer = setTimeout(() => (place.hidden = true), CAPTION);
}

/** @param {import("./live/channel.js").Frame} frame */
function asks({ code, action }) {
  const typed = part("code").hidden && Boolean(code);
  part("code").hidden = !code;
  part("ask").hidden = !action;
  find("[data-ask]").textContent = action ?? "";
  if (typed) /** @type {HTMLInputElement} */ (find("#code")).focus();
}

/** @param {SubmitEvent} event */
async function sendCode(event) {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.target);
  const note = find("[data-code-note]");
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) body.append(name, String(value));
  try {
    const answer = await fetch(form.action, { method: "POST", headers: { accept: "application/json" }, body });
    const { right, words: text } = await answer.json();
    note.textContent = text ?? "";
    const field = /** @type {HTMLInputElement} */ (find("#code"));
    field.value = "";
    if (right) say(text);
    else field.focus();
  } catch {
    note.textContent = words("offline");
  }
}

async function lookAtQuality() {
  if (state !== "in-call" || peer?.state !== "connected") return;
  const now = await peer.quality();
  if (!now) return;
  if (before) {
    const { grade: verdict } = grade(before, now);
    const tag = find("[data-quality]");
    tag.hidden = false;
    tag.className = `tag ${{ good: "ok", fair: "warn", poor: "stop" }[verdict]}`;
    const text = words(`quality-${verdict}`);
    if (verdict === "poor" && tag.textContent !== text) say(text);
    tag.textContent = text;
  }
  before = now;
}

/** A screen that goes dark takes the camera with it on many phones. */
async function keepLit() {
  if (lit && !lit.released) return;
  if (document.visibilityState !== "visible" || !navigator.wakeLock) return;
  try {
    lit = await navigator.wakeLock.request("screen");
  } catch {
    // A nearly empty battery refuses; the call goes on.
  }
}

function letGo() {
  peer?.close();
  peer = undefined;
  for (const track of stream?.getTracks() ?? []) track.stop();
  stream = undefined;
  lit?.release();
}

/** On to the page that says how it ended. */
function end() {
  if (left) return;
  left = true;
  channel.close();
  letGo();
  location.assign(data.end ?? "/");
}

/** @param {string} name */
function confirmed(name) {
  const dialog = /** @type {HTMLDialogElement} */ (root.querySelector(`[data-dialog="${name}"]`));
  dialog.showModal();
}

function leaveNow() {
  // The form is the one that works without a script too.
  left = true;
  channel.say({ kind: "hang-up" });
  letGo();
  /** @type {HTMLFormElement} */ (find("form[data-leave]")).submit();
}

function begin() {
  button("camera").addEventListener("click", async () => {
    // The first click also opens the way for sounds.
    play([]);
    await openCamera();
  });
  button("accept").addEventListener("click", accept);
  button("mute").addEventListener("click", mute);
  button("switch").addEventListener("click", switchCamera);
  button("sound").addEventListener("click", async () => {
    await sound.play();
    button("sound").hidden = true;
  });
  button("hang-up").addEventListener("click", () => confirmed("hang-up"));
  find("form[data-leave]").addEventListener("submit", (event) => {
    event.preventDefault();
    confirmed("leave");
  });
  for (const stay of root.querySelectorAll('[data-do="stay"]')) {
    stay.addEventListener("click", () => stay.closest("dialog")?.close());
  }
  for (const leave of root.querySelectorAll('[data-do="leave-now"]')) leave.addEventListener("click", leaveNow);
  find("[data-chat-form]").addEventListener("submit", (event) => {
    event.preventDefault();
    const field = /** @type {HTMLInputElement} */ (find("#words"));
    const text = field.value.trim();
    // What is not taken stays in the field.
    if (text && channel.say({ kind: "chat", text })) field.value = "";
  });
  part("code").addEventListener("submit", (event) => sendCode(/** @type {SubmitEvent} */ (event)));
  document.addEventListener("visibilitychange", () => keepLit());
  window.addEventListener("beforeunload", (event) => {
    if (!left && state === "in-call") event.preventDefault();
  });
  setInterval(lookAtQuality, LOOK);
  show();
  if (state === "assigned") turn();
  channel.open();
  rejoin();
}

/** Somebody whose page was reloaded has given the camera already: it comes back by itself. */
async function rejoin() {
  const camera = /** @type {any} */ ({ name: "camera" });
  const known = await navigator.permissions?.query(camera).catch(() => undefined);
  if (known?.state !== "granted") return;
  if (!(await openCamera())) return;
  if (state === "in-call" || state === "interrupted") accept();
}

begin();
