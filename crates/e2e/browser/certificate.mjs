// Log-in with a certificate: a service that demands substantial is entered with one of a citizen, in Spanish; in
// English the same person is told why a revoked one, one of an unknown issuer and none at all open nothing.

import { check, go, input, open, run, visitor } from './support.mjs';
import { looking, release } from './steps.mjs';
import { begin, configure, returning } from './relying-party.mjs';
import { certificateOf, person } from './world.mjs';

const { identity, number } = input();
const SUBSTANTIAL = 'http://eidas.europa.eu/LoA/substantial';

/** The way from the ways to whatever comes of the certificate. */
async function choose(page, see, status = 200) {
  await go(page, 'main a[href*="/login/certificate"]');
  await see('certificate');
  await go(page, 'main .actions a.btn:not(.quiet)', status);
}

async function enters(browser, rp, back) {
  const visit = await visitor(browser, { certificates: [await certificateOf(number, 'citizen')] });
  const { page } = visit;
  const see = looking(visit, 'es');
  // Once she is known, the pages speak her language.
  const hers = looking(visit, 'eu');
  const asked = await begin(rp, back.origin, { acr_values: SUBSTANTIAL });
  await open(page, asked.url);
  await see('means');
  await choose(page, see);
  await hers('release');
  await release(page);
  const { acr, amr } = (await asked.redeem(page.url())).claims();
  check(acr === SUBSTANTIAL, `the level is ${acr}`);
  check(JSON.stringify(amr) === '["swk"]', `the means are ${amr}`);
  await open(page, `${identity}/session`);
  await hers('session');
  const cookies = (await visit.context.cookies()).filter(({ name }) => name.endsWith('-session'));
  check(cookies.length === 1, `${cookies.length} session cookies`);
  await visit.settle();
}

/** @param {'revoked' | 'stranger' | undefined} kind none for a browser without certificates */
async function refused(browser, kind, words) {
  // Playwright shows nothing at an origin for which it has no certificate.
  const certificates = kind ? [await certificateOf(number, kind)] : [];
  const visit = await visitor(browser, { locale: 'en-GB', certificates });
  const { page } = visit;
  const see = looking(visit, 'en');
  await open(page, `${identity}/login`);
  await choose(page, see, 403);
  const title = await page.locator('h1').innerText();
  check(title === words, `the page says: ${title}`);
  await see(`certificate-${kind ?? 'none'}`);
  // Another way is a click away, and nobody is in.
  await go(page, 'main a[href="/login"]');
  await open(page, `${identity}/session`);
  check(page.url().endsWith('/login'), `somebody is in: ${page.url()}`);
  await visit.settle();
}

await run(async (browser) => {
  await person(number);
  const back = await returning();
  const rp = await configure(identity, 'demo-rp', 'demo-rp-secret');
  await enters(browser, rp, back);
  await refused(browser, 'revoked', 'Your certificate is revoked');
  await refused(browser, 'stranger', 'We cannot rely on this certificate');
  await refused(browser, undefined, 'We have received no certificate');
  await back.close();
  return {};
});
