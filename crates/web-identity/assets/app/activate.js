// @ts-check
// Activation: who, the code of the SMS, how the person is recognised, the key of this phone.

import { call, publicKey } from "./api.js";
import * as keep from "./keep.js";
import { available, create } from "./passkey.js";
import { app, attempt, go, look, screen, toHome } from "./router.js";
import { button, form, mistake, moment, part, reveal, say, show, value, words, write } from "./view.js";

/** What is carried from one step to the next. @type {any} */
let activation;

/** @type {Event & {prompt(): Promise<void>} | undefined} */
let installing;

addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  installing = /** @type {any} */ (event);
});

screen("start", () => {
  const root = show("start");
  button(root, "activate", () => go("who"));
  const installed = matchMedia("(display-mode: standalone)").matches;
  reveal(root, "install", !installed);
  const install = /** @type {HTMLButtonElement} */ (root.querySelector('[data-do="install"]'));
  install.hidden = !installing;
  button(root, "install", () => installing?.prompt());
});

screen("who", () => {
  const root = show("who");
  const sent = form(root, "who", (form) => ask(root, form));
  const number = /** @type {HTMLInputElement} */ (sent.elements.namedItem("number"));
  const choose = () => {
    const letter = number.value.trim().slice(0, 1);
    reveal(root, 'kind="support"', /[xyz]/i.test(letter));
    reveal(root, 'kind="date"', /[\dklm]/i.test(letter));
  };
  number.addEventListener("input", choose);
  choose();
});

/** The datum of the form, or nothing after saying what is missing. @param {HTMLFormElement} form @param {string} number */
function contrast(form, number) {
  if (/^[xyz]/i.test(number)) {
    const support = value(form, "support");
    if (support) return { support_number: support };
    mistake(form, "support", words("support-empty"));
    return undefined;
  }
  const [day, month, year] = ["day", "month", "year"].map((name) => value(form, `date-${name}`));
  if (!/^\d{1,2}$/.test(day) || !/^\d{1,2}$/.test(month) || !/^\d{4}$/.test(year)) {
    mistake(form, "date-day", words("date-empty"));
    return undefined;
  }
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return value(form, "which") === "issue" ? { issued_on: date } : { valid_until: date };
}

/** @param {HTMLElement} root @param {HTMLFormElement} form @param {unknown} [work] */
async function ask(root, form, work) {
  const number = value(form, "number");
  if (!number) return mistake(form, "number", words("number-empty"));
  const datum = contrast(form, number);
  if (!datum) return undefined;
  return attempt(
    async () => {
      activation = await call("POST", "/activation", { number, contrast: datum, work });
      await go("code");
    },
    ({ word, body }) => {
      const dated = !/^[xyz]/i.test(number);
      if (word === "number") mistake(form, "number", words(body.why === "check_letter" ? "number-letter" : "number-shape"));
      else if (word === "contrast") mistake(form, dated ? "date-day" : "support", words("contrast-wrong"));
      else if (word === "not_confirmed") reveal(form, "alert", true);
      else if (word === "work") calculate(body, number, datum);
      else return false;
      return true;
    },
  );
}

/** The platform is under stress: this phone calculates for a second, or waits. @param {any} task @param {string} number @param {unknown} contrast */
async function calculate(task, number, contrast) {
  const root = show("work");
  const bar = /** @type {HTMLProgressElement} */ (root.querySelector("progress"));
  bar.max = task.parts;
  const answer = await new Promise((resolve) => {
    const worker = new Worker(document.body.dataset.work ?? "");
    // Who does not get there in time may wait like one who cannot calculate.
    const wait = Math.max(1, Date.parse(task.wait_until) - Date.now() + 1000);
    const patience = setTimeout(() => finish(""), wait);
    const finish = (/** @type {string} */ found) => {
      clearTimeout(patience);
      worker.terminate();
      resolve(found);
    };
    worker.addEventListener("message", ({ data }) => {
      if (typeof data.answer === "string") finish(data.answer);
      else bar.value = data.found;
    });
    worker.postMessage({ seed: task.seed, parts: task.parts, bits: task.bits });
  });
  const work = { challenge: task.challenge, answer };
  return attempt(async () => {
    activation = await call("POST", "/activation", { number, contrast, work });
    await go("code");
  });
}

screen("code", () => {
  const root = show("code");
  form(root, "code", (form) => {
    const code = value(form, "code").replaceAll(/\s/g, "");
    if (!/^\d{6}$/.test(code)) return mistake(form, "code", words("code-shape"));
    return attempt(
      async () => {
        activation = await call("POST", "/activation/code", { activation: activation.activation, code });
        await go("name");
      },
      (refused) => {
        if (refused.word !== "wrong_code") return over(refused);
        mistake(form, "code", words("code-wrong", { left: refused.body.left }));
        return true;
      },
    );
  });
  button(root, "another", () =>
    attempt(
      async () => {
        activation = await call("POST", "/activation/again", { activation: activation.activation });
        note(root, words("code-sent"));
      },
      (refused) => {
        if (refused.word !== "too_early") return over(refused);
        note(root, words("code-early"));
        return true;
      },
    ),
  );
});

/** @param {HTMLElement} root @param {string} text */
function note(root, text) {
  const last = root.querySelector("[data-note]");
  const line = last instanceof HTMLElement ? last : document.createElement("p");
  line.className = "hint";
  line.dataset.note = "";
  line.textContent = text;
  root.append(line);
  say(text);
}

/** Ends that every step has. @param {import("./api.js").Refused} refused */
function over({ word, body }) {
  if (word === "gone") note(show("start"), words("gone"));
  else if (word === "frozen") note(show("start"), words("frozen", { until: moment(body.until) }));
  else return false;
  const root = /** @type {HTMLElement} */ (document.querySelector("[data-screen]"));
  button(root, "activate", () => go("who"));
  return true;
}

screen("invited", (/** @type {string} */ invitation) =>
  attempt(async () => {
    activation = await call("POST", "/activation/invited", { invitation });
    await go("name");
  }, over),
);

/** What to call this phone where nobody says otherwise: its make or system, and the browser. */
async function nameOfPhone() {
  const data = /** @type {any} */ (navigator).userAgentData;
  const told = await data?.getHighEntropyValues?.(["model", "platform"]).catch(() => undefined);
  const browser = data?.brands?.map((/** @type {any} */ one) => one.brand).find((/** @type {string} */ brand) => !/Not|Chromium/.test(brand));
  const system = told?.model || told?.platform || (/iPhone|iPad|Android/.exec(navigator.userAgent)?.[0] ?? "");
  const other = /Firefox|Edg|Chrome|Safari/.exec(navigator.userAgent)?.[0] ?? "";
  return [system, browser ?? other].filter(Boolean).join(" · ").slice(0, 40);
}

screen("name", async () => {
  const root = show("device");
  const { person, replaces } = activation;
  write(root, "hello", words("device-hello", { name: person.given_name, number: person.number }));
  reveal(root, "replaces", Boolean(replaces));
  if (replaces) {
    const date = moment(replaces.active_since);
    write(root, "replaces-words", words("replaces", { device: replaces.name, date }));
  }
  const sent = form(root, "device", (form) => register(form));
  const name = /** @type {HTMLInputElement} */ (sent.elements.namedItem("device-name"));
  name.value = await nameOfPhone();
  const passkeys = Boolean(activation.passkey) && (await available());
  reveal(root, "unlock-choice", passkeys);
  if (!passkeys) /** @type {HTMLInputElement} */ (sent.querySelector('[name="unlock"][value="code"]')).checked = true;
  const choose = () => reveal(root, "unlock-code", value(sent, "unlock") === "code");
  sent.addEventListener("change", choose);
  choose();
});

/** The unlock code that was typed twice, or nothing after saying what is wrong. @param {HTMLFormElement} form @param {string} first @param {string} second */
export function newCode(form, first, second) {
  const code = value(form, first);
  if (!/^\d{6,12}$/.test(code)) mistake(form, first, words("new-code-shape"));
  else if (code !== value(form, second)) mistake(form, second, words("new-code-differs"));
  else return code;
  return undefined;
}

/** @param {HTMLFormElement} form */
async function register(form) {
  const name = value(form, "device-name");
  if (!name || name.length > 40) return mistake(form, "device-name", words("name-wrong"));
  if (activation.replaces && !value(form, "replace")) return mistake(form, "replace", words("replaces-needed"));
  const byCode = value(form, "unlock") === "code";
  const unlock_code = byCode ? newCode(form, "new-code", "new-code-2") : null;
  if (unlock_code === undefined) return undefined;
  /** @type {unknown} */
  let passkey = null;
  if (!byCode) {
    try {
      passkey = await create(activation.passkey);
    } catch {
      return mistake(form, "unlock", words("passkey-failed"));
    }
  }
  const keys = await keep.makeKeys();
  const body = {
    activation: activation.activation,
    name,
    key: await publicKey(keys),
    passkey,
    unlock_code,
    replace: Boolean(activation.replaces),
  };
  return attempt(
    async () => {
      const answer = await call("POST", "/activation/device", body, { device: "new", keys });
      app.signer = { device: answer.device.id, keys, name };
      await keep.keepDevice(app.signer);
      await go("activated", answer.veto_until);
    },
    (refused) => {
      const { word, body: said } = refused;
      if (word === "name") mistake(form, "device-name", words("name-wrong"));
      else if (word === "passkey") mistake(form, "unlock", words("passkey-failed"));
      else if (word === "key_in_use") mistake(form, "unlock", words("key-in-use"));
      else if (word === "unlock_code") mistake(form, "new-code", words(said.why === "shape" ? "new-code-shape" : "new-code-easy"));
      else return over(refused);
      return true;
    },
  );
}

screen("activated", async (/** @type {string | null} */ veto) => {
  activation = undefined;
  const root = show("activated");
  if (veto) {
    reveal(root, "veto", true);
    write(root, "veto-words", words("activated-veto", { until: moment(veto) }));
  }
  button(root, "home", toHome);
  await look();
});
