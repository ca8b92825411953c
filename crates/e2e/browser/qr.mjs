// Codes as a hand holds a phone before them: turned, tilted, blurred, in the dark, with a lamp in them. Each is drawn by
// the browser, photographed by it, and read by the reader of the app; where there is none, nothing is read.

import { readFile } from 'node:fs/promises';

import { check, input, run } from './support.mjs';
import { find } from '../../web-identity/assets/app/qr-find.js';

/** What is written in each, its picture, and whether it may lie tilted. @type {{svg: string, text: string, tilts: boolean}[]} */
const codes = JSON.parse(await readFile(input().codes, 'utf8'));

/** How the code lies before the camera, straight above it and from the side. */
const ABOVE = [
  '',
  'transform: rotate(45deg)',
  'transform: rotate(180deg)',
  'transform: scale(.62) rotate(-8deg); filter: blur(.6px)',
  'filter: brightness(.35) contrast(.7)',
  'filter: blur(1.2px)',
];
const BESIDE = [
  'transform: perspective(900px) rotateX(32deg)',
  'transform: perspective(900px) rotateY(-30deg) rotate(12deg)',
  'transform: perspective(700px) rotate3d(1, 1, 0, 24deg)',
];

/** A picture in grey, as the app makes it of the camera's. @param {import('playwright-core').Page} page */
async function photograph(page) {
  const png = (await page.screenshot({ type: 'png' })).toString('base64');
  const grey = await page.evaluate(async (png) => {
    const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const context = canvas.getContext('2d');
    context.drawImage(picture, 0, 0);
    const { data } = context.getImageData(0, 0, picture.width, picture.height);
    let text = '';
    for (let place = 0; place < data.length; place += 4) {
      text += String.fromCharCode((data[place] * 77 + data[place + 1] * 151 + data[place + 2] * 28) >> 8);
    }
    return { width: picture.width, height: picture.height, text: btoa(text) };
  }, png);
  return { width: grey.width, height: grey.height, pixels: new Uint8Array(Buffer.from(grey.text, 'base64')) };
}

/** @param {string} svg @param {string} way */
const scene = (svg, way) => `<!doctype html><style>body { margin: 0; height: 100vh; overflow: hidden; display: grid;
  place-items: center; font: 20px serif; background: linear-gradient(100deg, #fdfdfd, #8c8c8c) } svg { width: 400px; ${way} }</style>
  <p>${'Some words of the page around the code. '.repeat(4)}</p>${svg}`;

await run(async (browser) => {
  const page = await browser.newPage({ viewport: { width: 720, height: 560 } });
  const missed = [];
  let slowest = 0;
  for (const [index, { svg, text, tilts }] of codes.entries()) {
    const all = tilts ? [...ABOVE, ...BESIDE] : ABOVE;
    // The one that people read lies in every way, each of the others in one.
    const ways = index === 0 ? all : [all[index % all.length]];
    for (const way of ways) {
      await page.setContent(scene(svg, way));
      const picture = await photograph(page);
      const began = performance.now();
      const read = find(picture);
      slowest = Math.max(slowest, performance.now() - began);
      if (read !== text) missed.push({ index, way, read });
    }
  }
  await page.setContent(scene('', ''));
  check(find(await photograph(page)) === undefined, 'something is read where nothing is');
  return { missed, slowest };
});
