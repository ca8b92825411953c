// Password, and then the app: two factors for a service that demands substantial, with a phone that an SMS activated.
// Who would rather have the code by SMS gets it from the same page. In English, and in Catalan on a phone without
// JavaScript.

import { NARROW, check, go, input, open, run, visitor } from './support.mjs';
import { looking, release } from './steps.mjs';
import { begin, configure, returning } from './relying-party.mjs';
import { activate, at, confirm, digitsOf, phone, press } from './app-steps.mjs';
import { messageAfter, messages, people, phoneCodeOf } from './world.mjs';

const { identity } = input();

const SUBSTANTIAL = 'http://eidas.europa.eu/LoA/substantial';

await run(async (browser) => {
  const everybody = (await people()).people;
  const who = everybody.find((one) => one.password && one.registration === 'advanced');
  check(who, 'nobody has a password and the advanced registration');
  const mobile = await phone(browser, 'en-GB');
  await open(mobile.page, `${identity}/app`);
  await activate(mobile.page, who, 'My phone');
  await press(mobile.page, 'home');
  await at(mobile.page, 'home');

  const back = await returning();
  const rp = await configure(identity, 'demo-rp', 'demo-rp-secret');
  const rung = async () => (await messages('sms', who.phone)).length;
  /** To the page that waits for the app. @param {import('playwright-core').Page} page */
  const typePassword = async (page) => {
    const asked = await begin(rp, back.origin, { acr_values: SUBSTANTIAL });
    await open(page, asked.url);
    await go(page, 'main a[href^="/login/password"]');
    await page.fill('[name=number]', who.number);
    await page.fill('[name=password]', who.password);
    await go(page);
    check(new URL(page.url()).pathname === '/login/app/wait', `the app is not asked: ${page.url()}`);
    return asked;
  };

  // The app: the request shows there by itself, and this page goes on by itself.
  const before = await rung();
  const desk = await visitor(browser, { locale: 'en-GB' });
  const asked = await typePassword(desk.page);
  await looking(desk, 'en')('password-app');
  const digits = await digitsOf(desk.page);
  await mobile.page.locator('.knocks').waitFor();
  await press(mobile.page, 'look');
  await confirm(mobile.page, digits);
  await desk.page.waitForURL((url) => url.pathname !== '/login/app/wait');
  await release(desk.page);
  const { acr, amr } = (await asked.redeem(desk.page.url())).claims();
  check(acr === SUBSTANTIAL, `the service was told ${acr}`);
  check(JSON.stringify(amr) === '["pwd","pop","mfa"]', `by ${JSON.stringify(amr)}`);
  check((await rung()) === before, 'an SMS was sent although the app was asked');
  await desk.settle();

  // The SMS instead.
  const screen = { locale: 'ca-ES', viewport: NARROW, colorScheme: /** @type {const} */ ('dark'), javaScriptEnabled: false };
  const other = await visitor(browser, screen);
  const again = await typePassword(other.page);
  await looking(other, 'ca')('password-sms-instead');
  await other.page.locator('details.fold > summary').first().click();
  const sms = await messageAfter('sms', who.phone, () => go(other.page, 'main form[action^="/permanent/code/resend"] button'));
  await other.page.fill('[name=code]', phoneCodeOf(sms));
  await go(other.page);
  await release(other.page);
  const claims = (await again.redeem(other.page.url())).claims();
  check(claims.acr === SUBSTANTIAL && claims.amr.includes('sms'), `by ${JSON.stringify(claims.amr)}`);
  await other.settle();
  await mobile.settle();
  await back.close();
});
