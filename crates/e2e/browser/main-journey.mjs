// The thing that the project exists for: an unregistered foreigner asks for the certificate, registers by letter on
// the way, identifies with a PIN, downloads the certificate, and a stranger verifies it.

import { check, go, input, open, run, visitor } from './support.mjs';
import { PROCEDURE, codeOn, compare, download, fillIn, typeCode, untilReady } from './office.mjs';
import { changed, keep, sound, wordsOf } from './documents.mjs';
import { askForLetter, identify, looking, release, useLetter } from './steps.mjs';
import { letterCodeOf, person } from './world.mjs';

const { identity, sede, inbox, number, lang, locale, viewport, colorScheme, javaScriptEnabled = true } = input();

await run(async (browser) => {
  const who = await person(number);
  const visit = await visitor(browser, { locale, viewport, colorScheme, javaScriptEnabled });
  const { page, context } = visit;
  const see = looking(visit, lang);

  // What is it, and does this device serve?
  await open(page, sede);
  await see('sede-home');
  await go(page, `main a[href="${PROCEDURE}"]`);
  await see('procedure');
  await go(page, 'main .actions a.quiet');
  await see('requirements');
  const states = await page.locator('[data-check]:visible').evaluateAll((rows) => rows.map((row) => row.dataset.state));
  const expected = javaScriptEnabled ? ['good'] : ['good', 'unknown'];
  check(states.length >= 5 && states.every((state) => expected.includes(state)), `requirements: ${states}`);
  await go(page, 'main a.btn[href="/start"]:visible');

  // Sent to identify; not registered yet.
  check(page.url().startsWith(`${identity}/login?r=`), `sent to ${page.url()}`);
  await see('login-means');
  await go(page, 'main a[href^="/register"]');
  const letter = await askForLetter(page, who, see);
  const code = letterCodeOf(letter);
  const paper = await (await fetch(`${inbox}${letter.attachments[0].url}`)).arrayBuffer();
  check(wordsOf(await keep('letter.pdf', Buffer.from(paper))).includes(code), 'the letter does not show its code');
  await go(page, 'main form[action="/register/leave"] button');

  // Days later, with the letter in hand.
  await open(page, `${sede}/start`);
  await go(page, 'main a[href^="/register"]');
  await useLetter(page, who, code, see);
  const activation = (await page.locator('main').textContent())?.match(/\d{4}(?:[- ]\d{4}){3}/);
  check(activation, 'the page shows no activation code');
  const receipt = await context.request.get(`${identity}/register/receipt.pdf`);
  check(receipt.ok(), `the receipt answered ${receipt.status()}`);
  const receiptFile = await keep('receipt.pdf', await receipt.body());
  sound(receiptFile);
  const digits = (text) => text.replace(/\D/g, '');
  check(digits(wordsOf(receiptFile)).includes(digits(activation[0])), 'the receipt does not show the activation code');

  // On to the service that asked.
  await go(page, 'main a[href^="/login?r="]');
  await identify(page, who, see);
  await see('release');
  await release(page);
  check(page.url().startsWith(`${sede}/applications/`), `came back to ${page.url()}`);

  // Three sections.
  const reference = await fillIn(page, who, see);
  await untilReady(page);
  await see('result');
  const document = await codeOn(page);
  const certificate = await download(page, 'main a[href$="/certificate.pdf"]');
  const file = await keep('certificate.pdf', certificate);
  const seal = sound(file);
  const printed = wordsOf(file);
  for (const words of [document, who.surname1, who.number, new URL(sede).host]) {
    check(printed.includes(words), `the certificate does not say ${words}`);
  }
  const receiptOfApplication = await download(page, 'main a[href$="/receipt.pdf"]');
  sound(await keep('application-receipt.pdf', receiptOfApplication));
  await open(page, `${sede}/applications/${reference}`);
  await see('application-status');
  await open(page, `${sede}/applications`);
  await see('applications');

  // Leaving here leaves at identity too.
  await go(page, 'header form[action="/log-out"] button');
  await see('left');
  await open(page, `${identity}/session`);
  check(new URL(page.url()).pathname === '/login', 'the session at identity outlived the log-out');
  await visit.settle();

  // Somebody else, somewhere else, with the paper in hand.
  const stranger = await visitor(browser, { locale, viewport, colorScheme, javaScriptEnabled });
  const seen = looking(stranger, lang);
  await open(stranger.page, `${sede}/csv`);
  await seen('verify');
  await typeCode(stranger.page, sede, document);
  await seen('verify-result');
  const summary = await stranger.page.locator('main').innerText();
  check(!summary.includes(who.number), 'a stranger sees the whole number');
  const original = await stranger.context.request.get(`${stranger.page.url()}/document.pdf`);
  check(certificate.equals(await original.body()), 'the stranger gets other bytes than the person');
  check(await compare(stranger.page, certificate), 'a true copy is refused');
  await seen('verify-same');
  check(!(await compare(stranger.page, changed(certificate))), 'a copy with one changed byte is accepted');
  await seen('verify-different');
  await open(stranger.page, `${sede}/csv/${document.replaceAll('-', '')}`);
  await stranger.settle();
  return { reference, code: document, signer: seal.signer };
});
