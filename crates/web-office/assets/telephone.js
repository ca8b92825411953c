// @ts-check
// The page of a call follows by itself until it is over. It looks less often while nobody sees it.

import { look, trouble } from "./video/parts.js";

/** How often it looks, in milliseconds: both wait for the same second. */
const SEEN = 1500;
const UNSEEN = 6000;

async function follow() {
  while (document.querySelector("[data-follow]")) {
    await new Promise((done) => setTimeout(done, document.hidden ? UNSEEN : SEEN));
    if (!(await look())) trouble("offline");
  }
}

follow();
