// What goes wrong in the electronic office: missing and misshapen data, two tabs, an impatient click, the back button, a
// visit that ends while somebody types, another person's application, codes that are none.

import { NEXT, check, go, input, open, run, visitor, words } from './support.mjs';
import { PROCEDURE, fillIn, typeCode, untilReady } from './office.mjs';
import { identify, looking, release } from './steps.mjs';
import { advance, showing } from './world.mjs';

const { identity, sede } = input();

/** A code with true check characters that was never issued, and one with a typing error. */
const NEVER_ISSUED = 'AAAA-AAAA-AAAA-AAAA-AAAB-GI';
const MISTYPED = 'BBCD-EFGH-IJKL-MNOP-QRST-P7';

/** @param {import('playwright-core').Page} page @param {string} field @param {string} message */
async function wrong(page, field, message) {
  await go(page, NEXT, 422);
  const beside = await page.locator(`#${field}-e`).innerText();
  check(beside.includes(message), `beside ${field} stands: ${beside}`);
}

/** @param {import('playwright-core').Page} page @param {any} who @param {string} path */
async function enter(page, who, path) {
  await open(page, `${sede}${path}`);
  await identify(page, who);
  await release(page);
}

async function form(visit, see) {
  const { page, context } = visit;
  const who = await showing('A namesake born on another day: no match');
  await enter(page, who, '/start');
  const here = page.url();
  check(here.endsWith('/applicant'), `the form is at ${here}`);
  await page.fill('[name=phone]', '');
  await wrong(page, 'phone', 'móvil');
  await page.fill('[name=phone]', '171 3920002');
  await page.fill('[name=email]', 'nadie');
  await wrong(page, 'phone', 'prefijo');
  check((await page.locator('#email-e').count()) === 1, 'the e-mail is not explained at the same time');
  await see('wrong-applicant');

  // The visit ends while somebody types: they identify again, and nothing is lost.
  await page.fill('[name=phone]', who.phone);
  await page.fill('[name=email]', 'carlos@example.org');
  await advance(3_601);
  await go(page);
  check(page.url().startsWith(identity), `the visit goes on: ${page.url()}`);
  await identify(page, who);
  if (new URL(page.url()).origin === identity) await release(page);
  check(page.url() === here, `came back to ${page.url()}`);
  check((await page.inputValue('[name=email]')) === 'carlos@example.org', 'what was typed is lost');
  await go(page);

  // Another tab changes the telephone after this one shows what will be sent.
  const tab = await context.newPage();
  await open(tab, here);
  await tab.fill('[name=phone]', '+34 600 00 99 99');
  await go(tab);
  await wrong(page, 'declared', 'Marque');
  check((await page.locator('#purpose-e').count()) === 1, 'the missing purpose is not told at the same time');
  await see('wrong-confirm');
  await open(page, page.url());
  await open(tab, here);
  await tab.fill('[name=phone]', who.phone);
  await go(tab);
  await page.locator('[name=purpose]').first().check();
  await page.check('[name=declared]');
  await go(page, NEXT, 409);
  await see('changed-meanwhile');
  check((await words(page)).includes(who.phone.replace(/\+34(\d{3})(\d{3})(\d{3})/, '+34 $1 $2 $3')), 'the page shows old data');
  await tab.close();

  // An impatient double click on "send" sends one application.
  await page.locator('[name=purpose]').first().check();
  await page.check('[name=declared]');
  await Promise.all([page.waitForURL('**/result'), page.locator(NEXT).first().dblclick()]);
  await untilReady(page);
  await page.goBack();
  check(/\/(result|confirm)$/.test(page.url()), `back leads to ${page.url()}`);
  await open(page, here);
  check(page.url().endsWith('/result'), `a form that was sent is open again at ${page.url()}`);
  await open(page, `${sede}/applications`);
  check((await page.locator('main tbody tr').count()) === 1, 'more than one application was sent');
  return here;
}

async function ofAnother(browser, address) {
  const visit = await visitor(browser);
  const { page } = visit;
  const see = looking(visit, 'es');
  await enter(page, await showing('Born on the day of an entry whose surname'), '/applications');
  // Another person's application is not there: the same answer as for one that never was.
  await open(page, address, 404);
  await see('not-there');
  const reference = /GEN-404.*$/m;
  const theirs = (await words(page)).replace(reference, '');
  await open(page, `${sede}/applications/2026-AAAA-AAAA/applicant`, 404);
  check((await words(page)).replace(reference, '') === theirs, 'a stranger learns which references exist');

  // The person does not want to identify, and comes back to where they were.
  const shy = await visitor(browser);
  await open(shy.page, `${sede}/start`);
  await go(shy.page, 'main form[action*="/login/decline"] button');
  check(shy.page.url().startsWith(`${sede}${PROCEDURE}`), `declined to ${shy.page.url()}`);
  await looking(shy, 'es')('declined');
  await shy.settle();
  await visit.settle();
}

async function codes(browser) {
  const visit = await visitor(browser);
  const { page } = visit;
  const see = looking(visit, 'es');
  await open(page, `${sede}/csv`);
  await wrong(page, 'code', 'código');
  await page.fill('[name=code]', 'ABCD');
  await wrong(page, 'code', '22');
  await page.fill('[name=code]', MISTYPED.replace('B', '0'));
  await wrong(page, 'code', 'letras de la A a la Z');
  // A typing error is told before any look-up, also to who comes by an address.
  await page.fill('[name=code]', MISTYPED);
  await go(page, NEXT, 422);
  await see('code-mistyped');
  const told = await page.locator('#code-e').innerText();
  await open(page, `${sede}/csv/${MISTYPED.replaceAll('-', '')}`, 404);
  check((await page.locator('#code-e').innerText()) === told, 'an address is answered otherwise than the form');
  await typeCode(page, sede, NEVER_ISSUED, 404);
  await see('code-unknown');
  check(/CSV-001/.test(await words(page)), 'the helpline has no code of the error');
  await visit.settle();
}

await run(async (browser) => {
  const visit = await visitor(browser);
  const address = await form(visit, looking(visit, 'es'));
  await visit.settle();
  await ofAnother(browser, address);
  await codes(browser);
  return {};
});
