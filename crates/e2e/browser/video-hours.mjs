// The desk's hours and its refusals. Outside the hours the page leads on. A person is refused for one kind of reason
// after another, and reads each time what it was and what to do next. Closing time comes: who waits is told, and the
// call that goes on goes on. Input: identity, inbox, number, other.

import { FAKE_CAMERA, NARROW, WIDE, check, go, input, look, open, run, visitor, words } from './support.mjs';
import { LIVE, enter, onDuty, refuse, take, tick, wait } from './calls.mjs';
import { advance, people, person } from './world.mjs';

const { identity, number, other } = input();

/** The zone of the body whose desk it is. */
const MADRID = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Madrid', weekday: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23',
});

/** Where the clock of the demonstration stands, in milliseconds since 1970: it follows ours, moved forward. */
let moved = 0;
const now = () => Date.now() + moved;

/** @param {number} seconds */
async function pass(seconds) {
  await advance(seconds);
  moved += seconds * 1000;
}

/** Day of the week and seconds since midnight there. @param {number} at */
function local(at) {
  const parts = Object.fromEntries(MADRID.formatToParts(at).map(({ type, value }) => [type, value]));
  return { day: parts.weekday, second: Number(parts.hour) * 3600 + Number(parts.minute) * 60 + Number(parts.second) };
}

/**
 * Moves the clock to an hour there, today or on the next day that is one of `days`.
 *
 * @param {string[]} days
 * @param {number} hour
 */
async function until(days, hour) {
  const wanted = Math.round(hour * 3600);
  for (let ahead = 0; ahead < 14; ahead += 1) {
    const { day, second } = local(now() + ahead * 86_400_000);
    const seconds = ahead * 86_400 + wanted - second;
    if (days.includes(day) && seconds > 0) return pass(seconds);
  }
  throw new Error(`no such day: ${days}`);
}

/** A day that is no holiday, at ten to two: nobody is let in ten minutes before closing. @param {Page} page */
async function shortBeforeClosing(page) {
  for (let tries = 0; tries < 7; tries += 1) {
    await until(['Mon', 'Tue', 'Wed', 'Thu', 'Fri'], 13.7);
    await open(page, `${identity}/register/video`);
    if ((await words(page)).includes('hasta las 14:00')) return;
  }
  throw new Error('the service is closed on every day of the week');
}

/** @typedef {import('playwright-core').Page} Page */

await run(async (browser) => {
  const [who, second] = [await person(number), await person(other)];
  const citizen = await visitor(browser, { viewport: NARROW });
  const { page } = citizen;

  // R072: on a Sunday it says when it opens, and which ways are open meanwhile.
  await until(['Sun'], 12);
  await open(page, `${identity}/register/video`);
  await look(citizen, 'video-closed');
  const closed = await words(page);
  check(closed.includes('Vuelve a abrir') && closed.includes('09:00'), `it does not say when it opens: ${closed}`);
  check((await page.locator('main a[href*="/register/"]:visible').count()) > 0, 'no other way is offered');

  await shortBeforeClosing(page);
  const desk = await visitor(browser, { viewport: WIDE });
  const officer = (await people()).officers.find((one) => one.roles.includes('video_operator'));
  await open(desk.page, officer.sign_in);
  await go(desk.page);
  const office = new URL(officer.sign_in).origin;
  const waits = await visitor(browser, { viewport: NARROW });
  await Promise.all([onDuty(desk.page, office), wait(page, identity, who)]);

  // Each kind of reason has words of its own; the way on differs. A suspicion is told in general words only.
  const kinds = [
    ['image_or_sound', 'Busque más luz', '/register/video/enter'],
    ['coercion', 'no damos más detalle', '/register/video/enter'],
    ['consent_refused', 'No hemos guardado nada', '/register/ways'],
  ];
  for (const [reason, expected, next] of kinds) {
    await take(desk.page, page, office);
    const told = await refuse(desk.page, page, reason);
    check(told.includes(expected), `${reason}: ${told}`);
    check(told.includes('Vaya a una oficina'), `${reason}: no office is named`);
    const way = await page.locator('main .actions a.btn:not(.second)').getAttribute('href');
    check(way === next, `${reason} leads to ${way}`);
    if (reason === 'coercion') await look(citizen, 'video-refused-in-general');
    // Whoever changes their mind may enter again: the test of the device still counts.
    await open(page, `${identity}/register/video/enter`);
    await enter(page, who);
  }

  // Closing time: one is being attended, another waits.
  await Promise.all([take(desk.page, page, office), wait(waits.page, identity, second)]);
  await pass(20 * 60);
  await waits.page.waitForURL('**/register/video/end**', { timeout: 2 * LIVE });
  await look(waits, 'video-closed-meanwhile');
  const over = await words(waits.page);
  check(over.includes('El servicio ha cerrado') && over.includes('Vuelve a abrir'), `at closing time: ${over}`);
  await go(waits.page, 'main .actions a.btn:not(.second)');
  check((await words(waits.page)).includes('Vuelve a abrir'), 'who wants to come back is not told when');
  await waits.settle();
  // The call goes on to its end.
  await tick(desk.page, 'announced');
  check(await page.locator('[data-part=call]').isVisible(), 'the call ended with the hours');
  const told = await refuse(desk.page, page, 'data_not_confirmed');
  check(told.includes('código del SMS'), `data_not_confirmed: ${told}`);
  await open(page, `${identity}/register/video/enter`);
  check(page.url().endsWith('/register/video'), `after hours the entrance led to ${page.url()}`);
  await citizen.settle();
  await desk.settle();
}, FAKE_CAMERA);
