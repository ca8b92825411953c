// What a person does with the app, on the phone and in front of the browser that waits for it.

import { NARROW, check, go, input, open, visitor } from './support.mjs';
import { typeDatum, unseen } from './steps.mjs';
import { messageAfter, phoneCodeOf } from './world.mjs';

const { identity } = input();

/** The unlock code of phones that have one. */
export const UNLOCK = '730518';

/**
 * The screen of the app that is shown.
 *
 * @param {import('playwright-core').Page} page
 * @param {string} name
 */
export const at = (page, name) => page.locator(`[data-screen="${name}"]`).waitFor();

/** @param {import('playwright-core').Page} page @param {string} name */
export const press = (page, name) => page.click(`[data-screen] [data-do="${name}"]:visible`);

/** @param {import('playwright-core').Page} page */
export const send = (page) => page.click('[data-screen] form button[type=submit]:visible');

/** Follows an entry of the bottom menu. @param {import('playwright-core').Page} page @param {string} name */
export const tab = (page, name) => page.click(`[data-tab="${name}"]`);

/** Follows a link of the screen. @param {import('playwright-core').Page} page @param {string} name */
export const follow = (page, name) => page.click(`[data-screen] a[href="/app#${name}"]:visible`);

/** @param {import('playwright-core').Browser} browser @param {string} locale @param {'light' | 'dark'} [colorScheme] */
export const phone = (browser, locale, colorScheme) => visitor(browser, { viewport: NARROW, locale, colorScheme });

/** Chooses the unlock code. @param {import('playwright-core').Page} page */
export async function byCode(page) {
  await page.check('[name=unlock][value=code]');
  await page.fill('[name=new-code]', UNLOCK);
  await page.fill('[name=new-code-2]', UNLOCK);
}

/**
 * From the first screen to that of the code by SMS, with the code typed and sent.
 *
 * @param {import('playwright-core').Page} page
 * @param {any} who
 */
export async function prove(page, who) {
  await press(page, 'activate');
  await page.fill('[name=number]', who.number);
  await typeDatum(page, who);
  const sms = await messageAfter('sms', who.phone, () => send(page));
  await at(page, 'code');
  await page.fill('[name=code]', phoneCodeOf(sms));
  await send(page);
}

/**
 * From the first screen to "activated", with an unlock code and under a name.
 *
 * @param {import('playwright-core').Page} page
 * @param {any} who
 * @param {string} name
 * @param {(name: string) => Promise<void>} [see]
 */
export async function activate(page, who, name, see = unseen) {
  await prove(page, who);
  await at(page, 'device');
  await page.fill('[name=device-name]', name);
  await byCode(page);
  await see('app-device');
  await send(page);
  await at(page, 'activated');
}

/** Goes to the page that waits for the app. @param {import('playwright-core').Page} page @param {string} [url] */
export async function askByApp(page, url = `${identity}/login`) {
  await open(page, url);
  await go(page, 'main a[href^="/login/app"]');
}

/** What the page shows: the code below the QR, and the number. @param {import('playwright-core').Page} page */
export async function shownBy(page) {
  const code = (await page.locator('[data-app-code]').innerText()).replaceAll(/[^A-Z2-7]/g, '');
  return { code, digits: await digitsOf(page) };
}

/** The number that the page shows. @param {import('playwright-core').Page} page */
export async function digitsOf(page) {
  const digits = (await page.locator('.match output').innerText()).trim();
  check(/^\d{3}$/.test(digits), `the number is ${digits}`);
  return digits;
}

/** Another number than this one. @param {string} digits */
export const other = (digits) => String((Number(digits) + 1) % 1000).padStart(3, '0');

/** Types the code of a page into the app. @param {import('playwright-core').Page} page @param {string} code */
export async function typeCode(page, code) {
  await tab(page, 'scan');
  await at(page, 'scan');
  await page.fill('[name=scan-code]', code.toLowerCase());
  await send(page);
}

/** Types the number of the other screen, unlocks and confirms. @param {import('playwright-core').Page} page @param {string} digits */
export async function confirm(page, digits) {
  await at(page, 'request');
  await page.fill('[name=digits]', digits);
  if (await page.locator('[name=unlock-code]:visible').count()) await page.fill('[name=unlock-code]', UNLOCK);
  await send(page);
}
