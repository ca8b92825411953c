// @ts-check
// Does the work that a page asks for, in a worker so that the page stays usable, says how far it
// is, and sends the form. Without it, or where the browser has no worker, the page works by
// waiting: words and button are there already. Markup:
// form[data-work=seed][data-parts][data-bits][data-wait=seconds][data-worker=address][data-done]
//   > [data-work-busy][hidden] progress, [data-work-wait], [role=status], input[name=_work_answer]
// The status has the words for a quarter, the half and three quarters as data-said-1, -2 and -3.

/** @param {HTMLFormElement} form */
function begin(form) {
  const { work, parts, bits, wait, worker: address } = form.dataset;
  const busy = form.querySelector("[data-work-busy]");
  const bar = form.querySelector("progress");
  const waiting = form.querySelector("[data-work-wait]");
  const status = form.querySelector("[role=status]");
  const answer = form.querySelector("[name=_work_answer]");
  if (!(busy instanceof HTMLElement && waiting instanceof HTMLElement)) return;
  if (!(status instanceof HTMLElement && answer instanceof HTMLInputElement)) return;

  /** @param {boolean} calculating */
  const show = (calculating) => {
    busy.hidden = !calculating;
    waiting.hidden = calculating;
  };
  /** @type {Worker} */
  let worker;
  try {
    worker = new Worker(address ?? "");
  } catch {
    return;
  }
  // A browser that does not get there in time may wait like one without a script.
  const limit = setTimeout(() => send(), (Number(wait) + 1) * 1000);

  const send = () => {
    clearTimeout(limit);
    worker.terminate();
    status.textContent = form.dataset.done ?? "";
    form.requestSubmit();
  };
  let told = 0;
  worker.addEventListener("message", ({ data }) => {
    if (typeof data.answer === "string") {
      answer.value = data.answer;
      return send();
    }
    if (bar) bar.value = data.found;
    // Four things to hear, not sixteen.
    const quarter = Math.floor((4 * data.found) / Number(parts));
    const words = status.getAttribute(`data-said-${quarter}`);
    if (quarter > told && words) status.textContent = words;
    told = quarter;
  });
  worker.addEventListener("error", () => {
    clearTimeout(limit);
    show(false);
  });
  show(true);
  worker.postMessage({ seed: work, parts: Number(parts), bits: Number(bits) });
}

const form = document.querySelector("form[data-work]");
if (form instanceof HTMLFormElement) begin(form);
