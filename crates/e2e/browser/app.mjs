// The app on a phone and a login in another browser: activation, confirmation by QR with the number typed, a request by
// number that a push message announces and the person rejects, a PIN that the app shows, a request that comes too late.

import { NARROW, check, go, input, look, open, run, visitor } from './support.mjs';
import { release, typeDatum, typeDocument } from './steps.mjs';
import { UNLOCK, askByApp, at, other, press, send, shownBy, tab } from './app-steps.mjs';
import { begin, configure, returning } from './relying-party.mjs';
import { advance, messageAfter, messages, person, phoneCodeOf } from './world.mjs';

const { identity, inbox, number } = input();

/**
 * A phone with the app, without a push service of its own: its browser subscribes at the one of the inbox.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {string} locale
 */
async function phoneThatIsTold(browser, locale) {
  const visit = await visitor(browser, { viewport: NARROW, locale });
  await visit.context.grantPermissions(['notifications'], { origin: identity });
  await visit.context.exposeFunction('subscribeAtInbox', async (key) => {
    const answer = await fetch(`${inbox}/push/subscribe`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ applicationServerKey: key }),
    });
    return answer.json();
  });
  await visit.context.addInitScript(() => {
    /** @type {any} */
    let subscription = null;
    PushManager.prototype.getSubscription = async () => subscription;
    PushManager.prototype.subscribe = async (options) => {
      const json = await window.subscribeAtInbox(options.applicationServerKey);
      subscription = { endpoint: json.endpoint, toJSON: () => json, unsubscribe: async () => !(subscription = null) };
      return subscription;
    };
  });
  return visit;
}

/** From the first screen to "activated". @param {import('playwright-core').Page} page @param {any} who @param {(page: import('playwright-core').Page) => Promise<void>} unlock @param {(name: string) => Promise<void>} see */
async function activateAndLook(page, who, unlock, see) {
  await open(page, `${identity}/app`);
  await at(page, 'start');
  await see('app-start');
  await press(page, 'activate');
  await page.fill('[name=number]', who.number);
  await typeDatum(page, who);
  await see('app-who');
  const sms = await messageAfter('sms', who.phone, () => send(page));
  await at(page, 'code');
  await page.fill('[name=code]', '000000');
  await send(page);
  await page.locator('[name=code][aria-invalid=true]').waitFor();
  await see('app-code-wrong');
  await page.fill('[name=code]', phoneCodeOf(sms));
  await send(page);
  await at(page, 'device');
  await unlock(page);
  await see('app-device');
  await send(page);
  await at(page, 'activated');
  await see('app-activated');
}

await run(async (browser) => {
  const who = await person(number);
  const back = await returning();
  const rp = await configure(identity, 'demo-rp', 'demo-rp-secret');
  const first = await phoneThatIsTold(browser, 'es-ES');
  const mobile = first.page;
  const see = (/** @type {string} */ name) => look(first, name, { lang: 'es' });

  await activateAndLook(mobile, who, async (page) => {
    await page.check('[name=unlock][value=code]');
    await page.fill('[name=new-code]', '111111');
    await page.fill('[name=new-code-2]', '111111');
    await send(page);
    await page.locator('[name=new-code][aria-invalid=true]').waitFor();
    await page.fill('[name=new-code]', UNLOCK);
    await page.fill('[name=new-code-2]', UNLOCK);
  }, see);
  await press(mobile, 'home');
  await at(mobile, 'home');
  await see('app-home-empty');
  await press(mobile, 'push');
  await mobile.locator('[data-push]:visible').waitFor({ state: 'detached' });

  // By QR, as a phone's own camera app opens it. A wrong number first.
  const desk = await visitor(browser);
  const { page } = desk;
  const login = await begin(rp, back.origin);
  await askByApp(page, login.url);
  const { code, digits } = await shownBy(page);
  await open(mobile, `${identity}/app/r#${code}`);
  await at(mobile, 'request');
  check(!mobile.url().includes(code), 'the code stays in the address');
  await page.locator('[data-app-seen]:visible').waitFor();
  await see('app-request');
  await mobile.fill('[name=digits]', other(digits));
  await mobile.fill('[name=unlock-code]', UNLOCK);
  await send(mobile);
  await mobile.locator('[name=digits][aria-invalid=true]').waitFor();
  await see('app-request-wrong');
  await mobile.fill('[name=digits]', digits);
  const began = Date.now();
  const moved = page.locator('main form[action*="/login/release"]').waitFor();
  await send(mobile);
  await moved;
  const waited = Date.now() - began;
  await at(mobile, 'confirmed');
  await see('app-confirmed');
  await release(page);
  const tokens = await login.redeem(page.url());
  check(tokens.claims().acr === 'http://eidas.europa.eu/LoA/low', `the level is ${tokens.claims().acr}`);

  // By number: a push message says that something waits, and nothing else. The person rejects it.
  const stranger = await visitor(browser);
  const asked = await begin(rp, back.origin);
  await askByApp(stranger.page, asked.url);
  await stranger.page.click('details:has(a[href*="/login/app/number"]) summary');
  await go(stranger.page, 'main a[href*="/login/app/number"]');
  const known = (await messages('push', '')).length;
  await typeDocument(stranger.page, who);
  const pushed = await pushAfter(known);
  check(pushed.text === '{"look":"request","v":1}', `the push message says ${pushed.text}`);
  await tab(mobile, 'home');
  await mobile.locator('.knocks').waitFor();
  await see('app-home-knock');
  await press(mobile, 'look');
  await at(mobile, 'request');
  await press(mobile, 'reject');
  await at(mobile, 'rejected');
  await stranger.page.locator('[data-app-wait]').waitFor({ state: 'detached' });
  await look(stranger, 'login-app-rejected', { lang: 'es' });
  await stranger.settle();

  // The PIN, in the app.
  const byPin = await visitor(browser);
  const pinned = await begin(rp, back.origin);
  await open(byPin.page, pinned.url);
  await go(byPin.page, 'main a[href^="/login/pin"]');
  await typeDocument(byPin.page, who);
  await press(mobile, 'home');
  await mobile.locator('[data-pin-show]:visible').waitFor();
  await see('app-home-pin');
  const pin = (await mobile.locator('[data-pin-show]').innerText()).replaceAll(/\s/g, '');
  await byPin.page.fill('[name=pin]', pin);
  await go(byPin.page, 'main form[action*="/login/pin/code"] button.btn:not(.second)');
  await release(byPin.page);
  await pinned.redeem(byPin.page.url());
  await byPin.settle();

  // A request that nobody answers in time ends on both screens.
  const late = await visitor(browser);
  const forgotten = await begin(rp, back.origin);
  await askByApp(late.page, forgotten.url);
  const shown = await shownBy(late.page);
  await open(mobile, `${identity}/app/r#${shown.code}`);
  await at(mobile, 'request');
  await advance(301);
  await mobile.fill('[name=digits]', shown.digits);
  await mobile.fill('[name=unlock-code]', UNLOCK);
  await send(mobile);
  await at(mobile, 'expired');
  await see('app-expired');
  await late.page.locator('[data-app-wait]').waitFor({ state: 'detached' });
  await late.settle();

  await Promise.all([first.settle(), desk.settle()]);
  await back.close();
  return { waited };
});

/** Waits for a push message beyond those that are known. @param {number} known */
async function pushAfter(known) {
  const end = Date.now() + 15_000;
  while (Date.now() < end) {
    const now = await messages('push', '');
    if (now.length > known) return now[0];
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('no push message came');
}
