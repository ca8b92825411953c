// One identification, two services: the electronic office and a relying party. Leaving one by its log-out leaves both.

import { check, go, input, open, run, visitor } from './support.mjs';
import { identify, looking, release } from './steps.mjs';
import { begin, configure, refused, returning } from './relying-party.mjs';
import { person } from './world.mjs';

const { identity, sede, number } = input();

await run(async (browser) => {
  const who = await person(number);
  const back = await returning();
  const visit = await visitor(browser);
  const { page } = visit;
  const see = looking(visit, 'es');

  // The office first.
  await open(page, `${sede}/applications`);
  await identify(page, who);
  await release(page);
  check(page.url() === `${sede}/applications`, `came back to ${page.url()}`);
  await see('applications-empty');

  // A second service: no PIN, but a page that says who asks and lets the person choose.
  const rp = await configure(identity, 'demo-rp', 'demo-rp-secret');
  const second = await begin(rp, back.origin);
  await open(page, second.url);
  await see('shared-session');
  check((await page.locator('[name=pin], [name=number]').count()) === 0, 'a second identification is asked for');
  check((await page.locator('main a[href*="/login/pin"]').count()) > 0, 'no other identity can be chosen');
  await release(page);
  const tokens = await second.redeem(page.url());
  check(tokens.claims().sub.length > 20, 'the second service learns nothing');

  // The person may also go back without handing over anything.
  const third = await begin(rp, back.origin, { prompt: 'consent' });
  await open(page, third.url);
  await go(page, 'main form[action*="/login/decline"] button');
  await refused(third.redeem(page.url()), 'access_denied');

  // Leaving at the office ends the session for the next visit to any service.
  await open(page, `${sede}/applications`);
  await go(page, 'header form[action="/log-out"] button');
  const silent = await begin(rp, back.origin, { prompt: 'none' });
  await open(page, silent.url);
  await refused(silent.redeem(page.url()), 'login_required');
  await open(page, `${sede}/applications`);
  check(page.url().startsWith(`${identity}/login`), `the visit to the office goes on: ${page.url()}`);
  await visit.settle();
  await back.close();
  return {};
});
