// What every browser journey starts with: a Chromium that anybody can start, an accessibility check that fails on
// what is serious, a passkey without hardware. A journey is `node NAME.mjs` with its input as JSON in the first
// argument; it prints its findings as JSON and ends with 1 when something is not as it should be.
//
// The journeys are started by the tests in `crates/e2e/tests`, which also start the program under test.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';

/** WCAG 2.2, levels A and AA: what the law asks of public bodies (RD 1112/2018, EN 301 549). */
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** The two widths at which every page is looked at, in CSS pixels. */
export const NARROW = { width: 390, height: 844 };
export const WIDE = { width: 1280, height: 900 };

/** A camera that shows a turning disc, a microphone that beeps, and nobody to ask. */
export const FAKE_CAMERA = [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
];

/** The journey's input, or an empty object. */
export function input() {
  return JSON.parse(process.argv[2] ?? '{}');
}

/**
 * Fails with `words` unless `holds`.
 *
 * @param {unknown} holds
 * @param {string} words
 */
export function check(holds, words) {
  if (!holds) throw new Error(words);
}

/**
 * Starts Chromium, runs `journey(browser)`, prints what it returns as JSON, and always closes the browser.
 * An exception is printed with the page's address and makes the process end with 1.
 *
 * @param {(browser: import('playwright-core').Browser) => Promise<unknown>} journey
 * @param {string[]} [switches] of Chromium, besides those that every journey needs
 */
export async function run(journey, switches = []) {
  const executablePath = process.env.ALDABA_TEST_CHROMIUM ?? '/usr/bin/chromium';
  // Chromium refuses its sandbox as root; the pages under test are our own.
  const args = [...switches, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
  const browser = await chromium.launch({ executablePath, args });
  try {
    const findings = await journey(browser);
    process.stdout.write(`${JSON.stringify(findings ?? {})}\n`);
  } catch (error) {
    const pages = browser.contexts().flatMap((context) => context.pages());
    const places = pages.map((page) => page.url()).join(', ') || 'no page';
    process.stderr.write(`at ${places}: ${error?.stack ?? error}\n`);
    for (const page of pages) process.stderr.write(`\n${page.url()}\n${await words(page)}\n`);
    process.exitCode = 1;
  } finally {
    await browser.close();
  }
}

/**
 * A page of its own context, as a person with that screen, language and colour scheme sees it. Requests to anything
 * but loopback are refused and make `settle` fail: no page of ours loads from third parties.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {{viewport?: {width: number, height: number}, locale?: string, colorScheme?: 'light' | 'dark',
 *   javaScriptEnabled?: boolean, certificates?: object[]}} [person] `certificates` as Playwright's
 *   `clientCertificates`: shown where they are asked for, under whatever certificate the server has
 */
export async function visitor(browser, person = {}) {
  const { viewport = WIDE, locale = 'es-ES', colorScheme = 'light', javaScriptEnabled = true } = person;
  const certificates = person.certificates && { clientCertificates: person.certificates, ignoreHTTPSErrors: true };
  const context = await browser.newContext({
    ...certificates,
    viewport,
    locale,
    colorScheme,
    javaScriptEnabled,
    // Colours on their way from one to another have no contrast of their own.
    reducedMotion: 'reduce',
  });
  const faults = [];
  await context.route(
    (url) => !['localhost', '127.0.0.1', '[::1]'].includes(url.hostname) && url.protocol.startsWith('http'),
    (route) => {
      faults.push(`request to a third party: ${route.request().url()}`);
      return route.abort();
    },
  );
  // A page that does not come is told after seconds, while the journey still knows where it was.
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  page.on('pageerror', (error) => faults.push(`script error at ${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    // A violation of the content security policy is told only here.
    if (message.type() === 'error' && message.text().includes('Content Security Policy')) {
      faults.push(`content security policy at ${page.url()}: ${message.text()}`);
    }
  });
  /** Fails if anything went wrong behind the page since the visitor came. */
  const settle = async () => {
    await context.close();
    if (faults.length > 0) throw new Error(faults.join('\n'));
  };
  return { page, context, faults, settle, viewport, colorScheme, javaScriptEnabled };
}

/**
 * What a page says, for complaints; empty if it cannot be read.
 *
 * @param {import('playwright-core').Page} page
 */
export async function words(page) {
  return page.locator('main').innerText({ timeout: 2_000 }).catch(() => '');
}

/**
 * Opens an address; the answer must have the status that is expected.
 *
 * @param {import('playwright-core').Page} page
 * @param {string} url
 * @param {number} [status]
 */
export async function open(page, url, status = 200) {
  const answer = await page.goto(url);
  check(answer?.status() === status, `${url} answered ${answer?.status()}, not ${status}`);
}

/** The button that goes on: the one of a step that is neither secondary nor quiet. */
export const NEXT = 'main form button.btn[type="submit"]:not(.second):not(.quiet):visible';

/**
 * Presses a button or follows a link, and waits for the page that comes.
 *
 * @param {import('playwright-core').Page} page
 * @param {string | import('playwright-core').Locator} [button]
 * @param {number} [status] of the page that comes
 */
export async function go(page, button = NEXT, status = 200) {
  const from = page.url();
  const place = typeof button === 'string' ? page.locator(button).first() : button;
  const [answer] = await Promise.all([page.waitForNavigation(), place.click()]);
  const came = answer?.status();
  check(came === status, `${from} led to ${page.url()}, which answered ${came}, not ${status}`);
}

/**
 * The page as it stands, in a browser that has scripts but lets none of the page's own run.
 *
 * @param {Awaited<ReturnType<typeof visitor>>} visit
 */
async function copyOf({ page, context }) {
  // With scripts on a browser hides what is meant for those without.
  const body = (await page.content()).replaceAll('<noscript>', '<div>').replaceAll('</noscript>', '</div>');
  const other = await context.browser().newContext({ reducedMotion: 'reduce' });
  await other.route('**/*', (route) => {
    const request = route.request();
    if (request.isNavigationRequest()) return route.fulfill({ body, contentType: 'text/html; charset=utf-8' });
    return request.resourceType() === 'script' ? route.abort() : route.continue();
  });
  const copy = await other.newPage();
  await copy.goto(page.url());
  return copy;
}

/**
 * Looks at a page as a person with a wide and with a narrow screen sees it, in light and in dark: it must be
 * accessible, fit the window, speak the language that is expected and have one title. With a folder for pictures in
 * the input it leaves four of them.
 *
 * @param {Awaited<ReturnType<typeof visitor>>} visit
 * @param {string} name of the page, for its pictures
 * @param {{lang?: string}} [expected]
 */
export async function look(visit, name, expected = {}) {
  const { page, viewport, colorScheme, javaScriptEnabled } = visit;
  const lang = await page.locator('html').getAttribute('lang');
  check(!expected.lang || lang === expected.lang, `${page.url()} speaks ${lang}, not ${expected.lang}`);
  check((await page.locator('h1:visible').count()) === 1, `${page.url()} has not exactly one title`);
  // axe is a script itself: where scripts are off it looks at a copy.
  const seen = javaScriptEnabled ? page : await copyOf(visit);
  const folder = input().screenshots;
  if (folder) await mkdir(folder, { recursive: true });
  for (const [size, scheme] of [[WIDE, 'light'], [WIDE, 'dark'], [NARROW, 'light'], [NARROW, 'dark']]) {
    // Contrast differs by scheme and the layout by width: two of the four looks see both.
    const checked = (size === WIDE) === (scheme === 'light');
    if (!checked && !folder) continue;
    await seen.setViewportSize(size);
    await seen.emulateMedia({ colorScheme: scheme });
    if (checked) await accessible(seen);
    if (folder) {
      const path = join(folder, `${name}-${size.width}-${scheme}.png`);
      await seen.screenshot({ path, fullPage: true });
    }
  }
  await page.setViewportSize(viewport);
  await page.emulateMedia({ colorScheme });
  if (seen !== page) await seen.context().close();
}

/**
 * Fails if axe finds anything serious or critical on the page, or if the page is wider than its window.
 *
 * @param {import('playwright-core').Page} page
 */
export async function accessible(page) {
  const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  if (serious.length > 0) {
    const lines = serious.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target}: ${node.failureSummary}`));
    throw new Error(`not accessible at ${page.url()}:\n${lines.join('\n')}`);
  }
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (overflow > 0) throw new Error(`${page.url()} is ${overflow} pixels wider than its window`);
}

/**
 * Gives the page a passkey that lives inside the browser and always says yes. It stays there unless told otherwise.
 *
 * @param {import('playwright-core').Page} page
 * @param {{defaultBackupEligibility?: boolean, defaultBackupState?: boolean}} [copied]
 */
export async function passkey(page, copied = {}) {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
      ...copied,
    },
  });
  return { session, authenticatorId };
}
