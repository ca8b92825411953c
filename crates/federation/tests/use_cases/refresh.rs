//! Refresh tokens: rotation, reuse, ends (RFC 6749 §6, RFC 9700 §4.14, OpenID Connect Core §11,
//! §12).

use audit::Event;
use store::{StoreError, on_both_engines, repo, sql};
use tokio::task::JoinSet;
use vocab::SignedDuration;
use wire_oidc::{claims::Claim, client::TokenSettings};

use crate::{
    parties::{ARCHIVE, LIBRARY, PAGE, POOR, TOWN},
    support::{World, is, marta, refusal},
};

const INVALID_GRANT: (u16, &str) = (400, "invalid_grant");
const OFFLINE: [(&str, &str); 1] = [("scope", "openid phone offline_access")];
const DAY: i64 = 24 * 60 * 60;

on_both_engines! {
    async fn a_refresh_token_gives_new_tokens_and_the_next_one(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        for client in [TOWN, PAGE] {
            let first = world.log_in(client, &OFFLINE, &her).await;
            assert_eq!(first.scope.as_deref(), Some("openid phone offline_access"));
            let old = world.verified(client, &first);
            world.wait(700);
            assert_eq!(world.userinfo(&first.access_token).await.status, 401, "its time is over");
            let second = world.refreshed(client, &first).await;
            assert_ne!(second.refresh_token, first.refresh_token);
            assert_ne!(second.access_token, first.access_token);
            let answer = world.userinfo(&second.access_token).await;
            assert_eq!(answer.status, 200, "{}", answer.body);
            assert!(answer.body.contains("phone_number"), "what the person saw: {}", answer.body);
            // Core §12.2: the same person and moment of identification, and no nonce.
            let new = world.verified_again(client, &second);
            assert_eq!((new.sub(), new.auth_time()), (old.sub(), old.auth_time()));
            world.refreshed(client, &second).await;
        }
    }

    async fn nothing_is_given_to_refresh_unless_it_was_asked_for_and_allowed(
        database: TestDatabase
    ) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        let plain = world.log_in(TOWN, &[("scope", "openid phone")], &her).await;
        assert_eq!(plain.refresh_token, None);
        let poor = world.log_in(POOR, &OFFLINE, &her).await;
        assert_eq!(poor.refresh_token, None, "its registration does not list offline_access");
        assert_eq!(world.count(sql!("SELECT COUNT(*) FROM refresh_family")).await, 0);
    }

    /// RFC 9700 §4.14.2: a token that comes twice was copied; neither copy goes on.
    async fn a_token_used_twice_ends_its_whole_family(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        let first = world.log_in(TOWN, &OFFLINE, &her).await;
        let other = world.log_in(TOWN, &OFFLINE, &her).await;
        let second = world.refreshed(TOWN, &first).await;
        assert_eq!(world.userinfo(&second.access_token).await.status, 200);
        is(&world.refresh(TOWN, &first).await, INVALID_GRANT);
        is(&world.refresh(TOWN, &second).await, INVALID_GRANT);
        for dead in [&first.access_token, &second.access_token] {
            assert_eq!(world.userinfo(dead).await.status, 401);
        }
        world.refreshed(TOWN, &other).await;
        let audited = world.audited(her.person()).await;
        let replayed =
            (Event::RefreshTokenReplayed { client: TOWN.into() }, "federation.refresh".to_owned());
        assert_eq!(audited.iter().filter(|entry| **entry == replayed).count(), 1);
        let refreshed = Event::TokensRefreshed { client: TOWN.into() };
        assert_eq!(audited.iter().filter(|(event, _)| *event == refreshed).count(), 2);
    }

    async fn of_two_uses_at_the_same_moment_one_gets_tokens_and_the_family_ends(
        database: TestDatabase
    ) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        let first = world.log_in(TOWN, &OFFLINE, &her).await;
        let form = world.refresh_form(TOWN, &first, &[]);
        let mut using = JoinSet::new();
        for _ in 0..3 {
            let (federation, form) = (world.federation.clone(), form.clone());
            using.spawn(async move {
                let header = crate::parties::basic(TOWN);
                let credentials = federation::Credentials::header(Some(&header));
                federation.token(&credentials, &form).await
            });
        }
        let mut statuses: Vec<u16> =
            using.join_all().await.iter().map(|answer| answer.status).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 400, 400]);
        let live = sql!("SELECT COUNT(*) FROM access_token WHERE revoked_at IS NULL");
        assert_eq!(world.count(live).await, 0);
    }

    /// And the thief has not spoilt it for its owner.
    async fn the_refresh_token_of_another_client_is_none(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        let first = world.log_in(TOWN, &OFFLINE, &her).await;
        is(&world.refresh(LIBRARY, &first).await, INVALID_GRANT);
        let second = world.refreshed(TOWN, &first).await;
        is(&world.refresh(PAGE, &first).await, INVALID_GRANT);
        world.refreshed(TOWN, &second).await;
    }

    async fn who_cannot_authenticate_refreshes_nothing(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        let first = world.log_in(TOWN, &OFFLINE, &her).await;
        let form = format!(
            "grant_type=refresh_token&client_id={TOWN}&refresh_token={}",
            first.refresh_token.as_deref().unwrap()
        );
        is(&world.post(None, &form).await, (401, "invalid_client"));
        world.refreshed(TOWN, &first).await;
        is(&world.post(None, "grant_type=refresh_token&client_id=page").await,
            (400, "invalid_request"));
        is(&world.post(None, "grant_type=refresh_token&client_id=page&refresh_token=x").await,
            INVALID_GRANT);
    }

    async fn it_lasts_thirty_days_without_use_and_ninety_in_all(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        let unused = world.log_in(TOWN, &OFFLINE, &her).await;
        let mut used = world.log_in(TOWN, &OFFLINE, &her).await;
        world.wait(30 * DAY - 1);
        used = world.refreshed(TOWN, &used).await;
        world.wait(1);
        is(&world.refresh(TOWN, &unused).await, INVALID_GRANT);
        world.wait(29 * DAY);
        used = world.refreshed(TOWN, &used).await;
        world.wait(29 * DAY);
        used = world.refreshed(TOWN, &used).await;
        world.wait(2 * DAY);
        is(&world.refresh(TOWN, &used).await, INVALID_GRANT);
    }

    /// Back-Channel Logout 1.0 §2.7: what was given for the time of absence outlives the session;
    /// what was given with the session does not.
    async fn log_out_ends_the_session_s_token_and_not_what_is_refreshed(database: TestDatabase) {
        let world = World::new(&database).await;
        let (secret, her) = world.enter(&marta()).await;
        let first = world.log_in(TOWN, &OFFLINE, &her).await;
        world.federation.doorkeeper.log_out(&secret).await.unwrap();
        assert_eq!(world.userinfo(&first.access_token).await.status, 401);
        let second = world.refreshed(TOWN, &first).await;
        assert_eq!(world.userinfo(&second.access_token).await.status, 200);
    }

    /// The phone was displaced or the registration ended: nobody goes on in the person's name.
    async fn the_end_of_the_registration_ends_everything(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        let first = world.log_in(TOWN, &OFFLINE, &her).await;
        let second = world.refreshed(TOWN, &first).await;
        let (person, now) = (her.person(), world.now());
        world
            .store
            .transact::<_, StoreError, _>("test.end", move |tx| {
                repo::session::end_all_of_person(tx, person, now)
            })
            .await
            .unwrap();
        assert_eq!(world.userinfo(&second.access_token).await.status, 401);
        is(&world.refresh(TOWN, &second).await, INVALID_GRANT);
        // Also where only the state of the registration says it.
        let (_, her) = world.enter_again(&marta()).await;
        let third = world.log_in(TOWN, &OFFLINE, &her).await;
        world
            .store
            .transact::<_, StoreError, _>("test.revoke", move |tx| {
                tx.execute(
                    sql!("UPDATE registration SET state = 'revoked' WHERE person_id = $1"),
                    &[&person],
                )
            })
            .await
            .unwrap();
        is(&world.refresh(TOWN, &third).await, INVALID_GRANT);
    }

    async fn a_code_that_comes_back_ends_what_was_refreshed_since(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        let pending = world.ask_with(TOWN, &OFFLINE).await;
        let code = world.code(&pending, &her).await;
        let first = world.tokens(TOWN, &code).await;
        let second = world.refreshed(TOWN, &first).await;
        is(&world.redeem(TOWN, &code).await, INVALID_GRANT);
        assert_eq!(world.userinfo(&second.access_token).await.status, 401);
        is(&world.refresh(TOWN, &second).await, INVALID_GRANT);
    }

    async fn fewer_scopes_can_be_asked_for_and_more_cannot(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        let first = world.log_in(TOWN, &OFFLINE, &her).await;
        let more = world.refresh_with(TOWN, &first, &[("scope", "openid email")]).await;
        is(&more, (400, "invalid_scope"));
        let without = world.refresh_with(TOWN, &first, &[("scope", "phone")]).await;
        is(&without, (400, "invalid_scope"));
        let fewer = world.refresh_with(TOWN, &first, &[("scope", "openid")]).await;
        assert_eq!(fewer.status, 200, "a refused request has used nothing up: {}", fewer.body);
        let fewer: wire_oidc::token::TokenResponse = serde_json::from_str(&fewer.body).unwrap();
        assert_eq!(fewer.scope.as_deref(), Some("openid"));
        let answer = world.userinfo(&fewer.access_token).await;
        assert!(!answer.body.contains("phone"), "{}", answer.body);
        // The next time everything that was granted is there again.
        let all = world.refreshed(TOWN, &fewer).await;
        assert!(world.userinfo(&all.access_token).await.body.contains("phone"));
    }

    /// What a client may not have any more it does not get, whatever it was granted.
    async fn a_registration_that_was_cut_down_cuts_down_what_is_refreshed(
        database: TestDatabase
    ) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        let first = world.log_in(TOWN, &OFFLINE, &her).await;
        world.change(TOWN, |client| client.claims.clear()).await;
        let second = world.refreshed(TOWN, &first).await;
        let answer = world.userinfo(&second.access_token).await;
        assert!(!answer.body.contains("phone"), "{}", answer.body);
        world.change(TOWN, |client| client.scopes.clear()).await;
        is(&world.refresh(TOWN, &second).await, (400, "unauthorized_client"));
    }

    /// FAPI 2.0 §5.3.2.1: confidential clients without rotation.
    async fn a_client_that_does_not_rotate_keeps_its_token(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        world
            .change(ARCHIVE, |client| {
                client.tokens = TokenSettings {
                    rotate_refresh_tokens: false,
                    ..TokenSettings::default()
                };
            })
            .await;
        let first = world.log_in(ARCHIVE, &OFFLINE, &her).await;
        for _ in 0..2 {
            let answer = world.refresh(ARCHIVE, &first).await;
            assert_eq!(answer.status, 200, "{}", answer.body);
            assert!(!answer.body.contains("refresh_token\""), "{}", answer.body);
            world.wait(20 * DAY);
        }
        world.wait(30 * DAY);
        is(&world.refresh(ARCHIVE, &first).await, INVALID_GRANT);
    }

    /// Nothing that refreshes is stored but as a keyed hash.
    async fn what_refreshes_is_not_written_down(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        let first = world.log_in(TOWN, &OFFLINE, &her).await;
        let hashes: Vec<Vec<u8>> = world
            .store
            .read::<_, StoreError, _>("test.hashes", |tx| {
                tx.query_all(sql!("SELECT token_hash FROM refresh_token"), &[], |row| row.get(0))
            })
            .await
            .unwrap();
        let token = first.refresh_token.unwrap();
        assert_eq!(hashes.len(), 1);
        assert!(!token.as_bytes().starts_with(&hashes[0]));
        assert_eq!(refusal(&world.userinfo(&token).await).0, 401, "it is no access token");
    }

    /// Also where nothing was remembered: the person sees who may come back, and takes it back.
    async fn the_person_withdraws_what_was_given_for_their_absence(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        let first = world.log_in(TOWN, &OFFLINE, &her).await;
        assert_eq!(world.federation.consents(&her).await.unwrap(), [], "nothing was remembered");
        let seen = world.federation.absences(&her).await.unwrap();
        let [view] = seen.as_slice() else {
            panic!("{seen:?}");
        };
        assert_eq!(view.client, TOWN);
        assert!(view.claims.contains(&Claim::PhoneNumber));
        assert!(world.federation.withdraw(&her, TOWN).await.unwrap());
        is(&world.refresh(TOWN, &first).await, INVALID_GRANT);
        assert_eq!(world.userinfo(&first.access_token).await.status, 401);
        assert_eq!(world.federation.absences(&her).await.unwrap(), []);
        assert!(!world.federation.withdraw(&her, TOWN).await.unwrap());
    }

    /// One is no part of the other, and a service has each at most once.
    async fn what_is_remembered_hides_nothing_of_what_may_be_had_in_absence(
        database: TestDatabase
    ) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        let pending = world.ask_with(TOWN, &[("scope", "openid email")]).await;
        world.federation.grant_and_remember(&pending, &her).await.unwrap();
        let begun = world.now();
        world.log_in(TOWN, &OFFLINE, &her).await;
        world.wait(DAY);
        let (_, later) = world.enter_again(&marta()).await;
        world.wait(1);
        let again = world.now();
        world.log_in(TOWN, &[("scope", "openid email offline_access")], &later).await;
        let services = world.federation.services(&later).await.unwrap();
        let [service] = services.as_slice() else {
            panic!("{services:?}");
        };
        let (consent, absence) = (service.consent.as_ref(), service.absence.as_ref());
        let (consent, absence) = (consent.unwrap(), absence.unwrap());
        assert!(!consent.claims.contains(&Claim::PhoneNumber), "{consent:?}");
        assert!(consent.expires_at > absence.expires_at, "a year, and 90 days");
        for claim in [Claim::PhoneNumber, Claim::Email] {
            assert!(absence.claims.contains(&claim), "{claim:?}: {absence:?}");
        }
        assert_eq!(absence.given_at, begun, "the first");
        let days = SignedDuration::from_hours(90 * 24);
        assert_eq!(absence.expires_at, again.checked_add(days).unwrap(), "of the last");
        assert!(world.federation.withdraw(&later, TOWN).await.unwrap());
        let services = world.federation.services(&later).await.unwrap();
        assert!(services.iter().all(|one| one.consent.is_none() && one.absence.is_none()));
    }

    /// The page says it, each time that it is asked for anew.
    async fn that_a_client_may_come_back_is_shown_to_the_person(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        for (scope, days) in [("openid phone", None), ("openid phone offline_access", Some(90))] {
            let pending = world.ask_with(TOWN, &[("scope", scope)]).await;
            let next = world.federation.decide(&pending, Some(&her)).await.unwrap();
            let federation::Next::Show(view) = next else {
                panic!("{scope}: {next:?}");
            };
            assert_eq!(view.offline_days, days, "{scope}");
            world.federation.grant(&pending, &her).await.unwrap();
        }
    }
}
