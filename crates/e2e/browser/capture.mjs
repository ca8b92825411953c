// Guided capture before a camera that plays a film: hints come as they should, the photograph takes itself when it is
// good, and goes to the server in chunks although the line breaks, answers get lost and bytes are spoilt. The page is
// made here out of the modules of web-kit, under the content security policy of our pages.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import process from 'node:process';
import { chromium } from 'playwright-core';

import { NARROW, check, input } from './support.mjs';
import { measure } from '../../web-kit/assets/js/capture/measure.js';

const { film, greys } = input();
const ASSETS = new URL('../../web-kit/assets/', import.meta.url);
const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; media-src 'self' blob:";

const PAGE = `<!doctype html><html lang="es"><meta name="viewport" content="width=device-width"><title>x</title>
<link rel="stylesheet" href="/base.css"><link rel="stylesheet" href="/components.css">
<main><h1>Foto</h1><div class="capture" data-capture><video autoplay playsinline muted></video><div class="capture-frame"></div></div>
<p role="status" data-capture-status></p><button type="button" data-capture-shoot>Hacer la foto</button>
<label><input type="checkbox" checked data-capture-automatic> Sola</label></main>
<script type="module" src="/page.js"></script></html>`;

const SCRIPT = `import { CaptureGuide } from "./js/capture/guide.js";
import { Uploader } from "./js/capture/upload.js";
const seen = { hints: [], said: [], shots: [], waits: 0 };
globalThis.seen = seen;
const status = document.querySelector("[data-capture-status]");
new MutationObserver(() => seen.said.push(status.textContent)).observe(status, { childList: true });
const guide = new CaptureGuide(document, { words: (hint) => "hint:" + hint });
guide.addEventListener("hint", ({ detail }) => seen.hints.push(detail.hint));
guide.addEventListener("shot", async ({ detail }) => {
  seen.shots.push({ width: detail.width, height: detail.height, automatic: detail.automatic, type: detail.blob.type });
  if (!detail.automatic) return;
  const upload = new Uploader({ base: "/upload", chunkBytes: 16384, firstPause: 20, patience: 15000,
    timeout: 1500, onWaiting: (waiting) => { if (waiting) seen.waits++; } });
  upload.add(detail.blob);
  seen.sent = await upload.finish();
  const refused = new Uploader({ base: "/closed", firstPause: 20 });
  refused.add(new Uint8Array(10));
  await refused.finish().catch((error) => { seen.refused = { why: error.why, status: error.status }; });
  const silent = new Uploader({ base: "/silent", firstPause: 20, patience: 200 });
  await silent.finish().catch((error) => { seen.silent = { why: error.why }; });
  seen.done = true;
});
const stream = await navigator.mediaDevices.getUserMedia({ video: { width: 1280, height: 720 } });
document.querySelector("video").srcObject = stream;
guide.start();`;

/** The receiver of docs/specs/chunked-upload.md, on a bad line. */
function receiver() {
  const chunks = [];
  const faults = [];
  const tried = new Map();
  const answer = (response, status, body) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(body && JSON.stringify(body));
  const put = async (request, response, number) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    const body = Buffer.concat(parts);
    const times = (tried.get(number) ?? 0) + 1;
    tried.set(number, times);
    const digest = `sha-256=${createHash('sha256').update(body).digest('base64')}`;
    if (request.headers.digest !== digest) faults.push(`the digest of chunk ${number} is ${request.headers.digest}`);
    // Each way a line can fail, once: cut before it is stored, busy, spoilt, stored with the answer lost.
    if (number === 0 && times === 1) return void request.socket.destroy();
    if (number === 1 && times === 1) return answer(response, 503);
    if (number === 2 && times === 1) return answer(response, 400);
    if (number !== chunks.length) return answer(response, 409, { next: chunks.length });
    chunks.push(body);
    if (number === 3) return void request.socket.destroy();
    return answer(response, 204);
  };
  return { chunks, faults, tried, put, answer };
}

async function serve() {
  const line = receiver();
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const chunk = /^\/upload\/chunks\/(\d+)$/.exec(path);
    if (chunk && request.method === 'PUT') return line.put(request, response, Number(chunk[1]));
    if (path === '/upload') return line.answer(response, 200, { next: line.chunks.length });
    if (path.startsWith('/closed')) return line.answer(response, 410);
    if (path.startsWith('/silent')) return line.answer(response, 500);
    const kinds = { css: 'text/css', js: 'text/javascript' };
    const kind = kinds[path.split('.').pop() ?? ''] ?? 'text/html';
    const made = { '/': PAGE, '/page.js': SCRIPT }[path];
    const body = made ?? (await readFile(new URL(`.${path}`, ASSETS)).catch(() => null));
    response.writeHead(body === null ? 404 : 200, { 'content-type': kind, 'content-security-policy': POLICY });
    response.end(body ?? '');
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', () => listening(undefined)));
  return { server, line, origin: `http://localhost:${server.address().port}` };
}

/** What the page measures of pictures that the server has measured too. */
async function measured() {
  const read = async ({ file, width, height }) =>
    measure({ width, height, pixels: new Uint8Array(await readFile(file)) });
  return Promise.all(greys.map(read));
}

async function capture(browser, { origin, line }) {
  const context = await browser.newContext({ viewport: { ...NARROW, width: 360 }, permissions: ['camera'] });
  const page = await context.newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) faults.push(message.text());
  });
  await page.goto(origin);
  // The hand is quicker than the guide: that photograph is taken as it is.
  await page.waitForFunction(() => globalThis.seen?.hints.length > 0);
  await page.click('[data-capture-shoot]');
  await page.waitForFunction(() => globalThis.seen.done, null, { timeout: 30_000 });
  const seen = await page.evaluate(() => globalThis.seen);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  check(wide <= 360, `the page is ${wide} pixels wide on a phone of 360`);
  check(faults.length === 0 && line.faults.length === 0, [...faults, ...line.faults].join('\n'));
  await context.close();
  return seen;
}

const { server, line, origin } = await serve();
const args = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`];
if (process.getuid?.() === 0) args.push('--no-sandbox');
const browser = await chromium.launch({ executablePath: process.env.ALDABA_TEST_CHROMIUM ?? '/usr/bin/chromium', args });
try {
  const seen = await capture(browser, { origin, line });
  const photograph = Buffer.concat(line.chunks).toString('base64');
  const findings = { seen, photograph, tried: [...line.tried], measured: await measured() };
  process.stdout.write(`${JSON.stringify(findings)}\n`);
} catch (error) {
  process.stderr.write(`${error?.stack ?? error}\n`);
  process.exitCode = 1;
} finally {
  await browser.close();
  server.close();
  server.closeAllConnections();
}
