// The permanent password of somebody with the advanced registration: from the proof of registration to a service that
// demands more than a password alone, then changed, forgotten, locked, and recovered with a new activation code.

import { NEXT, check, go, input, open, run, visitor, words } from './support.mjs';
import { looking, release, typeDocument } from './steps.mjs';
import { begin, configure, returning } from './relying-party.mjs';
import { advance, messageAfter, messages, phoneCodeOf, pinOf, showing } from './world.mjs';

const { identity, lang, locale, viewport, colorScheme, javaScriptEnabled } = input();
const screen = { locale, viewport, colorScheme, javaScriptEnabled };

const SUBSTANTIAL = 'http://eidas.europa.eu/LoA/substantial';
const FIRST = 'farola-teclado-Nube9';
const SECOND = 'tuercebotas violeta 83';
const THIRD = 'grapa caballo bateria';

await run(async (browser) => {
  const who = await showing('Registered at the advanced level, in person');
  const back = await returning();
  const visit = await visitor(browser, screen);
  const { page } = visit;
  const see = looking(visit, lang);
  // Once she is known, the pages speak her language.
  const hers = looking(visit, 'eu');

  const claim = async (code) => {
    await page.fill('[name=number]', who.number);
    await page.fill('[name=activation]', code);
    if (await page.locator('[name=email]').count()) await page.fill('[name=email]', who.email);
  };
  const choose = async (password) => {
    await page.fill('[name=new-password]', password);
    await page.fill('[name=repeated]', password);
  };
  const type = async (password) => {
    await page.fill('[name=number]', who.number);
    await page.fill('[name=password]', password);
  };
  /** Sends the form, and types the code that comes by SMS. */
  const proven = async () => {
    const sms = await messageAfter('sms', who.phone, () => go(page));
    await page.fill('[name=code]', phoneCodeOf(sms));
    return phoneCodeOf(sms);
  };

  // A service that demands substantial; there is no password yet.
  const rp = await configure(identity, 'demo-rp', 'demo-rp-secret');
  const asked = await begin(rp, back.origin, { acr_values: SUBSTANTIAL });
  await open(page, asked.url);
  await see('means');
  await go(page, 'main a[href^="/login/password"]');
  await see('login-password');
  await go(page, 'main a[href^="/permanent/activate"]');
  await see('activate');
  // Somebody else's code, and then the own one.
  const other = await showing('A foreigner registered at the advanced level');
  await claim(other.activation_code);
  await go(page, NEXT, 422);
  await see('not-confirmed');
  await claim(who.activation_code);
  const code = await proven();
  await see('code');
  await page.fill('[name=code]', code === '000000' ? '000001' : '000000');
  await go(page, NEXT, 422);
  await page.fill('[name=code]', code);
  await go(page);
  await choose('Password1234!');
  if (screen.javaScriptEnabled !== false) {
    const said = page.locator('[data-strength]');
    await page.locator('[name=new-password]').pressSequentially('x');
    check((await said.innerText()).length > 0, 'nothing is said about the strength');
    await page.check('[name=shown]');
    check((await page.getAttribute('[name=new-password]', 'type')) === 'text', 'the password is not shown');
    await choose('Password1234!');
  }
  await go(page, NEXT, 422);
  check((await page.inputValue('[name=new-password]')) === '', 'the password is drawn again');
  await see('choose-weak');
  await choose(FIRST);
  const told = await messageAfter('email', who.email, () => go(page));
  check(!/\d{6}/.test(told.text), 'an e-mail carries a code');
  await see('done');

  // On to the service, which is still waiting: password and code.
  await go(page, 'main .actions a.btn');
  await type(FIRST);
  await proven();
  await see('code-log-in');
  await go(page);
  await release(page);
  const { acr, amr } = (await asked.redeem(page.url())).claims();
  check(acr === SUBSTANTIAL, `the service was told ${acr}`);
  check(JSON.stringify(amr).includes('pwd'), `by ${JSON.stringify(amr)}`);

  // Changed, knowing it.
  await open(page, `${identity}/permanent`);
  await hers('home');
  await go(page, 'main a[href^="/permanent/change"]');
  await see('change');
  await type(FIRST);
  await proven();
  await go(page);
  await choose(FIRST);
  await go(page, NEXT, 422);
  await choose(SECOND);
  await go(page);

  // Forgotten: the tries of this browser are used up. Another browser is told nothing.
  await open(page, `${identity}/login/password`);
  for (const name of ['wrong-first', 'wrong-second', 'locked']) {
    await type(FIRST);
    await go(page, NEXT, 422);
    await see(name);
  }
  await type(SECOND);
  await go(page, NEXT, 422);
  const stranger = await visitor(browser, screen);
  await open(stranger.page, `${identity}/login/password`);
  await stranger.page.fill('[name=number]', who.number);
  await stranger.page.fill('[name=password]', FIRST);
  await go(stranger.page, NEXT, 422);
  const neutral = await words(stranger.page);
  await stranger.page.fill('[name=number]', (await showing('An ordinary DNI: the validity date is asked.')).number);
  await stranger.page.fill('[name=password]', FIRST);
  await go(stranger.page, NEXT, 422);
  const reference = /PER-00\d.*$/m;
  check((await words(stranger.page)).replace(reference, '') === neutral.replace(reference, ''), 'a stranger learns who has one');
  await stranger.settle();

  // The proof of registration is lost too: a new code after identifying with a PIN.
  await go(page, 'main a[href^="/permanent/recover"]');
  await see('recover');
  await go(page, 'aside a[href^="/permanent/activation-code"], main a[href^="/permanent/activation-code"]');
  // The session of the service still holds; it is enough.
  if ((await page.locator('[name=accept]').count()) === 0) {
    await see('identify');
    await go(page, 'main .actions a.btn');
    await go(page, 'main a[href^="/login/pin"]');
    await typeDocument(page, who);
    await advance(61);
    await open(page, page.url());
    const pin = pinOf(await messageAfter('sms', who.phone, () => go(page, 'main form[action*="/login/pin/sms"] button')));
    await page.fill('[name=pin]', pin);
    await go(page, 'main form[action*="/login/pin/code"] button.btn:not(.second)');
  }
  await hers('renew');
  await page.check('[name=accept]');
  await go(page);
  await hers('new-code');
  const fresh = (await page.locator('.code-box').innerText()).match(/\d{4}\D{0,3}\d{4}\D{0,3}\d{4}\D{0,3}\d{4}/);
  check(fresh, 'no activation code is shown');
  await open(page, `${identity}/permanent/recover`);
  await claim(who.activation_code);
  await go(page, NEXT, 422);
  await claim(fresh[0].replace(/\D/g, ''));
  await proven();
  await go(page);
  await choose(THIRD);
  await go(page);
  await open(page, `${identity}/login/password`);
  await type(THIRD);
  await go(page);
  check(page.url() === `${identity}/session`, `identified at ${page.url()}`);
  await hers('session');
  const codes = (await messages('sms', who.phone)).length;
  await visit.settle();
  await back.close();
  return { codes };
});
