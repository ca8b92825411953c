// Somebody enters from a second browser: a mail says so, its link freezes, a PIN that was on its way then says what is
// so, the password with a code thaws, and a way that is switched off says so at the door.

import { NEXT, check, go, input, open, run, visitor } from './support.mjs';
import { looking, typeDocument } from './steps.mjs';
import { advance, messageAfter, messages, phoneCodeOf, pinOf, showing } from './world.mjs';

const { identity, lang, locale, viewport, colorScheme, javaScriptEnabled } = input();
const screen = { locale, viewport, colorScheme, javaScriptEnabled };

await run(async (browser) => {
  const who = await showing('A foreigner registered at the advanced level');
  const home = await visitor(browser, screen);
  const library = await visitor(browser, screen);
  const mail = await visitor(browser, screen);
  // Once he is known, the pages speak his language.
  let hisLang = lang;
  const his = (visit) => looking(visit, hisLang);

  /** Number and password in a browser, with a code by SMS if it is asked for. */
  const enter = async ({ page }, withCode, status = 200) => {
    await open(page, `${identity}/login/password`);
    await page.fill('[name=number]', who.number);
    await page.fill('[name=password]', who.password);
    if (!withCode) return go(page, NEXT, status);
    await page.check('[name=with-more]');
    const sms = await messageAfter('sms', who.phone, () => go(page));
    await page.fill('[name=code]', phoneCodeOf(sms));
    await go(page, NEXT, status);
  };

  // The first browser of all is nobody's news; the second is.
  const before = (await messages('email', who.email)).length;
  await enter(home, false);
  check(home.page.url() === `${identity}/session`, `identified at ${home.page.url()}`);
  hisLang = (await home.page.getAttribute('html', 'lang')) ?? lang;
  const told = await messageAfter('email', who.email, () => enter(library, false));
  check((await messages('email', who.email)).length === before + 1, 'the first browser is told too');
  const link = told.text.match(/https?:\/\/\S+\/alert\/\S+/);
  check(link, `no link in: ${told.text}`);

  // A PIN is on its way in the second browser.
  await open(library.page, `${identity}/login/pin`);
  await typeDocument(library.page, who);
  await advance(61);
  await open(library.page, library.page.url());
  const button = 'main form[action*="/login/pin/sms"] button';
  const pin = pinOf(await messageAfter('sms', who.phone, () => go(library.page, button)));

  // Programs that examine mail follow links, and nothing happens.
  await open(mail.page, link[0]);
  await open(home.page, `${identity}/session/means`);
  await his(home)('means');
  await open(home.page, `${identity}/session/freeze`);
  await his(home)('freeze');
  await his(mail)('alert');
  await go(mail.page, NEXT, 422);
  await mail.page.check('[name=what][value=freeze]');
  await go(mail.page);
  await his(mail)('alert-frozen');
  await open(mail.page, link[0], 410);
  await open(home.page, `${identity}/session`);
  check(home.page.url().startsWith(`${identity}/login`), 'a session goes on');

  // The PIN is right, and says what is so.
  await library.page.fill('[name=pin]', pin);
  await go(library.page, 'main form[action*="/login/pin/code"] button.btn:not(.second)', 403);
  check(library.page.url().startsWith(`${identity}/login/held`), `let in at ${library.page.url()}`);
  await his(library)('held-by-pin');

  // The password with a code is enough to thaw.
  await enter(home, true, 403);
  await his(home)('held-may-thaw');
  await go(home.page);
  await his(home)('thawed');
  await enter(home, true);
  check(home.page.url() === `${identity}/session`, `identified at ${home.page.url()}`);

  // His last way that thaws is not switched off without a warning; then it says so at the door.
  await open(home.page, `${identity}/session/means`);
  const off = home.page.locator('form[action="/session/means/password/off"] button');
  await go(home.page, off, 409);
  await his(home)('last-way');
  await go(home.page);
  await his(home)('means-off');
  await enter(library, false, 403);
  await his(library)('held-off');

  // He freezes himself, knowing how it is thawed.
  await open(home.page, `${identity}/session/freeze`);
  await home.page.check('[name=understood]');
  await go(home.page);
  // The page is everybody's, and speaks the language of the browser.
  await looking(home, lang)('frozen');
  for (const visit of [home, library, mail]) await visit.settle();
  return {};
});
