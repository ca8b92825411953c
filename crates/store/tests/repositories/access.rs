//! Flows, PIN challenges, sessions, authorizations, counters.

use crate::*;

on_both_engines! {
    /// Two tabs that race: the second writes over nothing.
    async fn a_flow_is_written_only_over_the_version_that_was_read(database: TestDatabase) {
        let store = database.store();
        let id = FlowId::new(at(0), &chance(30));
        run(store, move |tx| repo::flow::add(tx, id, [3; 32], b"begun", at(60), at(0))).await;
        let read = run(store, |tx| repo::flow::find(tx, [3; 32], at(1))).await.unwrap();
        assert_eq!((read.state.as_slice(), read.expires_at), (b"begun".as_slice(), at(60)));
        let (first, second) = (read.clone(), read.clone());
        assert!(run(store, move |tx| repo::flow::advance(tx, &first, b"one", at(70), at(1))).await);
        let late = move |tx: &mut Tx<'_>| repo::flow::advance(tx, &second, b"two", at(80), at(1));
        assert!(!run(store, late).await);
        let now = run(store, |tx| repo::flow::find(tx, [3; 32], at(69))).await.unwrap();
        assert_eq!((now.state.as_slice(), now.version), (b"one".as_slice(), read.version + 1));
        assert_eq!(run(store, |tx| repo::flow::find(tx, [3; 32], at(70))).await, None);
        assert_eq!(run(store, |tx| repo::flow::find(tx, [4; 32], at(1))).await, None);
        run(store, move |tx| repo::flow::remove(tx, id)).await;
        assert_eq!(run(store, |tx| repo::flow::find(tx, [3; 32], at(1))).await, None);
    }

    /// R250: within one browser the newest is open, and other browsers keep theirs.
    async fn a_new_challenge_takes_the_place_of_the_one_of_its_browser(database: TestDatabase) {
        let store = database.store();
        let challenge = |browser: u8, seed| PinChallenge {
            id: PinChallengeId::new(at(0), &chance(seed)),
            person: None,
            browser_hash: [browser; 32],
            code_hash: [5; 32],
            state: PinState::Issued,
            requested_at: at(0),
            issued_at: at(0),
            wrong_tries: 0,
        };
        let all = [challenge(1, 40), challenge(2, 41), challenge(1, 42)];
        let rows = all.clone();
        run(store, move |tx| rows.iter().try_for_each(|row| repo::pin::add(tx, row))).await;
        for (row, state) in all.iter().zip([PinState::Superseded, PinState::Issued, PinState::Issued]) {
            let id = row.id;
            let read = run(store, move |tx| repo::pin::find(tx, id)).await;
            assert_eq!(read, Some(PinChallenge { state, ..row.clone() }));
        }
        let (gone, open) = (all[0].clone(), all[2].clone());
        let reissued = run(store, move |tx| repo::pin::reissue(tx, &gone, [6; 32], at(9))).await;
        assert!(!reissued, "what is superseded gets no fresh PIN");
        let row = open.clone();
        assert!(run(store, move |tx| repo::pin::reissue(tx, &row, [6; 32], at(9))).await);
        let row = open.clone();
        let stale = run(store, move |tx| repo::pin::reissue(tx, &row, [7; 32], at(9))).await;
        assert!(!stale, "another request was faster");
        let wrong = PinChallenge { wrong_tries: 1, ..open.clone() };
        let row = wrong.clone();
        assert!(run(store, move |tx| repo::pin::set_outcome(tx, 0, &row, at(10))).await);
        let counted = run(store, move |tx| repo::pin::set_outcome(tx, 0, &wrong, at(10))).await;
        assert!(!counted, "two guesses at once are not one try");
    }

    async fn a_session_reads_back_and_ends_once(database: TestDatabase) {
        let store = database.store();
        let person = somebody(store).await;
        let row = session(&person, 50);
        let (id, first) = (row.id, row.clone());
        run(store, move |tx| repo::session::add(tx, &first, [8; 32])).await;
        let read = run(store, |tx| repo::session::find_by_secret(tx, [8; 32])).await;
        assert_eq!(read, Some(row));
        run(store, move |tx| repo::session::touch(tx, id, at(5))).await;
        let used = run(store, |tx| repo::session::find_by_secret(tx, [8; 32])).await.unwrap();
        assert_eq!(used.last_used_at, at(5));
        assert!(run(store, move |tx| repo::session::is_live(tx, id)).await);
        assert!(run(store, move |tx| repo::session::end(tx, id, at(6))).await);
        assert!(!run(store, move |tx| repo::session::end(tx, id, at(7))).await);
        run(store, move |tx| repo::session::touch(tx, id, at(8))).await;
        let ended = run(store, |tx| repo::session::find_by_secret(tx, [8; 32])).await.unwrap();
        assert_eq!((ended.ended_at, ended.last_used_at), (Some(at(6)), at(5)));
        assert!(!run(store, move |tx| repo::session::is_live(tx, id)).await);
    }

    async fn every_session_of_a_person_ends_and_nobody_elses(database: TestDatabase) {
        let store = database.store();
        let one = somebody(store).await;
        let other = run(store, |tx| add_person(tx, "00000001R", 3)).await;
        let rows = [session(&one, 50), session(&one, 51), session(&other, 52)];
        let all = rows.clone();
        run(store, move |tx| {
            all.iter().zip(1_u8..).try_for_each(|(row, n)| repo::session::add(tx, row, [n; 32]))
        })
        .await;
        let id = one.id;
        let end = move |tx: &mut Tx<'_>| repo::session::end_all_of_person(tx, id, at(6));
        assert_eq!(run(store, end).await, 2);
        assert_eq!(run(store, end).await, 0);
        let theirs = rows[2].id;
        assert!(run(store, move |tx| repo::session::is_live(tx, theirs)).await);
    }

    /// The cookie before opens nothing, and only the browser that had it can go on.
    async fn a_session_goes_on_under_another_cookie_once(database: TestDatabase) {
        let store = database.store();
        let person = somebody(store).await;
        let row = session(&person, 50);
        let first = row.clone();
        run(store, move |tx| repo::session::add(tx, &first, [8; 32])).await;
        let raised = Session {
            method: AuthenticationMethod::CertificateCard,
            authenticated_at: at(30),
            last_used_at: at(30),
            ..row
        };
        let next = raised.clone();
        let renew = move |tx: &mut Tx<'_>| repo::session::renew(tx, &next, [8; 32], [9; 32]);
        assert!(run(store, renew.clone()).await);
        assert!(!run(store, renew).await, "that cookie has gone on already");
        assert_eq!(run(store, |tx| repo::session::find_by_secret(tx, [8; 32])).await, None);
        let read = run(store, |tx| repo::session::find_by_secret(tx, [9; 32])).await;
        assert_eq!(read, Some(raised.clone()));
        let id = raised.id;
        run(store, move |tx| repo::session::end(tx, id, at(31))).await;
        let late = move |tx: &mut Tx<'_>| repo::session::renew(tx, &raised, [9; 32], [10; 32]);
        assert!(!run(store, late).await, "what ended stays ended");
    }

    async fn the_open_sessions_of_a_person_are_listed_with_where_they_opened(database: TestDatabase) {
        let store = database.store();
        let one = somebody(store).await;
        let other = run(store, |tx| add_person(tx, "00000001R", 3)).await;
        let rows = [session(&one, 50), session(&one, 51), session(&other, 52)];
        let seen = Seen::new(Some("Firefox/1 Linux"), Origin::of([203, 0, 113, 7].into()));
        let (all, kept) = (rows.clone(), seen.clone());
        let (id, key) = (one.id, one.data_key);
        run(store, move |tx| {
            let hashed = all.iter().zip(1_u8..);
            hashed.clone().try_for_each(|(row, n)| repo::session::add(tx, row, [n; 32]))?;
            repo::session::set_seen(tx, all[0].id, key, &kept, at(1))?;
            repo::session::touch(tx, all[0].id, at(5))
        })
        .await;
        let list = move |tx: &mut Tx<'_>| repo::session::open_of_person(tx, id, key, at(-1));
        let listed = run(store, list).await;
        let found: Vec<_> = listed.iter().map(|(row, seen)| (row.id, seen.clone())).collect();
        assert_eq!(found, [(rows[0].id, Some(seen)), (rows[1].id, None)]);
        let sealed: Option<Vec<u8>> = run(store, |tx| {
            let kept = sql!("SELECT seen FROM session WHERE seen IS NOT NULL");
            tx.query_one(kept, &[], |row| row.get(0))
        })
        .await;
        let sealed = String::from_utf8_lossy(&sealed.unwrap()).into_owned();
        assert!(!sealed.contains("Firefox") && !sealed.contains("203"));
        let gone = rows[0].id;
        run(store, move |tx| repo::session::end(tx, gone, at(6))).await;
        assert_eq!(run(store, list).await.len(), 1);
        let later = move |tx: &mut Tx<'_>| repo::session::open_of_person(tx, id, key, at(1));
        assert!(run(store, later).await.is_empty(), "those that began before are left out");
        let (mine, hers) = (rows[1].id, rows[2].id);
        assert!(run(store, move |tx| repo::session::is_of(tx, mine, id)).await);
        assert!(!run(store, move |tx| repo::session::is_of(tx, hers, id)).await);
    }

    async fn what_a_service_was_given_adds_up(database: TestDatabase) {
        let store = database.store();
        let id = somebody(store).await.id;
        run(store, move |tx| {
            repo::person_client::note(tx, id, "town", "name email", at(1))?;
            repo::person_client::note(tx, id, "library", "", at(2))?;
            repo::person_client::note(tx, id, "town", "birthdate name", at(3))
        })
        .await;
        let entered = run(store, move |tx| repo::person_client::of_person(tx, id)).await;
        let brief: Vec<_> = entered
            .iter()
            .map(|one| (one.client.as_str(), one.received.as_str(), one.times, one.first_at, one.last_at))
            .collect();
        assert_eq!(
            brief,
            [
                ("town", "birthdate email name", 2, at(1), at(3)),
                ("library", "", 1, at(2), at(2)),
            ]
        );
    }

    async fn what_was_released_in_a_session_is_remembered_by_client(database: TestDatabase) {
        let store = database.store();
        let person = somebody(store).await;
        let row = session(&person, 50);
        let id = row.id;
        run(store, move |tx| {
            repo::session::add(tx, &row, [8; 32])?;
            repo::session::set_released(tx, id, "town", "name", at(1))?;
            repo::session::set_released(tx, id, "archive", "", at(1))?;
            repo::session::set_released(tx, id, "town", "email name", at(2))
        })
        .await;
        let town = run(store, move |tx| repo::session::released_to(tx, id, "town")).await;
        assert_eq!(town.as_deref(), Some("email name"));
        let other = run(store, move |tx| repo::session::released_to(tx, id, "library")).await;
        assert_eq!(other, None);
        let clients = run(store, move |tx| repo::session::clients_of(tx, id)).await;
        assert_eq!(clients, ["archive", "town"]);
    }

    async fn a_code_is_used_once_and_its_tokens_can_be_revoked_together(database: TestDatabase) {
        let store = database.store();
        let person = somebody(store).await;
        let row = session(&person, 50);
        let code = StoredCode {
            id: AuthorizationId::new(at(0), &chance(60)),
            client: "town".into(),
            session: row.id,
            person: person.id,
            granted: "{}".into(),
            expires_at: at(30),
            used_at: None,
        };
        let token = StoredToken {
            id: TokenId::new(at(0), &chance(61)),
            authorization: code.id,
            client: "town".into(),
            session: row.id,
            person: person.id,
            granted: "{}".into(),
            expires_at: at(600),
            offline: false,
        };
        let (first, second, id) = (code.clone(), token.clone(), code.id);
        run(store, move |tx| {
            repo::authorization::add_code(tx, &first, [1; 32], at(0))?;
            repo::authorization::add_token(tx, &second, [2; 32], at(0))
        })
        .await;
        let read = run(store, |tx| repo::authorization::find_code(tx, [1; 32])).await;
        assert_eq!(read, Some(code));
        assert!(run(store, move |tx| repo::authorization::use_code(tx, id, at(3))).await);
        assert!(!run(store, move |tx| repo::authorization::use_code(tx, id, at(4))).await);
        let used = run(store, |tx| repo::authorization::find_code(tx, [1; 32])).await.unwrap();
        assert_eq!(used.used_at, Some(at(3)));
        let find = |now| move |tx: &mut Tx<'_>| repo::authorization::find_token(tx, [2; 32], now);
        assert_eq!(run(store, find(at(599))).await, Some(token));
        assert_eq!(run(store, find(at(600))).await, None);
        let revoke = move |tx: &mut Tx<'_>| repo::authorization::revoke_tokens_of(tx, id, at(5));
        assert_eq!(run(store, revoke).await, 1);
        assert_eq!(run(store, revoke).await, 0);
        assert_eq!(run(store, find(at(6))).await, None);
    }

    /// One subscription a device; what is known of the one before hits no newer one.
    async fn a_subscription_replaces_the_one_before_and_ends_by_itself(database: TestDatabase) {
        let store = database.store();
        let person = somebody(store).await;
        let device = AppDeviceId::new(at(0), &chance(70));
        let point = [vec![4], vec![7; 64]].concat();
        let subscription = |name: &str, seed| PushSubscription {
            id: PushSubscriptionId::new(at(0), &chance(seed)),
            device,
            person: person.id,
            address: PushAddress::new(&format!("https://push.example/{name}"), &point, &[9; 16])
                .unwrap(),
            key_id: format!("key of {name}"),
        };
        let (old, new) = (subscription("old", 71), subscription("new", 72));
        for row in [old.clone(), new.clone()] {
            let key = person.data_key;
            run(store, move |tx| repo::push::put(tx, &row, key, at(1))).await;
        }
        let read = run(store, move |tx| repo::push::of_device(tx, device)).await;
        assert_eq!(read, Some(new.clone()));
        assert!(!run(store, move |tx| repo::push::remove(tx, old.id)).await);
        assert!(run(store, move |tx| repo::push::remove(tx, new.id)).await);
        let row = new.clone();
        let key = person.data_key;
        run(store, move |tx| repo::push::put(tx, &row, key, at(2))).await;
        assert!(run(store, move |tx| repo::push::remove_of_device(tx, device)).await);
        assert_eq!(run(store, move |tx| repo::push::of_device(tx, device)).await, None);
        let ring = move |tx: &mut Tx<'_>| {
            repo::push::ring(tx, Some(device), Look::Pin, at(60), at(3), &chance(73))
        };
        assert!(!run(store, ring).await, "nobody wants to be told");
        let counts = run(store, outbox::counts).await;
        let settled = counts.iter().all(|count| count.state == "sent" && count.channel == "none");
        assert!(settled && counts.len() == 1, "as much is written, to nobody: {counts:?}");
    }
}
