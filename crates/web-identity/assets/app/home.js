// @ts-check
// Home: who knocks, the PIN, and nothing where nothing waits. It asks every few seconds while it is
// in view, and at once when a push message came.

import * as push from "./push.js";
import { app, attempt, forget, go, look, online, screen, signed, toHome } from "./router.js";
import { button, countDown, moment, onLeave, part, piece, reveal, say, show, shown, until, words, write } from "./view.js";

/** Often enough for somebody who waits in front of two screens, in milliseconds. */
const EVERY = 3000;

const SYSTEMS = { windows: "Windows", macos: "macOS", linux: "Linux", android: "Android", ios: "iOS" };
const BROWSERS = { firefox: "Firefox", chrome: "Chrome", safari: "Safari", edge: "Edge", opera: "Opera" };

/** From where somebody asks, in words. @param {any} request */
export function fromWhere(request) {
  const { from, call } = request;
  if (call) return words(`call-from-${call.from === "officer" ? "officer" : "service"}`);
  const browser = BROWSERS[/** @type {keyof typeof BROWSERS} */ (from.browser)] ?? words("other-browser");
  const system = SYSTEMS[/** @type {keyof typeof SYSTEMS} */ (from.system)] ?? words("other-system");
  return `${words("from-words", { browser, system })}. ${words(from.same_network ? "from-same" : "from-other")}.`;
}

screen("home", async () => {
  if (!app.signer) return go("start");
  await look();
  if (app.state.device.state !== "active") return go("replaced");
  if (app.waiting) {
    const code = app.waiting;
    app.waiting = undefined;
    return go("open", { code });
  }
  const root = show("home", words("hello", { name: app.state.person.given_name }));
  button(root, "push", () => push.start(root, () => go("home")));
  draw(root);
  reveal(root, "push", await push.offered());
  const timer = setInterval(() => again(root), EVERY);
  const wake = () => document.visibilityState === "visible" && again(root);
  document.addEventListener("visibilitychange", wake);
  navigator.serviceWorker?.addEventListener("message", wake);
  onLeave(() => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", wake);
    navigator.serviceWorker?.removeEventListener("message", wake);
  });
  return undefined;
});

let asking = false;

/** @param {HTMLElement} root */
async function again(root) {
  if (asking || document.visibilityState !== "visible") return;
  asking = true;
  try {
    const before = JSON.stringify({ ...app.state, now: "" });
    await attempt(look);
    const changed = before !== JSON.stringify({ ...app.state, now: "" });
    if (changed && root.dataset.screen === "home") {
      if (app.state?.device.state === "active") draw(root);
      else if (app.signer) await go("replaced");
    }
  } finally {
    asking = false;
  }
}

/** What is drawn, so that a list that has not changed is left alone under the person's finger. */
let drawn = "";

/** @param {HTMLElement} root */
function draw(root) {
  const { requests, pin, frozen_until: frozen } = app.state;
  const open = requests.filter((/** @type {any} */ one) => ["pending", "seen"].includes(one.state) && until(one.expires_at) > 0);
  const place = part(root, "requests");
  const key = JSON.stringify(open.map((/** @type {any} */ one) => one.request));
  if (key !== drawn || place.childElementCount !== open.length) {
    place.replaceChildren(...open.map(knock));
    if (open.length > 0 && key !== drawn) say(words("knock"));
    drawn = key;
  }
  reveal(root, "nothing", open.length === 0 && !pin);
  reveal(root, "frozen", Boolean(frozen));
  if (frozen) write(root, "frozen-words", words("frozen-home", { until: moment(frozen) }));
  drawPin(root, pin);
}

/** @param {any} request */
function knock(request) {
  const box = /** @type {HTMLElement} */ (piece("knock"));
  write(box, "ask", words(request.call ? "ask-call" : "ask-enter", { party: request.asked_by }));
  write(box, "from", fromWhere(request));
  button(box, "look", () => go("open", { request: request.request }));
  button(box, "report", () => go("report", { request: request.request, back: () => go("home") }));
  return box;
}

let counted = "";
let stopCounting = () => {};

/** @param {HTMLElement} root @param {any} pin */
function drawPin(root, pin) {
  const box = part(root, "pin");
  const live = pin && until(pin.expires_at) > 0;
  box.hidden = !live;
  if (!live) return;
  const show = part(box, "pin-show");
  show.setAttribute("aria-label", [...pin.pin].join(", "));
  show.replaceChildren(
    ...[...pin.pin].map((letter) => {
      const cell = document.createElement("b");
      cell.textContent = letter;
      return cell;
    }),
  );
  write(box, "pin-for", words("pin-for", { party: pin.asked_by }));
  const key = pin.pin + pin.expires_at;
  if (counted === key && box.dataset.counted) return;
  counted = key;
  box.dataset.counted = "yes";
  stopCounting();
  stopCounting = countDown(box, pin.expires_at, () => {
    box.hidden = true;
  });
}

screen("replaced", () => {
  const { veto } = app.state;
  if (!veto) {
    const root = show("replaced-late");
    return button(root, "activate", async () => {
      await forget();
      await go("who");
    });
  }
  const root = show("replaced");
  write(root, "text", words("replaced", { device: veto.name, date: moment(veto.activated_at) }));
  write(root, "veto-words", words("replaced-veto", { until: moment(veto.until) }));
  return button(root, "veto", () =>
    attempt(
      async () => {
        await signed("POST", "/device/veto", {});
        button(show("veto-done"), "home", toHome);
      },
      ({ word }) => {
        if (word !== "no_veto") return false;
        void go("home");
        return true;
      },
    ),
  );
});

screen("lost", (/** @type {string} */ why) => {
  const root = show("lost");
  const known = ["deactivated", "vetoed", "replaced", "locked"].includes(why) ? why : "deactivated";
  write(root, "text", words(`lost-${known}`));
  button(root, "activate", () => go("who"));
});

addEventListener("online", () => {
  online(true);
  if (shown() === "offline") void go("home");
});
addEventListener("offline", () => online(false));
