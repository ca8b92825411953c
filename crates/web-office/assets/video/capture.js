// @ts-check
// Takes a picture out of the received video and sends it with the form of the captures, as if a file
// had been chosen there.
// Markup: button[data-capture=front|back|face], form[data-capture-form] with [name=side] and
// [type=file], progress[data-capture-progress]

import { arrive, show, trouble } from "./parts.js";

/** JPEG quality at which the small letters of a document stay sharp. */
const QUALITY = 0.92;

/** @param {HTMLVideoElement} video @returns {Promise<Blob | null>} */
function frameOf(video) {
  if (video.videoWidth === 0) return Promise.resolve(null);
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext("2d")?.drawImage(video, 0, 0);
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
}

/** @param {HTMLFormElement} form @param {string} side @param {Blob} picture */
function bodyOf(form, side, picture) {
  const body = new FormData();
  for (const field of form.querySelectorAll("input[type=hidden]")) {
    if (field instanceof HTMLInputElement) body.append(field.name, field.value);
  }
  body.append("side", side);
  body.append("picture", picture, `${side}.jpg`);
  return body;
}

/**
 * Sends the picture; `moved` is told which part of it has gone, from 0 to 1.
 * @param {HTMLFormElement} form @param {FormData} body @param {(part: number) => void} moved
 * @returns {Promise<void>}
 */
function send(form, body, moved) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("accept", "text/html");
    request.upload.addEventListener("progress", (event) => moved(event.total ? event.loaded / event.total : 0));
    request.addEventListener("load", () => {
      trouble("saving", false);
      const led = new URL(request.responseURL).pathname !== new URL(form.action).pathname;
      if (led) arrive(request.responseURL, request.responseText, form);
      else if (request.responseText.includes("data-live=")) show(request.responseText, form);
      else trouble("saving");
      done();
    });
    request.addEventListener("error", () => {
      trouble("saving");
      done();
    });
    request.send(body);
  });
}

/** @param {HTMLVideoElement} video */
export function offerCaptures(video) {
  let busy = false;
  for (const button of document.querySelectorAll("button[data-capture]")) {
    if (button instanceof HTMLElement) button.hidden = false;
  }
  document.addEventListener("click", async (event) => {
    const target = event.target instanceof Element ? event.target.closest("[data-capture]") : null;
    if (!(target instanceof HTMLButtonElement) || busy) return;
    const form = document.querySelector("form[data-capture-form]");
    const bar = document.querySelector("progress[data-capture-progress]");
    if (!(form instanceof HTMLFormElement)) return;
    const picture = await frameOf(video);
    if (!picture) return trouble("frame");
    trouble("frame", false);
    busy = true;
    /** @param {number} part */
    const moved = (part) => {
      if (bar instanceof HTMLProgressElement) bar.value = part;
    };
    if (bar instanceof HTMLElement) bar.hidden = false;
    await send(form, bodyOf(form, target.dataset.capture ?? "", picture), moved);
    if (bar instanceof HTMLElement) bar.hidden = true;
    busy = false;
  });
}
