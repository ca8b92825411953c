// @ts-check
// Warns before the session ends and lets the person stay with one button (WCAG 2.2.1). What is
// being typed is not lost: the session is kept by a request in the background.
// Markup: [data-session][data-left][data-warn][data-over][hidden] with [data-words] and a form

/** @param {HTMLElement} note */
function watch(note) {
  const total = Number(note.dataset.left);
  const warn = Number(note.dataset.warn);
  const words = note.querySelector("[data-words]");
  const form = note.querySelector("form");
  /** @type {number[]} */
  let timers = [];

  const arm = () => {
    timers.forEach(clearTimeout);
    timers = [
      window.setTimeout(() => (note.hidden = false), Math.max(0, total - warn) * 1000),
      window.setTimeout(() => {
        if (words) words.textContent = note.dataset.over ?? "";
        if (form) form.hidden = true;
      }, total * 1000),
    ];
  };

  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) body.append(name, String(value));
    const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" });
    // A redirect is an answer too; anything else means that the session is gone.
    if (!answer.ok && answer.type !== "opaqueredirect") return form.submit();
    note.hidden = true;
    arm();
  });
  arm();
}

export function watchSession() {
  const note = document.querySelector("[data-session]");
  if (note instanceof HTMLElement) watch(note);
}
