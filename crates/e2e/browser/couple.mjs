// A couple with one phone: the second to register takes it over, knowingly; the first keeps the registration, cannot
// use it, is told, and gives another number by a new letter.

import { NEXT, check, go, input, open, run, visitor } from './support.mjs';
import { askForLetter, identify, looking, typeDocument, useLetter } from './steps.mjs';
import { advance, letterCodeOf, messageAfter, messages, person } from './world.mjs';

const { identity, first, second, other } = input();

await run(async (browser) => {
  const holder = await person(first);
  const taker = await person(second);
  check(holder.phone === taker.phone, 'they do not share a phone');

  const visit = await visitor(browser);
  const see = looking(visit, 'es');
  await open(visit.page, `${identity}/register`);
  const letter = await askForLetter(visit.page, taker);
  await open(visit.page, `${identity}/register`);
  const told = await messageAfter('email', holder.email, () =>
    useLetter(visit.page, taker, letterCodeOf(letter), see, { displace: true }));
  check(told.subject.length > 0, 'the first holder is told nothing');
  await visit.settle();

  // The first cannot get a PIN any more, and the pages do not say why: they are the same for everybody.
  const displaced = await visitor(browser);
  const { page } = displaced;
  await open(page, `${identity}/login/pin`);
  await typeDocument(page, holder);
  check(page.url().endsWith('/login/pin/code'), `the page of the PIN is at ${page.url()}`);
  await advance(61);
  await open(page, page.url());
  const before = (await messages('sms', holder.phone)).length;
  await go(page, 'main form[action*="/login/pin/sms"] button');
  await page.fill('[name=pin]', 'AAA');
  await go(page, 'main form[action*="/login/pin/code"] button.btn:not(.second)', 422);

  // The second identifies with the phone.
  const owner = await visitor(browser);
  await open(owner.page, `${identity}/login`);
  await identify(owner.page, taker);
  await open(owner.page, `${identity}/session`);
  check(owner.page.url().endsWith('/session'), 'the second cannot identify');
  await owner.settle();
  const pins = (await messages('sms', holder.phone)).length - before;
  check(pins === 1, `${pins} PINs went to the phone`);

  // A new letter and another number restore the first.
  await open(page, `${identity}/register`);
  const again = await askForLetter(page, holder);
  await open(page, `${identity}/register`);
  await useLetter(page, holder, letterCodeOf(again), undefined, { phone: other });
  await open(page, `${identity}/login`);
  await identify(page, { ...holder, phone: other });
  await open(page, `${identity}/session`);
  check(page.url().endsWith('/session'), 'the first is not restored');
  await displaced.settle();
  return {};
});
