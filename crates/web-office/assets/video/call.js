// @ts-check
// The operator's page of a call: picture and sound, the clock of the recording, captures, what is
// written, and parts that follow what happens. Every word comes from the page.
// Markup: [data-call][data-socket][data-ice] around video, [data-quality], [data-own] and, where the
// camera of the desk may be switched on, video[data-own-picture]; [data-mute]; button[data-camera]
// with data-on and data-off; [data-connect]; [data-clock]; see the other modules for theirs.

import { Channel } from "../live/channel.js";
import { Peer, grade } from "../live/peer.js";
import { offerPasskeys } from "../passkey.js";
import { offerCaptures } from "./capture.js";
import { look, sendInPlace, trouble } from "./parts.js";
import { add, offerTalk } from "./talk.js";

/** How often the page looks while something is awaited, and otherwise, in milliseconds. */
const AWAITED = 1500;
const QUIET = 8000;

/** How often the connection is measured, in milliseconds. */
const MEASURE = 2000;

/** The voice only: the camera of a desk is off until its operator switches it on. */
const VOICE = { audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true } };

/** The picture of somebody at a desk: enough to read lips. */
const FACE = { video: { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 20 }, facingMode: "user" } };

/** @param {number} s */
const clock = (s) => `${String(Math.floor(s / 60)).padStart(2, "0")}:${String(s % 60).padStart(2, "0")}`;

/** Says one of the words that an element carries. @param {Element | null} place @param {string} which */
function say(place, which) {
  const words = place?.getAttribute(`data-${which}`) ?? "";
  const text = place?.querySelector("span");
  if (text && text.textContent !== words) text.textContent = words;
}

/** The operator's side of one call. */
class Desk {
  /** @param {HTMLElement} stage @param {HTMLVideoElement} video */
  constructor(stage, video) {
    this.stage = stage;
    this.video = video;
    this.quality = stage.querySelector("[data-quality]");
    this.own = stage.querySelector("[data-own]");
    this.mute = document.querySelector("button[data-mute]");
    this.connect = document.querySelector("button[data-connect]");
    /** @type {HTMLButtonElement | null} */
    this.camera = document.querySelector("button[data-camera]");
    /** @type {HTMLVideoElement | null} */
    this.picture = stage.querySelector("[data-own-picture]");
    this.received = new MediaStream();
    /** @type {MediaStream | undefined} */
    this.voice = undefined;
    /** @type {Peer | undefined} */
    this.peer = undefined;
    /** @type {import("../live/peer.js").Quality | undefined} */
    this.before = undefined;
    this.channel = new Channel({
      socket: stage.dataset.socket ?? "",
      hear: (frame) => this.hear(frame),
      change: (state) => this.line(state),
    });
    this.mute?.addEventListener("click", () => this.toggle());
    this.connect?.addEventListener("click", () => this.dial());
    this.camera?.addEventListener("click", () => this.film());
    setInterval(() => this.measure(), MEASURE);
  }

  /** @param {import("../live/channel.js").ChannelState} state */
  line(state) {
    trouble("offline", state === "connecting");
    if (state === "open") {
      if (this.peer?.state !== "connected") this.dial();
      look();
    } else if (state === "elsewhere") {
      this.peer?.close();
      trouble("elsewhere");
    } else if (state === "over") {
      this.peer?.close();
      look();
    }
  }

  /** @param {import("../live/channel.js").Frame} frame */
  hear(frame) {
    switch (frame.kind) {
      case "answer":
        this.peer?.answered(frame.to, frame.sdp).catch(() => this.offerAgain("server"));
        break;
      case "chat":
        add(frame.from, frame.text);
        break;
      case "caption":
        add("caption", frame.text);
        break;
      case "elsewhere":
        this.line("elsewhere");
        break;
      case "error":
        if (frame.what === "media") this.offerAgain("server");
        break;
      case "peer":
      case "state":
      case "ask":
        look();
        break;
      default:
        break;
    }
  }

  /** Connects picture and sound, or connects them anew. */
  async dial() {
    for (const which of ["microphone", "server"]) trouble(which, false);
    if (this.connect instanceof HTMLElement) this.connect.hidden = true;
    if (typeof RTCPeerConnection !== "function") return trouble("unsupported");
    await this.speak();
    this.peer?.close();
    this.peer = new Peer({
      ice: JSON.parse(this.stage.dataset.ice || "[]"),
      stream: this.voice,
      listen: true,
      later: this.camera !== null,
      offer: (sdp) => this.channel.say({ kind: "offer", sdp }),
      play: (stream) => this.play(stream),
      change: (state) => say(this.quality, state === "lost" ? "lost" : "waiting"),
    });
    this.peer.join().catch(() => this.offerAgain("server"));
    this.tellCamera();
  }

  /** The camera that is on, if it is. */
  lens() {
    return this.voice?.getVideoTracks()[0];
  }

  /** Switches the camera on or off, where that is allowed: it begins off in every call. */
  async film() {
    trouble("camera", false);
    const old = this.lens();
    if (old) {
      old.stop();
      this.voice?.removeTrack(old);
      await this.peer?.show(null);
    } else {
      try {
        const [track] = (await navigator.mediaDevices.getUserMedia(FACE)).getVideoTracks();
        this.voice ??= new MediaStream();
        this.voice.addTrack(track);
        track.addEventListener("ended", () => this.lens() === track && this.film());
        await this.peer?.show(track);
      } catch {
        return trouble("camera");
      }
    }
    this.tellCamera();
  }

  /** The person's page shows the picture only while it is told that there is one. */
  tellCamera() {
    const { camera, picture } = this;
    if (!camera) return;
    const on = this.lens() !== undefined;
    this.channel.say({ kind: "camera", on });
    camera.hidden = false;
    camera.setAttribute("aria-pressed", String(on));
    const words = camera.querySelector("span");
    if (words) words.textContent = camera.getAttribute(on ? "data-off" : "data-on");
    if (picture) {
      picture.hidden = !on;
      picture.srcObject = on ? this.voice ?? null : null;
    }
    this.sayOwn();
  }

  sayOwn() {
    const track = this.voice?.getAudioTracks()[0];
    if (this.lens() && track?.enabled) return say(this.own, "picture");
    say(this.own, !track ? "none" : track.enabled ? "voice" : "muted");
  }

  /** Asks for the microphone. Who has none still sees, hears and writes. */
  async speak() {
    try {
      this.voice ??= await navigator.mediaDevices.getUserMedia(VOICE);
    } catch {
      this.offerAgain("microphone");
    }
    const track = this.voice?.getAudioTracks()[0];
    this.sayOwn();
    if (this.mute instanceof HTMLElement) this.mute.hidden = !track;
  }

  toggle() {
    const track = this.voice?.getAudioTracks()[0];
    if (!track) return;
    track.enabled = !track.enabled;
    this.sayOwn();
    this.mute?.setAttribute("aria-pressed", String(!track.enabled));
  }

  /** Picture and sound may come as streams of their own. @param {MediaStream} stream */
  play(stream) {
    for (const track of stream.getTracks()) {
      for (const old of this.received.getTracks()) {
        if (old.kind === track.kind && old !== track) this.received.removeTrack(old);
      }
      this.received.addTrack(track);
    }
    if (this.video.srcObject !== this.received) this.video.srcObject = this.received;
    this.stage.classList.add("live");
    // Before the first click a browser may refuse to let it sound: a button asks for one.
    this.video.play().catch(() => this.offerAgain());
  }

  /** @param {string} [why] */
  offerAgain(why) {
    if (why) trouble(why);
    if (this.connect instanceof HTMLElement) this.connect.hidden = false;
  }

  async measure() {
    const now = this.peer?.state === "connected" ? await this.peer.quality() : undefined;
    const before = this.before;
    this.before = now;
    if (!now || !before) return;
    if (now.frames > before.frames) say(this.quality, grade(before, now).grade);
    else say(this.quality, now.frames === 0 ? "waiting" : "lost");
  }
}

/** Seconds are counted from what the server said: the clocks of desks are not trusted. */
function runClock() {
  /** @type {WeakMap<Element, number>} */
  const began = new WeakMap();
  setInterval(() => {
    for (const place of document.querySelectorAll("[data-clock]")) {
      const now = performance.now() / 1000;
      const start = began.get(place) ?? now;
      began.set(place, start);
      const way = place.hasAttribute("data-down") ? -1 : 1;
      const seconds = Number(place.getAttribute("data-clock")) + way * (now - start);
      place.textContent = clock(Math.max(0, Math.round(seconds)));
    }
  }, 1000);
}

async function keepLooking() {
  for (;;) {
    const awaited = document.querySelector("[data-awaited]") !== null;
    await new Promise((done) => setTimeout(done, awaited ? AWAITED : QUIET));
    await look();
  }
}

const stage = document.querySelector("[data-call]");
const video = stage?.querySelector("video");
if (stage instanceof HTMLElement && video instanceof HTMLVideoElement) {
  const desk = new Desk(stage, video);
  offerCaptures(video);
  // Before the forms are sent in place: what the socket takes needs no request.
  offerTalk((kind, text) => desk.channel.say({ kind, text }) > 0);
  desk.channel.open();
}
sendInPlace();
runClock();
keepLooking();
// A part that was drawn again has new forms for the passkey.
document.addEventListener("parts:shown", (event) => {
  for (const part of /** @type {CustomEvent<Element[]>} */ (event).detail) offerPasskeys(part);
});
