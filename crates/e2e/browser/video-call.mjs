// The whole call: a person on a phone waits, an operator at the desk attends, the connection drops and comes back, the
// checklist is gone through with pictures from the camera, the person is registered and identifies at once with a PIN.
// Then another person, who is refused and told why. Input: identity, inbox, film, number, other.

import { FAKE_CAMERA, NARROW, WIDE, check, go, input, look, open, run, visitor } from './support.mjs';
import { identify, typeDocument } from './steps.mjs';
import { messageAfter, people, person, phoneCodeOf } from './world.mjs';

const { identity, number, other, film } = input();

/** How long the four checks of the test call may take, in milliseconds. */
const TEST = 20_000;

/** How long anything live may take, in milliseconds. */
const LIVE = 20_000;

/**
 * From the ways of registration to the waiting room.
 *
 * @param {import('playwright-core').Page} page
 * @param {any} who
 */
async function wait(page, who) {
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
  await page.fill('[name=name]', who.given_name);
  await page.check('[name=consent]');
  await page.check('[name=accept]');
  await page.click('main form button[type=submit]');
  await page.waitForURL('**/register/video/room', { timeout: 40_000 });
}

/**
 * Presses and waits for the answer, which is `page again` (422) where something could not be done.
 *
 * @param {import('playwright-core').Page} page
 * @param {string} selector
 * @param {boolean} [mayFail]
 */
async function press(page, selector, mayFail = false) {
  const [answer] = await Promise.all([
    page.waitForResponse((one) => one.request().method() === 'POST', { timeout: LIVE }),
    page.click(selector),
  ]);
  check(answer.status() < 400 || (mayFail && answer.status() === 422), `${selector}: ${answer.status()} at ${answer.url()}`);
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} item
 */
const done = (page, item) => page.locator(`#check-${item} .tag.ok`).waitFor({ timeout: LIVE });

/**
 * @param {import('playwright-core').Page} page
 * @param {string} item
 */
async function tick(page, item) {
  await press(page, `#${item}-passed`);
  await done(page, item);
}

/** @param {import('playwright-core').Page} page */
const untickedOf = (page) => page.locator('li[id^=check-]').evaluateAll((items) =>
  items.filter((item) => !item.querySelector('.tag.ok')).map((item) => item.id.slice('check-'.length)));

/**
 * The card comes by in the film now and then: its back is captured until the machine can read the zone.
 *
 * @param {import('playwright-core').Page} page
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

/** @param {import('playwright-core').Page} page */
async function sees(page) {
  await page.waitForFunction(() => {
    const video = document.querySelector('video.feed');
    return video instanceof HTMLVideoElement && video.videoWidth > 2;
  }, undefined, { timeout: LIVE });
}

await run(async (browser) => {
  const who = await person(number);
  const citizen = await visitor(browser, { viewport: NARROW });
  await wait(citizen.page, who);

  const desk = await visitor(browser, { viewport: WIDE });
  const officer = (await people()).officers.find((one) => one.roles.includes('video_operator'));
  await open(desk.page, officer.sign_in);
  await go(desk.page);
  const office = new URL(officer.sign_in).origin;
  await open(desk.page, `${office}/video`);
  await look(desk, 'video-board');
  await desk.page.check('[name=presence][value=on-duty]');
  await press(desk.page, '#presence-save');
  await desk.page.locator('#take-next:not([disabled])').waitFor({ timeout: LIVE });
  await desk.page.click('#take-next');
  await desk.page.waitForURL('**/video/call**');
  // The turn comes by itself.
  await sees(desk.page);
  await citizen.page.locator('[data-part=call]').waitFor({ timeout: LIVE });
  await look(citizen, 'video-in-call');
  await look(desk, 'video-call');

  // The page is closed in the middle: the operator waits, the person comes back into the same call.
  await citizen.page.goto('about:blank');
  await desk.page.locator('[data-live=dropped] section').waitFor({ timeout: LIVE });
  await open(citizen.page, `${identity}/register/video/room`);
  await citizen.page.locator('[data-part=call]').waitFor({ timeout: LIVE });
  await desk.page.locator('[data-live=dropped] section').waitFor({ state: 'detached', timeout: LIVE });
  await sees(desk.page);

  // The operator goes through the checklist.
  for (const item of ['announced', 'consent', 'one_device_real_time']) await tick(desk.page, item);
  await desk.page.fill('#phone', who.phone);
  await desk.page.fill('#email', who.email);
  await press(desk.page, '#contact-save');
  await desk.page.locator('#phone_code-send').waitFor({ timeout: LIVE });
  const sms = await messageAfter('sms', who.phone, () => press(desk.page, '#phone_code-send'));
  await citizen.page.locator('[data-part=code] input[name=code]').waitFor({ timeout: LIVE });
  await citizen.page.fill('[data-part=code] input[name=code]', phoneCodeOf(sms));
  await look(citizen, 'video-code');
  await press(citizen.page, '[data-part=code] button[type=submit]');
  await done(desk.page, 'phone_code');
  for (const item of ['face_actions', 'document_actions']) {
    while ((await desk.page.locator(`#check-${item} .tag.ok`).count()) === 0) {
      await press(desk.page, `#${item}-ask`);
      await citizen.page.locator('[data-part=ask]').waitFor({ timeout: LIVE });
      await desk.page.locator(`#${item}-passed`).waitFor({ timeout: LIVE });
      await press(desk.page, `#${item}-passed`);
      await desk.page.locator(`#${item}-ask, #check-${item} .tag.ok`).first().waitFor({ timeout: LIVE });
    }
  }
  for (const side of ['front', 'face', 'back']) await press(desk.page, `[data-capture=${side}]`);
  await desk.page.locator('.shots img').nth(2).waitFor({ timeout: LIVE });
  await readZone(desk.page);
  await press(desk.page, '#register-ask');
  await done(desk.page, 'register');
  for (const item of await untickedOf(desk.page)) await tick(desk.page, item);
  await look(desk, 'video-call-complete');
  await desk.page.locator('#approve:not([disabled])').waitFor({ timeout: LIVE });
  const welcome = await messageAfter('sms', who.phone, () => press(desk.page, '#approve'));
  check(/\d{16}|(\d{4}[ -]?){4}/.test(welcome.text), `the SMS carries no activation code: ${welcome.text}`);
  await desk.page.waitForURL(/\/video(\?[a-z]+)?$/, { timeout: LIVE });
  await citizen.page.waitForURL('**/register/done', { timeout: LIVE });
  await look(citizen, 'video-registered');
  await look(desk, 'video-after');
  const end = await citizen.page.locator('main').innerText();
  check(end.includes('videollamada'), `the last page does not tell the way: ${end}`);

  // R103: at once.
  await open(citizen.page, `${identity}/login`);
  await identify(citizen.page, who);
  await look(citizen, 'video-identified');
  await citizen.settle();

  // Somebody else, whose document is not good: refused with a reason of the list, and nothing is registered.
  const second = await visitor(browser, { viewport: NARROW, locale: 'en-GB' });
  await wait(second.page, await person(other));
  await open(desk.page, `${office}/video`);
  await desk.page.locator('#take-next:not([disabled])').waitFor({ timeout: LIVE });
  await desk.page.click('#take-next');
  await desk.page.waitForURL('**/video/call**');
  await sees(desk.page);
  await desk.page.click('#refuse-fold summary');
  await press(desk.page, '#refuse', true);
  await desk.page.locator('#reason[aria-invalid=true]').waitFor({ timeout: LIVE });
  await desk.page.locator('[name=reason]').selectOption('document_not_valid');
  await desk.page.fill('[name=note]', 'La tarjeta es una fotocopia plastificada.');
  await press(desk.page, '#refuse');
  await second.page.waitForURL('**/register/video/end**', { timeout: LIVE });
  await look(second, 'video-refused');
  const refused = await second.page.locator('main').innerText();
  check(!refused.includes('fotocopia'), 'the note for the file reached the person');
  await second.settle();
  await desk.settle();
}, [...FAKE_CAMERA, ...(film ? [`--use-file-for-fake-video-capture=${film}`] : [])]);
