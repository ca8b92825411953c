// @ts-check
// Groups a long code while it is typed or pasted, and counts aloud politely. Without it the field
// works the same: the server ignores spaces, hyphens and case.
// Markup: input[data-groups=4][data-total=16], and [data-count-for=id][data-pattern="{n} of 16"]

const SKIP = /[^A-Z0-9]/g;

/** @param {HTMLInputElement} input */
function group(input) {
  const size = Number(input.dataset.groups) || 4;
  const total = Number(input.dataset.total) || 16;
  const counter = document.querySelector(`[data-count-for="${input.id}"]`);
  const pattern = counter instanceof HTMLElement ? counter.dataset.pattern ?? "{n}" : "{n}";

  input.addEventListener("input", () => {
    const atEnd = input.selectionStart === input.value.length;
    const clean = input.value.toUpperCase().replace(SKIP, "").slice(0, total);
    if (counter) counter.textContent = pattern.replace("{n}", String(clean.length));
    // Corrections in the middle keep the caret: only typing at the end regroups.
    if (atEnd) input.value = clean.match(new RegExp(`.{1,${size}}`, "g"))?.join("-") ?? "";
  });
}

export function groupCodes() {
  for (const input of document.querySelectorAll("input[data-groups]")) {
    if (input instanceof HTMLInputElement) group(input);
  }
}
