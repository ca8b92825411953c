// @ts-check
// A second click on "send" does nothing while the first is on its way. The server does not rely on
// it. Coming back with the back button makes the form usable again, and so do some seconds: the
// answer to a form may be a file, which leaves the page where it is.

/** How long a second click is ignored, in milliseconds. */
const PATIENCE = 8000;

export function sendOnce() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent === "yes") event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => form.removeAttribute("data-sent"), PATIENCE);
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) form.removeAttribute("data-sent");
  });
}
