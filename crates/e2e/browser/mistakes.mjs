// Everything that people type wrong on their way through registration and identification, each with its clear answer;
// two tabs, the back button and impatient clicks among them.

import { NEXT, check, go, input, open, run, visitor, words } from './support.mjs';
import { askForLetter, looking, typeDocument, useLetter } from './steps.mjs';
import { advance, letterCodeOf, messageAfter, messages, phoneCodeOf, pinOf, showing } from './world.mjs';

const { identity } = input();

/**
 * Sends what was typed; the page must say `message` beside `field` and in the summary, and keep what was typed.
 *
 * @param {import('playwright-core').Page} page
 * @param {string} field
 * @param {string} message
 */
async function wrong(page, field, message, button = NEXT) {
  await go(page, button, 422);
  const beside = await page.locator(`#${field}-e`).innerText();
  check(beside.includes(message), `beside ${field} stands: ${beside}`);
  const summary = page.locator('[data-focus]');
  check((await summary.innerText()).includes(message), 'the summary does not say it');
  check(await summary.evaluate((box) => box === document.activeElement), 'the summary is not the first thing to hear');
  check(await page.title().then((title) => /error/i.test(title)), `the title does not say it: ${await page.title()}`);
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} text
 */
async function says(page, text) {
  const all = await words(page);
  check(all.includes(text), `${page.url()} does not say "${text}":\n${all}`);
}

/** @param {import('playwright-core').Page} page @param {[string, string, string]} date */
async function typeDate(page, [day, month, year]) {
  await page.fill('[name=date-day]', day);
  await page.fill('[name=date-month]', month);
  await page.fill('[name=date-year]', year);
}

/** The document: numbers, support numbers, dates. */
async function documents(visit, see) {
  const { page } = visit;
  const register = () => open(page, `${identity}/register`);
  await register();
  await wrong(page, 'number', 'Escriba su DNI o NIE');
  await page.fill('[name=number]', '12345678A');
  await wrong(page, 'number', 'La letra no corresponde');
  check((await page.inputValue('[name=number]')) === '12345678A', 'what was typed is lost');
  await see('wrong-letter');
  await page.fill('[name=number]', '1234');
  await wrong(page, 'number', 'Un DNI tiene 8 cifras');

  // A foreigner's card.
  const hero = await showing('The main journey');
  await page.fill('[name=number]', ` ${hero.number.toLowerCase().replace(/(.)(\d{7})(.)/, '$1-$2 $3')} `);
  await go(page);
  check((await page.inputValue('[name=number]')) === hero.number, 'the number is not shown in its one form');
  await page.fill('[name=support]', 'E');
  await wrong(page, 'support', 'Faltan las cifras');
  await page.fill('[name=support]', '12345678');
  await wrong(page, 'support', 'Falta la letra del principio');
  await page.fill('[name=support]', 'E123456789');
  await wrong(page, 'support', 'Sobran cifras');
  // A number that exists with a datum of another card: neutral, and with a reference for the helpline.
  await page.fill('[name=support]', 'E00000001');
  await go(page, NEXT, 422);
  await says(page, 'REG-003');
  await see('not-confirmed');
  const refusal = await words(page);
  // A number that nobody has is answered with the same words.
  await register();
  await page.fill('[name=number]', 'X0000000T');
  await go(page);
  await page.fill('[name=support]', 'E00000001');
  await go(page, NEXT, 422);
  const reference = /REG-003.*$/m;
  check((await words(page)).replace(reference, '') === refusal.replace(reference, ''), 'a stranger learns who exists');

  // Dates of a DNI.
  const bruno = await showing('the same date with day and month swapped is refused');
  await register();
  await page.fill('[name=number]', bruno.number);
  await go(page);
  await page.check('[name=which][value=validity]');
  for (const [date, message] of [
    [['', '', ''], 'Escriba la fecha'],
    [['4', '', '2035'], 'Falta el día, el mes o el año'],
    [['5', '25', '2035'], 'El mes no puede ser mayor que 12'],
    [['4', '5', '35'], 'cuatro cifras'],
    [['31', '2', '2035'], 'Ese día no existe'],
  ]) {
    await typeDate(page, /** @type {[string, string, string]} */ (date));
    await wrong(page, 'date', /** @type {string} */ (message));
  }
  await see('wrong-date');
  await page.check('[name=which][value=issue]');
  await typeDate(page, ['4', '5', '2035']);
  await wrong(page, 'date', 'no puede ser futura');
  // Day and month swapped make another date, which is not the one of the card.
  const [year, month, day] = bruno.contrast.split('-');
  await page.check('[name=which][value=validity]');
  await typeDate(page, [month, day, year]);
  await go(page, NEXT, 422);
  await says(page, 'REG-003');

  // Expired, and expired with the renewal in progress: told after number and datum matched.
  for (const [shows, code, name] of [
    ['An expired foreigner card without', 'REG-004', 'expired'],
    ['whose renewal is in progress', 'REG-005', 'renewal'],
  ]) {
    await register();
    const who = await showing(shows);
    await page.fill('[name=number]', who.number);
    await go(page);
    await page.fill('[name=support]', who.contrast);
    await go(page, NEXT, 422);
    await says(page, code);
    await see(name);
  }
  // No tax address: the letter is not offered, the other ways are.
  await register();
  await typeDocument(page, await showing('No tax address on record'));
  await see('no-address');
  check((await page.locator('[name=way]').count()) === 0, 'a letter is offered without an address');
}

/** Letter, phone, SMS, terms: wrong, of another person, expired, used, sent twice. */
async function registration(visit, see, browser) {
  const { page } = visit;
  const who = await showing('An ordinary DNI: the validity date is asked.');
  const other = await showing('the same date with day and month swapped is refused');
  await open(page, `${identity}/register`);
  const code = letterCodeOf(await askForLetter(page, who));
  // A second letter within the day: the same words, and no second letter.
  await open(page, `${identity}/register`);
  await typeDocument(page, who);
  await page.check('[name=way][value=ask]');
  await go(page);
  await go(page);
  const stranger = await visitor(browser);
  await open(stranger.page, `${identity}/register`);
  const foreign = letterCodeOf(await askForLetter(stranger.page, other));
  await stranger.settle();
  check((await messages('letter', who.surname1)).length === 1, 'a second letter was sent within a day');

  await open(page, `${identity}/register`);
  await typeDocument(page, who);
  await wrong(page, 'way', 'Elija');
  await page.check('[name=way][value=have]');
  await go(page);
  await wrong(page, 'code', 'Escriba el código de su carta');
  await page.fill('[name=code]', 'ABCD-EFGH');
  await wrong(page, 'code', 'El código tiene 16 caracteres');
  await page.fill('[name=code]', 'ABCD-EFGH-IJKL-0189');
  await wrong(page, 'code', 'letras de la A a la Z y números del 2 al 7');
  await see('wrong-letter-code');
  // The code of somebody else's letter is a wrong code here.
  await page.fill('[name=code]', foreign);
  await wrong(page, 'code', 'Le quedan 4 intentos');
  // Small letters and spaces are forgiven.
  await page.fill('[name=code]', code.toLowerCase().replaceAll('-', ' '));
  await go(page);

  await page.fill('[name=phone]', '171 3920002');
  await page.fill('[name=email]', 'nadie');
  await wrong(page, 'phone', 'escriba el prefijo');
  check((await page.locator('#email-e').innerText()).includes('una arroba'), 'the e-mail is not explained at the same time');
  await see('wrong-contact');
  await page.fill('[name=email]', who.email);
  for (const [phone, message] of [
    ['', 'Escriba su móvil'],
    ['+34 912 345 678', 'no es de un móvil'],
    ['+999 123456789', 'Ningún país tiene ese prefijo'],
    ['600 00 00', 'cifras'],
  ]) {
    await page.fill('[name=phone]', phone);
    await wrong(page, 'phone', message);
  }
  // An impatient double click sends one code.
  await page.fill('[name=phone]', who.phone);
  const first = await messageAfter('sms', who.phone, async () => {
    await Promise.all([page.waitForURL('**/register/phone-code'), page.locator(NEXT).dblclick()]);
  });
  await page.fill('[name=code]', '12');
  await wrong(page, 'code', 'El código tiene 6 cifras');
  const typo = phoneCodeOf(first) === '000000' ? '000001' : '000000';
  await page.fill('[name=code]', typo);
  await wrong(page, 'code', 'Le quedan 2 intentos');
  await see('wrong-phone-code');
  await advance(301);
  await page.fill('[name=code]', phoneCodeOf(first));
  await wrong(page, 'code', 'Ese código ha caducado');
  check((await messages('sms', who.phone)).length === 1, 'a double click sent two codes');
  await open(page, page.url());
  const second = await messageAfter('sms', who.phone, () => go(page, 'main form[action$="/resend"] button'));
  await page.fill('[name=code]', phoneCodeOf(second));
  await go(page);
  await wrong(page, 'accept', 'tiene que aceptar las condiciones');
  await see('terms-not-accepted');

  // A second tab of the same registration follows where the first has gone.
  const tab = await visit.context.newPage();
  await open(tab, `${identity}/register/terms`);
  await page.check('[name=accept]');
  await go(page);
  check(page.url().endsWith('/register/done'), `registered at ${page.url()}`);
  await tab.check('[name=accept]');
  await go(tab);
  check(tab.url().endsWith('/register/done'), `the second tab is at ${tab.url()}`);
  await tab.close();
  // The back button shows what is true.
  await page.goBack();
  check(page.url().endsWith('/register/done'), `back leads to ${page.url()}`);
  check((await messages('sms', who.phone)).filter((sms) => sms.text.includes('completado')).length === 1, 'two welcomes');
  await go(page, 'main form[action="/register/leave"] button');

  // The code of the letter again.
  await open(page, `${identity}/register`);
  await typeDocument(page, who);
  await page.check('[name=way][value=have]');
  await go(page);
  await page.fill('[name=code]', code);
  await go(page, NEXT, 422);
  await says(page, 'Ese código ya se ha usado');
  await see('used-letter-code');

  // A letter after its last day.
  await open(page, `${identity}/register`);
  await typeDocument(page, other);
  await page.check('[name=way][value=have]');
  await go(page);
  await advance(46 * 86_400);
  await open(page, `${identity}/register/code`, 410);
  await see('flow-gone');
  await open(page, `${identity}/register`);
  await typeDocument(page, other);
  await page.check('[name=way][value=have]');
  await go(page);
  await page.fill('[name=code]', foreign);
  await wrong(page, 'code', 'Ese código ha caducado');
}

/** The PIN: wrong, expired, used, void. */
async function pins(visit, see) {
  const { page } = visit;
  const who = await showing('identifies with a one-time PIN at once');
  const access = 'main form[action*="/login/pin/code"] button.btn:not(.second)';
  const sms = 'main form[action*="/login/pin/sms"] button';
  const obtain = async () => {
    await open(page, `${identity}/login/pin`);
    await typeDocument(page, who);
    await advance(61);
    await open(page, page.url());
    return pinOf(await messageAfter('sms', who.phone, () => go(page, sms)));
  };
  let pin = await obtain();
  await page.fill('[name=pin]', '1');
  await wrong(page, 'pin', 'El PIN tiene 3 letras o números', access);
  const other = pin === 'AAA' ? 'BBB' : 'AAA';
  await page.fill('[name=pin]', other);
  await wrong(page, 'pin', 'Le quedan 2 intentos', access);
  await see('wrong-pin');
  await page.fill('[name=pin]', other);
  await wrong(page, 'pin', 'Le queda un intento', access);
  await page.fill('[name=pin]', other);
  await wrong(page, 'pin', 'se han agotado los intentos', access);
  // Void is void, also for the right one.
  await page.fill('[name=pin]', pin);
  await wrong(page, 'pin', 'Ese PIN ya no sirve', access);

  pin = await obtain();
  await advance(601);
  await page.fill('[name=pin]', pin);
  await wrong(page, 'pin', 'Ese PIN ha caducado', access);
  await see('expired-pin');

  // In another browser the PIN is no PIN.
  pin = await obtain();
  const used = await page.context().storageState();
  await page.fill('[name=pin]', pin.toLowerCase());
  await go(page, access);
  check(page.url() === `${identity}/session`, `identified at ${page.url()}`);
  // The back button, and the PIN once more.
  await page.goBack();
  await page.context().addCookies(used.cookies);
  await open(page, `${identity}/login/pin/code`);
  await page.fill('[name=pin]', pin);
  await wrong(page, 'pin', 'Ese PIN ya se ha usado', access);
}

await run(async (browser) => {
  const visit = await visitor(browser);
  const see = looking(visit, 'es');
  await documents(visit, see);
  await registration(visit, see, browser);
  await visit.settle();
  const identifying = await visitor(browser);
  await pins(identifying, looking(identifying, 'es'));
  await identifying.settle();
  return {};
});
