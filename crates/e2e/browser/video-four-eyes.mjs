// Four eyes: an operator with a passkey attends a call and decides with the key in hand, may not review their own call,
// and a second officer watches the recording for a stated purpose and confirms. The person's registration is advanced
// then, on their own page and for a service that asks. Input: identity, inbox, office, film, number, scratch.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FAKE_CAMERA, NARROW, WIDE, check, go, input, look, open, passkey, run, visitor } from './support.mjs';
import { LIVE, establish, onDuty, take, wait } from './calls.mjs';
import { identify, release } from './steps.mjs';
import { begin, configure, oidc, returning } from './relying-party.mjs';
import { advance, messageAfter, messages, people, person } from './world.mjs';

const { identity, office, number, film, scratch } = input();

/** Longer than a verification counts, in seconds. */
const STALE = 16 * 60;

/** @typedef {Awaited<ReturnType<typeof visitor>>} Visit */

/**
 * The administrator invites somebody, who creates a passkey and is at the desk with it.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {import('playwright-core').Page} administrator
 * @param {string} name
 * @param {string[]} roles
 */
async function joinIn(browser, administrator, name, roles) {
  await open(administrator, `${office}/officers/invite`);
  await administrator.fill('[name=name]', name);
  await administrator.fill('[name=handle]', name.toLowerCase().split(' ')[0]);
  for (const role of roles) await administrator.check(`[name=role][value=${role}]`);
  const until = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10).split('-');
  for (const [index, part] of ['year', 'month', 'day'].entries()) {
    await administrator.fill(`[name=until-${part}]`, until[index]);
  }
  await go(administrator);
  const link = await administrator.inputValue('[name=link]');
  const visit = await visitor(browser, { viewport: WIDE });
  await passkey(visit.page);
  await open(visit.page, link);
  await go(visit.page);
  return visit;
}

/** @param {import('playwright-core').Browser} browser */
async function staff(browser) {
  const administrator = await visitor(browser, { viewport: WIDE });
  await open(administrator.page, (await people()).officers.find((one) => one.roles.includes('administrator')).sign_in);
  await go(administrator.page);
  const berta = await joinIn(browser, administrator.page, 'Berta Solà Mur', ['video_operator', 'reviewer']);
  const lluc = await joinIn(browser, administrator.page, 'Lluc Amer Vidal', ['reviewer']);
  await administrator.settle();
  return { berta, lluc };
}

/**
 * The operator decides; what was shown in the morning counts no more, and the page asks for the key without being left.
 *
 * @param {import('playwright-core').Page} page
 */
async function approve(page) {
  await advance(STALE);
  // The page notices by itself, and the call goes on meanwhile.
  await page.locator('form[action="/video/call/approve"][data-passkey]').waitFor({ timeout: LIVE });
  await page.click('#approve');
  await page.waitForURL('**/video?pending', { timeout: LIVE });
}

/**
 * The player really plays: the picture has a size, the time goes on, and a jump into the middle shows another moment.
 *
 * @param {import('playwright-core').Page} page
 */
async function plays(page) {
  const seen = await page.locator('video.player').evaluate(async (/** @type {HTMLVideoElement} */ video) => {
    /** @param {string} name @param {() => boolean} holds */
    const until = (name, holds) => new Promise((done, failed) => {
      const limit = setTimeout(() => failed(new Error(`${name}: ${video.error?.message ?? video.readyState}`)), 10_000);
      const look = () => {
        if (!holds()) return void setTimeout(look, 50);
        clearTimeout(limit);
        done(undefined);
      };
      look();
    });
    await until('metadata', () => video.readyState >= 1);
    await video.play();
    await until('the first second', () => video.currentTime > 1);
    const first = video.currentTime;
    video.currentTime = video.duration / 2;
    await until('the middle', () => !video.seeking && video.currentTime > video.duration / 2 + 0.5);
    const frames = video.getVideoPlaybackQuality().totalVideoFrames;
    video.pause();
    const { videoWidth: width, videoHeight: height, duration, currentTime: second } = video;
    return { width, height, duration, first, second, frames };
  });
  check(seen.width > 2 && seen.height > 2, `the recording has no picture: ${seen.width} × ${seen.height}`);
  check(Number.isFinite(seen.duration) && seen.duration > 3, `its duration is ${seen.duration}`);
  check(seen.frames > 5, `it shows ${seen.frames} pictures`);
  return seen;
}

/**
 * The recording of a review: what for, and then the player.
 *
 * @param {Visit} visit
 */
async function watch({ page, context }) {
  const here = page.url();
  const recording = page.locator('main a[href^="/video/recordings/"]');
  // It is finished a moment after the call.
  for (let tries = 0; tries < 20 && (await recording.count()) === 0; tries += 1) {
    await new Promise((later) => setTimeout(later, 500));
    await open(page, here);
  }
  await go(page, recording.first());
  const src = `${page.url()}/recording.webm`;
  check((await context.request.get(src)).status() === 404, 'the recording is there without a purpose');
  await go(page, undefined, 422);
  await page.fill('[name=purpose]', 'Segunda revisión de esta llamada.');
  await go(page);
  const seen = await plays(page);
  const file = await context.request.get(src);
  check(file.ok(), `the file answered ${file.status()}`);
  const path = join(scratch, 'recording.webm');
  await writeFile(path, await file.body());
  return { path, ...seen };
}

await run(async (browser) => {
  const who = await person(number);
  const citizen = await visitor(browser, { viewport: NARROW });
  const [{ berta, lluc }] = await Promise.all([staff(browser), wait(citizen.page, identity, who)]);
  await onDuty(berta.page, office);
  await take(berta.page, citizen.page, office);
  const call = await berta.page.locator('[name=call]').first().inputValue();
  await establish(berta.page, citizen.page, who);
  await approve(berta.page);
  await citizen.page.waitForURL('**/register/done', { timeout: LIVE });

  // Nobody is the second officer of their own call: there is no link, and no page behind it.
  const review = `${office}/video/reviews/${call}`;
  await open(berta.page, `${office}/video/reviews`);
  check((await berta.page.locator(`a[href$="${call}"]`).count()) === 0, 'operators are offered their own call');
  await open(berta.page, review, 404);
  await berta.settle();

  await open(lluc.page, `${office}/video/reviews`);
  await go(lluc.page, `main a[href$="${call}"]`);
  await look(lluc, 'video-review');
  const recording = await watch(lluc);
  await look(lluc, 'video-recording');
  await open(lluc.page, review);
  await lluc.page.check('[name=verdict][value=confirm]');
  await lluc.page.fill('[name=note]', 'Vista la grabación entera: es la titular.');
  const raised = (await messages('sms', who.phone)).length;
  await messageAfter('sms', who.phone, () => go(lluc.page));
  check(lluc.page.url().endsWith('/video/reviews?confirmed'), `the decision led to ${lluc.page.url()}`);
  check((await messages('sms', who.phone)).length > raised, 'the person was not told');
  await lluc.settle();

  // R249: advanced on the person's own page, and for a service that asks.
  await open(citizen.page, `${identity}/login`);
  await identify(citizen.page, who);
  await open(citizen.page, `${identity}/session`);
  const session = await citizen.page.locator('main').innerText();
  check(session.includes('Avanzado'), `the session says: ${session}`);
  const back = await returning();
  const rp = await configure(identity, 'demo-rp', 'demo-rp-secret');
  const claims = JSON.stringify({ userinfo: { registration_level: { essential: true } } });
  const asked = await begin(rp, back.origin, { claims });
  await open(citizen.page, asked.url);
  await release(citizen.page);
  const tokens = await asked.redeem(citizen.page.url());
  const told = await oidc.fetchUserInfo(rp, tokens.access_token, tokens.claims()?.sub ?? '');
  check(told.registration_level === 'advanced', `the service is told ${told.registration_level}`);
  await citizen.settle();
  await back.close();
  return { recording };
}, [...FAKE_CAMERA, ...(film ? [`--use-file-for-fake-video-capture=${film}`] : [])]);
