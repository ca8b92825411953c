// Every page in every language on a narrow screen: nothing sticks out of the window or of the part it belongs to,
// nothing is cut off, and the menu offers every language. Words of other languages are longer than the Spanish ones
// for which a page was drawn; this finds where they do not fit.

import { NARROW, NEXT, WIDE, check, go, input, open, run, visitor } from './support.mjs';
import { askForLetter, identify, release, useLetter } from './steps.mjs';
import { letterCodeOf, person } from './world.mjs';

const { identity, sede, office, gallery, languages, number } = input();

/** What public pages there are; the others are met on the way. */
const PUBLIC = [
  ...['', '/procedures', '/help', '/contact', '/accessibility', '/data-protection', '/nothing-here'].map((path) => identity + path),
  ...['support-number', 'dni-dates', 'letter-code', 'sms', 'not-confirmed'].map((page) => `${identity}/help/${page}`),
  ...['', '/procedures', '/about', '/csv', '/csv/AAAA-AAAA-AAAA-AAAA-AAAA-AA'].map((path) => sede + path),
  ...['', '/requirements'].map((path) => `${sede}/procedures/sexual-offences-certificate${path}`),
  `${office}/sign-in`,
  `${gallery}/kit`,
  `${gallery}/kit?errors`,
];

/**
 * What does not fit on the page as it stands. What scrolls by itself (wide tables), what only screen readers see, and
 * the cells of a code, whose field is a letter wider than they are, are left out.
 *
 * @param {import('playwright-core').Page} page
 */
const misfits = (page) => page.evaluate(() => {
  const found = [];
  const edge = document.documentElement.clientWidth + 1;
  const told = (box, what) => {
    const words = box.textContent.trim().replace(/\s+/g, ' ').slice(0, 60);
    found.push(`<${box.tagName.toLowerCase()} class="${box.getAttribute('class') ?? ''}"> ${what}: ${words}`);
  };
  const scrolls = (box) => /auto|scroll/.test(getComputedStyle(box).overflowX);
  const visible = (box) => {
    const { width, height } = box.getBoundingClientRect();
    return width > 2 && height > 2 && box.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  };
  const walk = (box) => {
    for (const child of box.children) {
      const style = getComputedStyle(child);
      if (child.matches('svg, script, style, option, .sr, .skip, .cells') || !visible(child)) continue;
      const { left, right } = child.getBoundingClientRect();
      if (left < -1 || right > edge) told(child, 'sticks out of the window');
      const inside = box.getBoundingClientRect();
      // What is drawn to the edges of the window on purpose has a negative margin.
      const flows = style.position === 'static' && !style.marginRight.startsWith('-') && style.display !== 'contents';
      if (flows && getComputedStyle(box).display !== 'inline' && right > inside.right + 1) told(child, 'sticks out of its part');
      const cut = /hidden|clip/.test(style.overflowX) && child.scrollWidth > child.clientWidth + 1;
      if (cut) told(child, 'is cut off');
      if (!scrolls(child)) walk(child);
    }
  };
  walk(document.body);
  return found;
});

/** Everything that does not fit anywhere: told together at the end, so that one run shows all there is to mend. */
const all = [];

/** @param {import('playwright-core').Page} page @param {string} lang */
async function note(page, lang) {
  all.push(...(await misfits(page)).map((fault) => `${page.url()} in ${lang}: ${fault}`));
}

/**
 * Looks at the page in every language and comes back to the first.
 *
 * @param {import('playwright-core').Page} page
 */
async function inEveryLanguage(page) {
  const here = new URL(page.url());
  for (const lang of [...languages.slice(1), languages[0]]) {
    const there = new URL(here);
    there.searchParams.set('lang', lang);
    await page.goto(there.href);
    const spoken = await page.locator('html').getAttribute('lang');
    check(spoken === lang, `${here} speaks ${spoken}, not ${lang}`);
    await note(page, lang);
  }
}

/**
 * The page that answers the first one of registration without an address of its own: with a mistake, and with the
 * datum that is asked for next.
 *
 * @param {import('playwright-core').Page} page
 * @param {string} number
 */
async function answersInEveryLanguage(page, number) {
  for (const lang of [...languages.slice(1), languages[0]]) {
    await page.goto(`${identity}/register?lang=${lang}`);
    await go(page, NEXT, 422);
    await note(page, lang);
    await page.fill('[name=number]', number);
    await go(page);
    await note(page, lang);
  }
}

/** The menu of languages, unfolded: all of them, inside the window. */
async function menu(page, size) {
  await page.setViewportSize(size);
  for (const origin of [identity, sede, office]) {
    await open(page, origin === office ? `${office}/sign-in` : origin);
    await page.click('header details.menu summary');
    const links = page.locator('header details.menu a:visible');
    const tags = await links.evaluateAll((all) => all.map((link) => link.hreflang));
    check(tags.join() === languages.join(), `${origin} offers ${tags}`);
    for (const link of await links.all()) {
      const { x, y, width, height } = await link.boundingBox();
      check(x >= 0 && y >= 0 && x + width <= size.width && y + height <= size.height, `a language is outside at ${origin}`);
      check(height >= 24, `a language at ${origin} is ${height} pixels high`);
    }
  }
  await page.setViewportSize(NARROW);
}

await run(async (browser) => {
  const who = await person(number);
  const visit = await visitor(browser, { viewport: NARROW });
  const { page } = visit;
  // What answers a form without an address of its own was looked at before.
  const see = async (name) => (name?.endsWith('-datum') ? undefined : inEveryLanguage(page));
  await menu(page, NARROW);
  await menu(page, WIDE);
  for (const address of PUBLIC) {
    await page.goto(address);
    await see();
  }
  await answersInEveryLanguage(page, number);

  // The way to an identity, and into the electronic office.
  await open(page, `${identity}/register`);
  const letter = await askForLetter(page, who, see);
  await open(page, `${identity}/register`);
  await useLetter(page, who, letterCodeOf(letter), see);
  await open(page, `${sede}/start`);
  await identify(page, who, see);
  await see();
  await release(page);
  await see();
  await page.fill('[name=phone]', who.phone);
  await go(page);
  await see();
  await open(page, `${sede}/applications`);
  await see();
  await open(page, `${identity}/session`);
  await see();
  await visit.settle();
  check(all.length === 0, `does not fit:\n${all.join('\n')}`);
});
