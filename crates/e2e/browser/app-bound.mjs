// Substantial with the app, and low: a session with password and SMS invites a phone; a passkey that stays in it gives
// substantial, one that may be copied gives low. The code is read with the camera, and on the phone itself nothing is
// read at all: its passkey opens the browser. In English and in Catalan.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { FAKE_CAMERA, NARROW, check, go, input, look, open, passkey, run, visitor } from './support.mjs';
import { release } from './steps.mjs';
import { begin, configure, returning } from './relying-party.mjs';
import { askByApp, at, confirm, digitsOf, follow, press, send, tab } from './app-steps.mjs';
import { messageAfter, people, phoneCodeOf } from './world.mjs';

const { identity, scratch } = input();

const LOW = 'http://eidas.europa.eu/LoA/low';
const SUBSTANTIAL = 'http://eidas.europa.eu/LoA/substantial';

/** What the camera sees: a film of one picture, as the browser plays it. */
const FILM = join(scratch, 'camera.mjpeg');
const PICTURE = { width: 640, height: 480 };

/** Points the camera at a part of a page. @param {import('playwright-core').Page} page @param {string} [selector] nothing: at an empty corner */
async function pointAt(page, selector) {
  const box = selector ? await page.locator(selector).boundingBox() : { x: 0, y: 0, width: 0, height: 0 };
  check(box, `${selector} is not there`);
  const view = page.viewportSize();
  const place = (from, length, all, whole) => Math.max(0, Math.min(whole - all, Math.round(from + length / 2 - all / 2)));
  const clip = {
    ...PICTURE,
    x: place(box.x, box.width, PICTURE.width, view.width),
    y: selector ? place(box.y, box.height, PICTURE.height, view.height) : 0,
  };
  const picture = await page.screenshot({ type: 'jpeg', quality: 80, clip });
  await writeFile(FILM, Buffer.concat(Array(10).fill(picture)));
}

/** A phone that takes an invitation and makes a passkey. @param {import('playwright-core').Page} page @param {string} invitation */
async function takes(page, invitation) {
  await open(page, `${identity}${invitation}`);
  await at(page, 'device');
  if (await page.locator('[name=replace]:visible').count()) await page.check('[name=replace]');
  await page.check('[name=unlock][value=passkey]');
  await send(page);
  await at(page, 'activated');
  await press(page, 'home');
  await at(page, 'home');
  await tab(page, 'manage');
  await follow(page, 'device');
  await at(page, 'device-info');
  return (await page.locator('[data-device-level]').innerText()).trim();
}

/** Confirms in the browser of the phone itself. @param {import('playwright-core').Page} page */
const here = (page) => go(page, 'main .on-phone form[data-passkey] button:visible');

await run(
  async (browser) => {
    const everybody = (await people()).people;
    const who = everybody.find((one) => one.password && one.registration === 'advanced');
    check(who, 'nobody has a password and the advanced registration');
    const back = await returning();
    const rp = await configure(identity, 'demo-rp', 'demo-rp-secret');
    const asks = (acr) => begin(rp, back.origin, { acr_values: acr });

    // Password and SMS: a session of the level that invites a phone.
    const desk = await visitor(browser, { locale: 'en-GB' });
    const { page } = desk;
    await pointAt(page);
    await open(page, (await asks(SUBSTANTIAL)).url);
    await go(page, 'main a[href^="/login/password"]');
    await page.fill('[name=number]', who.number);
    await page.fill('[name=password]', who.password);
    const sms = await messageAfter('sms', who.phone, () => go(page));
    await page.fill('[name=code]', phoneCodeOf(sms));
    await go(page);
    const invited = async () => {
      await open(page, `${identity}/session/app`);
      await go(page, 'main form[action="/session/app/invite"] button');
      const link = page.locator('main a[href^="/app/a#"]');
      return String(await link.getAttribute('href'));
    };

    // A phone whose passkey stays in it.
    const first = await visitor(browser, { viewport: NARROW, locale: 'en-GB' });
    const mobile = first.page;
    await first.context.grantPermissions(['camera'], { origin: identity });
    await first.context.addInitScript(() => {
      // The camera of a phone has a lamp, that of a test has none.
      MediaStreamTrack.prototype.getCapabilities = () => ({ torch: true });
      MediaStreamTrack.prototype.applyConstraints = async (wanted) => void (globalThis.lamp = wanted.advanced[0].torch);
    });
    await passkey(mobile);
    const bound = await takes(mobile, await invited());
    check(bound === 'Substantial level', `a bound passkey gives ${bound}`);

    // Another screen shows the code; the camera reads it.
    const other = await visitor(browser, { locale: 'en-GB' });
    const asked = await asks(SUBSTANTIAL);
    await askByApp(other.page, asked.url);
    await tab(mobile, 'scan');
    await press(mobile, 'camera');
    await mobile.locator('video[data-picture]:visible').waitFor();
    await press(mobile, 'lamp');
    check(await mobile.evaluate(() => globalThis.lamp), 'the lamp is not lit');
    await look(first, 'en-app-camera', { lang: 'en' });
    await press(mobile, 'stop');
    await pointAt(other.page, '[data-app-qr] svg');
    const began = Date.now();
    await press(mobile, 'camera');
    await at(mobile, 'request');
    const read = Date.now() - began;
    check(await mobile.evaluate(() => document.querySelector('video') === null), 'the camera goes on');
    await confirm(mobile, await digitsOf(other.page));
    await at(mobile, 'confirmed');
    await release(other.page);
    const byCamera = (await asked.redeem(other.page.url())).claims();
    check(byCamera.acr === SUBSTANTIAL, `a bound passkey gave ${byCamera.acr}`);
    await other.settle();

    // The browser of the phone itself: one tap, nothing to read.
    const onPhone = await asks(SUBSTANTIAL);
    await askByApp(mobile, onPhone.url);
    await look(first, 'en-login-app-here', { lang: 'en' });
    await here(mobile);
    await release(mobile);
    const claims = (await onPhone.redeem(mobile.url())).claims();
    check(claims.acr === SUBSTANTIAL, `on the same phone it gave ${claims.acr}`);

    // A phone whose maker copies passkeys elsewhere, in Catalan; its camera is not allowed.
    const second = await visitor(browser, { viewport: NARROW, locale: 'ca-ES', colorScheme: 'dark' });
    await passkey(second.page, { defaultBackupEligibility: true, defaultBackupState: true });
    const copied = await takes(second.page, await invited());
    check(copied === 'Nivell baix', `a passkey that may be copied gives ${copied}`);
    await tab(second.page, 'scan');
    await press(second.page, 'camera');
    await second.page.locator('[data-note]:visible').waitFor();
    const focused = await second.page.evaluate(() => document.activeElement?.getAttribute('name'));
    check(focused === 'scan-code', `the way out is ${focused}`);
    await look(second, 'ca-app-camera-denied', { lang: 'ca' });
    const low = await asks(LOW);
    await askByApp(second.page, low.url);
    await look(second, 'ca-login-app-here', { lang: 'ca' });
    await here(second.page);
    await release(second.page);
    const weak = (await low.redeem(second.page.url())).claims();
    check(weak.acr === LOW, `a passkey that may be copied gave ${weak.acr}`);

    // It does not reach what a service demands, and the phone that gave way opens nothing.
    const high = await asks(SUBSTANTIAL);
    await open(second.page, high.url, 403);
    await mobile.context().clearCookies();
    await askByApp(mobile);
    await go(mobile, 'main .on-phone form[data-passkey] button:visible', 422);
    await look(first, 'en-login-app-here-refused', { lang: 'en' });

    await Promise.all([desk.settle(), first.settle(), second.settle()]);
    await back.close();
    return { read };
  },
  [FAKE_CAMERA[0], `--use-file-for-fake-video-capture=${FILM}`],
);
