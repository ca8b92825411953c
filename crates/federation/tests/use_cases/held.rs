//! Nothing is given about a person whom something keeps out, at whatever moment it was set.

use federation::GrantError;
use model::restriction::{Restriction, RestrictionKind, SetBy};
use store::{StoreError, on_both_engines, repo, sql};
use vocab::{PersonId, RestrictionId, SeededEntropy};

use crate::{
    parties::TOWN,
    support::{World, is, marta},
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
