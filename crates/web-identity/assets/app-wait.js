// @ts-check
// The page that waits for a confirmation in the app. Listens to events of the server; where they
// do not arrive it asks every two seconds. Whatever it hears, the page itself goes on: it is loaded
// again, and the server decides which page comes next. Without this script the button does.
// Markup: [data-app-wait][data-events][data-state][data-at] with, inside, [data-app-seen],
//         [data-app-here], [data-app-qr], [data-app-code], [data-app-open],
//         [data-app-status][data-seen][data-gone]

/** @typedef {{ grouped: string, open: string, qr: string }} Code */
/** @typedef {{ state: string, code?: Code }} Told */

const POLL_MS = 2000;
/** Events that do not arrive within this time do not arrive at all: some proxies collect them. */
const PATIENCE_MS = 4000;

const page = document.querySelector("[data-app-wait]");
if (page instanceof HTMLElement) wait(page);

/** @param {HTMLElement} page */
function wait(page) {
  // A phone that knows no passkeys is not offered its own.
  if (!("PublicKeyCredential" in window)) page.querySelector("[data-app-here]")?.remove();
  let at = page.dataset.at ?? "pending";
  let over = false;

  /** @param {Told} told */
  const hear = (told) => {
    if (over) return;
    if (told.code) show(page, told.code);
    if (told.state === at) return;
    at = told.state;
    if (at === "seen") seen(page);
    else if (at !== "pending") {
      over = true;
      say(page, page.querySelector("[data-app-status]")?.getAttribute("data-gone") ?? "");
      location.reload();
    }
  };

  const events = new EventSource(page.dataset.events ?? "");
  let polling = 0;
  const ask = async () => {
    try {
      const answer = await fetch(page.dataset.state ?? "", { headers: { accept: "application/json" } });
      if (answer.ok) hear(await answer.json());
    } catch {
      // The line is down; the next try may find it up.
    }
  };
  const poll = () => {
    if (polling === 0 && !over) polling = setInterval(ask, POLL_MS);
  };
  const patience = setTimeout(poll, PATIENCE_MS);
  events.addEventListener("state", (event) => {
    clearTimeout(patience);
    clearInterval(polling);
    polling = 0;
    hear(JSON.parse(/** @type {MessageEvent} */ (event).data));
  });
  events.addEventListener("error", poll);
  // A phone sleeps while its person is in the app: look at once when they come back.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") ask();
  });
  page.addEventListener("countdown:end", ask);
}

/** @param {HTMLElement} page @param {Code} code */
function show(page, code) {
  const text = page.querySelector("[data-app-code]");
  if (text?.textContent === code.grouped) return;
  if (text) text.textContent = code.grouped;
  const open = page.querySelector("[data-app-open]");
  if (open instanceof HTMLAnchorElement) open.href = code.open;
  const plate = page.querySelector("[data-app-qr]");
  const drawn = new DOMParser().parseFromString(code.qr, "text/html").body.firstElementChild;
  if (plate && drawn) plate.replaceChildren(document.importNode(drawn, true));
}

/** @param {HTMLElement} page */
function seen(page) {
  const notice = page.querySelector("[data-app-seen]");
  if (notice instanceof HTMLElement) notice.hidden = false;
  const status = page.querySelector("[data-app-status]");
  say(page, status?.getAttribute("data-seen") ?? "");
}

/** @param {HTMLElement} page @param {string} words */
function say(page, words) {
  const status = page.querySelector("[data-app-status]");
  if (status) status.textContent = words;
}
