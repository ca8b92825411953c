//! Visits to the electronic office.

use procedures::{ApplicantIdentity, ToldLogOut, ToldOutcome};
use store::{on_both_engines, sql};
use vocab::{AssuranceLevel, IdentityNumber};

use crate::world::{World, ananya, lucia};

on_both_engines! {
    async fn a_person_who_returns_is_the_same_applicant_under_another_secret(
        database: TestDatabase
    ) {
        let world = World::new(&database).await;
        let first = world.enter(&ananya()).await;
        let second = world.enter(&ananya()).await;
        assert_eq!(first.visitor.applicant(), second.visitor.applicant());
        assert_ne!(first.visitor.session(), second.visitor.session());
        assert_ne!(first.secret, second.secret);
        let other = world.visitor(&lucia()).await;
        assert_ne!(other.applicant(), first.visitor.applicant());
    }

    async fn a_number_that_changed_is_taken_over(database: TestDatabase) {
        let world = World::new(&database).await;
        let before = world.enter(&ananya()).await;
        let number = IdentityNumber::parse("12345678Z").unwrap();
        let identity = ApplicantIdentity { number: number.clone(), ..world.identity(&ananya()) };
        let after = world.procedures.open_session(identity, None).await.unwrap();
        assert_eq!(after.visitor.applicant(), before.visitor.applicant());
        assert_eq!(*after.visitor.number(), number);
        let resumed = world.procedures.resume(&before.secret).await.unwrap().unwrap();
        assert_eq!(*resumed.number(), number);
    }

    async fn two_first_identifications_at_once_make_one_applicant(database: TestDatabase) {
        let world = World::new(&database).await;
        let mut entering = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let (procedures, identity) = (world.procedures.clone(), world.identity(&ananya()));
            entering.spawn(async move { procedures.open_session(identity, None).await });
        }
        for entered in entering.join_all().await {
            entered.unwrap();
        }
        assert_eq!(world.count(sql!("SELECT COUNT(*) FROM sede_applicant")).await, 1);
        assert_eq!(world.count(sql!("SELECT COUNT(*) FROM sede_session")).await, 8);
    }

    async fn a_visit_ends_after_an_hour_without_use(database: TestDatabase) {
        let world = World::new(&database).await;
        let entered = world.enter(&ananya()).await;
        world.clock.advance_seconds(3_599);
        assert!(world.procedures.resume(&entered.secret).await.unwrap().is_some());
        world.clock.advance_seconds(3_599);
        let extended = world.procedures.extend(&entered.secret).await.unwrap().unwrap();
        assert_eq!(extended.ends_at().as_second(), world.now().as_second() + 3_600);
        world.clock.advance_seconds(3_600);
        assert!(world.procedures.resume(&entered.secret).await.unwrap().is_none());
        assert!(world.procedures.extend(&entered.secret).await.unwrap().is_none());
    }

    async fn a_visit_ends_after_twelve_hours_however_much_it_is_used(database: TestDatabase) {
        let world = World::new(&database).await;
        let entered = world.enter(&ananya()).await;
        for _ in 0..24 {
            let visitor = world.procedures.resume(&entered.secret).await.unwrap().unwrap();
            assert_eq!(visitor.ends_at_the_latest(), entered.visitor.ends_at_the_latest());
            world.clock.advance_seconds(1_800);
        }
        assert!(world.procedures.resume(&entered.secret).await.unwrap().is_none());
    }

    async fn logging_out_gives_the_hint_once_and_ends_the_visit(database: TestDatabase) {
        let world = World::new(&database).await;
        let entered = world.enter(&ananya()).await;
        let hint = world.procedures.log_out(&entered.secret).await.unwrap();
        assert_eq!(hint, Some(world.identity(&ananya()).id_token));
        assert!(world.procedures.resume(&entered.secret).await.unwrap().is_none());
        assert_eq!(world.procedures.log_out(&entered.secret).await.unwrap(), None);
        let kept = sql!("SELECT COUNT(*) FROM sede_session WHERE id_token IS NOT NULL");
        assert_eq!(world.count(kept).await, 0);
    }

    /// Back-Channel Logout 1.0 §2.7: the visits of the session end, and no others.
    async fn a_log_out_that_the_provider_tells_ends_what_the_session_opened(
        database: TestDatabase
    ) {
        let world = World::new(&database).await;
        let identity = world.identity(&ananya());
        let (sub, sid) = (Some(identity.sub.clone()), identity.provider_session.clone());
        let here = world.enter(&ananya()).await;
        let elsewhere = ApplicantIdentity {
            provider_session: Some("another browser".into()),
            ..identity
        };
        let elsewhere = world.procedures.open_session(elsewhere, None).await.unwrap();
        let somebody = world.enter(&lucia()).await;
        let live = async |secret| world.procedures.resume(secret).await.unwrap().is_some();
        let tell = async |sub: &Option<String>, sid: &Option<String>, jti: &str| {
            let told = ToldLogOut { sub: sub.clone(), sid: sid.clone(), jti: jti.into() };
            world.procedures.log_out_told(told).await.unwrap()
        };
        // The session of one person in the name of another, and of nobody we know.
        let stranger = Some(world.identity(&lucia()).sub);
        assert_eq!(tell(&stranger, &sid, "a").await, ToldOutcome::Ended(0));
        assert_eq!(tell(&Some("nobody".into()), &sid, "b").await, ToldOutcome::Ended(0));
        assert!(live(&here.secret).await);

        assert_eq!(tell(&sub, &sid, "c").await, ToldOutcome::Ended(1));
        assert!(!live(&here.secret).await);
        assert!(live(&elsewhere.secret).await && live(&somebody.secret).await);
        assert_eq!(tell(&sub, &sid, "d").await, ToldOutcome::Ended(0), "it had ended");
        // Without a session: every visit of the person.
        assert_eq!(tell(&sub, &None, "e").await, ToldOutcome::Ended(1));
        assert!(!live(&elsewhere.secret).await && live(&somebody.secret).await);
        let hints = sql!("SELECT COUNT(*) FROM sede_session WHERE id_token IS NOT NULL");
        assert_eq!(world.count(hints).await, 1, "the hint of a visit goes with it");
        let written =
            sql!("SELECT COUNT(*) FROM audit_entry WHERE actor = 'identity_provider'");
        assert_eq!(world.count(written).await, 2);
    }

    async fn a_log_out_token_is_accepted_once(database: TestDatabase) {
        let world = World::new(&database).await;
        let identity = world.identity(&ananya());
        let told = ToldLogOut {
            sub: Some(identity.sub.clone()),
            sid: identity.provider_session,
            jti: "a token".into(),
        };
        world.enter(&ananya()).await;
        let first = world.procedures.log_out_told(told.clone()).await.unwrap();
        assert_eq!(first, ToldOutcome::Ended(1));
        // Whoever kept it ends no later visit with it.
        let later = world.enter(&ananya()).await;
        let again = world.procedures.log_out_told(told).await.unwrap();
        assert_eq!(again, ToldOutcome::Repeated);
        assert!(world.procedures.resume(&later.secret).await.unwrap().is_some());
    }

    async fn a_new_identification_ends_the_visit_before(database: TestDatabase) {
        let world = World::new(&database).await;
        let before = world.enter(&lucia()).await;
        let identity = world.identity(&ananya());
        let after =
            world.procedures.open_session(identity, Some(&before.secret)).await.unwrap();
        assert!(world.procedures.resume(&before.secret).await.unwrap().is_none());
        assert!(world.procedures.resume(&after.secret).await.unwrap().is_some());
    }

    async fn a_visitor_knows_what_was_asserted(database: TestDatabase) {
        let world = World::new(&database).await;
        let level = AssuranceLevel::Substantial;
        let identity = ApplicantIdentity { level, ..world.identity(&ananya()) };
        let entered = world.procedures.open_session(identity, None).await.unwrap();
        let visitor = world.procedures.resume(&entered.secret).await.unwrap().unwrap();
        assert_eq!(visitor, entered.visitor);
        assert_eq!(visitor.level(), level);
        assert_eq!(visitor.authenticated_at(), world.now());
        assert_eq!(visitor.name(), &ananya().record.name);
    }

    async fn a_login_ticket_opens_until_its_time(database: TestDatabase) {
        let world = World::new(&database).await;
        let sealed = world.procedures.seal_login("state and nonce".to_owned(), "/tramite");
        let ticket = world.procedures.open_login::<String>(&sealed).unwrap();
        assert_eq!((ticket.attempt.as_str(), ticket.return_to.as_str()), ("state and nonce", "/tramite"));
        let changed = sealed.replace(&sealed[20..22], "zz");
        for wrong in ["", "00", &sealed[2..], &changed] {
            assert!(world.procedures.open_login::<String>(wrong).is_none(), "{wrong}");
        }
        world.clock.advance_seconds(30 * 60);
        assert!(world.procedures.open_login::<String>(&sealed).is_none());
    }
}
