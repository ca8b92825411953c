// @ts-check
/// <reference lib="webworker" />
// The worker of the app. It keeps the shell, which says nothing of anybody, so that the app opens
// and explains itself without a connection; it never keeps or answers anything of the interface.
// VERSION and FILES stand before this text: the version changes with every file.

const NAME = `aldaba-app-${VERSION}`;
const SHELL = "/app";

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll([SHELL, ...FILES])).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (/** @type {string} */ name) => name.startsWith("aldaba-app-") && name !== NAME;
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate" && /^\/app(\/[ra])?$/.test(pathname)) event.respondWith(shell(request));
  else if (FILES.includes(pathname)) event.respondWith(file(request));
});

/** The page as it is now, or as it was. @param {Request} request */
async function shell(request) {
  const cache = await caches.open(NAME);
  try {
    const fresh = await fetch(request);
    if (fresh.ok && !fresh.redirected) await cache.put(SHELL, fresh.clone());
    return fresh;
  } catch {
    return (await cache.match(SHELL)) ?? Response.error();
  }
}

/** Files have their version in their address. @param {Request} request */
async function file(request) {
  return (await caches.match(request.url)) ?? fetch(request);
}

/** The words of the person's language, which the page has left. */
function words() {
  return new Promise((resolve) => {
    const asked = indexedDB.open("aldaba-app", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("kept");
    asked.onerror = () => resolve({});
    asked.onsuccess = () => {
      const read = asked.result.transaction("kept").objectStore("kept").get("words");
      read.onsuccess = () => resolve(read.result ?? {});
      read.onerror = () => resolve({});
    };
  });
}

self.addEventListener("push", (event) => {
  event.waitUntil(ring(event.data));
});

/** Every push is shown: browsers demand it, and the person wants to know. @param {PushMessageData | null} data */
async function ring(data) {
  const look = ["request", "pin", "device", "alert"].find((word) => word === read(data)) ?? "request";
  const said = await words();
  const title = look === "request" ? said.title : said.name;
  await self.registration.showNotification(title ?? "Aldaba", { body: said[look] ?? "", tag: look, icon: ICON, badge: ICON });
  for (const client of await self.clients.matchAll({ type: "window" })) client.postMessage({ look });
}

/** @param {PushMessageData | null} data */
function read(data) {
  try {
    return data?.json().look;
  } catch {
    return undefined;
  }
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(toApp());
});

async function toApp() {
  const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const app = open.find((client) => new URL(client.url).pathname.startsWith(SHELL));
  if (app) await app.focus();
  else await self.clients.openWindow(`${SHELL}#home`);
}
