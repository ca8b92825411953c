// @ts-check
// Warns before the test where a browser cannot make calls, or was never tried (R082).
// Markup: [data-when="unable"][hidden] and [data-when="untried"][hidden]

import { capable, tried } from "./live/devices.js";

/** @param {string} name */
export function warn(name) {
  const note = document.querySelector(`[data-when="${name}"]`);
  if (note instanceof HTMLElement) note.hidden = false;
}

if (!capable()) warn("unable");
else if (!tried()) warn("untried");
