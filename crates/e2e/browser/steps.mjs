// What a person does so often that it has a name. The pages are found by the names of their fields, so that every
// language travels the same way.

import { NEXT, check, go, look, open } from './support.mjs';
import { advance, letterCodeOf, messageAfter, phoneCodeOf, pinOf } from './world.mjs';

/** Seconds after which the SMS is offered, and one more. */
export const SMS_AFTER = 61;

/** @typedef {Awaited<ReturnType<typeof import('./support.mjs').visitor>>} Visit */

/** No look at the pages: for journeys whose subject is another. */
export const unseen = async () => {};

/**
 * A `look` that knows the language in which every page must be.
 *
 * @param {Visit} visit
 * @param {string} lang
 */
export const looking = (visit, lang) => (name) => look(visit, name, { lang });

/**
 * Types number and contrast datum, on the two pages that ask for them.
 *
 * @param {import('playwright-core').Page} page
 * @param {{number: string, contrast: string, shows: string}} person
 * @param {(name: string) => Promise<void>} [see]
 */
export async function typeDocument(page, person, see = unseen, status = 200) {
  await page.fill('[name=number]', person.number);
  await go(page);
  await see('datum');
  await typeDatum(page, person);
  await go(page, NEXT, status);
}

/**
 * Types the contrast datum where it is asked for.
 *
 * @param {import('playwright-core').Page} page
 * @param {{contrast: string, shows: string}} person
 */
export async function typeDatum(page, { contrast, shows }) {
  if (!contrast.includes('-')) return page.fill('[name=support]', contrast);
  const [year, month, day] = contrast.split('-');
  await page.check(`[name=which][value=${shows.includes('permanent') ? 'issue' : 'validity'}]`);
  await page.fill('[name=date-day]', day);
  await page.fill('[name=date-month]', month);
  await page.fill('[name=date-year]', year);
}

/**
 * From the entrance of registration to the letter in the letter box; stays on the page that says so.
 *
 * @param {import('playwright-core').Page} page
 * @param {any} person
 * @param {(name: string) => Promise<void>} [see]
 */
export async function askForLetter(page, person, see = unseen) {
  await see('register-number');
  await typeDocument(page, person, (name) => see(`register-${name}`));
  await see('register-ways');
  await page.check('[name=way][value=ask]');
  await go(page);
  await see('register-letter');
  const letter = await messageAfter('letter', person.surname1, () => go(page));
  await see('register-requested');
  return letter;
}

/**
 * From the entrance of registration with a letter in hand to the page that says "registered".
 *
 * @param {import('playwright-core').Page} page
 * @param {any} person
 * @param {string} code
 * @param {(name: string) => Promise<void>} [see]
 * @param {{phone?: string, displace?: boolean}} [ways]
 */
export async function useLetter(page, person, code, see = unseen, ways = {}) {
  const { phone = person.phone, displace = false } = ways;
  await typeDocument(page, person);
  await page.check('[name=way][value=have]');
  await go(page);
  await see('register-code');
  await page.fill('[name=code]', code);
  await go(page);
  await see('register-contact');
  await page.fill('[name=phone]', phone);
  await page.fill('[name=email]', person.email);
  const sms = await messageAfter('sms', phone, () => go(page));
  await see('register-phone-code');
  await page.fill('[name=code]', phoneCodeOf(sms));
  await go(page);
  await see('register-terms');
  const asked = (await page.locator('[name=displace]').count()) > 0;
  check(asked === displace, `the page ${asked ? 'asks' : 'does not ask'} whether the phone may be taken over`);
  if (displace) await page.check('[name=displace]');
  await page.check('[name=accept]');
  await go(page);
  await see('register-done');
}

/**
 * From "how do you want to identify?" to what comes after the PIN.
 *
 * @param {import('playwright-core').Page} page
 * @param {any} person
 * @param {(name: string) => Promise<void>} [see]
 */
export async function identify(page, person, see = unseen) {
  if (new URL(page.url()).pathname === '/login') {
    await see('login-means');
    await go(page, 'main a[href^="/login/pin"]');
  }
  await see('login-number');
  await typeDocument(page, person, (name) => see(`login-${name}`));
  await see('login-code');
  await advance(SMS_AFTER);
  // The page counts by the browser's clock; the demonstration's clock has moved, so it is asked again.
  await open(page, page.url());
  await see('login-sms-offered');
  const sms = await messageAfter('sms', person.phone, () => go(page, 'main form[action*="/login/pin/sms"] button'));
  await see('login-sms-sent');
  const pin = pinOf(sms);
  await page.fill('[name=pin]', pin);
  await go(page, 'main form[action*="/login/pin/code"] button.btn:not(.second)');
  return pin;
}

/**
 * From the page that shows what is released back to the service.
 *
 * @param {import('playwright-core').Page} page
 */
export const release = (page) => go(page, 'main form[action*="/login/release"] button');
