// @ts-check
// The only script of most pages. Each part looks for its own attributes and does nothing without
// them; every page works without any of it. Words come from the page, in its language.

import { groupCodes } from "./code-input.js";
import { offerCopies } from "./copy.js";
import { startCountdowns } from "./countdown.js";
import { watchSession } from "./session.js";
import { sendOnce } from "./submit-once.js";

groupCodes();
offerCopies();
startCountdowns();
watchSession();
sendOnce();

// After a failed send the summary is the first thing to hear and to leave.
const summary = document.querySelector("[data-focus]");
if (summary instanceof HTMLElement) summary.focus();
