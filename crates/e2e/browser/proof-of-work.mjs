// The page in between that asks for a proof of work: with scripts it goes on by itself and says how far it is, without
// them a person waits and presses a button. Both arrive where they were going, with nothing typed twice.

import { NEXT, check, go, input, look, open, run, visitor } from './support.mjs';
import { typeDatum } from './steps.mjs';

const { identity, person, title } = input();

/** Types the document on its two pages; what is left to do is the last button. */
async function type(page) {
  await open(page, `${identity}/register`);
  await page.fill('[name=number]', person.number);
  await go(page);
  await typeDatum(page, person);
}

/** The worker calculates, the status is heard, the form goes on. */
async function calculates(browser) {
  const visit = await visitor(browser);
  const { page } = visit;
  // Live regions are heard as they change: the words are gathered the way a screen reader meets them.
  await page.addInitScript(() => {
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const status = target instanceof Element ? target.closest('[role=status]') : null;
        if (!status?.textContent || !status.hasAttribute('data-said-1')) continue;
        const heard = JSON.parse(sessionStorage.getItem('heard') ?? '[]');
        sessionStorage.setItem('heard', JSON.stringify([...heard, status.textContent]));
      }
    }).observe(document, { childList: true, subtree: true });
  });
  await type(page);
  const began = Date.now();
  await page.locator(NEXT).first().click();
  await page.waitForURL('**/register/ways');
  const took = Date.now() - began;
  const heard = await page.evaluate(() => JSON.parse(sessionStorage.getItem('heard') ?? '[]'));
  check(heard.length >= 2 && heard.length <= 5, `heard: ${heard.join(' | ')}`);
  check(heard.at(-1) === 'Listo. Continuamos.', `heard at the end: ${heard.at(-1)}`);
  // Well before the wait is over: it was the calculation that passed.
  check(took < 15_000, `it took ${took} ms`);
  await visit.settle();
  return { took, heard };
}

/** A browser whose worker does not come shows the words for waiting. */
async function withoutWorker(browser) {
  const visit = await visitor(browser);
  const { page } = visit;
  await page.route('**/work-worker.js', (route) => route.abort());
  await type(page);
  await go(page);
  check((await page.title()).includes(title), `the page is ${await page.title()}`);
  await page.locator('[data-work-wait]').waitFor({ state: 'visible' });
  check(await page.locator('[data-work-busy]').isHidden(), 'it pretends to calculate');
  await visit.settle();
}

/** No script at all. */
async function waits(browser) {
  const visit = await visitor(browser, { javaScriptEnabled: false });
  const { page } = visit;
  await type(page);
  await go(page);
  check((await page.title()).includes(title), `the page is ${await page.title()}`);
  // At once: a look at the page takes longer than the wait where the machine is busy.
  await go(page);
  check(await page.locator('.notice.warn').isVisible(), 'pressing too early is not told');
  const left = Number((await page.locator('form[data-work]').getAttribute('data-wait')) ?? '0');
  check(left > 0 && left <= input().wait_s, `${left} seconds are left`);
  await look(visit, 'too-early');
  await page.waitForTimeout((left + 1) * 1000);
  await go(page);
  check(page.url().endsWith('/register/ways'), `it led to ${page.url()}`);
  await visit.settle();
}

await run(async (browser) => {
  const [calculated] = await Promise.all([calculates(browser), waits(browser), withoutWorker(browser)]);
  return calculated;
});
