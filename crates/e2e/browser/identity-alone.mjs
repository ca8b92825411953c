// A person registers by letter and identifies at identity itself, without any relying party.

import { check, input, open, run, visitor } from './support.mjs';
import { askForLetter, identify, looking, useLetter } from './steps.mjs';
import { letterCodeOf, person } from './world.mjs';

const { identity, number, lang, locale, viewport, javaScriptEnabled } = input();

await run(async (browser) => {
  const who = await person(number);
  const visit = await visitor(browser, { locale, viewport, javaScriptEnabled });
  const { page } = visit;
  const see = looking(visit, lang);
  await open(page, identity);
  await see('home');
  await open(page, `${identity}/procedures`);
  await see('procedures');
  await open(page, `${identity}/register`);
  const letter = await askForLetter(page, who, see);
  await open(page, `${identity}/register`);
  await useLetter(page, who, letterCodeOf(letter), see);
  await open(page, `${identity}/login`);
  await identify(page, who, see);
  check(page.url() === `${identity}/session`, `the session is at ${page.url()}`);
  await see('session');
  await visit.settle();
  return { letter: letter.attachments };
});
