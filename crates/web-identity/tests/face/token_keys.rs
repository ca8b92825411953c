//! Token keys follow each other while people identify themselves.

use keys::{KeyKind, ring::RingUse};
use vocab::{Clock as _, SignedDuration};
use wire_oidc::{
    claims::Scope,
    jose::{Jwk, JwkSet},
    token::TokenResponse,
};

use crate::browser::Browser;
use crate::party::{CALLBACK, Party};
use crate::relying_party::identified;
use crate::rig::Rig;

/// Enters a service once more in a browser that knows who it is.
async fn enter_again<'a>(rig: &'a Rig, browser: &mut Browser<'a>) -> (Party<'a>, TokenResponse) {
    let party = Party::new(rig).await;
    let request = Party::request(&[Scope::OpenId, Scope::Profile]);
    browser.open(&party.ask(&request)).await;
    // What is released is asked the first time only.
    if !browser.at.starts_with(CALLBACK) {
        let release = browser.at.replace("/login?", "/login/release?");
        browser.send(&release, &[]).await;
    }
    let code = party.code(browser).unwrap();
    let tokens = party.redeem(&code).await.unwrap();
    (party, tokens)
}

fn kids(keys: &JwkSet) -> Vec<String> {
    keys.keys.iter().filter_map(|key| key.kid.clone()).collect()
}

/// The only key under which the token is accepted.
async fn signer_of(party: &Party<'_>, tokens: &TokenResponse) -> String {
    let accepted = |key: &Jwk| {
        let alone = JwkSet {
            keys: vec![key.clone()],
            ..JwkSet::default()
        };
        party.check_with(tokens, &alone).is_ok()
    };
    let keys = party.keys().await.keys;
    let [signer] = <[Jwk; 1]>::try_from(keys.into_iter().filter(accepted).collect::<Vec<_>>())
        .expect("one key");
    signer.kid.unwrap()
}

/// The relying party reads the key set every fifty minutes and at no other time; a new key is
/// published an hour before it signs.
#[tokio::test]
async fn nobody_meets_an_unknown_key_while_token_keys_follow_each_other() {
    let rig = Rig::new().await;
    let first = Party::new(&rig).await;
    let mut browser = identified(&first, &Party::request(&[Scope::OpenId, Scope::Profile])).await;
    let mut cached = first.keys().await;
    let [old] = kids(&cached).try_into().unwrap();
    let from = rig.clock.now() + SignedDuration::from_mins(20 + 60);
    let mut signers = Vec::new();
    for round in 0..13 {
        rig.pass(SignedDuration::from_mins(10));
        let now = rig.clock.now();
        if round == 1 {
            rig.ring
                .announce(RingUse::TokenEs256, KeyKind::P256, now, from)
                .unwrap();
        }
        let (party, tokens) = enter_again(&rig, &mut browser).await;
        if round % 5 == 4 {
            cached = party.keys().await;
        }
        party.check_with(&tokens, &cached).unwrap();
        // The one whose copy is fresh understands it just as well.
        party.check(&tokens).await;
        signers.push(signer_of(&party, &tokens).await);
    }
    // Ten minutes a round: the eighth round is the moment of the change.
    let [_, new] = kids(&first.keys().await).try_into().unwrap();
    assert_eq!(signers[..7], vec![old.clone(); 7]);
    assert_eq!(signers[7..], vec![new.clone(); 6]);
    // Then the overlap of an hour is over, and nobody is told of the old key any more.
    rig.pass(SignedDuration::from_mins(10));
    assert_eq!(kids(&first.keys().await), [new]);
}

#[tokio::test]
async fn a_token_is_understood_until_the_overlap_is_over() {
    let rig = Rig::new().await;
    let first = Party::new(&rig).await;
    let mut browser = identified(&first, &Party::request(&[Scope::OpenId, Scope::Profile])).await;
    let now = rig.clock.now();
    rig.ring
        .announce(
            RingUse::TokenEs256,
            KeyKind::P256,
            now,
            now + SignedDuration::from_secs(1),
        )
        .unwrap();
    let (party, tokens) = enter_again(&rig, &mut browser).await;
    rig.pass(SignedDuration::from_secs(120));
    party.check_with(&tokens, &party.keys().await).unwrap();
}

#[tokio::test]
async fn after_a_compromise_the_old_key_is_unknown_at_once() {
    let rig = Rig::new().await;
    let first = Party::new(&rig).await;
    let mut browser = identified(&first, &Party::request(&[Scope::OpenId, Scope::Profile])).await;
    let (before, old) = enter_again(&rig, &mut browser).await;
    rig.ring
        .replace_compromised(RingUse::TokenEs256, KeyKind::P256, rig.clock.now())
        .unwrap();
    before.check_with(&old, &before.keys().await).unwrap_err();
    let (after, new) = enter_again(&rig, &mut browser).await;
    after.check(&new).await;
}
