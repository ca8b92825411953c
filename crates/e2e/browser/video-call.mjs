// The whole call: a person on a phone waits, an operator at the desk attends, the connection drops and comes back, the
// checklist is gone through with pictures from the camera, the person is registered and identifies at once with a PIN.
// Then another person, who is refused and told why. Input: identity, inbox, film, number, other.

import { FAKE_CAMERA, NARROW, WIDE, check, go, input, look, open, run, visitor } from './support.mjs';
import { LIVE, establish, onDuty, press, refuse, sees, shows, take, wait } from './calls.mjs';
import { identify } from './steps.mjs';
import { messageAfter, people, person } from './world.mjs';

const { identity, number, other, film } = input();

/**
 * D13: the camera of the desk is off, can be switched on, and then the person sees it.
 *
 * @param {import('playwright-core').Page} operator
 * @param {Awaited<ReturnType<typeof visitor>>} visit
 */
async function operatorsCamera(operator, visit) {
  const citizen = visit.page;
  const picture = citizen.locator('[data-operator-picture]');
  check(!(await picture.isVisible()), 'the camera of the desk is on by itself');
  await operator.click('button[data-camera]');
  await picture.waitFor({ timeout: LIVE });
  await shows(citizen, '[data-operator-picture]');
  await look(visit, 'video-operator-seen');
  await operator.click('button[data-camera][aria-pressed=true]');
  await picture.waitFor({ state: 'hidden', timeout: LIVE });
}

await run(async (browser) => {
  const who = await person(number);
  const citizen = await visitor(browser, { viewport: NARROW });
  await wait(citizen.page, identity, who);

  const desk = await visitor(browser, { viewport: WIDE });
  const officer = (await people()).officers.find((one) => one.roles.includes('video_operator'));
  await open(desk.page, officer.sign_in);
  await go(desk.page);
  const office = new URL(officer.sign_in).origin;
  await onDuty(desk.page, office);
  await look(desk, 'video-board');
  await take(desk.page, citizen.page, office);
  await look(citizen, 'video-in-call');
  await look(desk, 'video-call');
  await operatorsCamera(desk.page, citizen);

  // The page is closed in the middle: the operator waits, the person comes back into the same call.
  await citizen.page.goto('about:blank');
  await desk.page.locator('[data-live=dropped] section').waitFor({ timeout: LIVE });
  await open(citizen.page, `${identity}/register/video/room`);
  await citizen.page.locator('[data-part=call]').waitFor({ timeout: LIVE });
  await desk.page.locator('[data-live=dropped] section').waitFor({ state: 'detached', timeout: LIVE });
  await sees(desk.page);

  await establish(desk.page, citizen.page, who, () => look(citizen, 'video-code'));
  await look(desk, 'video-call-complete');
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
  await wait(second.page, identity, await person(other));
  await take(desk.page, second.page, office, true);
  await desk.page.click('#refuse-fold summary');
  await press(desk.page, '#refuse', true);
  await desk.page.locator('#reason[aria-invalid=true]').waitFor({ timeout: LIVE });
  await desk.page.click('#refuse-fold summary');
  await refuse(desk.page, second.page, 'document_not_valid');
  await look(second, 'video-refused');
  await second.settle();
  await desk.settle();
}, [...FAKE_CAMERA, ...(film ? [`--use-file-for-fake-video-capture=${film}`] : [])]);
