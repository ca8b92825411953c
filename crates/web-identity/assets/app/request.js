// @ts-check
// A request: who asks, for what, from where. The person types the number of the other screen, or
// compares the words that they hear by telephone, unlocks, and confirms; or rejects, or says that it
// was somebody else.

import { Refused } from "./api.js";
import { fromWhere } from "./home.js";
import { prove } from "./passkey.js";
import { attempt, go, screen, signed, toHome } from "./router.js";
import { button, countDown, form, mistake, moment, part, reveal, say, show, value, words, write } from "./view.js";

/** @param {{code?: string, request?: string}} which */
const openIt = (which) => signed("POST", "/requests/open", which);

screen("open", (/** @type {{code?: string, request?: string}} */ which) =>
  attempt(async () => draw(await openIt(which)), (refused) => ended(refused)),
);

/** @param {any} request */
function draw(request) {
  const { unlock, call } = request;
  const root = show(call ? "call" : "request");
  write(root, "who", request.asked_by);
  write(root, "asked-level", words(`level-${request.level}`));
  write(root, "from", fromWhere(request));
  if (call) drawCall(root, call);
  else write(root, "address", request.address);
  reveal(root, "by-code", unlock.by === "code");
  if (unlock.by === "passkey" && !call) write(root, "confirm-words", words("confirm-passkey"));
  /** What the passkey is to prove; each answer of the server is good for one proof. */
  let options = unlock.options;
  form(root, "confirm", async (form) => {
    /** @type {Record<string, unknown>} */
    const body = { request: request.request };
    if (!call) {
      const digits = value(form, "digits").replaceAll(/\s/g, "");
      if (!/^\d{3}$/.test(digits)) return mistake(form, "digits", words("digits-shape"));
      body.digits = digits;
    }
    if (unlock.by === "code") {
      body.unlock_code = value(form, "unlock-code");
      if (!body.unlock_code) return mistake(form, "unlock-code", words("new-code-shape"));
    } else {
      try {
        options ??= (await openIt({ request: request.request })).unlock.options;
        body.passkey = await prove(options);
      } catch (error) {
        if (error instanceof Refused) return ended(error, request) || trouble(form);
        return trouble(form);
      } finally {
        options = undefined;
      }
    }
    return attempt(
      async () => {
        await signed("POST", "/requests/confirm", body);
        const done = show("confirmed");
        if (call) write(done, "text", words("call-confirmed"));
        home(done);
      },
      (refused) => {
        const { word, body: said } = refused;
        if (word === "wrong_digits") mistake(form, "digits", words("digits-wrong", { left: said.left }));
        else if (word === "wrong_unlock_code") mistake(form, "unlock-code", words("unlock-wrong", { left: said.left }));
        else if (word === "passkey") trouble(form);
        else return ended(refused, request);
        return true;
      },
    );
  });
  button(root, "reject", () =>
    attempt(
      async () => {
        await signed("POST", "/requests/reject", { request: request.request });
        home(show("rejected"));
      },
      (refused) => ended(refused, request),
    ),
  );
  button(root, "report", () => go("report", { request: request.request, back: () => draw(request) }));
  countDown(root, request.expires_at, () => finish("expired", request));
}

/** What the person compares with what they hear. @param {HTMLElement} root @param {any} call */
function drawCall(root, call) {
  write(root, "message", call.message);
  write(root, "purpose", call.purpose);
  reveal(root, "purpose-row", Boolean(call.purpose));
  write(root, "released", call.released.join(", "));
  reveal(root, "released-row", call.released.length > 0);
}

/** The proof did not come, or was refused. @param {HTMLFormElement} form */
function trouble(form) {
  write(form, "alert", words("passkey-refused"));
  part(form, "alert").focus();
}

/** @param {HTMLElement} root */
function home(root) {
  button(root, "home", toHome);
}

/** @param {"expired" | "used" | "rejected"} how @param {any} [request] */
function finish(how, request) {
  const root = show(how);
  if (how === "expired" && request?.call) write(root, "text", words("call-expired"));
  home(root);
  if (how === "used" && request) {
    /** @type {HTMLElement} */ (root.querySelector('[data-do="report"]')).hidden = false;
    button(root, "report", () => go("report", { request: request.request, back: () => go("home") }));
  }
}

/** Ends of a request; true if it was one. @param {Refused} refused @param {any} [request] */
function ended({ word, body }, request) {
  if (word === "unknown") show("unknown");
  else if (word === "taken") home(show("taken"));
  else if (word !== "over") return false;
  else if (body.state === "expired" || body.state === "rejected") finish(body.state, request);
  else finish("used", request);
  say(document.title);
  return true;
}

screen("report", (/** @type {{request: string, back: () => unknown}} */ given) => {
  const root = show("report");
  button(root, "back", given.back);
  button(root, "report-go", () =>
    attempt(
      async () => {
        const { frozen_until: until } = await signed("POST", "/requests/report", { request: given.request });
        const done = show("reported");
        write(done, "text", words("reported", { until: moment(until) }));
        home(done);
      },
      (refused) => ended(refused),
    ),
  );
});
