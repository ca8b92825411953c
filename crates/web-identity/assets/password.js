// @ts-check
// While somebody chooses a password: says how strong it looks, and shows it if they ask. The server decides; here
// the same is estimated without the list of common words, so a password can look better than it is.
// Markup: [data-strength=FIELD][data-least][data-effort][data-free] with the words in data-weak, -fair, -good, and
// [data-show-passwords] around a box.

const ROWS = ["1234567890", "qwertyuiop", "asdfghjklñ", "zxcvbnm"];

/** @param {string} here @param {string} next */
function follows(here, next) {
  const step = next.charCodeAt(0) - here.charCodeAt(0);
  if (Math.abs(step) <= 1) return true;
  return ROWS.some((row) => {
    const place = row.indexOf(here);
    return place >= 0 && (row[place + 1] === next || row[place - 1] === next);
  });
}

/**
 * Characters that are left when runs and repetitions count as two.
 *
 * @param {string} password
 */
function effort(password) {
  const text = password.toLowerCase();
  for (let once = 1; once <= text.length / 2; once += 1) {
    if (text.slice(once) === text.slice(0, -once)) return Math.min(once, 2) + 1;
  }
  let left = 0;
  for (let place = 0; place < text.length; ) {
    let end = place + 1;
    while (end < text.length && follows(text[end - 1], text[end])) end += 1;
    left += end - place >= 3 ? 2 : end - place;
    place = end;
  }
  return left;
}

/** @param {string} text */
const kinds = (text) => [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}]/u].filter((kind) => kind.test(text)).length;

/** @param {HTMLElement} place */
function watch(place) {
  const { strength = "", least = "0", effort: needed = "0", free = "0", weak = "", fair = "", good = "" } = place.dataset;
  const field = document.getElementById(strength);
  if (!(field instanceof HTMLInputElement)) return;
  field.addEventListener("input", () => {
    const text = field.value.trim().normalize("NFC");
    const characters = [...text].length;
    const enough = characters >= Number(least) && (characters >= Number(free) || kinds(text) >= 3);
    const worth = effort(text);
    place.hidden = text === "";
    const words = enough && worth >= Number(needed) ? good : worth * 4 >= Number(needed) * 3 ? fair : weak;
    // Only a change is said, so that a screen reader is not interrupted at every key.
    if (place.textContent !== words) place.textContent = words;
  });
}

/** @param {HTMLElement} place */
function offer(place) {
  const box = place.querySelector("input");
  if (!(box instanceof HTMLInputElement)) return;
  place.hidden = false;
  const fields = /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll("input[type=password]")]);
  box.addEventListener("change", () => {
    for (const field of fields) field.type = box.checked ? "text" : "password";
  });
}

for (const place of document.querySelectorAll("[data-strength]")) if (place instanceof HTMLElement) watch(place);
for (const place of document.querySelectorAll("[data-show-passwords]")) if (place instanceof HTMLElement) offer(place);
