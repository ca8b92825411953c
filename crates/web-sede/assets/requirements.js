// @ts-check
// Fills in what only the browser itself can know. The server has drawn a row for every outcome; this shows the one
// that holds and hides the other rows of the same name. Words come from the page.

/** Seconds by which a clock may be wrong: the provider's tokens allow a minute. */
const SKEW_SECONDS = 60;

const list = document.querySelector("[data-requirements]");

/**
 * @param {string} name
 * @param {(row: HTMLElement) => boolean} holds
 */
function show(name, holds) {
  let found = false;
  for (const row of document.querySelectorAll(`[data-check="${name}"]`)) {
    if (!(row instanceof HTMLElement)) continue;
    /** @type {boolean} */
    const chosen = !found && holds(row);
    found ||= chosen;
    row.hidden = !chosen;
  }
}

/** @param {string} state @returns {(row: HTMLElement) => boolean} */
const is = (state) => (row) => row.dataset.state === state;

function modern() {
  return typeof CSS !== "undefined" && CSS.supports("selector(&)") && "noModule" in HTMLScriptElement.prototype;
}

function check() {
  if (!(list instanceof HTMLElement)) return;
  const pdf = /** @type {{pdfViewerEnabled?: boolean}} */ (navigator).pdfViewerEnabled;

  show("browser", is(modern() ? "good" : "missing"));
  if (window.isSecureContext) show("secure", is("good"));
  show("script", is("good"));
  // A demonstration, whose clock is moved by hand, sends no time to compare with.
  if (list.dataset.now) {
    // The page took some time on its way; what the clock says is compared with when the page was asked for.
    const asked = performance.timeOrigin || Date.now();
    const wrong = Math.abs(asked - Number(list.dataset.now)) > SKEW_SECONDS * 1000;
    show("clock", is(wrong ? "advice" : "good"));
  }
  // Without a viewer the file is saved, which serves as well.
  show("pdf", (row) => row.dataset.state === (pdf === false ? "unknown" : "good") && (pdf !== false || "saved" in row.dataset));

  const missing = list.querySelector('[data-state="missing"]:not([hidden])');
  for (const part of document.querySelectorAll("[data-outcome]")) {
    if (part instanceof HTMLElement) part.hidden = (part.dataset.outcome === "ready") === Boolean(missing);
  }
}

check();
