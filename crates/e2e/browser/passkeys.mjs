// A passkey in place of the PIN: added in a session, used on the same device, and of no use once it is removed. In two
// languages, on a phone and on a desktop, with Chromium's virtual authenticator.

import { NARROW, WIDE, check, go, input, look, open, passkey, run, visitor } from './support.mjs';
import { identify } from './steps.mjs';
import { messageAfter, person } from './world.mjs';

const { identity, number, walks } = input();

/** The way that the person takes, from the PIN to a passkey that is gone. */
async function walk(browser, who, { lang, locale, method, narrow, dark }) {
  const colorScheme = dark ? 'dark' : 'light';
  const visit = await visitor(browser, { locale, viewport: narrow ? NARROW : WIDE, colorScheme });
  const { page } = visit;
  // A person who is known reads their own language, which is Spanish.
  const see = (name) => look(visit, `passkey-${name}`, { lang: 'es' });
  const device = await passkey(page);

  await open(page, `${identity}/login`);
  await look(visit, 'passkey-means', { lang });
  await identify(page, who);
  await open(page, `${identity}/session`);
  await go(page, 'main a[href="/session/passkeys"]');
  await see('none');

  // A name is needed: the browser is not even asked for the key before it is there.
  await page.fill('[name=label]', 'x'.repeat(41));
  await go(page, 'main form[data-passkey] button.btn', 422);
  await see('name-too-long');
  await page.fill('[name=label]', `Mi móvil ${lang}`);
  const told = await messageAfter('email', who.email, () => go(page, 'main form[data-passkey] button.btn'));
  check(told.subject.length > 0, 'nobody is told of the new passkey');
  check((await page.locator('main h2').first().innerText()) === `Mi móvil ${lang}`, 'the passkey has another name');
  await see('added');

  await open(page, `${identity}/session`);
  await go(page, 'main form[action="/session/log-out"] button');
  await open(page, `${identity}/login`);
  await go(page, 'main a[href^="/login/passkey"]');
  await look(visit, 'passkey-log-in');
  await go(page, 'main form[data-passkey] button.btn');
  check(new URL(page.url()).pathname === '/session', `the passkey led to ${page.url()}`);
  check((await page.locator('main').innerText()).includes(method), `the session does not say "${method}"`);

  // Another device has none for us: the browser says so, and the page offers the other ways.
  const { session, authenticatorId } = device;
  await open(page, `${identity}/session/passkeys`);
  await go(page, 'main form[action="/session/passkeys/remove"] button');
  check((await page.locator('main form[action="/session/passkeys/remove"]').count()) === 0, 'it was not removed');
  await open(page, `${identity}/login/passkey`);
  await go(page, 'main form[data-passkey] button.btn', 422);
  await look(visit, 'passkey-refused');
  await session.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
  await visit.settle();
}

await run(async (browser) => {
  const who = await person(number);
  for (const one of walks) await walk(browser, who, one);
  return {};
});
