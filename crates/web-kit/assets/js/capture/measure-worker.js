// @ts-check
// Measures pictures beside the page, so that it stays usable: told { width, height, pixels } it
// answers { measures }. A module worker.

import { measure } from "./measure.js";

addEventListener("message", ({ data }) => postMessage({ measures: measure(data) }));
