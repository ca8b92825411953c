// A relying party that nobody here wrote: openid-client, a certified one, in front of a browser.

import http from 'node:http';
import * as oidc from 'openid-client';

import { check } from './support.mjs';

/** What the browser sees when it is back. */
const PAGE = '<!doctype html><html lang="en"><title>Back</title><h1>Back at the service</h1>';

/** A server of its own on a free port of this machine, where browsers come back to. */
export async function returning() {
  const server = http.createServer((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(PAGE);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A journey that fails on its way ends all the same.
  server.unref();
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  // Chromium keeps connections open; without this the journey would wait for them.
  const close = () => new Promise((resolve) => {
    server.closeAllConnections();
    server.close(resolve);
  });
  return { origin, close };
}

/**
 * @param {string} issuer
 * @param {string} id
 * @param {string} [secret] none for a public client
 * @param {object} [metadata]
 */
export function configure(issuer, id, secret, metadata = {}) {
  const authentication = secret ? oidc.ClientSecretBasic(secret) : oidc.None();
  // The demonstration runs on loopback, without TLS.
  return oidc.discovery(new URL(issuer), id, metadata, authentication, { execute: [oidc.allowInsecureRequests] });
}

/**
 * Sends the browser to the provider; `answer` is given what comes back.
 *
 * @param {oidc.Configuration} config
 * @param {string} origin
 * @param {Record<string, string>} [more] parameters
 */
export async function begin(config, origin, more = {}) {
  const verifier = oidc.randomPKCECodeVerifier();
  const state = oidc.randomState();
  const nonce = oidc.randomNonce();
  const redirect = `${origin}/back`;
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: redirect,
    scope: 'openid profile identity',
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    ...more,
  });
  /**
   * @param {string} came the address that the browser came back to
   * @param {oidc.DPoPOptions} [options] to bind the tokens to a key
   */
  const redeem = (came, options) =>
    oidc.authorizationCodeGrant(config, new URL(came), {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
    }, undefined, options);
  return { url: url.href, redirect, redeem, nonce, state };
}

/** The header of a token. @param {string} token */
export const header = (token) => JSON.parse(Buffer.from(token.split('.')[0], 'base64url').toString());

/**
 * Fails unless `promise` fails as it should.
 *
 * @param {Promise<unknown>} promise
 * @param {string} code
 */
export async function refused(promise, code) {
  const outcome = await promise.then(
    () => 'it was accepted',
    // A protected resource says why in `WWW-Authenticate` (RFC 6750 §3).
    (error) => error.error ?? error.cause?.[0]?.parameters?.error ?? error.code ?? error.message,
  );
  check(outcome === code, `expected ${code}, and ${outcome}`);
}

export { oidc };
