//! One number, ten thousand addresses: whoever knows the number and what is printed on the card
//! tries everything that a stranger can, each time from somewhere else and in a new browser. So does
//! whoever knows the number alone, and guesses what is printed. The owner goes on with what is
//! theirs, and the phone rings a few times (defaults D6; invariant 11).

use std::net::{IpAddr, Ipv4Addr};

use authn::{
    Arrival, Authenticated, BeginActivation, EnterPassword, EnterPasswordError, EnterPin,
    ObtainPin, ObtainPinError, certificate::UnknownStatus,
};
use model::{
    document::ContrastDatum,
    notice::{Channel, Notice, OutgoingNotice},
    origin::Origin,
    session::AuthenticationMethod,
};
use store::{on_both_engines, testing::Engine};
use tokio::task::JoinSet;
use vocab::{BearerSecret, OtpCode, SignedDuration};
use wire_webauthn::testing::Authenticator;

use crate::{
    app::{
        phone::Phone,
        steps::{By, begun},
    },
    certificate::{Bed, card},
    passkeys::device,
    password_support::{RIGHT, WRONG, claim, typed as with_password},
    support::{asked, marta, service, typed},
};

/// Addresses that guess PINs, passwords, activate the app elsewhere, ring it, and guess the date on
/// the card: ten thousand together. PostgreSQL, on which a step takes longer, is spared most of
/// them.
const ADDRESSES: [u32; 5] = [500, 4_500, 500, 4_000, 500];

/// Dates that are looked at for one number in a quarter of an hour (R238).
const DATES: usize = 10;

/// Addresses that act at the same moment.
const AT_ONCE: u32 = 50;

/// SMS that reach the phone in the hour, whatever strangers do: six PINs, four codes for the app.
const SMS_AN_HOUR: usize = 10;

/// What the owner has.
struct Owner {
    bed: Bed,
    /// What each number of addresses is divided by.
    spared: u32,
    phone: Phone,
    key: Authenticator,
    /// The browser in which they logged in before.
    browser: BearerSecret,
}

impl Owner {
    async fn ready(bed: Bed, spared: u32) -> Self {
        let door = &bed.door;
        let code = door.give_code(bed.person).await;
        door.activate(claim(&marta(), &code), RIGHT).await;
        let phone = door.phone(&marta(), By::Code).await;
        let browser = door.browser();
        let session = door.log_in(&marta(), RIGHT, &browser).await.unwrap();
        let mut key = device("key");
        door.add(&session, &mut key).await.unwrap();
        // The hour in which all of this was set up is over.
        door.wait_minutes(61);
        door.messages().await;
        Self {
            bed,
            spared,
            phone,
            key,
            browser,
        }
    }

    /// By app, passkey, certificate, and password in their own browser.
    async fn gets_in(&mut self) {
        let door = &self.bed.door;
        let is = |entered: &Authenticated, method| {
            assert_eq!(
                (entered.person(), entered.method()),
                (self.bed.person, method)
            );
        };
        let browser = door.browser();
        let ticket = door.waits(&browser).await;
        let opened = door.opened(&self.phone, &ticket).await;
        door.confirm(&mut self.phone, &opened, &ticket)
            .await
            .unwrap();
        let (_, entered) = door.enters(&ticket, &browser).await;
        is(&entered, AuthenticationMethod::AppKey);
        let (_, entered) = door.come_in(&mut self.key).await.unwrap();
        is(&entered, AuthenticationMethod::Passkey);
        let chain = self.bed.chain(&card(&marta()));
        let (_, entered) = self.bed.enter(&chain).await.unwrap();
        is(&entered, AuthenticationMethod::CertificateCard);
        let entered = door.log_in(&marta(), RIGHT, &self.browser).await.unwrap();
        is(&entered, AuthenticationMethod::Password);
    }

    /// Each step that begins with number and date, in their own browser.
    async fn begins_with_the_number(&self) {
        let (keeper, known) = (&self.bed.door.keeper, self.browser.clone());
        let pin = ObtainPin {
            known: known.clone(),
            ..asked(&marta(), &self.bed.door.browser())
        };
        keeper.obtain_pin(pin).await.unwrap();
        let begun = BeginActivation {
            known: known.clone(),
            ..begun(&marta())
        };
        keeper.begin_activation(begun.clone()).await.unwrap();
        let asking = self.bed.door.asking(&self.bed.door.browser(), 1);
        keeper
            .ask_in_app_by_number(asking, begun.number, &begun.contrast, known)
            .await
            .unwrap();
    }
}

/// An address of its own network for each number.
fn address(number: u32) -> Origin {
    let network = u32::from(Ipv4Addr::new(11, 0, 0, 7)) + (number << 8);
    Origin::of(IpAddr::V4(Ipv4Addr::from(network)))
}

/// The same from all addresses of this kind, some of them at a time.
async fn from_everywhere<T, F>(owner: &Owner, kind: u32, act: impl Fn(Origin) -> F) -> Vec<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let before: u32 = ADDRESSES[..kind as usize].iter().sum();
    let many = ADDRESSES[kind as usize] / owner.spared;
    let mut done = Vec::new();
    for first in (0..many).step_by(AT_ONCE as usize) {
        let numbers = first..many.min(first + AT_ONCE);
        let acts: JoinSet<T> = numbers
            .map(|number| act(address(before + number)))
            .collect();
        done.extend(acts.join_all().await);
    }
    assert_eq!(done.len(), many as usize);
    done
}

/// Each asks for a PIN, has it sent, and types a wrong one.
async fn guess_pins(owner: &Owner) {
    let door = &owner.bed.door;
    let marta = marta();
    let tickets = from_everywhere(owner, 0, |origin| {
        let (keeper, browser) = (door.keeper.clone(), door.browser());
        let asked = ObtainPin {
            origin,
            ..asked(&marta, &browser)
        };
        async move { (keeper.obtain_pin(asked).await.unwrap(), browser, origin) }
    })
    .await;
    door.clock.advance_seconds(60);
    for some in tickets.chunks(AT_ONCE as usize) {
        let guesses: JoinSet<()> = some
            .iter()
            .cloned()
            .map(|(ticket, browser, origin)| {
                let keeper = door.keeper.clone();
                async move {
                    let sent = keeper.send_pin_by_sms(&ticket, &browser, service()).await;
                    let sent = sent.unwrap();
                    let guess = EnterPin {
                        arrival: Arrival::from(origin),
                        ..typed(&sent, &browser, &"AAA".parse().unwrap())
                    };
                    // One of 32,768, and six PINs rang: nobody is so lucky.
                    assert!(keeper.enter_pin(guess).await.is_err());
                }
            })
            .collect();
        guesses.join_all().await;
    }
}

async fn guess_passwords(owner: &Owner) {
    let door = &owner.bed.door;
    let told = from_everywhere(owner, 1, |origin| {
        let keeper = door.keeper.clone();
        let given = EnterPassword {
            arrival: Arrival::from(origin),
            ..with_password(&marta(), WRONG, &door.browser())
        };
        async move { keeper.enter_password(given).await }
    })
    .await;
    for answer in told {
        let Err(EnterPasswordError::NotRight { left: None }) = answer else {
            panic!("all are told the same: {answer:?}");
        };
    }
}

async fn activate_the_app_elsewhere(owner: &Owner) {
    let door = &owner.bed.door;
    from_everywhere(owner, 2, |origin| {
        let keeper = door.keeper.clone();
        let begun = BeginActivation {
            origin,
            ..begun(&marta())
        };
        async move {
            let ticket = keeper.begin_activation(begun).await.unwrap();
            let guess = OtpCode::parse("000000").unwrap();
            assert!(keeper.enter_activation_code(&ticket, &guess).await.is_err());
        }
    })
    .await;
}

async fn ring_the_app(owner: &Owner) {
    let door = &owner.bed.door;
    from_everywhere(owner, 3, |origin| {
        let (keeper, browser) = (door.keeper.clone(), door.browser());
        let mut asked = door.asking(&browser, 1);
        asked.origin = origin;
        let begun = begun(&marta());
        async move {
            let (number, contrast) = (begun.number, begun.contrast);
            let asked = keeper.ask_in_app_by_number(asked, number, &contrast, browser);
            asked.await.unwrap();
        }
    })
    .await;
}

async fn guess_dates(owner: &Owner) {
    let door = &owner.bed.door;
    let told = from_everywhere(owner, 4, |origin| {
        let (keeper, browser) = (door.keeper.clone(), door.browser());
        let asked = ObtainPin {
            origin,
            contrast: ContrastDatum::ValidUntil("2031-01-02".parse().unwrap()),
            ..asked(&marta(), &browser)
        };
        async move { keeper.obtain_pin(asked).await }
    })
    .await;
    let looked_at = told
        .iter()
        .filter(|answer| matches!(answer, Err(ObtainPinError::NotConfirmed)));
    assert_eq!(looked_at.count(), DATES);
    let right = ObtainPin {
        origin: address(1_000_000),
        ..asked(&marta(), &door.browser())
    };
    let closed = door.keeper.obtain_pin(right).await;
    let until = door.now().checked_add(SignedDuration::from_mins(15));
    assert!(
        matches!(closed, Err(ObtainPinError::TooManyTries { until: at }) if at <= until.unwrap()),
        "a stranger waits a quarter of an hour: {closed:?}"
    );
}

fn is_sms(message: &OutgoingNotice) -> bool {
    matches!(&message.channel, Channel::Sms(_))
}

on_both_engines! {
    async fn ten_thousand_addresses_keep_nobody_out_and_ring_ten_times(database: TestDatabase) {
        let bed = Bed::new(&database, UnknownStatus::Refuse).await;
        let spared = match database.engine() {
            Engine::Sqlite => 1,
            Engine::Postgres => 10,
        };
        let mut owner = Owner::ready(bed, spared).await;
        owner.gets_in().await;
        guess_pins(&owner).await;
        owner.gets_in().await;
        guess_passwords(&owner).await;
        owner.gets_in().await;
        activate_the_app_elsewhere(&owner).await;
        owner.gets_in().await;
        ring_the_app(&owner).await;
        owner.gets_in().await;
        for _ in 0..2 {
            guess_dates(&owner).await;
            owner.gets_in().await;
            owner.begins_with_the_number().await;
            owner.bed.door.wait_minutes(15);
        }

        let told = owner.bed.door.messages().await;
        assert_eq!(told.iter().filter(|message| is_sms(message)).count(), SMS_AN_HOUR);
        let locks = told.iter().filter(|message| matches!(message.notice, Notice::PasswordLocked { .. }));
        assert_eq!(locks.count(), 1, "the owner is told once that strangers are not listened to");
    }
}
