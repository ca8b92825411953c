// @ts-check
// Camera and microphone: asking for them, why they cannot be had, and changing the camera.

/**
 * @typedef {"denied" | "missing" | "busy" | "unsupported" | "failed"} Trouble
 * @typedef {"user" | "environment"} Facing the side of a phone: towards the person, or away
 */

/** What a browser must have for a call; feature detection, whatever the browser calls itself. */
export function capable() {
  return (
    typeof RTCPeerConnection === "function" &&
    typeof navigator.mediaDevices?.getUserMedia === "function" &&
    typeof WebSocket === "function" &&
    typeof AudioContext === "function" &&
    window.isSecureContext
  );
}

/**
 * Whether the browser is one of those that the service is tried with (R082): the engines of
 * Chrome, Edge and Firefox tell their names in different places. Only for a warning.
 * @param {{userAgent: string, userAgentData?: {brands: {brand: string}[]}}} [who]
 */
export function tried(who = /** @type {any} */ (navigator)) {
  const brands = who.userAgentData?.brands.map(({ brand }) => brand) ?? [];
  if (brands.some((brand) => /Google Chrome|Microsoft Edge|Chromium/.test(brand))) return true;
  const agent = who.userAgent;
  if (/Firefox\/|Edg(A|iOS)?\//.test(agent)) return true;
  return /Chrome\//.test(agent) && !/OPR\/|SamsungBrowser\/|YaBrowser\//.test(agent);
}

/** @param {unknown} error @returns {Trouble} */
export function trouble(error) {
  const name = error instanceof DOMException || error instanceof Error ? error.name : "";
  switch (name) {
    case "NotAllowedError":
    case "SecurityError":
      return "denied";
    case "NotFoundError":
    case "OverconstrainedError":
      return "missing";
    case "NotReadableError":
    case "AbortError":
      return "busy";
    case "TypeError":
      return "unsupported";
    default:
      return "failed";
  }
}

/** A picture in which the print of a card can be read. */
const PICTURE = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 25, max: 30 } };

const SOUND = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

/**
 * Camera and microphone. Somebody without a microphone joins with the picture alone.
 * @param {Facing} [facing]
 */
export async function openBoth(facing = "user") {
  const video = { ...PICTURE, facingMode: { ideal: facing } };
  try {
    return await navigator.mediaDevices.getUserMedia({ video, audio: SOUND });
  } catch (error) {
    if (trouble(error) !== "missing") throw error;
    return navigator.mediaDevices.getUserMedia({ video });
  }
}

/** How many cameras there are to choose from. */
export async function cameras() {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter(({ kind }) => kind === "videoinput");
}

/**
 * Another camera than `old`: on a phone the one that looks the other way, elsewhere the next. The
 * old one is let go before, because many phones open one camera only.
 * @param {MediaStreamTrack} old
 * @returns {Promise<MediaStreamTrack>}
 */
export async function otherCamera(old) {
  const { deviceId, facingMode } = old.getSettings();
  const known = await cameras();
  old.stop();
  const place = known.findIndex((camera) => camera.deviceId === deviceId);
  const next = known[(place + 1) % Math.max(known.length, 1)]?.deviceId;
  const away = facingMode === "environment" ? "user" : "environment";
  const wishes = facingMode
    ? [{ facingMode: { exact: away } }, { deviceId: { exact: next } }]
    : [{ deviceId: { exact: next } }];
  for (const wish of [...wishes, { deviceId: { exact: deviceId } }]) {
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ video: { ...PICTURE, ...wish } });
      const [track] = stream.getVideoTracks();
      if (track) return track;
    } catch (error) {
      if (trouble(error) === "denied") throw error;
    }
  }
  throw new DOMException("no camera opens", "NotFoundError");
}

/** Whether a camera shows the person as a mirror would. @param {MediaStreamTrack} track */
export function mirrors(track) {
  return track.getSettings().facingMode !== "environment";
}
