// @ts-check
// The app: a screen for what the address says, on a phone that may be a device or not.

import "./activate.js";
import "./home.js";
import "./manage.js";
import "./request.js";
import * as keep from "./keep.js";
import { app, go, online, screen } from "./router.js";
import { clean } from "./scan.js";
import { show, words } from "./view.js";

/** Screens that have an address, and the entry of the menu that they belong to. */
const ADDRESSES = {
  home: "home",
  scan: "scan",
  manage: "manage",
  help: "help",
  device: "manage",
  data: "manage",
  deactivate: "manage",
  "change-code": "manage",
};

screen("help", () => {
  show("help");
});

/** The screen of the address. */
async function follow() {
  const asked = /** @type {keyof typeof ADDRESSES} */ (location.hash.slice(1));
  const name = asked in ADDRESSES ? asked : "home";
  for (const tab of document.querySelectorAll("[data-tab]")) {
    const here = tab.getAttribute("data-tab") === ADDRESSES[name];
    if (here) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
  await go(name);
}

/** What came with the address is taken out of it: it is a secret of minutes, and no history. */
function take() {
  const { pathname, hash } = location;
  const given = hash.slice(1);
  if (pathname === "/app") return undefined;
  history.replaceState(null, "", "/app");
  if (pathname === "/app/r" && clean(given).length === 12) app.waiting = clean(given);
  return pathname === "/app/a" && given ? given : undefined;
}

async function begin() {
  const invitation = take();
  if (!globalThis.crypto?.subtle || !globalThis.indexedDB) return show("unsupported");
  try {
    app.signer = await keep.device();
    await keep.keepWords({
      title: words("knock"),
      name: words("name"),
      request: words("notice-request"),
      pin: words("notice-pin"),
      device: words("notice-device"),
      alert: words("notice-alert"),
    });
  } catch {
    return show("unsupported");
  }
  online(navigator.onLine);
  navigator.serviceWorker?.register(document.body.dataset.worker ?? "", { scope: "/app" }).catch(() => {});
  // A link to the screen that is shown leads there again.
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="/app#"]') : null;
    if (!(link instanceof HTMLAnchorElement)) return;
    event.preventDefault();
    if (link.hash === location.hash) void follow();
    else location.hash = link.hash;
  });
  addEventListener("hashchange", () => void follow());
  if (invitation) return go("invited", invitation);
  return follow();
}

void begin();
