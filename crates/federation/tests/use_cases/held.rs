//! Nothing is given about a person whom something keeps out, at whatever moment it was set.

use std::{sync::mpsc, time::Duration};

use federation::GrantError;
use model::restriction::{Restriction, RestrictionKind, SetBy};
use store::{StoreError, on_both_engines, repo, sql};
use vocab::{PersonId, RestrictionId, SeededEntropy};

use crate::{
    parties::TOWN,
    support::{World, is, marta, returned},
};

const OFFLINE: [(&str, &str); 1] = [("scope", "openid phone offline_access")];
const INVALID_GRANT: (u16, &str) = (400, "invalid_grant");

impl World {
    /// As staff or the person set it.
    async fn restrict(&self, person: PersonId, kind: RestrictionKind) {
        let now = self.now();
        self.store
            .transact::<_, StoreError, _>("test.restrict", move |tx| {
                let data_key = repo::person::guard(tx, person, now)?;
                let restriction = Restriction {
                    id: RestrictionId::new(now, &SeededEntropy::new(99)),
                    person,
                    kind,
                    set_by: SetBy::Person,
                    reason: None,
                    since: now,
                    until: None,
                    lifted: None,
                };
                repo::restriction::add(tx, &restriction, data_key)
            })
            .await
            .unwrap();
    }

    /// The row alone: nothing that follows from it has happened yet.
    async fn restrict_quietly(&self, person: PersonId, kind: RestrictionKind) {
        let now = self.now();
        let id = RestrictionId::new(now, &SeededEntropy::new(98));
        self.store
            .transact::<_, StoreError, _>("test.restrict", move |tx| {
                tx.execute(
                    sql!(
                        "INSERT INTO restriction (id, person_id, kind, since, created_at, \
                         updated_at, updated_by) VALUES ($1, $2, $3, $4, $4, $4, 'test')"
                    ),
                    &[&id, &person, &kind.as_str(), &now],
                )
            })
            .await
            .unwrap();
    }

    /// Everything of a person's ends in a transaction that began before `meanwhile` and commits
    /// after it, unless `meanwhile` waits for it.
    async fn while_leaving<T>(&self, person: PersonId, meanwhile: impl Future<Output = T>) -> T {
        let now = self.now();
        let (begun, begins) = tokio::sync::oneshot::channel();
        let (done, ends) = mpsc::channel::<()>();
        let mut begun = Some(begun);
        let leaving = self
            .store
            .transact::<_, StoreError, _>("test.leave", move |tx| {
                repo::person::guard(tx, person, now)?;
                repo::session::end_all_of_person(tx, person, now)?;
                if let Some(begun) = begun.take() {
                    begun.send(()).unwrap();
                    // Whoever is behind the guard never says that it is done.
                    _ = ends.recv_timeout(Duration::from_millis(300));
                }
                Ok(())
            });
        let acting = async {
            begins.await.unwrap();
            let answer = meanwhile.await;
            _ = done.send(());
            answer
        };
        let (left, answer) = tokio::join!(leaving, acting);
        left.unwrap();
        answer
    }

    async fn unrestrict(&self) {
        self.store
            .transact::<_, StoreError, _>("test.lift", |tx| {
                tx.execute(sql!("DELETE FROM restriction"), &[])
            })
            .await
            .unwrap();
    }
}

on_both_engines! {
    /// Grant, code, refresh, userinfo and introspection look themselves, whoever ended sessions or
    /// forgot to.
    async fn every_gate_looks_for_itself(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        let tokens = world.log_in(TOWN, &OFFLINE, &her).await;
        for kind in
            [RestrictionKind::Frozen, RestrictionKind::Suspended, RestrictionKind::Blocked]
        {
            let pending = world.ask(TOWN).await;
            let code = world.fresh_code(TOWN, &her).await;
            world.restrict_quietly(her.person(), kind).await;
            let granted = world.federation.grant(&pending, &her).await;
            assert!(matches!(granted, Err(GrantError::LevelTooLow)), "{kind:?}");
            is(&world.redeem(TOWN, &code).await, INVALID_GRANT);
            is(&world.refresh(TOWN, &tokens).await, INVALID_GRANT);
            assert_eq!(world.userinfo(&tokens.access_token).await.status, 401, "{kind:?}");
            world.unrestrict().await;
            assert_eq!(world.userinfo(&tokens.access_token).await.status, 200, "{kind:?}");
        }
        world.refreshed(TOWN, &tokens).await;
    }

    /// On PostgreSQL nobody waits for what they only read: what is given at the very moment at
    /// which the person leaves would outlive it.
    async fn nothing_is_given_while_she_leaves_everywhere(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        let tokens = world.log_in(TOWN, &OFFLINE, &her).await;
        let pending = world.ask(TOWN).await;
        let refreshed = world.refresh(TOWN, &tokens);
        is(&world.while_leaving(her.person(), refreshed).await, INVALID_GRANT);
        let (_, her) = world.enter_again(&marta()).await;
        let code = world.fresh_code(TOWN, &her).await;
        let redeemed = world.redeem(TOWN, &code);
        is(&world.while_leaving(her.person(), redeemed).await, INVALID_GRANT);
        let (_, her) = world.enter_again(&marta()).await;
        let granted = world.federation.grant(&pending, &her);
        if let Ok(answer) = world.while_leaving(her.person(), granted).await {
            let code = returned(&answer).get("code").unwrap().to_owned();
            is(&world.redeem(TOWN, &code).await, INVALID_GRANT);
        }
    }

    /// What was given before ends with it, and the party is told.
    async fn freezing_ends_what_parties_hold_and_tells_them(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        let tokens = world.log_in(TOWN, &OFFLINE, &her).await;
        world.restrict(her.person(), RestrictionKind::Frozen).await;
        world.unrestrict().await;
        is(&world.refresh(TOWN, &tokens).await, INVALID_GRANT);
        assert_eq!(world.userinfo(&tokens.access_token).await.status, 401);
        let queued = sql!("SELECT COUNT(*) FROM client_log_out WHERE state = 'queued'");
        assert_eq!(world.count(queued).await, 1);
    }
}
