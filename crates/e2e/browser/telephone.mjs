// By telephone: an officer asks, the app in another browser shows the same words, the person confirms and the page of the
// desk goes on by itself. Then a relying party that nobody here wrote asks over the back channel (OpenID Connect CIBA).

import { NARROW, check, go, input, look, open, run, visitor } from './support.mjs';
import { looking, typeDatum } from './steps.mjs';
import { configure, oidc } from './relying-party.mjs';
import { messageAfter, people, person, phoneCodeOf } from './world.mjs';

const { identity, number } = input();
const UNLOCK = '730518';
const PURPOSE = 'consultar su expediente';

/** @param {import('playwright-core').Page} page @param {string} name */
const at = (page, name) => page.locator(`[data-screen="${name}"]`).waitFor();

/** @param {import('playwright-core').Page} page @param {string} name */
const press = (page, name) => page.click(`[data-screen] [data-do="${name}"]:visible`);

/** @param {import('playwright-core').Page} page */
const send = (page) => page.click('[data-screen] form button[type=submit]:visible');

/** @param {import('playwright-core').Page} page @param {any} who */
async function activate(page, who) {
  await open(page, `${identity}/app`);
  await at(page, 'start');
  await press(page, 'activate');
  await page.fill('[name=number]', who.number);
  await typeDatum(page, who);
  const sms = await messageAfter('sms', who.phone, () => send(page));
  await at(page, 'code');
  await page.fill('[name=code]', phoneCodeOf(sms));
  await send(page);
  await at(page, 'device');
  await page.check('[name=unlock][value=code]');
  await page.fill('[name=new-code]', UNLOCK);
  await page.fill('[name=new-code-2]', UNLOCK);
  await send(page);
  await at(page, 'activated');
  await press(page, 'home');
  await at(page, 'home');
}

/** Opens the request that knocks, and gives what it says. @param {import('playwright-core').Page} page */
async function opened(page) {
  await press(page, 'look');
  await at(page, 'call');
  const part = (/** @type {string} */ name) => page.locator(`[data-screen] [data-${name}]`);
  return {
    message: (await part('message').innerText()).trim(),
    facts: await page.locator('[data-screen] dl').innerText(),
  };
}

/** @param {import('playwright-core').Page} page */
async function confirm(page) {
  await page.fill('[data-screen] [name=unlock-code]', UNLOCK);
  await send(page);
  await at(page, 'confirmed');
}

/** The error with which a promise ends. @param {Promise<unknown>} promise */
const failure = (promise) => promise.then(() => 'nothing', (error) => error.error ?? error.code ?? String(error));

await run(async (browser) => {
  const who = await person(number);
  const phone = await visitor(browser, { viewport: NARROW, locale: 'es-ES' });
  const mobile = phone.page;
  const see = (/** @type {string} */ name) => look(phone, name, { lang: 'es' });
  await activate(mobile, who);

  // At the desk: nothing about the person before they confirm.
  const desk = await visitor(browser);
  const { page } = desk;
  const seen = looking(desk, 'es');
  const officer = (await people()).officers.find((one) => one.roles.includes('registrar'));
  check(officer, 'nobody at the desk attends by telephone');
  await open(page, officer.sign_in);
  await go(page);
  await open(page, `${new URL(officer.sign_in).origin}/telephone`);
  await seen('telephone-ask');
  await page.fill('[name=number]', '12345678A');
  await go(page, undefined, 422);
  await seen('telephone-mistakes');
  await page.fill('[name=number]', who.number);
  await page.fill('[name=purpose]', PURPOSE);
  await go(page);
  const words = (await page.locator('.say-this').innerText()).trim();
  check(/^\S+ \S+ \d\d$/.test(words), `the words are ${words}`);
  check(!(await page.locator('main').innerText()).includes(who.given_name), 'the desk shows who it is before they confirmed');
  await seen('telephone-waiting');

  // In the app: the same words.
  await mobile.locator('[data-do=look]:visible').waitFor();
  await see('app-call-knocks');
  const asked = await opened(mobile);
  check(asked.message === words, `the app shows ${asked.message}, the desk ${words}`);
  check(asked.facts.includes(PURPOSE), `the app does not say what for: ${asked.facts}`);
  await see('app-call');
  const moved = page.getByText(who.given_name).first().waitFor();
  await confirm(mobile);
  await see('app-call-confirmed');
  await moved;
  await seen('telephone-identified');
  check((await page.locator('.say-this').count()) === 0, 'the words are still read out');

  // A relying party asks over the back channel, and polls.
  const rp = await configure(identity, 'demo-rp', 'demo-rp-secret');
  const request = { scope: 'openid identity', login_hint: who.number, binding_message: 'W4SCT' };
  const first = await oidc.initiateBackchannelAuthentication(rp, request);
  const polled = oidc.pollBackchannelAuthenticationGrant(rp, first);
  await press(mobile, 'home');
  await mobile.locator('[data-do=look]:visible').waitFor();
  const service = await opened(mobile);
  check(service.message === 'W4SCT', `the app shows ${service.message}`);
  await see('app-call-service');
  await confirm(mobile);
  const tokens = await polled;
  const claims = tokens.claims();
  check(claims?.iss === identity && claims.aud === 'demo-rp', `tokens by ${claims?.iss} for ${claims?.aud}`);
  const userinfo = await oidc.fetchUserInfo(rp, tokens.access_token, claims.sub);
  check(userinfo.identity_number === who.number, `userinfo knows ${userinfo.identity_number}`);

  // Nobody: the same answer, and nothing more to learn from it than from somebody who does not answer.
  const nobody = await oidc.initiateBackchannelAuthentication(rp, { ...request, login_hint: '98000001Z' });
  check(nobody.expires_in === first.expires_in && nobody.interval === first.interval, 'nobody is answered otherwise');

  // And one that the person rejects.
  const second = await oidc.initiateBackchannelAuthentication(rp, request);
  const refused = failure(oidc.pollBackchannelAuthenticationGrant(rp, second));
  await press(mobile, 'home');
  await mobile.locator('[data-do=look]:visible').waitFor();
  await opened(mobile);
  await press(mobile, 'reject');
  await at(mobile, 'rejected');
  const error = await refused;
  check(error === 'access_denied', `a rejected request ends with ${error}`);
  await phone.settle();
  await desk.settle();
});
