//! Proof of work before anonymous steps (defaults D16).

use authn::{
    ProofOfWork, Settings,
    work::{Demand, Effort, Pass, Purpose, Reason, Shown, WorkError},
};
use model::work::{WorkLane, WorkRules};
use store::{StoreError, on_both_engines, repo::velocity};
use tokio::task::JoinSet;

use crate::support::{Door, origin};

const STEP: Purpose = Purpose::OBTAIN_PIN;

/// Little work, so that tests are quick.
fn settings(lane: WorkLane) -> Settings {
    let work = WorkRules {
        lane,
        bits: 4,
        waits_per_origin_an_hour: 2,
        ..WorkRules::default()
    };
    Settings {
        work,
        ..Settings::default()
    }
}

fn shown<'a>(demand: &'a Demand, answer: &'a str) -> Shown<'a> {
    Shown {
        challenge: &demand.challenge,
        answer,
    }
}

async fn demanded(gate: &ProofOfWork, with: Shown<'_>) -> Demand {
    match gate.pass(STEP, with, origin(1)).await.unwrap() {
        Pass::Demanded(demand) => demand,
        other => panic!("{other:?}"),
    }
}

async fn first(gate: &ProofOfWork) -> Demand {
    let demand = demanded(gate, Shown::default()).await;
    assert_eq!(demand.reason, Reason::First);
    demand
}

async fn passes(gate: &ProofOfWork, with: Shown<'_>) -> Effort {
    match gate.pass(STEP, with, origin(1)).await.unwrap() {
        Pass::Shown(effort) => effort,
        other => panic!("{other:?}"),
    }
}

on_both_engines! {
    async fn nothing_is_asked_for_in_quiet_times(database: TestDatabase) {
        let gate = Door::open(&database).gate(settings(WorkLane::UnderStress));
        let pass = gate.pass(STEP, Shown::default(), origin(1)).await.unwrap();
        assert_eq!(pass, Pass::Open);
    }

    /// The lane: what the whole platform bears is used up, and anonymous steps ask, for an hour.
    async fn a_used_up_budget_of_the_platform_asks_everybody_and_refuses_nobody(
        database: TestDatabase
    ) {
        let door = Door::open(&database);
        let mut strained = settings(WorkLane::UnderStress);
        strained.contrast_limits.on_platform = 3;
        let gate = door.gate(strained.clone());
        let (limit, now) = (strained.contrast_limits.platform(), door.now());
        for _ in 0..3 {
            assert_eq!(gate.pass(STEP, Shown::default(), origin(9)).await.unwrap(), Pass::Open);
            door.store
                .transact::<_, StoreError, _>("test.wrong", move |tx| {
                    velocity::count(tx, limit, b"", now)
                })
                .await
                .unwrap();
        }
        let demand = first(&gate).await;
        let answer = demand.puzzle.solve();
        assert_eq!(passes(&gate, shown(&demand, &answer)).await, Effort::Worked);
        door.wait_minutes(60);
        let pass = gate.pass(STEP, Shown::default(), origin(1)).await.unwrap();
        assert_eq!(pass, Pass::Open);
    }

    async fn an_answer_passes_once_in_whichever_process(database: TestDatabase) {
        let door = Door::open(&database);
        let gate = door.gate(settings(WorkLane::Always));
        let other = Door::open(&database).gate(settings(WorkLane::Always));
        let demand = first(&gate).await;
        let answer = demand.puzzle.solve();
        assert_eq!(passes(&other, shown(&demand, &answer)).await, Effort::Worked);
        let again = demanded(&gate, shown(&demand, &answer)).await;
        assert_eq!(again.reason, Reason::Spent);
        assert_ne!(again.challenge, demand.challenge);
    }

    async fn of_many_who_send_one_answer_at_the_same_moment_one_passes(database: TestDatabase) {
        let door = Door::open(&database);
        door.warm_up().await;
        let gate = std::sync::Arc::new(door.gate(settings(WorkLane::Always)));
        let demand = first(&gate).await;
        let answer = demand.puzzle.solve();
        let mut tries = JoinSet::new();
        for _ in 0..12 {
            let (gate, demand, answer) = (gate.clone(), demand.clone(), answer.clone());
            tries.spawn(async move {
                gate.pass(STEP, shown(&demand, &answer), origin(1)).await.unwrap()
            });
        }
        let passed = tries.join_all().await;
        let shown = passed.iter().filter(|pass| matches!(pass, Pass::Shown(_))).count();
        assert_eq!(shown, 1, "{passed:?}");
    }

    /// The way without a script: the clock of the server decides, not that of the page.
    async fn who_has_no_script_waits_and_pressing_early_costs_nothing(database: TestDatabase) {
        let door = Door::open(&database);
        let gate = door.gate(settings(WorkLane::Always));
        let demand = first(&gate).await;
        door.clock.advance_seconds(19);
        let early = demanded(&gate, shown(&demand, "")).await;
        assert_eq!(early.reason, Reason::TooEarly);
        assert_eq!((&early.challenge, early.wait_until), (&demand.challenge, demand.wait_until));
        door.clock.advance_seconds(1);
        assert_eq!(passes(&gate, shown(&demand, "")).await, Effort::Waited);
        assert_eq!(demanded(&gate, shown(&demand, "")).await.reason, Reason::Spent);
    }

    /// A machine can wait for a thousand challenges at once: waits are counted, work is not.
    async fn an_origin_cannot_wait_instead_of_calculating_for_ever(database: TestDatabase) {
        let door = Door::open(&database);
        let gate = door.gate(settings(WorkLane::Always));
        for allowed in [true, true, false] {
            let demand = first(&gate).await;
            door.clock.advance_seconds(20);
            let pass = gate.pass(STEP, shown(&demand, ""), origin(1)).await;
            match pass {
                Ok(Pass::Shown(Effort::Waited)) => assert!(allowed),
                Err(WorkError::TooManyWaits { until }) => assert!(!allowed && until > door.now()),
                other => panic!("{other:?}"),
            }
        }
        let demand = first(&gate).await;
        let answer = demand.puzzle.solve();
        assert_eq!(passes(&gate, shown(&demand, &answer)).await, Effort::Worked);
        let demand = first(&gate).await;
        door.clock.advance_seconds(20);
        let elsewhere = gate.pass(STEP, shown(&demand, ""), origin(2)).await.unwrap();
        assert_eq!(elsewhere, Pass::Shown(Effort::Waited));
    }

    async fn a_challenge_is_of_its_step_of_its_time_and_of_ours(database: TestDatabase) {
        let door = Door::open(&database);
        let gate = door.gate(settings(WorkLane::Always));
        let demand = first(&gate).await;
        let answer = demand.puzzle.solve();
        let elsewhere = Purpose::REQUEST_LETTER;
        let pass = gate.pass(elsewhere, shown(&demand, &answer), origin(1)).await.unwrap();
        assert!(matches!(pass, Pass::Demanded(Demand { reason: Reason::Stale, .. })));
        let mut changed = demand.clone();
        changed.challenge.replace_range(10..11, "0");
        changed.challenge.replace_range(11..12, "1");
        changed.challenge.replace_range(12..13, "2");
        assert_ne!(changed.challenge, demand.challenge);
        let invented = Shown { challenge: "invented", answer: &answer };
        let long = "0".repeat(1_000_000);
        for with in [shown(&changed, &answer), invented, Shown { challenge: &long, answer: &long }] {
            assert_eq!(demanded(&gate, with).await.reason, Reason::Stale);
        }
        assert_eq!(demanded(&gate, shown(&demand, "1.2.3")).await.reason, Reason::Wrong);
        door.clock.advance_seconds(600);
        assert_eq!(demanded(&gate, shown(&demand, &answer)).await.reason, Reason::Stale);
    }

    async fn a_step_that_takes_a_persons_time_asks_always_unless_the_lane_is_off(
        database: TestDatabase
    ) {
        const WAITING_ROOM: Purpose = Purpose::always("enter_waiting_room");
        let door = Door::open(&database);
        for (lane, asks) in [
            (WorkLane::UnderStress, true),
            (WorkLane::Always, true),
            (WorkLane::Off, false),
        ] {
            let gate = door.gate(settings(lane));
            let pass = gate.pass(WAITING_ROOM, Shown::default(), origin(1)).await.unwrap();
            assert_eq!(matches!(pass, Pass::Demanded(_)), asks, "{lane:?}");
        }
    }
}
