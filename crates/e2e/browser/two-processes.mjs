// Two processes of the program behind one address, as a load balancer would have it: browsers come to one, phones to
// the other. The browser goes on when the phone confirms, whoever served it.

import { request as forward } from 'node:http';
import { createServer } from 'node:https';


import { NARROW, WIDE, check, input, open, run } from './support.mjs';
import { UNLOCK, activate, askByApp, at, press, send, shownBy, typeCode } from './app-steps.mjs';
import { person } from './world.mjs';

const { identity, browsers, phones, key, certificate, number } = input();

/** Says who asks; it goes no further than the proxy. */
const WHO = 'x-who';

/** The paths that each process was asked for. */
const served = { browser: /** @type {string[]} */ ([]), phone: /** @type {string[]} */ ([]) };

const proxy = createServer({ key, cert: certificate }, (request, response) => {
  const who = request.headers[WHO] === 'phone' ? 'phone' : 'browser';
  const path = request.url ?? '/';
  served[who].push(path.split('?')[0]);
  const { [WHO]: _, ...headers } = request.headers;
  const port = who === 'phone' ? phones : browsers;
  const onward = forward({ host: '127.0.0.1', port, method: request.method, path, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  response.on('close', () => onward.destroy());
  request.pipe(onward);
});
await new Promise((listening) => proxy.listen(0, '127.0.0.1', () => listening(undefined)));
const address = proxy.address();
const port = typeof address === 'object' && address ? address.port : 0;

/** @param {import('playwright-core').Browser} browser @param {'browser' | 'phone'} who */
async function visit(browser, who) {
  const context = await browser.newContext({
    viewport: who === 'phone' ? NARROW : WIDE,
    locale: 'es-ES',
    ignoreHTTPSErrors: true,
    extraHTTPHeaders: { [WHO]: who },
    serviceWorkers: 'block',
  });
  context.setDefaultTimeout(20_000);
  return context.newPage();
}

await run(
  async (browser) => {
    const who = await person(number);
    const [page, mobile] = [await visit(browser, 'browser'), await visit(browser, 'phone')];
    await open(mobile, `${identity}/app`);
    await at(mobile, 'start');
    await activate(mobile, who, 'Móvil');
    await press(mobile, 'home');
    await at(mobile, 'home');

    const waited = [];
    for (let time = 0; time < 3; time++) {
      await page.context().clearCookies();
      await askByApp(page);
      const { code, digits } = await shownBy(page);
      await typeCode(mobile, code);
      await at(mobile, 'request');
      await page.locator('[data-app-seen]:visible').waitFor();
      await mobile.fill('[name=digits]', digits);
      await mobile.fill('[name=unlock-code]', UNLOCK);
      const moved = page.waitForURL(`${identity}/session`);
      const began = Date.now();
      await send(mobile);
      await moved;
      waited.push(Date.now() - began);
      await at(mobile, 'confirmed');
    }
    const [ofBrowser, ofPhone] = [served.browser, served.phone];
    check(ofPhone.includes('/app/api/v1/requests/confirm'), 'the phone did not confirm at its process');
    check(!ofBrowser.some((path) => path.startsWith('/app/api')), 'the phone came to the other process');
    check(ofBrowser.includes('/login/app/events'), 'the browser listened to no events');
    check(!ofPhone.some((path) => path.startsWith('/login')), 'the browser came to the other process');
    return { waited };
  },
  [`--host-resolver-rules=MAP identidad.example 127.0.0.1:${port}`],
);
proxy.closeAllConnections();
proxy.close();
