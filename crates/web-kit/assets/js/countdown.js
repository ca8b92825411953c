// @ts-check
// Counts down what the server has already written. Speaks only at the warning and at the end.
// Markup: [data-countdown=total][data-left=seconds][data-warn=seconds][data-soon][data-over]
//         > time, progress, [role=status]
// Fires "countdown:end"; elements with data-after-countdown="hide" and "show" follow it.

/** @param {number} s */
const clock = (s) => `${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`;

/** @param {HTMLElement} box */
function start(box) {
  const end = Date.now() + Number(box.dataset.left) * 1000;
  const warn = Number(box.dataset.warn);
  const time = box.querySelector("time");
  const bar = box.querySelector("progress");
  const status = box.querySelector("[role=status]");
  let warned = Number(box.dataset.left) <= warn;

  const tick = () => {
    const left = Math.max(0, Math.round((end - Date.now()) / 1000));
    if (time) time.textContent = clock(left);
    if (bar) bar.value = left;
    if (left <= warn && left > 0 && !warned) {
      warned = true;
      box.classList.add("soon");
      if (status) status.textContent = box.dataset.soon ?? "";
    }
    if (left === 0) {
      clearInterval(timer);
      if (status) status.textContent = box.dataset.over ?? "";
      finish();
      box.dispatchEvent(new CustomEvent("countdown:end", { bubbles: true }));
    }
  };
  const timer = setInterval(tick, 1000);
  tick();
}

function finish() {
  for (const element of document.querySelectorAll("[data-after-countdown]")) {
    if (element instanceof HTMLElement) element.hidden = element.dataset.afterCountdown === "hide";
  }
}

export function startCountdowns() {
  for (const box of document.querySelectorAll("[data-countdown]")) {
    if (box instanceof HTMLElement) start(box);
  }
}
