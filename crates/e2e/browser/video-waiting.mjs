// Somebody on a phone reads about the video call, tests the device and waits for the turn; a second window takes the
// place over, and leaving asks first. Input: identity, inbox, number.

import { FAKE_CAMERA, NARROW, check, go, input, look, open, run, visitor } from './support.mjs';
import { typeDocument } from './steps.mjs';
import { person } from './world.mjs';

/** How long the four checks of the test call may take, in milliseconds: the connection alone is measured for four
 * seconds. */
const TEST = 20_000;

/** @param {import('playwright-core').Page} page */
async function testDevice(page) {
  const next = page.locator('[data-go]');
  check(await next.isDisabled(), 'the way on is open before the test');
  check(await page.locator('#ready').isDisabled(), 'the box can be ticked before the test');
  await page.click('[data-do=start]');
  await page.click('[data-do=tone]');
  await page.click('[data-do=hear]');
  for (const name of ['camera', 'microphone', 'loudspeaker', 'network']) {
    const tag = page.locator(`[data-check=${name}] [data-tag].ok, [data-check=${name}] [data-tag].warn`);
    await tag.waitFor({ timeout: TEST }).catch(async (error) => {
      throw new Error(`${name}: ${await page.locator(`[data-check=${name}]`).innerText()}`, { cause: error });
    });
  }
  check(await next.isDisabled(), 'the way on is open without the tick');
  await page.check('#ready');
  check(!(await next.isDisabled()), 'the way on stays closed after test and tick');
}

await run(async (browser) => {
  const { identity, number } = input();
  const visit = await visitor(browser, { viewport: NARROW });
  const { page } = visit;
  await open(page, `${identity}/register`);
  await typeDocument(page, await person(number));
  await page.check('[name=way][value=video]');
  await go(page);
  await look(visit, 'video-info');
  await go(page, 'main a.btn[href="/register/video/test"]');
  await look(visit, 'video-test');
  await testDevice(page);
  await look(visit, 'video-tested');
  await go(page);
  await look(visit, 'video-enter');
  await page.fill('[name=name]', 'Ana');
  await page.check('[name=consent]');
  await page.check('[name=accept]');
  // In place of a captcha the browser works for a moment, on a page that goes on by itself.
  await page.click('main form button[type=submit]');
  await page.waitForURL('**/register/video/room', { timeout: 40_000 });
  await page.locator('video[data-picture]').evaluate((/** @type {HTMLVideoElement} */ video) =>
    video.videoWidth > 2 ? undefined : new Promise((seen) => video.addEventListener('resize', seen, { once: true })));
  await look(visit, 'video-room');

  // Coming back in another window keeps the place; the first one says so and lets the camera go.
  const second = await visit.context.newPage();
  await open(second, `${identity}/register/video/room`);
  await page.locator('[data-part=elsewhere]').waitFor();
  check(await page.locator('video[data-picture]').evaluate((/** @type {any} */ video) =>
    video.srcObject.getTracks().every((/** @type {MediaStreamTrack} */ track) => track.readyState === 'ended')),
  'the first window keeps the camera');

  await second.click('form[data-leave] button');
  await second.locator('dialog[open]').waitFor();
  await second.click('dialog[open] [data-do=stay]');
  await second.click('form[data-leave] button');
  await second.click('dialog[open] [data-do=leave-now]');
  await second.waitForURL('**/register/video/end?left');
  check((await second.locator('h1').count()) === 1, 'the end has no title');
  await visit.settle();

  // Without a script the page says what is missing, and the other ways stay open.
  const plain = await visitor(browser, { javaScriptEnabled: false, viewport: NARROW });
  await open(plain.page, `${identity}/register/video/test`);
  await look(plain, 'video-without-script');
  check(await plain.page.locator('noscript a[href="/register/ways"]').first().isVisible(), 'no other way is named');
  await plain.settle();
}, FAKE_CAMERA);
