//! Visits to the electronic office.

use procedures::ApplicantIdentity;
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
