// openid-client logs in at a confidential and at a public client, asks userinfo, and logs out.

import { check, go, input, open, run, visitor } from './support.mjs';
import { identify, looking, release } from './steps.mjs';
import { begin, configure, header, oidc, refused, returning } from './relying-party.mjs';
import { fapiClient, underFapi } from './fapi.mjs';
import { boundToAKey, refreshes } from './tokens.mjs';
import { advance, person } from './world.mjs';

const { identity, number } = input();
const LOW = 'http://eidas.europa.eu/LoA/low';

await run(async (browser) => {
  const who = await person(number);
  const back = await returning();
  const visit = await visitor(browser);
  const { page } = visit;
  const see = looking(visit, 'es');
  const rp = await configure(identity, 'demo-rp', 'demo-rp-secret');
  const spa = await configure(identity, 'demo-spa');

  // A confidential client: the person identifies, sees what is released, and goes on.
  const first = await begin(rp, back.origin, { acr_values: LOW, ui_locales: 'es' });
  await open(page, first.url);
  await identify(page, who);
  await see('release');
  await release(page);
  check(page.url().startsWith(`${back.origin}/back?`), `came back to ${page.url()}`);
  const came = page.url();
  const tokens = await first.redeem(came);
  const claims = tokens.claims();
  check(claims?.acr === LOW, `acr is ${claims?.acr}`);
  check(claims?.registration_level === 'basic', `the registration is ${claims?.registration_level}`);
  check(claims?.iss === identity, `iss is ${claims?.iss}`);
  check(header(tokens.id_token).alg === 'ES256', `signed with ${header(tokens.id_token).alg}`);
  const userinfo = await oidc.fetchUserInfo(rp, tokens.access_token, claims.sub);
  check(userinfo.given_name === who.given_name, `userinfo knows ${userinfo.given_name}`);

  // A code is good once: replayed, it is refused and takes its tokens with it.
  await refused(first.redeem(came), 'invalid_grant');
  await refused(oidc.fetchUserInfo(rp, tokens.access_token, claims.sub), 'invalid_token');

  // A second relying party, public: single sign-on, by the person's visible choice.
  const second = await begin(spa, back.origin);
  await open(page, second.url);
  check(new URL(page.url()).pathname === '/login', `the choice is at ${page.url()}`);
  await see('release-from-session');
  await release(page);
  const spaTokens = await second.redeem(page.url());
  const spaClaims = spaTokens.claims();
  check(spaClaims.sub !== claims.sub, 'two services can tell that it is the same person');
  const spaInfo = await oidc.fetchUserInfo(spa, spaTokens.access_token, spaClaims.sub);
  check(spaInfo.family_name?.includes(who.surname1), `userinfo knows ${spaInfo.family_name}`);

  // Without a page: what was seen before is released again.
  const silent = await begin(spa, back.origin, { prompt: 'none' });
  await open(page, silent.url);
  const again = await silent.redeem(page.url());
  check(again.claims().sub === spaClaims.sub, 'the same person is somebody else at the next visit');

  // Tokens for while the person is away, and tokens that only their key can use.
  await refreshes(rp, page, back.origin);
  await boundToAKey(spa, page, back.origin);

  // The strictest profile: pushed request, signed assertions, bound tokens, encrypted ID token.
  await underFapi(await fapiClient(identity), page, back.origin);

  // A fresh log-in that is asked for is made.
  const fresh = await begin(spa, back.origin, { prompt: 'login' });
  await open(page, fresh.url);
  check((await page.locator('main a[href^="/login/pin"]').count()) > 0, 'prompt=login did not ask to identify');

  // Log-out with the hint: no question, and back to the registered address.
  const leaving = oidc.buildEndSessionUrl(spa, {
    id_token_hint: again.id_token,
    post_logout_redirect_uri: `${back.origin}/left`,
    state: 'bye',
  });
  await open(page, leaving.href);
  check(page.url() === `${back.origin}/left?state=bye`, `left to ${page.url()}`);
  const gone = await begin(rp, back.origin, { prompt: 'none' });
  await open(page, gone.url);
  await refused(gone.redeem(page.url()), 'login_required');

  // Codes and tokens have their time.
  const slow = await begin(rp, back.origin);
  await open(page, slow.url);
  await identify(page, who);
  await release(page);
  await advance(31);
  await refused(slow.redeem(page.url()), 'invalid_grant');
  // What was seen in this session is not shown again.
  const quick = await begin(rp, back.origin);
  await open(page, quick.url);
  const short = await quick.redeem(page.url());
  await oidc.fetchUserInfo(rp, short.access_token, short.claims().sub);
  await advance((short.expires_in ?? 0) + 1);
  await refused(oidc.fetchUserInfo(rp, short.access_token, short.claims().sub), 'invalid_token');

  // Log-out without a hint asks.
  await open(page, `${identity}/logout`);
  await see('log-out');
  await go(page);
  await see('logged-out');
  await open(page, `${identity}/session`);
  check(new URL(page.url()).pathname === '/login', 'the session outlived the log-out');

  await visit.settle();
  await back.close();
  return { sub: claims.sub };
});
