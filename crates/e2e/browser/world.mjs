// The invented world of the demonstration: its inbox, its clock, its people. All of it is the developer inbox of
// `crates/simulators`.

import { check, input } from './support.mjs';

/** How long a message may be on its way, in milliseconds: the sender looks every second, and a letter is a PDF. */
const DELIVERY = 30_000;

const { inbox, certificates } = input();

/** @param {string} path */
async function json(path) {
  const answer = await fetch(`${inbox}${path}`);
  check(answer.ok, `${path} of the inbox answered ${answer.status}`);
  return answer.json();
}

/**
 * Messages over a channel to a phone, address or name, newest first.
 *
 * @param {'sms' | 'email' | 'letter' | 'push'} channel
 * @param {string} to
 */
export function messages(channel, to) {
  return json(`/messages.json?${new URLSearchParams({ channel, to })}`);
}

/**
 * Does something that sends a message, and waits for that message.
 *
 * @template T
 * @param {'sms' | 'email' | 'letter' | 'push'} channel
 * @param {string} to
 * @param {() => Promise<unknown>} cause
 */
export async function messageAfter(channel, to, cause) {
  const known = (await messages(channel, to)).length;
  await cause();
  const end = Date.now() + DELIVERY;
  while (Date.now() < end) {
    const now = await messages(channel, to);
    if (now.length > known) return now[0];
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no ${channel} reached ${to}`);
}

/** Moves the clock forward. @param {number} seconds */
export async function advance(seconds) {
  const answer = await fetch(`${inbox}/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advance_s: seconds }),
  });
  check(answer.ok, `the clock answered ${answer.status}`);
}

/** Everybody. */
export const people = () => json('/people.json');

/** Somebody by number. @param {string} number */
export async function person(number) {
  const found = (await people()).people.find((one) => one.number === number);
  check(found, `nobody has ${number}`);
  return found;
}

/** Somebody by what they are there to show. @param {string} words */
export async function showing(words) {
  const found = (await people()).people.find((one) => one.shows.includes(words));
  check(found, `nobody shows: ${words}`);
  return found;
}

/**
 * @param {{text: string}} message
 * @param {RegExp} pattern
 */
function code(message, pattern) {
  const found = message.text.match(pattern);
  check(found, `no code in: ${message.text}`);
  return found[1];
}

/** The one-time PIN in an SMS: the only word of three capitals that is not a name. @param {{text: string}} sms */
export const pinOf = (sms) => code(sms, /\b(?!PIN|DNI|NIE)([A-Z2-7]{3})\b/);

/** The six digits in an SMS. @param {{text: string}} sms */
export const phoneCodeOf = (sms) => code(sms, /\b(\d{6})\b/);

/** The code of a letter, in groups. @param {{text: string}} letter */
export const letterCodeOf = (letter) => code(letter, /\b([A-Z2-7]{4}(?:-[A-Z2-7]{4}){3})\b/);

/** A verification code of a document, in groups. @param {{text: string}} message */
export const verificationCodeOf = (message) => code(message, /\b((?:[A-Z2-7]{4}-){5}[A-Z2-7]{2})\b/);

/**
 * A certificate of somebody, as Playwright's `clientCertificates` takes it.
 *
 * @param {string} number
 * @param {'citizen' | 'card' | 'representative' | 'employee' | 'expired' | 'revoked' | 'stranger'} kind
 */
export async function certificateOf(number, kind) {
  const answer = await fetch(`${inbox}/certificates/${number}.p12?kind=${kind}`);
  check(answer.ok, `a certificate (${kind}) is answered with ${answer.status}`);
  return { origin: certificates, pfx: Buffer.from(await answer.arrayBuffer()), passphrase: 'demo' };
}
