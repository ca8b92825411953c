// Tokens as openid-client handles them: refreshed, asked about, given back, bound to a key.

import { check, open } from './support.mjs';
import { release } from './steps.mjs';
import { begin, oidc, refused } from './relying-party.mjs';

const OFFLINE = { scope: 'openid profile offline_access' };

/**
 * A confidential client gets tokens for while the person is away. Somebody is identified in `page`.
 *
 * @param {oidc.Configuration} rp
 * @param {import('playwright-core').Page} page
 * @param {string} origin
 */
export async function refreshes(rp, page, origin) {
  const asked = await begin(rp, origin, OFFLINE);
  await open(page, asked.url);
  await release(page);
  const first = await asked.redeem(page.url());
  const sub = first.claims()?.sub ?? '';
  check(first.refresh_token, 'there is nothing to refresh with');
  const known = await oidc.tokenIntrospection(rp, first.access_token);
  check(known.active && known.sub === sub, `the token is told to be ${JSON.stringify(known)}`);

  const second = await oidc.refreshTokenGrant(rp, first.refresh_token);
  check(second.claims()?.sub === sub, 'refreshed, it is somebody else');
  check(second.refresh_token !== first.refresh_token, 'the refresh token was not replaced');
  await oidc.fetchUserInfo(rp, second.access_token, sub);
  await oidc.tokenRevocation(rp, second.access_token);
  await refused(oidc.fetchUserInfo(rp, second.access_token, sub), 'invalid_token');

  // Whoever comes with a token that was used has a copy: everything that came of it ends.
  const third = await oidc.refreshTokenGrant(rp, second.refresh_token ?? '');
  await refused(oidc.refreshTokenGrant(rp, first.refresh_token), 'invalid_grant');
  await refused(oidc.refreshTokenGrant(rp, third.refresh_token ?? ''), 'invalid_grant');
  const gone = await oidc.tokenIntrospection(rp, third.access_token);
  check(!gone.active, 'a copied token outlived its discovery');
}

/**
 * A public client binds its tokens to a key (DPoP); our nonce comes with the first refusal, and
 * openid-client tries again with it by itself.
 *
 * @param {oidc.Configuration} spa
 * @param {import('playwright-core').Page} page
 * @param {string} origin
 */
export async function boundToAKey(spa, page, origin) {
  const own = { DPoP: oidc.getDPoPHandle(spa, await oidc.randomDPoPKeyPair('ES256')) };
  const stranger = { DPoP: oidc.getDPoPHandle(spa, await oidc.randomDPoPKeyPair('ES256')) };
  const asked = await begin(spa, origin, OFFLINE);
  await open(page, asked.url);
  await release(page);
  const first = await asked.redeem(page.url(), own);
  const sub = first.claims()?.sub ?? '';
  check(first.token_type === 'dpop', `the token is a ${first.token_type}`);
  await oidc.fetchUserInfo(spa, first.access_token, sub, own);
  await refused(oidc.fetchUserInfo(spa, first.access_token, sub), 'invalid_token');
  await refused(oidc.fetchUserInfo(spa, first.access_token, sub, stranger), 'invalid_token');

  const refreshToken = first.refresh_token ?? '';
  await refused(oidc.refreshTokenGrant(spa, refreshToken), 'invalid_dpop_proof');
  await refused(oidc.refreshTokenGrant(spa, refreshToken, undefined, stranger), 'invalid_dpop_proof');
  const second = await oidc.refreshTokenGrant(spa, refreshToken, undefined, own);
  await oidc.fetchUserInfo(spa, second.access_token, sub, own);
}
