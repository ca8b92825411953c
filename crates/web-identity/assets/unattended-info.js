// @ts-check
// Warns before anything is done where a browser cannot record a film.
// Markup: [data-when="unable"][hidden]

/** What a browser must have to photograph and to film; feature detection, whatever it calls itself. */
export function films() {
  return (
    typeof navigator.mediaDevices?.getUserMedia === "function" &&
    typeof MediaRecorder === "function" &&
    typeof crypto.subtle?.digest === "function" &&
    window.isSecureContext
  );
}

/** Shows what is meant for a browser that cannot. */
export function warn() {
  const note = document.querySelector('[data-when="unable"]');
  if (note instanceof HTMLElement) note.hidden = false;
}

if (!films()) warn();
