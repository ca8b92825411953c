// The devices of a person, on phones in two languages: a second phone takes the place of the first and is told which
// one, the first takes it back; requests that are used, rejected or were not the person's own, as both screens tell it;
// the app without a connection; deactivated on the web and in the app, with the PIN by SMS after each.

import { check, go, input, look, open, run, visitor, words } from './support.mjs';
import { identify, typeDocument } from './steps.mjs';
import { activate, askByApp, at, confirm, follow, phone, press, prove, shownBy, tab, typeCode } from './app-steps.mjs';
import { advance, messages, person } from './world.mjs';

const { identity, number } = input();

const HOME = 'Móvil de casa';
const OTHER = 'Phone from the office';

/** Three days and a minute: for so long SMS alone activates nothing after a veto. */
const HELD = 72 * 3600 + 60;

await run(async (browser) => {
  const who = await person(number);
  const [first, second, desk] = await Promise.all([
    phone(browser, 'es-ES'),
    phone(browser, 'en-GB', 'dark'),
    visitor(browser, { locale: 'gl-ES' }),
  ]);
  const [mobile, newer, { page }] = [first.page, second.page, desk];
  const see = (/** @type {string} */ name) => look(first, `es-${name}`, { lang: 'es' });
  const seeSecond = (/** @type {string} */ name) => look(second, `en-${name}`, { lang: 'en' });
  const seeDesk = (/** @type {string} */ name) => look(desk, `gl-${name}`, { lang: 'gl' });
  const said = async (/** @type {import('playwright-core').Page} */ shown, /** @type {string} */ text, /** @type {string} */ why) =>
    check((await words(shown)).includes(text), `${why}: ${await words(shown)}`);

  // One device a person: the second says which one it replaces, and has to be told that this is meant.
  await open(mobile, `${identity}/app`);
  await at(mobile, 'start');
  await activate(mobile, who, HOME);
  await open(newer, `${identity}/app`);
  await at(newer, 'start');
  await prove(newer, who);
  await at(newer, 'device');
  await said(newer, HOME, 'it does not say which phone it replaces');
  await newer.fill('[name=device-name]', OTHER);
  await newer.check('[name=unlock][value=code]');
  await newer.fill('[name=new-code]', '730518');
  await newer.fill('[name=new-code-2]', '730518');
  await newer.click('[data-screen] form button[type=submit]:visible');
  await newer.locator('[name=replace][aria-invalid=true]').waitFor();
  await seeSecond('app-replaces');
  await newer.check('[name=replace]');
  await newer.click('[data-screen] form button[type=submit]:visible');
  await at(newer, 'activated');
  check(await newer.locator('[data-veto-words]:visible').count(), 'it does not say that the first may undo it');
  await press(newer, 'home');
  await at(newer, 'home');

  // The first may look and undo, and nothing else. Its person was told by e-mail.
  await press(mobile, 'home');
  await at(mobile, 'replaced');
  await said(mobile, OTHER, 'it does not say which phone took its place');
  await see('app-replaced');
  await askByApp(page);
  await typeCode(mobile, (await shownBy(page)).code);
  await at(mobile, 'replaced');
  await mail(who, HOME);
  await press(mobile, 'veto');
  await at(mobile, 'veto-done');
  await see('app-veto-done');
  await press(mobile, 'home');
  await at(mobile, 'home');
  await at(newer, 'lost');
  await seeSecond('app-lost-vetoed');
  await prove(newer, who);
  await at(newer, 'start');
  check((await newer.locator('[data-note]').innerText()).length > 0, 'it does not say why it is not activated');
  await seeSecond('app-held');

  // Confirmed and used: neither the app nor the browser takes it once more.
  await askByApp(page);
  const waiting = page.url();
  const used = await shownBy(page);
  await typeCode(mobile, used.code);
  const entered = page.waitForURL(`${identity}/session`);
  await confirm(mobile, used.digits);
  await at(mobile, 'confirmed');
  await entered;
  await typeCode(mobile, used.code);
  await at(mobile, 'used');
  await see('app-used');
  await go(page, 'main form[action="/session/log-out"] button');
  await open(page, waiting);
  await seeDesk('login-app-used');

  // Rejected, on both screens.
  await askByApp(page);
  const rejected = await shownBy(page);
  await typeCode(mobile, rejected.code);
  await at(mobile, 'request');
  const told = page.locator('[data-app-wait]').waitFor({ state: 'detached' });
  await press(mobile, 'reject');
  await at(mobile, 'rejected');
  await told;
  await seeDesk('login-app-rejected');
  await typeCode(mobile, rejected.code);
  await at(mobile, 'rejected');

  // A stranger asks with the number; "this was not me", and no request with it comes through. Codes do.
  const byNumber = async () => {
    await open(page, `${identity}/login/app/number`);
    await typeDocument(page, who);
    return (await words(page)).replaceAll(/\d/g, '');
  };
  const before = await byNumber();
  await tab(mobile, 'home');
  await mobile.locator('.knocks').waitFor();
  const over = page.locator('[data-app-wait]').waitFor({ state: 'detached' });
  await press(mobile, 'report');
  await at(mobile, 'report');
  await see('app-report');
  await press(mobile, 'report-go');
  await at(mobile, 'reported');
  await over;
  check((await byNumber()) === before, 'a stranger learns that requests are stopped');
  await press(mobile, 'home');
  await mobile.locator('[data-frozen]:visible').waitFor();
  check((await mobile.locator('.knocks').count()) === 0, 'a request with the number came through');
  await see('app-home-stopped');
  await askByApp(page);
  const byCode = await shownBy(page);
  await typeCode(mobile, byCode.code);
  const again = page.waitForURL(`${identity}/session`);
  await confirm(mobile, byCode.digits);
  await again;

  // Without a connection it opens, says what it is and what needs one, and goes on by itself.
  await mobile.evaluate(() => navigator.serviceWorker.ready);
  await first.context.setOffline(true);
  await mobile.goto(`${identity}/app`);
  await at(mobile, 'offline');
  await said(mobile, HOME, 'without a connection it does not say what it is');
  check(await mobile.locator('[data-offline]:visible').count(), 'it does not say that there is no connection');
  await see('app-offline');
  await tab(mobile, 'help');
  await at(mobile, 'help');
  await tab(mobile, 'home');
  await at(mobile, 'offline');
  await first.context.setOffline(false);
  await at(mobile, 'home');

  // Deactivated on the web; the PIN comes by SMS.
  await open(page, `${identity}/session/app`);
  await said(page, HOME, 'the page does not name the device');
  await go(page, 'main form[action="/session/app/deactivate"] button');
  await at(mobile, 'lost');
  await see('app-lost-deactivated');
  await open(page, `${identity}/session`);
  await go(page, 'main form[action="/session/log-out"] button');
  await open(page, `${identity}/login`);
  await identify(page, who);
  check(new URL(page.url()).pathname === '/session', `the PIN led to ${page.url()}`);

  // Activated once more, and deactivated in the app itself.
  await advance(HELD);
  await activate(mobile, who, HOME);
  await press(mobile, 'home');
  await at(mobile, 'home');
  await tab(mobile, 'manage');
  await follow(mobile, 'device');
  await at(mobile, 'device-info');
  await follow(mobile, 'deactivate');
  await press(mobile, 'deactivate');
  await at(mobile, 'lost');
  await open(page, `${identity}/login`);
  await identify(page, who);
  check(new URL(page.url()).pathname === '/session', `the PIN led to ${page.url()}`);

  await Promise.all([first.settle(), second.settle(), desk.settle()]);
  return {};
});

/** The person was told by e-mail that a phone gave way to another. @param {any} who @param {string} name of the phone */
async function mail(who, name) {
  const end = Date.now() + 15_000;
  while (Date.now() < end) {
    if ((await messages('email', who.email)).some(({ text }) => text.includes(name))) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no e-mail names ${name}`);
}
