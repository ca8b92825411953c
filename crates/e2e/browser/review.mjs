// An application that the machine cannot decide: under review, a case worker decides, the citizen is told.

import { check, go, input, open, run, visitor } from './support.mjs';
import { fillIn, typeCode, untilReady } from './office.mjs';
import { identify, looking, release, unseen } from './steps.mjs';
import { messageAfter, messages, people, person, verificationCodeOf } from './world.mjs';

const { sede, number, same } = input();

/** What the case worker writes: long enough to be a reason. */
const REASON = 'Los padres y el lugar de nacimiento que constan en el asiento no son los de quien solicita.';

await run(async (browser) => {
  const who = await person(number);
  const citizen = await visitor(browser);
  const { page } = citizen;
  const see = looking(citizen, 'es');

  await open(page, `${sede}/start`);
  await identify(page, who);
  await release(page);
  let reference = '';
  const told = await messageAfter('email', who.email, async () => {
    reference = await fillIn(page, who, unseen, who.email);
  });
  check(told.text.includes(reference), `the e-mail does not name the application: ${told.text}`);
  await see('result-in-review');
  check((await page.locator('main').innerText()).includes(reference), 'the page shows no reference');
  await open(page, `${sede}/applications/${reference}`);
  await see('status-in-review');
  check((await page.locator('main a[href$="/certificate.pdf"]').count()) === 0, 'there is a certificate already');

  // At the desk.
  const desk = await visitor(browser);
  const seen = looking(desk, 'es');
  const officer = (await people()).officers.find((one) => one.roles.includes('case_worker'));
  await open(desk.page, officer.sign_in);
  await seen('office-step-in');
  await go(desk.page);
  await open(desk.page, `${new URL(officer.sign_in).origin}/cases`);
  await seen('office-cases');
  await go(desk.page, `main a[href$="/${reference}"]`);
  await seen('office-case');
  const compared = await desk.page.locator('main').innerText();
  check(compared.includes(who.surname1), 'the applicant is not shown beside the entry');

  // Without a reason nothing is decided, and what was chosen stays.
  await desk.page.check(`[name=verdict][value=${same ? 'the_same' : 'not_the_same'}]`);
  await go(desk.page, undefined, 422);
  await seen('office-case-without-reason');
  check(await desk.page.isChecked(`[name=verdict][value=${same ? 'the_same' : 'not_the_same'}]`), 'the verdict is lost');
  for (const box of await desk.page.locator('input[type=checkbox][name=entry]').all()) await box.check();
  await desk.page.fill('[name=reason]', REASON);
  const outcome = await messageAfter('sms', who.phone, () => go(desk.page));
  await seen('office-decided');
  await desk.settle();

  if (same) {
    check(outcome.text.includes(reference), `the SMS does not name the application: ${outcome.text}`);
    check(!/[A-Z2-7]{4}-[A-Z2-7]{4}-[A-Z2-7]{4}/.test(outcome.text), 'a positive outcome was sent with its code');
    await open(page, `${sede}/applications/${reference}`);
    await see('status-at-office');
    check((await page.locator('main a[href$="/certificate.pdf"]').count()) === 0, 'a positive certificate is online');
    await citizen.settle();
    return { reference };
  }
  const code = verificationCodeOf(outcome);
  await open(page, `${sede}/applications/${reference}`);
  await untilReady(page);
  await see('status-ready');
  await citizen.settle();
  // Whoever has the SMS downloads the document with its code.
  const reader = await visitor(browser);
  await typeCode(reader.page, sede, code);
  const original = await reader.context.request.get(`${reader.page.url()}/document.pdf`);
  check(original.ok(), `the original answered ${original.status()}`);
  check((await original.body()).subarray(0, 5).toString() === '%PDF-', 'the original is no PDF');
  await reader.settle();
  const sent = await messages('sms', who.phone);
  check(sent.filter((message) => message.text.includes(code)).length === 1, 'the code was sent more than once');
  return { reference, code };
});
