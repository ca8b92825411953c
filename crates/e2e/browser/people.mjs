// Officers attend somebody: found by number with words for every mistake, suspended, and told so when the PIN is typed;
// opened again; blocked, and opened by another officer only; the app switched off on a phone. Input: identity, inbox,
// office, number.

import { NARROW, WIDE, check, go, input, look, open, run, visitor } from './support.mjs';
import { SMS_AFTER, typeDatum, typeDocument } from './steps.mjs';
import { advance, messageAfter, people, person, phoneCodeOf, pinOf } from './world.mjs';

const { identity, office, number } = input();

const PURPOSE = 'Llama porque no reconoce un acceso.';
const REASON = 'Lo pide por teléfono; comprobado con su documento.';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {Awaited<ReturnType<typeof visitor>>} Visit */

/** A registrar at the desk. @param {import('playwright-core').Browser} browser @param {number} place */
async function registrar(browser, place) {
  const visit = await visitor(browser, { viewport: WIDE });
  const officers = (await people()).officers.filter((one) => one.roles.includes('registrar'));
  await open(visit.page, officers[place].sign_in);
  await go(visit.page);
  check(visit.page.url() === `${office}/people`, `a registrar begins at ${visit.page.url()}`);
  return visit;
}

/** @param {Page} page @param {string} typed @param {number} [status] */
async function find(page, typed, status = 200) {
  await open(page, `${office}/people`);
  await page.fill('[name=number]', typed);
  await page.fill('[name=purpose]', PURPOSE);
  await go(page, undefined, status);
}

/** Does something with its reason, and waits for the e-mail. @param {Page} page @param {any} who @param {string} link */
async function act(page, who, link, fill = async () => {}) {
  await go(page, link);
  await fill();
  await page.fill('[name=reason]', REASON);
  await messageAfter('email', who.email, () => go(page));
}

/** The words of the page. @param {Page} page */
const said = (page) => page.locator('main').innerText();

/** From the entrance to the PIN in the SMS; the page waits for it. @param {Page} page @param {any} who */
async function askForPin(page, who) {
  await open(page, `${identity}/login`);
  await go(page, 'main a[href^="/login/pin"]');
  await typeDocument(page, who);
  await advance(SMS_AFTER);
  await open(page, page.url());
  const sms = await messageAfter('sms', who.phone, () => go(page, 'main form[action*="/login/pin/sms"] button'));
  return pinOf(sms);
}

/** @param {Page} page @param {string} pin @param {number} [status] */
async function typePin(page, pin, status = 200) {
  await page.fill('[name=pin]', pin);
  await go(page, 'main form[action*="/login/pin/code"] button.btn:not(.second)', status);
}

/** Until the app is activated on a phone. @param {Page} page @param {any} who */
async function activate(page, who) {
  const send = () => page.click('[data-screen] form button[type=submit]:visible');
  const at = (/** @type {string} */ name) => page.locator(`[data-screen="${name}"]`).waitFor();
  await open(page, `${identity}/app`);
  await at('start');
  await page.click('[data-screen] [data-do="activate"]:visible');
  await page.fill('[name=number]', who.number);
  await typeDatum(page, who);
  const sms = await messageAfter('sms', who.phone, send);
  await at('code');
  await page.fill('[name=code]', phoneCodeOf(sms));
  await send();
  await at('device');
  await page.check('[name=unlock][value=code]');
  await page.fill('[name=new-code]', '730518');
  await page.fill('[name=new-code-2]', '730518');
  await send();
  await at('activated');
}

await run(async (browser) => {
  const who = await person(number);
  const olalla = await registrar(browser, 0);
  const desk = olalla.page;

  // Mistakes, each with what to do.
  for (const [typed, words] of [
    [`${number.slice(0, -1)}${number.endsWith('A') ? 'B' : 'A'}`, 'La letra no corresponde'],
    ['00000000T', 'Nadie con ese número ha pasado por aquí'],
    ['hola', 'Un DNI tiene 8 cifras'],
  ]) {
    await find(desk, typed, 422);
    check((await said(desk)).includes(words), `${typed} is answered: ${await said(desk)}`);
  }
  await look(olalla, 'people-find');

  const citizen = await visitor(browser, { viewport: NARROW });
  const pin = await askForPin(citizen.page, who);
  await find(desk, number);
  const here = desk.url();
  check(!(await said(desk)).includes(who.phone), 'the page shows the phone');
  await go(desk, 'main form[action$="/data"] button');
  check((await said(desk)).includes(who.phone), 'the page does not show the phone on purpose');
  await open(desk, here);

  // Suspended: whoever types the right PIN reads why nothing opens.
  await go(desk, 'main a[href$="/act/suspend"]');
  await go(desk, undefined, 422);
  await look(olalla, 'people-suspend');
  await open(desk, here);
  const last = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10).split('-');
  await act(desk, who, 'main a[href$="/act/suspend"]', async () => {
    for (const [index, part] of ['year', 'month', 'day'].entries()) {
      await desk.fill(`[name=until-${part}]`, last[index]);
    }
  });
  check(desk.url() === `${here}?done`, `suspending led to ${desk.url()}`);
  await look(olalla, 'people-suspended');
  await typePin(citizen.page, pin, 403);
  check((await said(citizen.page)).includes('Su identidad está suspendida'), await said(citizen.page));

  // Opened again, the person gets in.
  await act(desk, who, 'main a[href*="/lift/"]');
  check((await said(desk)).includes('La medida ya no tiene efecto'), await said(desk));
  await typePin(citizen.page, await askForPin(citizen.page, who));
  await open(citizen.page, `${identity}/session`);
  check((await said(citizen.page)).includes(who.given_name), await said(citizen.page));

  // Blocked: the session ends, and only other eyes open it.
  await act(desk, who, 'main a[href$="/act/block"]');
  check((await said(desk)).includes('tiene que levantarla otra persona'), await said(desk));
  check((await desk.locator('main a[href*="/lift/"]').count()) === 0, 'who blocked is offered to lift');
  await citizen.page.goto(`${identity}/session`);
  check(!new URL(citizen.page.url()).pathname.startsWith('/session'), 'the session goes on after a block');
  const gorka = await registrar(browser, 1);
  await find(gorka.page, number);
  await act(gorka.page, who, 'main a[href*="/lift/"]');
  await gorka.settle();

  // The app is switched off on the phone, which says so; PINs come by SMS.
  const phone = await visitor(browser, { viewport: NARROW });
  await activate(phone.page, who);
  await open(desk, here);
  await act(desk, who, 'main a[href$="/act/device"]');
  check((await said(desk)).includes('La app ya no confirma'), await said(desk));
  await look(olalla, 'people-history');
  await open(phone.page, `${identity}/app`);
  await phone.page.locator('[data-screen="lost"]').waitFor();
  await typePin(citizen.page, await askForPin(citizen.page, who));

  await open(desk, `${office}/alerts`);
  await look(olalla, 'alerts');
  await Promise.all([olalla.settle(), citizen.settle(), phone.settle()]);
});
