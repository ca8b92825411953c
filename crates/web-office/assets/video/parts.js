// @ts-check
// Keeps parts of a page up to date with what the server draws, and sends its forms without leaving
// the page: a call must not end because a box was ticked. Without it every form works by itself.
// Markup: [data-live=name] is replaced by the part of the same name in the page that comes back,
// unless somebody is typing in it; form[data-live-form] is sent in the background. Words come from
// [data-trouble=saving] on the element with the id "trouble".

/** What differs in every drawing of the same thing: the mark against double clicks. */
const ONCE = /name="_once" value="[^"]*"/g;

/** What the browser itself changes, and clocks: no reason to draw anew. */
const COUNTS = / data-sent="yes"| open=""|(?<= data-clock="\d+"(?: data-down="")?>)[\d:]+(?=<)| data-clock="\d+"/g;

/** @param {Element} part */
const drawn = (part) => part.outerHTML.replace(ONCE, "").replace(COUNTS, "");

/** @type {WeakMap<Element, string>} */
const asItCame = new WeakMap();

/** How many forms were sent, or answered: what was asked for before may be old by now. */
let sends = 0;

/** @param {Element} part */
function isBeingTyped(part) {
  if (part.querySelector("[data-asking]")) return true;
  for (const field of part.querySelectorAll("input, textarea, select")) {
    if (field instanceof HTMLInputElement && field.type === "hidden") continue;
    if (field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio")) {
      if (field.checked !== field.defaultChecked) return true;
    } else if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) {
      if (field.value !== field.defaultValue) return true;
    } else if (field instanceof HTMLSelectElement) {
      if (Array.from(field.options).some((option) => option.selected && !option.defaultSelected && option.index > 0)) return true;
    }
  }
  return false;
}

/** What answers one form only is not taken away by the next look. @param {Element} next */
const staysUntilReplaced = (next) => next.hasAttribute("data-keep") && next.childElementCount === 0;

/** @param {Element} from @param {Element} to */
function keepOpen(from, to) {
  for (const fold of from.querySelectorAll("details[open][id]")) {
    to.querySelector(`#${CSS.escape(fold.id)}`)?.setAttribute("open", "");
  }
}

/**
 * Says once, politely, what is new in a part that carries data-tell.
 * @param {Element} from @param {Element} to
 */
function tell(from, to) {
  const words = to.getAttribute("data-tell");
  const place = document.getElementById("told");
  if (place && words && words !== from.getAttribute("data-tell")) place.textContent = words;
}

/**
 * What was pressed may be gone: then the title of its part is where the keyboard goes on.
 * @param {string} id @param {Element} part
 */
function focusAgain(id, part) {
  const same = document.getElementById(id);
  if (same) return same.focus();
  const title = part.querySelector("h2");
  title?.setAttribute("tabindex", "-1");
  title?.focus();
}

/**
 * Replaces what has changed. `sent` is a form whose answer this is: its part is replaced in any
 * case.
 * @param {string} html @param {Element | null} [sent]
 */
export function show(html, sent = null) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const changed = [];
  for (const next of page.querySelectorAll("[data-live]")) {
    const name = next.getAttribute("data-live") ?? "";
    const part = document.querySelector(`[data-live="${CSS.escape(name)}"]`);
    if (!part) continue;
    const forced = sent !== null && part.contains(sent);
    if (!forced && drawn(next) === (asItCame.get(part) ?? drawn(part))) continue;
    if (!forced && (isBeingTyped(part) || staysUntilReplaced(next))) continue;
    const focused = document.activeElement && part.contains(document.activeElement) ? document.activeElement.id : "";
    asItCame.set(next, drawn(next));
    keepOpen(part, next);
    tell(part, next);
    part.replaceWith(next);
    if (focused) focusAgain(focused, next);
    changed.push(next);
  }
  const title = page.querySelector("title")?.textContent;
  if (title) document.title = title;
  if (changed.length > 0) document.dispatchEvent(new CustomEvent("parts:shown", { detail: changed }));
}

/** @param {string} which @param {boolean} [on] */
export function trouble(which, on = true) {
  const place = document.getElementById("trouble");
  const words = place?.querySelector("p");
  if (!place || !words) return;
  if (!on && place.dataset.now !== which) return;
  place.hidden = !on;
  place.dataset.now = on ? which : "";
  words.textContent = on ? place.getAttribute(`data-${which}`) ?? "" : "";
}

/**
 * The answer to something that was sent: shown in place, or the page that it leads to.
 * @param {string} url @param {string} html @param {Element | null} [sent]
 */
export function arrive(url, html, sent = null) {
  if (new URL(url, location.href).pathname === location.pathname) show(html, sent);
  else location.assign(url);
}

/** Looks again. @returns {Promise<boolean>} whether the server answered */
export async function look() {
  const before = sends;
  try {
    const answer = await fetch(location.href, { headers: { accept: "text/html" }, cache: "no-store" });
    const html = await answer.text();
    // With a passkey the session goes on under a new cookie: a look under the old one was a stranger's.
    if (sends === before) arrive(answer.url, html);
    trouble("offline", false);
    return true;
  } catch {
    return false;
  }
}

/** @param {HTMLFormElement} form @param {HTMLElement | null} by */
function bodyOf(form, by) {
  const data = new FormData(form);
  if (by instanceof HTMLButtonElement && by.name) data.append(by.name, by.value);
  if (form.enctype === "multipart/form-data") return data;
  const body = new URLSearchParams();
  for (const [name, value] of data) body.append(name, String(value));
  return body;
}

/** @param {HTMLFormElement} form @param {HTMLElement | null} by */
async function send(form, by) {
  // Not form.action: a field of that name would stand in its way.
  const action = by?.getAttribute("formaction") ?? form.getAttribute("action") ?? location.href;
  sends += 1;
  try {
    const answer = await fetch(action, {
      method: "POST",
      body: bodyOf(form, by),
      headers: { accept: "text/html" },
    });
    trouble("saving", false);
    const html = await answer.text();
    // A mistake is answered at the address of the form: it is still this page.
    if (answer.redirected) arrive(answer.url, html, form);
    else if (html.includes("data-live=")) show(html, form);
    else location.reload();
  } catch {
    trouble("saving");
  } finally {
    sends += 1;
    form.removeAttribute("data-sent");
  }
}

export function sendInPlace() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.hasAttribute("data-live-form") || event.defaultPrevented) return;
    event.preventDefault();
    send(form, event.submitter);
  });
}
