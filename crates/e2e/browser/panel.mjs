// "Mi identidad": two browsers of one person. The one sees the other and logs it out, the electronic office is told;
// then the person looks at what was done in their name, filters it, takes it away, and takes a receipt. One browser
// speaks the language of the office, the other the one that was chosen there.

import { readFile } from 'node:fs/promises';
import { NARROW, check, go, input, look, open, run, visitor } from './support.mjs';
import { identify, release } from './steps.mjs';
import { person } from './world.mjs';

const { identity, sede, number } = input();

/** How long the sequencer and whoever tells the services may take: each looks every second. */
const PATIENCE = 15_000;

/** What a download holds. @param {import('playwright-core').Page} page @param {import('playwright-core').Locator} link */
async function downloaded(page, link) {
  const [file] = await Promise.all([page.waitForEvent('download'), link.click()]);
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
}

await run(async (browser) => {
  const who = await person(number);

  // On a computer at home: the electronic office.
  const home = await visitor(browser);
  await open(home.page, `${sede}/applications`);
  await identify(home.page, who);
  await release(home.page);
  check(home.page.url() === `${sede}/applications`, `came back to ${home.page.url()}`);
  await open(home.page, `${identity}/session/services`);
  await look(home, 'services', { lang: 'es' });

  // On a phone, in another language: both sessions, and the end of the other one.
  const phone = await visitor(browser, { viewport: NARROW, colorScheme: 'dark' });
  const { page } = phone;
  await open(page, `${identity}/login?lang=en`);
  await identify(page, who);
  await open(page, `${identity}/session`);
  await look(phone, 'data', { lang: 'en' });
  check(!(await page.locator('main').innerText()).includes(who.number), 'the number is shown unasked');
  await go(page, 'main a[href="/session?show=number"]');
  check((await page.locator('main').innerText()).includes(who.number), 'the number is not shown');
  await go(page, 'main a[href="/session/sessions"]');
  await look(phone, 'sessions', { lang: 'en' });
  check((await page.locator('main section h2:has(.with-ico)').count()) === 2, 'there are not two sessions');
  await go(page, 'main form[action="/session/sessions/close"] button');
  check(page.url() === `${identity}/session/ended`, `closing led to ${page.url()}`);
  await page.locator('[data-told=done] .tag.ok').waitFor({ timeout: PATIENCE });
  await look(phone, 'ended', { lang: 'en' });
  await open(home.page, `${sede}/applications`);
  check(home.page.url().startsWith(`${identity}/login`), `the visit to the office goes on: ${home.page.url()}`);

  // What was done: everything, one kind, one service.
  await go(page, 'main nav a[href="/session/activity"]');
  await look(phone, 'activity', { lang: 'en' });
  const all = await page.locator('main tbody tr').count();
  await page.selectOption('#kind', 'given');
  await go(page, 'main form[action="/session/activity"] button');
  const given = await page.locator('main tbody tr').count();
  check(given > 0 && given < all, `${given} of ${all} are data given to services`);
  check((await page.locator('main tbody').innerText()).includes('which received'), 'it is not said what was received');
  await page.selectOption('#service', 'sede');
  await go(page, 'main form[action="/session/activity"] button');
  check((await page.locator('main tbody tr').count()) > 0, 'the office received nothing');

  // Taken away as it was filtered, and one entry with its proof once it has its place in the log.
  const csv = await downloaded(page, page.locator('main a[href*="format=csv"]'));
  check(csv.name === 'identity-activity.csv' && csv.text.includes('which received'), `the spreadsheet is ${csv.name}`);
  check(csv.text.includes('When (Europe/Madrid)'), `the hours are of no named zone: ${csv.text.split('\n')[0]}`);
  const json = await downloaded(page, page.locator('main a[href*="format=json"]'));
  const lines = JSON.parse(json.text);
  check(lines.every((line) => line.kind === 'given'), 'the filter was not kept');
  const link = page.locator('main tbody a[href$="/receipt"]').first();
  const address = `${identity}${await link.getAttribute('href')}`;
  const end = Date.now() + PATIENCE;
  while ((await phone.context.request.get(address)).status() !== 200) {
    check(Date.now() < end, 'the entry has no place in the log');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const receipt = await downloaded(page, link);
  const keys = await (await phone.context.request.get(`${identity}/audit/keys`)).text();

  await home.settle();
  await phone.settle();
  return { receipt: receipt.text, entry: lines[0].id, keys };
});
