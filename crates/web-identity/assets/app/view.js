// @ts-check
// One screen at a time: its template, its title, its buttons and forms. Words come from the page.

/** @param {string} selector @returns {HTMLElement} */
const one = (selector) => /** @type {HTMLElement} */ (document.querySelector(selector));

const title = one("[data-title]");
const place = one("[data-screen]");
const said = one("[data-say]");
const dictionary = one("[data-words]");

/** A text of the page, with what goes into its braces. @param {string} name @param {Record<string, string | number>} [values] */
export function words(name, values = {}) {
  const text = dictionary.getAttribute(`data-${name}`) ?? "";
  return text.replace(/\{(\w+)\}/g, (_, key) => String(values[key] ?? ""));
}

/** Says something to whoever listens and does not look. @param {string} text */
export function say(text) {
  said.textContent = text;
}

const lang = document.documentElement.lang;

/** A moment in words. @param {string} iso */
export function moment(iso) {
  return new Intl.DateTimeFormat(lang, { dateStyle: "long", timeStyle: "short" }).format(new Date(iso));
}

/** @type {(() => void)[]} */
let leaving = [];

/** Something to be done when another screen comes. @param {() => void} act */
export const onLeave = (act) => leaving.push(act);

/**
 * Shows a screen, and puts the focus on its title.
 *
 * @param {string} name of the template
 * @param {string} [heading] where the template has none
 * @returns {HTMLElement} where the screen is
 */
export function show(name, heading) {
  for (const act of leaving) act();
  leaving = [];
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById(`s-${name}`));
  const text = heading ?? template.dataset.title ?? "";
  place.replaceChildren(template.content.cloneNode(true));
  place.dataset.screen = name;
  title.textContent = text;
  document.title = [text, ...document.title.split(" · ").slice(-1)].join(" · ");
  scrollTo(0, 0);
  title.focus({ preventScroll: true });
  return place;
}

/** The screen that is shown. */
export const shown = () => place.dataset.screen ?? "";

/** A part of a screen. @param {Element} root @param {string} name */
export const part = (root, name) => /** @type {HTMLElement} */ (root.querySelector(`[data-${name}]`));

/** Writes a text into a part of a screen and shows the part. @param {Element} root @param {string} name @param {string} text */
export function write(root, name, text) {
  const found = part(root, name);
  found.textContent = text;
  found.hidden = false;
}

/** @param {Element} root @param {string} name @param {boolean} visible */
export function reveal(root, name, visible) {
  part(root, name).hidden = !visible;
}

/** A copy of a piece that repeats. @param {string} name */
export function piece(name) {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById(`p-${name}`));
  return /** @type {HTMLElement} */ (template.content.cloneNode(true)).firstElementChild;
}

/**
 * What a button does; it waits for the act and cannot be pressed twice meanwhile.
 *
 * @param {Element} root @param {string} name @param {() => unknown} act
 */
export function button(root, name, act) {
  for (const found of root.querySelectorAll(`[data-do="${name}"]`)) {
    const pressed = /** @type {HTMLButtonElement} */ (found);
    pressed.addEventListener("click", async () => {
      if (pressed.getAttribute("aria-disabled") === "true") return;
      pressed.setAttribute("aria-disabled", "true");
      try {
        await act();
      } finally {
        pressed.removeAttribute("aria-disabled");
      }
    });
  }
}

/**
 * What a form does when it is sent: mistakes of the time before are gone then.
 *
 * @param {Element} root @param {string} name @param {(form: HTMLFormElement) => unknown} act
 */
export function form(root, name, act) {
  const found = /** @type {HTMLFormElement} */ (root.querySelector(`form[data-send="${name}"]`));
  let busy = false;
  found.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    forgive(found);
    try {
      await act(found);
    } finally {
      busy = false;
    }
  });
  return found;
}

/** The value of a field. @param {HTMLFormElement} form @param {string} name */
export const value = (form, name) => String(new FormData(form).get(name) ?? "").trim();

/** @param {Element} root */
function forgive(root) {
  for (const wrong of root.querySelectorAll("[aria-invalid]")) {
    wrong.removeAttribute("aria-invalid");
    const described = wrong.getAttribute("data-described");
    if (described) wrong.setAttribute("aria-describedby", described);
    else wrong.removeAttribute("aria-describedby");
  }
  for (const text of root.querySelectorAll("[data-mistake]")) text.remove();
  for (const alert of root.querySelectorAll("[data-alert]")) /** @type {HTMLElement} */ (alert).hidden = true;
}

/**
 * Says at a field what is wrong and how to put it right, and goes there.
 *
 * @param {HTMLFormElement} form @param {string} name of the field @param {string} text
 */
export function mistake(form, name, text) {
  const field = /** @type {HTMLInputElement} */ (form.querySelector(`[name="${name}"]`));
  const error = document.createElement("p");
  error.className = "error";
  error.id = `${field.id}-e`;
  error.dataset.mistake = "";
  error.textContent = text;
  const before = field.closest(".choices") ?? field.closest(".cells, .row, .choice") ?? field;
  before.before(error);
  const described = field.getAttribute("aria-describedby") ?? "";
  field.dataset.described = described;
  field.setAttribute("aria-describedby", `${error.id} ${described}`.trim());
  field.setAttribute("aria-invalid", "true");
  field.focus();
  say(text);
}

/** How far the server's clock is from ours, in milliseconds. */
let ahead = 0;

/** Learns what time it is at the server. @param {string} now */
export function learnTime(now) {
  ahead = Date.parse(now) - Date.now();
}

/** Milliseconds until a moment of the server's clock. @param {string} iso */
export const until = (iso) => Date.parse(iso) - (Date.now() + ahead);

/** @param {number} seconds */
const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

/**
 * Counts down inside a screen; speaks half a minute before the end and at the end.
 *
 * @param {Element} root @param {string} expires @param {() => void} over
 * @returns {() => void} ends the count
 */
export function countDown(root, expires, over) {
  const box = part(root, "count");
  const total = Number(box.dataset.total);
  const bar = /** @type {HTMLProgressElement} */ (box.querySelector("progress"));
  const time = /** @type {HTMLElement} */ (box.querySelector("time"));
  const status = /** @type {HTMLElement} */ (box.querySelector("[role=status]"));
  bar.max = total;
  let warned = false;
  const tick = () => {
    const left = Math.max(0, Math.round(until(expires) / 1000));
    time.textContent = clock(left);
    bar.value = Math.min(left, total);
    if (left <= 30 && left > 0 && !warned) {
      warned = true;
      box.classList.add("soon");
      status.textContent = words("soon");
    }
    if (left > 0) return;
    clearInterval(timer);
    status.textContent = words("over");
    over();
  };
  const timer = setInterval(tick, 1000);
  const stop = () => clearInterval(timer);
  onLeave(stop);
  tick();
  return stop;
}
