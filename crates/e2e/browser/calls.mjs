// What both sides of a video call do so often that it has a name: a person waits, an operator takes them, goes through
// the checklist, and refuses.

import { check, go, open } from './support.mjs';
import { typeDocument } from './steps.mjs';
import { messageAfter, phoneCodeOf } from './world.mjs';

/** How long the four checks of the test call may take, in milliseconds. */
const TEST = 20_000;

/** How long anything live may take, in milliseconds. */
export const LIVE = 20_000;

/** @typedef {import('playwright-core').Page} Page */

/**
 * From the ways of registration to the waiting room.
 *
 * @param {Page} page
 * @param {string} identity
 * @param {any} who
 */
export async function wait(page, identity, who) {
  await open(page, `${identity}/register`);
  await typeDocument(page, who);
  await page.check('[name=way][value=video]');
  await go(page);
  await go(page, 'main a.btn[href="/register/video/test"]');
  await page.click('[data-do=start]');
  await page.click('[data-do=tone]');
  await page.click('[data-do=hear]');
  for (const name of ['camera', 'microphone', 'loudspeaker', 'network']) {
    await page.locator(`[data-check=${name}] [data-tag].ok, [data-check=${name}] [data-tag].warn`).waitFor({ timeout: TEST });
  }
  await page.check('#ready');
  await go(page);
  await enter(page, who);
}

/**
 * From the page of name and consent to the waiting room; the browser works for a moment in place of a captcha.
 *
 * @param {Page} page
 * @param {any} who
 */
export async function enter(page, who) {
  await page.fill('[name=name]', who.given_name);
  await page.check('[name=consent]');
  await page.check('[name=accept]');
  await page.click('main form button[type=submit]');
  await page.waitForURL('**/register/video/room', { timeout: 40_000 });
  // Whoever wants to press the button says so; otherwise the call begins by itself after some seconds.
  await page.uncheck('[data-auto]');
}

/**
 * The operator goes on duty.
 *
 * @param {Page} page
 * @param {string} office
 */
export async function onDuty(page, office) {
  await open(page, `${office}/video`);
  await page.check('[name=presence][value=on-duty]');
  await press(page, '#presence-save');
}

/**
 * The operator takes the next person, who accepts or, with `byItself`, does nothing; both see what they should.
 *
 * @param {Page} operator
 * @param {Page} citizen
 * @param {string} office
 * @param {boolean} [byItself]
 */
export async function take(operator, citizen, office, byItself = false) {
  if (byItself) await citizen.check('[data-auto]');
  await open(operator, `${office}/video`);
  await operator.locator('#take-next:not([disabled])').waitFor({ timeout: LIVE });
  await operator.click('#take-next');
  await operator.waitForURL('**/video/call**');
  // R089: the button is there, with a countdown beside it. R092: where the person likes, nothing has to be pressed.
  if (!byItself) {
    await citizen.locator('[data-turn-left]').filter({ hasText: /\d/ }).waitFor({ timeout: LIVE });
    await citizen.click('[data-do=accept]');
  }
  await sees(operator);
  await citizen.locator('[data-part=call]').waitFor({ timeout: LIVE });
}

/**
 * Presses and waits for the answer, which is `page again` (422) where something could not be done.
 *
 * @param {Page} page
 * @param {string} selector
 * @param {boolean} [mayFail]
 */
export async function press(page, selector, mayFail = false) {
  const [answer] = await Promise.all([
    page.waitForResponse((one) => one.request().method() === 'POST', { timeout: LIVE }),
    page.click(selector),
  ]);
  check(answer.status() < 400 || (mayFail && answer.status() === 422), `${selector}: ${answer.status()} at ${answer.url()}`);
}

/**
 * @param {Page} page
 * @param {string} item
 */
const done = (page, item) => page.locator(`#check-${item} .tag.ok`).waitFor({ timeout: LIVE });

/**
 * @param {Page} page
 * @param {string} item
 */
export async function tick(page, item) {
  await press(page, `#${item}-passed`);
  await done(page, item);
}

/** @param {Page} page */
const untickedOf = (page) => page.locator('li[id^=check-]').evaluateAll((items) =>
  items.filter((item) => !item.querySelector('.tag.ok')).map((item) => item.id.slice('check-'.length)));

/**
 * The card comes by in the film now and then: its back is captured until the machine can read the zone.
 *
 * @param {Page} page
 */
async function readZone(page) {
  for (let tries = 0; tries < 12; tries += 1) {
    await press(page, '[data-capture=back]');
    await press(page, '#mrz-read', true);
    const read = page.locator('#check-mrz .tag.ok');
    if (await read.waitFor({ timeout: 1_500 }).then(() => true, () => false)) return;
  }
  throw new Error(`the zone was not read: ${await page.locator('[data-live=reading]').innerText()}`);
}

/** The operator sees the person. @param {Page} page */
export const sees = (page) => shows(page, 'video.feed');

/**
 * A video has a picture.
 *
 * @param {Page} page
 * @param {string} selector
 */
export async function shows(page, selector) {
  await page.waitForFunction((one) => {
    const video = document.querySelector(one);
    return video instanceof HTMLVideoElement && video.videoWidth > 2;
  }, selector, { timeout: LIVE });
}

/**
 * The operator goes through the whole checklist; the person types the code.
 *
 * @param {Page} operator
 * @param {Page} citizen
 * @param {any} who
 * @param {() => Promise<unknown>} [asked] while the person is asked for the code
 */
export async function establish(operator, citizen, who, asked = async () => {}) {
  for (const item of ['announced', 'consent', 'one_device_real_time']) await tick(operator, item);
  await operator.fill('#phone', who.phone);
  await operator.fill('#email', who.email);
  await press(operator, '#contact-save');
  await operator.locator('#phone_code-send').waitFor({ timeout: LIVE });
  const sms = await messageAfter('sms', who.phone, () => press(operator, '#phone_code-send'));
  await citizen.locator('[data-part=code] input[name=code]').waitFor({ timeout: LIVE });
  await citizen.fill('[data-part=code] input[name=code]', phoneCodeOf(sms));
  await asked();
  await press(citizen, '[data-part=code] button[type=submit]');
  await done(operator, 'phone_code');
  for (const item of ['face_actions', 'document_actions']) {
    while ((await operator.locator(`#check-${item} .tag.ok`).count()) === 0) {
      await press(operator, `#${item}-ask`);
      await citizen.locator('[data-part=ask]').waitFor({ timeout: LIVE });
      await operator.locator(`#${item}-passed`).waitFor({ timeout: LIVE });
      await press(operator, `#${item}-passed`);
      await operator.locator(`#${item}-ask, #check-${item} .tag.ok`).first().waitFor({ timeout: LIVE });
    }
  }
  for (const side of ['front', 'face', 'back']) await press(operator, `[data-capture=${side}]`);
  await operator.locator('.shots img').nth(2).waitFor({ timeout: LIVE });
  await readZone(operator);
  await press(operator, '#register-ask');
  await done(operator, 'register');
  for (const item of await untickedOf(operator)) await tick(operator, item);
  await operator.locator('#approve:not([disabled])').waitFor({ timeout: LIVE });
}

/**
 * The operator ends the call without a registration; the person is told. What the page says.
 *
 * @param {Page} operator
 * @param {Page} citizen
 * @param {string} reason
 */
export async function refuse(operator, citizen, reason) {
  await operator.click('#refuse-fold summary');
  await operator.locator('[name=reason]').selectOption(reason);
  await operator.fill('[name=note]', 'Una nota para el expediente.');
  await press(operator, '#refuse');
  await citizen.waitForURL('**/register/video/end**', { timeout: LIVE });
  const told = await citizen.locator('main').innerText();
  check(!told.includes('expediente'), 'the note for the file reached the person');
  return told;
}
