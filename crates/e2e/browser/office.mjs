// The electronic office as a citizen goes through it.

import { NEXT, check, go, open } from './support.mjs';
import { unseen } from './steps.mjs';

/** The information page of the procedure. */
export const PROCEDURE = '/procedures/sexual-offences-certificate';

/** How long the machine may take for a certificate, in milliseconds. */
const MAKING = 30_000;

/**
 * From the first section of the form to the result.
 *
 * @param {import('playwright-core').Page} page
 * @param {any} who
 * @param {(name: string) => Promise<void>} [see]
 * @param {string} [email] left out by most, because nobody has to give one
 */
export async function fillIn(page, who, see = unseen, email = '') {
  check(page.url().endsWith('/applicant'), `the form is at ${page.url()}`);
  const personal = await page.locator('main').innerText();
  for (const datum of [who.given_name, who.surname1, who.number]) {
    check(personal.includes(datum), `the form does not know ${datum}`);
  }
  // What the register says is shown, not asked.
  check((await page.locator('main input:visible, main textarea:visible').count()) === 2, 'more than phone and e-mail');
  await see('form-applicant');
  await page.fill('[name=phone]', who.phone);
  await page.fill('[name=email]', email);
  await go(page);
  await see('form-confirm');
  await page.locator('[name=purpose]').first().check();
  await page.check('[name=declared]');
  await go(page);
  return new URL(page.url()).pathname.split('/')[2];
}

/**
 * Waits on the page of the result until the certificate is there.
 *
 * @param {import('playwright-core').Page} page
 */
export async function untilReady(page) {
  const end = Date.now() + MAKING;
  while ((await page.locator('main a[href$="/certificate.pdf"]').count()) === 0) {
    check(Date.now() < end, 'the certificate does not come');
    await open(page, page.url());
  }
}

/**
 * Presses the link to a document and gives what was downloaded.
 *
 * @param {import('playwright-core').Page} page
 * @param {string} link
 */
export async function download(page, link) {
  const [file] = await Promise.all([page.waitForEvent('download'), page.locator(link).first().click()]);
  const parts = [];
  for await (const part of await file.createReadStream()) parts.push(part);
  return Buffer.concat(parts);
}

/** The verification code on the page of a result. @param {import('playwright-core').Page} page */
export async function codeOn(page) {
  const found = (await page.locator('main').textContent())?.match(/((?:[A-Z2-7]{4}-){5}[A-Z2-7]{2})/);
  check(found, 'the page shows no verification code');
  return found[1];
}

/**
 * Types a verification code as somebody types who copies it from paper: small letters, no hyphens.
 *
 * @param {import('playwright-core').Page} page
 * @param {string} sede
 * @param {string} code
 * @param {number} [status] of the page that comes
 */
export async function typeCode(page, sede, code, status = 200) {
  await open(page, `${sede}/csv`);
  await page.fill('[name=code]', code.toLowerCase().replaceAll('-', ''));
  await go(page, NEXT, status);
}

/**
 * Uploads a copy on the page of a document; tells whether it is the one that was issued.
 *
 * @param {import('playwright-core').Page} page
 * @param {Buffer} buffer
 */
export async function compare(page, buffer) {
  await page.setInputFiles('[name=copy]', { name: 'copia.pdf', mimeType: 'application/pdf', buffer });
  await go(page, 'main form[action$="/compare"] button');
  const same = (await page.locator('main .notice.ok').count()) > 0;
  const other = (await page.locator('main .medal.warn').count()) > 0;
  check(same !== other, 'the page does not say whether the copy is the original');
  return same;
}
