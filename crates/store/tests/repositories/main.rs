//! The repositories of the identity side and the shared ones, the same on both engines: what the
//! three rules against write skew promise, and what goes in comes out.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod access;
mod letters;
mod people;
mod restrictions;
mod shared;
mod velocity;

use model::{
    body::{Body, Contact},
    issued::{DocumentKind, IssuedDocument},
    letter::{Letter, LetterState},
    limit::{Growth, Limit},
    notice::{Channel, Notice, OutgoingNotice},
    origin::Origin,
    pin::{PinChallenge, PinState},
    push::{Look, PushAddress, PushSubscription},
    registration::{Registration, RegistrationState},
    session::{AuthenticationMethod, Seen, Session},
};
use store::{
    Store, StoreError, Tx, on_both_engines,
    outbox::{self, LeaseRequest},
    repo::{
        self,
        authorization::{StoredCode, StoredToken},
        meta::Purpose,
        person::Person,
    },
    sql,
};
use vocab::{
    AppDeviceId, AuthorizationId, BodyId, DocumentId, EmailAddress, FlowId, IdentityNumber, Lang,
    LetterId, PartialDate, PersonName, PhoneNumber, PinChallengeId, PushSubscriptionId,
    RegistrationId, RegistrationLevel, SecureVerificationCode, SeededEntropy, SessionId,
    SignedDuration, Timestamp, TokenId,
};

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + second).unwrap()
}

/// The same seed gives the same ids: each use here has a seed of its own.
fn chance(seed: u64) -> SeededEntropy {
    SeededEntropy::new(seed)
}

async fn run<T, F>(store: &Store, act: F) -> T
where
    T: Send + 'static,
    F: FnMut(&mut Tx<'_>) -> Result<T, StoreError> + Send + 'static,
{
    store.transact("test.act", act).await.unwrap()
}

async fn refused<T, F>(store: &Store, act: F) -> StoreError
where
    T: Send + std::fmt::Debug + 'static,
    F: FnMut(&mut Tx<'_>) -> Result<T, StoreError> + Send + 'static,
{
    store.transact("test.act", act).await.unwrap_err()
}

fn number(text: &str) -> IdentityNumber {
    IdentityNumber::parse(text).unwrap()
}

fn phone(text: &str) -> PhoneNumber {
    PhoneNumber::parse(text).unwrap()
}

fn add_person(tx: &mut Tx<'_>, of: &str, seed: u64) -> Result<Person, StoreError> {
    let name = PersonName::parse("Nadie", "Ejemplo", Some("Prueba")).unwrap();
    let birth = PartialDate::parse("1990-02").unwrap();
    repo::person::add(
        tx,
        &number(of),
        &name,
        birth,
        Lang::Ca,
        at(0),
        &chance(seed),
    )
}

async fn somebody(store: &Store) -> Person {
    run(store, |tx| add_person(tx, "00000000T", 1)).await
}

fn registration(of: &Person, phone_number: &str, seed: u64) -> Registration {
    Registration {
        id: RegistrationId::new(at(0), &chance(seed)),
        person: of.id,
        level: RegistrationLevel::Basic,
        state: RegistrationState::Active,
        phone: phone(phone_number),
        email: EmailAddress::parse("nadie@example.org").unwrap(),
        lang: of.lang,
        registered_at: at(0),
    }
}

fn add_registration(tx: &mut Tx<'_>, of: &Person, row: &Registration) -> Result<(), StoreError> {
    repo::registration::add(tx, row, of.data_key, "letter", [1; 32], at(0))
}

fn letter(of: &Person, requested: i64, seed: u64) -> Letter {
    Letter {
        id: LetterId::new(at(requested), &chance(seed)),
        person: of.id,
        state: LetterState::Issued,
        code_hash: Some([seed.to_le_bytes()[0]; 32]),
        requested_at: at(requested),
        expires_at: at(requested + 100),
        wrong_tries: 0,
    }
}

fn session(of: &Person, seed: u64) -> Session {
    Session {
        id: SessionId::new(at(0), &chance(seed)),
        person: of.id,
        registration_level: RegistrationLevel::Advanced,
        method: AuthenticationMethod::PinSms,
        authenticated_at: at(0),
        last_used_at: at(0),
        ended_at: None,
    }
}
