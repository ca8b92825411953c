//! Can a stopwatch tell who is registered (invariant 11)? Steps of a stranger are timed for people
//! who are registered, who never were and who gave it up, in random order, over a database on
//! disk; [`stopwatch`] says whether the times can be told apart.
//!
//! The use cases are called directly, one at a time, without HTTP: what a network adds only blurs.

pub mod stopwatch;

use std::{net::IpAddr, sync::Arc, time::Instant};

use authn::{EnterPin, ObtainPin};
use model::{document::ContrastDatum, origin::Origin};
use store::{StoreError, sql};
use testbed::{Options, Testbed};
use vocab::{BearerSecret, OneTimePin, UserKeyPart};

use crate::{
    AnyError,
    crowd::{self, BenchPerson},
};
use stopwatch::Shuffle;

/// How a person stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Registered; the telephone rings.
    Registered,
    /// Never heard of.
    Unknown,
    /// Gave the registration up.
    Renounced,
}

impl Standing {
    /// All of them; the first is compared with the others.
    pub const ALL: [Self; 3] = [Self::Registered, Self::Unknown, Self::Renounced];
}

/// What a stranger does with a number.
pub const STEPS: [&str; 3] = ["obtain_pin", "send_pin_by_sms", "enter_pin"];

/// Times of each step, in microseconds, by standing.
pub type Times = [[Vec<f64>; STEPS.len()]; Standing::ALL.len()];

/// People of each standing: many, so that no row is special.
const EACH: u32 = 60;

/// Times every step `samples` times for each standing.
///
/// # Errors
/// If a step is refused.
pub async fn measure(samples: usize, seed: u64) -> Result<Times, AnyError> {
    let (bed, groups) = furnished().await?;
    let mut shuffle = Shuffle::new(seed);
    let mut times = Times::default();
    // The first rounds warm caches and are not kept.
    let warm = samples.div_ceil(10);
    for round in 0..samples + warm {
        let mut order: Vec<usize> = (0..groups.len()).collect();
        shuffle.shuffle(&mut order);
        for group in order {
            let people = groups.get(group).map_or(&[][..], Vec::as_slice);
            let person = people.get(shuffle.below(people.len())).ok_or("nobody")?;
            let took = steps(&bed, person).await?;
            if round < warm {
                continue;
            }
            for (kept, took) in times.get_mut(group).into_iter().flatten().zip(took) {
                kept.push(took);
            }
        }
    }
    Ok(times)
}

async fn furnished() -> Result<(Testbed, Vec<Vec<BenchPerson>>), AnyError> {
    let everybody = crowd::crowd(EACH * 3)?;
    let options = Options {
        sms_after_s: 0,
        unlimited: true,
        ..Options::default()
    };
    let bed = Testbed::start_with(options, |parts| {
        parts.register = Arc::new(crowd::register_of(&everybody));
    })
    .await;
    // Numbers are in one order and standings in another, so that the place of a number in an
    // index says nothing.
    let mut groups = vec![Vec::new(); Standing::ALL.len()];
    for (place, person) in everybody.into_iter().enumerate() {
        let group = place % Standing::ALL.len();
        groups.get_mut(group).ok_or("a group")?.push(person);
    }
    let parts = &bed.platform.parts;
    for group in [0, 2] {
        let people = groups.get(group).ok_or("a group")?;
        crowd::register(&parts.store, people, &parts.entropy, parts.clock.now()).await?;
        if group == 2 {
            renounce(&bed, people).await?;
        }
    }
    Ok((bed, groups))
}

/// The registrations of these people are given up.
async fn renounce(bed: &Testbed, people: &[BenchPerson]) -> Result<(), StoreError> {
    let numbers: Vec<_> = people.iter().map(|person| person.number.clone()).collect();
    let change = move |tx: &mut store::Tx<'_>| {
        for number in &numbers {
            let found = store::repo::person::find_by_number(tx, number)?;
            let statement = sql!(
                "UPDATE registration SET state = 'renounced', phone_index = NULL \
                 WHERE person_id = $1"
            );
            tx.execute(statement, &[&found])?;
        }
        Ok::<_, StoreError>(())
    };
    let store = &bed.platform.parts.store;
    store.transact("bench.renounce", change).await
}

/// The three steps once, each timed.
async fn steps(bed: &Testbed, person: &BenchPerson) -> Result<[f64; STEPS.len()], AnyError> {
    let keeper = &bed.platform.doorkeeper;
    let browser = BearerSecret::generate(&*keeper.entropy);
    let user_part = UserKeyPart::generate(&*keeper.entropy);
    let origin = Origin::of(IpAddr::from([192, 0, 2, 1]));
    let asked = ObtainPin {
        number: person.number.clone(),
        contrast: ContrastDatum::Support(person.support.clone()),
        user_part: user_part.clone(),
        browser: browser.clone(),
        known: browser.clone(),
        origin,
        asked_by: authn::PartyNames::default(),
    };
    let since = Instant::now();
    let ticket = keeper.obtain_pin(asked).await?;
    let obtained = microseconds(since);
    let service: authn::RelyingPartyName = Arc::new(|_| "Cronómetro".to_owned());
    let since = Instant::now();
    let ticket = keeper.send_pin_by_sms(&ticket, &browser, service).await?;
    let sent = microseconds(since);
    // The third wrong one voids the PIN, and that is the one with the most work.
    let mut entered = 0.0;
    for _ in 0..3 {
        let given = EnterPin {
            ticket: ticket.clone(),
            browser: browser.clone(),
            // Another part: it cannot be right by chance.
            user_part: UserKeyPart::generate(&*keeper.entropy),
            pin: OneTimePin::parse("AAA")?,
            arrival: authn::Arrival::from(origin),
        };
        let since = Instant::now();
        let answer = keeper.enter_pin(given).await;
        entered += microseconds(since);
        if answer.is_ok() {
            return Err("a wrong PIN opened a session".into());
        }
    }
    Ok([obtained, sent, entered])
}

fn microseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1e6
}
