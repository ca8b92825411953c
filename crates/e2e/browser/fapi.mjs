// openid-client under the FAPI 2.0 Security Profile: it pushes its request, signs its assertions, binds its tokens to a
// key, and reads ID tokens that are encrypted for it.

import { readFile } from 'node:fs/promises';
import { importJWK } from 'jose';

import { check, open } from './support.mjs';
import { release } from './steps.mjs';
import { header, oidc, refused } from './relying-party.mjs';

/** The keys of the demonstration's client, which everybody knows. */
const KEYS = new URL('../../simulators/src/seed/demo-fapi.json', import.meta.url);

/** @param {string} issuer */
export async function fapiClient(issuer) {
  const keys = JSON.parse(await readFile(KEYS, 'utf8'));
  const signing = { key: await importJWK(keys.signing, 'ES256'), kid: keys.signing.kid };
  // FAPI 2.0 Security Profile 5.3.2.1: assertions are for the issuer, which is what openid-client writes.
  const authentication = oidc.PrivateKeyJwt(signing);
  const insecure = { execute: [oidc.allowInsecureRequests] };
  const metadata = { dpop_bound_access_tokens: true };
  const client = await oidc.discovery(new URL(issuer), 'demo-fapi', metadata, authentication, insecure);
  const { encryption } = keys;
  const key = await importJWK(encryption, encryption.alg);
  oidc.enableDecryptingResponses(client, ['A256GCM'], { key, alg: encryption.alg, kid: encryption.kid });
  return client;
}

/**
 * Somebody is identified in `page`.
 *
 * @param {oidc.Configuration} client
 * @param {import('playwright-core').Page} page
 * @param {string} origin
 */
export async function underFapi(client, page, origin) {
  const DPoP = oidc.getDPoPHandle(client, await oidc.randomDPoPKeyPair('ES256'));
  const verifier = oidc.randomPKCECodeVerifier();
  const state = oidc.randomState();
  const nonce = oidc.randomNonce();
  const asked = {
    redirect_uri: `${origin}/back`,
    scope: 'openid profile offline_access',
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  };
  const url = await oidc.buildAuthorizationUrlWithPAR(client, asked, { DPoP });
  check(url.searchParams.has('request_uri'), `the request is in the address: ${url}`);
  check(!url.searchParams.has('redirect_uri'), 'the browser carries what was pushed');
  await open(page, url.href);
  await release(page);
  const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true };
  const tokens = await oidc.authorizationCodeGrant(client, new URL(page.url()), checks, undefined, { DPoP });
  const sub = tokens.claims()?.sub ?? '';
  check(sub.length > 20, 'the ID token was not read');
  const { alg, enc, kid } = header(tokens.id_token ?? '');
  check(alg === 'ECDH-ES+A256KW' && enc === 'A256GCM' && kid === 'demo-encryption', `the ID token is ${alg}, ${enc}`);
  check(tokens.token_type === 'dpop', `the token is a ${tokens.token_type}`);
  await oidc.fetchUserInfo(client, tokens.access_token, sub, { DPoP });
  await refused(oidc.fetchUserInfo(client, tokens.access_token, sub), 'invalid_token');

  // A refresh token is not replaced under this profile, and serves who signs for it.
  const refreshToken = tokens.refresh_token ?? '';
  const second = await oidc.refreshTokenGrant(client, refreshToken, undefined, { DPoP });
  check(second.claims()?.sub === sub, 'refreshed, it is somebody else');
  await oidc.refreshTokenGrant(client, refreshToken, undefined, { DPoP });
  await oidc.tokenRevocation(client, refreshToken);
  await refused(oidc.refreshTokenGrant(client, refreshToken, undefined, { DPoP }), 'invalid_grant');
}
