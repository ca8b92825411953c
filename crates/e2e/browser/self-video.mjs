// Identification by pictures and a film. Somebody on a phone photographs the document before a camera that plays a film
// of it, films the face with three gestures and the code of an SMS while the connection is cut, is registered at the
// basic level at once and identifies with a PIN. Somebody else sends photographs of a card that is not theirs, as files.
// Then the desk: one reviewer confirms the first and doubts the second, another one refuses it; both people are told
// with a sealed document. Input: identity, sede, inbox, scratch, film, front, back, number, other.

import { FAKE_CAMERA, NARROW, WIDE, check, go, input, look, open, run, visitor } from './support.mjs';
import { keep, sound, wordsOf } from './documents.mjs';
import { typeCode } from './office.mjs';
import { identify, typeDocument } from './steps.mjs';
import { messageAfter, people, person, phoneCodeOf, verificationCodeOf } from './world.mjs';

const { identity, sede, number, other, film, front, back } = input();

const SELF = `${identity}/register/video/self`;

/** How long anything live may take, in milliseconds. */
const LIVE = 20_000;

/** Words of the reviewers, long enough to be reasons. */
const CONVINCED = 'Cara, documento y gestos vistos de principio a fin.';
const DOUBTS = 'La cara del vídeo no me parece la de la tarjeta.';
const REFUSED = 'La tarjeta es de otra persona.';

/**
 * From the ways of registration to the first photograph.
 *
 * @param {import('./steps.mjs').Visit} visit
 * @param {any} who
 * @param {(name: string) => Promise<void>} see
 */
async function consent({ page }, who, see) {
  await open(page, `${identity}/register`);
  await typeDocument(page, who);
  await page.check('[name=way][value=self]');
  await go(page);
  await see('info');
  await go(page, 'main a.btn[href$="/consent"]');
  await see('consent');
  await page.check('[name=consent]');
  await go(page);
}

/**
 * The camera takes the photograph by itself once it is good; meanwhile the page is looked at.
 *
 * @param {import('playwright-core').Page} page
 * @param {(name: string) => Promise<void>} [see]
 */
async function photograph(page, see = async () => {}) {
  // Allowed once, the camera starts by itself.
  const on = page.locator('[data-do=on]');
  await page.locator('[data-capture-shoot]').waitFor({ timeout: 2_500 }).catch(() => on.click());
  await page.uncheck('#automatic');
  await see('camera');
  await page.check('#automatic');
  await page.locator('img.taken').waitFor({ timeout: LIVE });
}

/**
 * The card turns before the camera: its back is photographed until the zone is that of the person.
 *
 * @param {import('playwright-core').Page} page
 * @param {any} who
 */
async function photographBack(page, who) {
  for (let tries = 0; tries < 8; tries += 1) {
    await photograph(page);
    if ((await page.locator('main').innerText()).includes(who.number)) return;
    await go(page, 'main a[href$="?again"]');
  }
  throw new Error('the zone was not read');
}

/**
 * @param {import('playwright-core').Page} page
 * @param {any} who
 */
async function contact(page, who) {
  await page.fill('[name=phone]', who.phone);
  await page.fill('[name=email]', who.email);
  await go(page);
}

/**
 * Three gestures and the code; `meanwhile` happens after the first gesture.
 *
 * @param {import('playwright-core').Page} page
 * @param {any} who
 * @param {(part: 'gesture' | 'code') => Promise<void>} [meanwhile]
 */
async function makeFilm(page, who, meanwhile = async () => {}) {
  await page.click('[data-do=on]');
  await page.locator('[data-do=start]').waitFor({ timeout: LIVE });
  const sms = await messageAfter('sms', who.phone, () => page.click('[data-do=start]'));
  for (let gesture = 0; gesture < 3; gesture += 1) {
    await page.locator('[data-do=next]:enabled').waitFor({ timeout: LIVE });
    if (gesture === 0) await meanwhile('gesture');
    await page.click('[data-do=next]');
  }
  await page.fill('form[data-part=code] input[name=code]', phoneCodeOf(sms));
  await meanwhile('code');
  await page.click('form[data-part=code] button[type=submit]');
  await page.waitForURL('**/register/video/self/send', { timeout: LIVE });
}

/**
 * Downloads the document of a result with the code in a message; its seal must be good.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {{text: string}} message
 * @param {string} name
 */
async function resultOf(browser, message, name) {
  const reader = await visitor(browser);
  await typeCode(reader.page, sede, verificationCodeOf(message));
  const answer = await reader.context.request.get(`${reader.page.url()}/document.pdf`);
  check(answer.ok(), `the result answered ${answer.status()}`);
  const path = await keep(`${name}.pdf`, await answer.body());
  sound(path);
  await reader.settle();
  return wordsOf(path).replace(/\s+/g, ' ');
}

/**
 * A reviewer at the desk.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {{sign_in: string}} officer
 */
async function atDesk(browser, officer) {
  const desk = await visitor(browser, { viewport: WIDE });
  await open(desk.page, officer.sign_in);
  await go(desk.page);
  await open(desk.page, `${new URL(officer.sign_in).origin}/video/self-reviews`);
  return desk;
}

/**
 * @param {import('playwright-core').Page} page
 * @param {'confirm' | 'doubt' | 'refuse'} verdict
 * @param {string} note
 * @param {'yes' | 'no'} face
 */
async function decide(page, verdict, note, face) {
  for (const answer of ['face', 'genuine', 'actions', 'one_act']) {
    await page.check(`[name=${answer}][value=${answer === 'face' ? face : 'yes'}]`);
  }
  await page.check(`[name=verdict][value=${verdict}]`);
  if (verdict === 'refuse') await page.locator('[name=reason]').selectOption('not_the_holder');
  await page.fill('[name=note]', note);
  await go(page);
}

await run(async (browser) => {
  const who = await person(number);
  const citizen = await visitor(browser, { viewport: NARROW });
  const { page } = citizen;
  const see = (/** @type {string} */ name) => look(citizen, `self-${name}`, { lang: 'es' });
  await consent(citizen, who, see);
  await photograph(page, see);
  await go(page, 'main .actions a.btn:not(.second)');
  await photographBack(page, who);
  await see('zone');

  // The page is closed and found again: what was sent is there.
  await page.goto('about:blank');
  await open(page, SELF);
  await go(page, 'main .actions a.btn');
  await see('contact');
  await contact(page, who);
  await see('film');

  // The line is cut after the first gesture, until the code is typed.
  await makeFilm(page, who, async (part) => {
    await citizen.context.setOffline(part === 'gesture');
    const offline = page.locator('[data-part=offline]');
    await offline.waitFor({ state: part === 'gesture' ? 'visible' : 'hidden', timeout: LIVE });
    await look(citizen, `self-${part}`);
  });
  await see('send');
  await page.check('[name=accept]');
  await go(page);
  check(page.url().endsWith('/register/done'), `not registered at once: ${page.url()}`);
  await see('registered');
  await open(page, `${identity}/login`);
  await identify(page, who);
  check((await page.locator('main').innerText()).includes(who.given_name), 'the PIN does not identify');
  await citizen.settle();

  // Somebody else, with files in place of a camera: the card is not theirs.
  const them = await person(other);
  const second = await visitor(browser, { viewport: NARROW, locale: 'en-GB' });
  await consent(second, them, async () => {});
  for (const file of [front, back]) {
    await second.page.click('[data-file] summary');
    await second.page.setInputFiles('[name=picture]', file);
    await go(second.page, '[data-file] button');
    await go(second.page, 'main .actions a.btn:not(.second)');
  }
  await contact(second.page, them);
  await makeFilm(second.page, them);
  await second.page.check('[name=accept]');
  await go(second.page);
  check(second.page.url().endsWith('/self/done'), `registered without a reviewer: ${second.page.url()}`);
  await look(second, 'self-waiting', { lang: 'en' });

  // The desk. What looks wrong stands first.
  const [one, two] = (await people()).officers.filter((officer) => officer.roles.includes('reviewer'));
  const desk = await atDesk(browser, one);
  const cases = desk.page.locator('main table a[href^="/video/self-reviews/"]');
  check((await cases.count()) === 2, `${await cases.count()} wait`);
  const [wrong, clean] = await cases.evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  const queue = desk.page.url();
  await open(desk.page, new URL(clean, queue).href);
  const confirmed = await messageAfter('email', who.email, () => decide(desk.page, 'confirm', CONVINCED, 'yes'));
  const good = await resultOf(browser, confirmed, 'confirmed');
  check(good.includes(who.surname1), `the document is not about the person: ${good}`);
  await open(desk.page, new URL(wrong, queue).href);
  await decide(desk.page, 'doubt', DOUBTS, 'no');
  await desk.settle();

  const eyes = await atDesk(browser, two);
  await open(eyes.page, new URL(wrong, queue).href);
  check((await eyes.page.locator('main').innerText()).includes(DOUBTS), 'the first note is not shown');
  const refused = await messageAfter('email', them.email, () => decide(eyes.page, 'refuse', REFUSED, 'no'));
  const bad = await resultOf(browser, refused, 'refused');
  check(bad !== good && !bad.includes(REFUSED), `the note for the file reached the person: ${bad}`);
  await eyes.settle();
  await open(second.page, `${SELF}/done`);
  await look(second, 'self-refused', { lang: 'en' });
  await second.settle();
}, [...FAKE_CAMERA, ...(film ? [`--use-file-for-fake-video-capture=${film}`] : [])]);
