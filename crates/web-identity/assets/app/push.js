// @ts-check
// Push messages: the person is asked only after a tap, and every message is shown.

import { call } from "./api.js";
import { signed, attempt } from "./router.js";
import { part } from "./view.js";

/** The worker, where the browser can push at all. */
async function worker() {
  if (!("serviceWorker" in navigator) || !("PushManager" in globalThis)) return undefined;
  return navigator.serviceWorker.ready;
}

/** If and only if it may be offered: possible, not refused, not on already. */
export async function offered() {
  const ready = await worker();
  if (!ready || Notification.permission === "denied") return false;
  return (await ready.pushManager.getSubscription().catch(() => null)) === null;
}

export async function isOn() {
  const ready = await worker();
  return Boolean(ready && (await ready.pushManager.getSubscription().catch(() => null)));
}

/** @param {HTMLElement} root @param {() => unknown} done */
export async function start(root, done) {
  const refused = () => {
    part(root, "push-error").hidden = false;
  };
  if ((await Notification.requestPermission()) !== "granted") return refused();
  const ready = await worker();
  const { key } = await call("GET", "/push/key");
  /** @type {PushSubscription} */
  let subscription;
  try {
    // Browsers give up the old subscription where it was made for another key of ours.
    const old = await ready?.pushManager.getSubscription();
    await old?.unsubscribe();
    subscription = /** @type {PushSubscription} */ (
      await ready?.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
    );
  } catch {
    return refused();
  }
  return attempt(async () => {
    await signed("POST", "/device/push", { subscription: subscription.toJSON() });
    await done();
  });
}

/** @param {() => unknown} done */
export async function stop(done) {
  const ready = await worker();
  await attempt(async () => {
    await signed("POST", "/device/push", { subscription: null });
    await (await ready?.pushManager.getSubscription())?.unsubscribe();
    await done();
  });
}
