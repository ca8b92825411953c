// A push service with a browser behind it that nobody here wrote: npm `http_ece` decrypts, `jose` checks who sends.
// It also encrypts what it is told to, for a key that it is told.
//
//   node push-service.mjs MODULES
import { createECDH, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const [modules] = process.argv.slice(2);
const require = createRequire(join(modules, 'x.js'));
const ece = require('http_ece');
const { importJWK, jwtVerify } = await import(pathToFileURL(require.resolve('jose')).href);
const say = (what) => process.stdout.write(JSON.stringify(what) + '\n');

const browser = createECDH('prime256v1');
browser.generateKeys();
const auth = randomBytes(16);

/** The key of a sender as a point, and the statement that it signed. */
async function whoSends(header) {
  const [, token, key] = header.match(/^vapid t=([^,]+), k=(.+)$/);
  const point = Buffer.from(key, 'base64url');
  const coordinate = (from) => point.subarray(from, from + 32).toString('base64url');
  const jwk = { kty: 'EC', crv: 'P-256', x: coordinate(1), y: coordinate(33) };
  const { payload } = await jwtVerify(token, await importJWK(jwk, 'ES256'), {
    algorithms: ['ES256'],
    // The sender's clock stands still.
    currentDate: new Date('2026-11-22T10:00:00Z'),
  });
  return { key, audience: payload.aud, contact: payload.sub };
}

const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  try {
    const sender = await whoSends(request.headers.authorization);
    const plain = ece.decrypt(body, { version: request.headers['content-encoding'], privateKey: browser, authSecret: auth });
    const { ttl, urgency, topic } = request.headers;
    say({ event: 'message', text: plain.toString(), length: body.length, ttl, urgency, topic, ...sender });
    response.writeHead(201).end();
  } catch (error) {
    say({ event: 'refused', error: String(error) });
    response.writeHead(400).end();
  }
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  say({ event: 'ready', port });
  say({
    event: 'subscription',
    subscription: {
      endpoint: `http://127.0.0.1:${port}/one`,
      keys: { p256dh: browser.getPublicKey('base64url'), auth: auth.toString('base64url') },
    },
  });
});

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const { p256dh, auth, text } = JSON.parse(line);
    const own = createECDH('prime256v1');
    own.generateKeys();
    const body = ece.encrypt(Buffer.from(text), {
      version: 'aes128gcm',
      privateKey: own,
      dh: Buffer.from(p256dh, 'base64url'),
      authSecret: Buffer.from(auth, 'base64url'),
    });
    say({ event: 'encrypted', body: body.toString('base64url') });
  })
  .on('close', () => process.exit(0));
