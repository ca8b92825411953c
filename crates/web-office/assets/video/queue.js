// @ts-check
// The board follows the queue by itself. It looks less often while nobody sees it.

import { look, sendInPlace } from "./parts.js";

/** How often the board looks, in milliseconds: somebody who enters is seen at once. */
const SEEN = 2000;
const UNSEEN = 15000;

sendInPlace();

async function follow() {
  for (;;) {
    await new Promise((done) => setTimeout(done, document.hidden ? UNSEEN : SEEN));
    await look();
  }
}

follow();
