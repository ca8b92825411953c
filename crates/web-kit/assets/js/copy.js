// @ts-check
// Shows the buttons that copy a code, and says when it is copied.
// Markup: button[hidden][data-copy=text][data-copied=words], and .toasts[role=status]

/** How long a toast stays, in milliseconds: long enough to be read twice. */
const TOAST = 6000;

/** @param {string} words */
export function toast(words) {
  const place = document.querySelector(".toasts");
  if (!place) return;
  const note = document.createElement("p");
  note.className = "toast";
  note.textContent = words;
  place.append(note);
  setTimeout(() => note.remove(), TOAST);
}

export function offerCopies() {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("[data-copy]")) {
    if (!(button instanceof HTMLButtonElement)) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy ?? "");
      toast(button.dataset.copied ?? "");
    });
  }
}
