//! "Send the PIN by SMS", offered after the same wait for everybody (R128).

use std::sync::Arc;

use audit::Event;
use model::{
    notice::{Channel, Notice, OutgoingNotice},
    pin::{PinChallenge, PinRules, PinState},
    session::AuthenticationMethod,
};
use ports::sealing::KeyedHash;
use store::{StoreError, Tx, repo};
use vocab::{
    BearerSecret, Entropy, Lang, OneTimePin, PersonId, PinLength, Timestamp, constant_time_eq,
};

use super::{
    limits,
    obtain_pin::{access_code_hash, browser_hash, characters},
    stranger::Stranger,
    ticket::PinTicket,
};
use crate::Doorkeeper;

const NAME: &str = "authn.pin.send_pin_by_sms";

/// Why no SMS follows.
#[derive(Debug, thiserror::Error)]
pub enum SendPinError {
    /// The wait is not over.
    #[error("too early")]
    TooEarly,
    /// The challenge is void, used or of another browser: ask for a PIN again.
    #[error("the challenge can no longer be used")]
    Gone,
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Gives the name of who asks, in a language.
pub type RelyingPartyName = Arc<dyn Fn(Lang) -> String + Send + Sync>;

#[derive(Clone)]
struct SmsDesk {
    hashes: Arc<dyn KeyedHash>,
    entropy: Arc<dyn Entropy>,
    rules: PinRules,
    now: Timestamp,
    relying_party: RelyingPartyName,
}

impl Doorkeeper {
    /// Makes a fresh PIN and sends it by SMS; the one before no longer works. Nobody behind the
    /// number, and a phone that has rung too often, look the same as an SMS on its way.
    ///
    /// `relying_party` gives the name in the text. It is asked for the language of the SMS, which
    /// is the person's own, whatever the language of the page: the page does not know the person.
    ///
    /// # Errors
    /// [`SendPinError`].
    pub async fn send_pin_by_sms(
        &self,
        ticket: &PinTicket,
        browser: &BearerSecret,
        relying_party: RelyingPartyName,
    ) -> Result<PinTicket, SendPinError> {
        let desk = SmsDesk {
            hashes: self.hashes.clone(),
            entropy: self.entropy.clone(),
            rules: self.settings.pin,
            now: self.clock.now(),
            relying_party,
        };
        let (ticket, browser) = (ticket.clone(), browser.clone());
        self.store
            .transact(NAME, move |tx| send(tx, &desk, &ticket, &browser))
            .await
    }
}

fn send(
    tx: &mut Tx<'_>,
    desk: &SmsDesk,
    ticket: &PinTicket,
    browser: &BearerSecret,
) -> Result<PinTicket, SendPinError> {
    let challenge = repo::pin::find(tx, ticket.challenge)?.ok_or(SendPinError::Gone)?;
    let own = constant_time_eq(
        &challenge.browser_hash,
        &browser_hash(&*desk.hashes, browser),
    );
    if !own || challenge.state != PinState::Issued {
        return Err(SendPinError::Gone);
    }
    // The wait begins again with every SMS: each brings fresh tries, and whoever guesses must not
    // have them as fast as they like.
    if desk.now < plus(challenge.issued_at, desk.rules.sms_after_s) {
        return Err(SendPinError::TooEarly);
    }
    let length = limits::pin_length(tx, desk.rules, desk.now)?;
    let pin = OneTimePin::generate(&*desk.entropy, length);
    let code_hash = access_code_hash(&*desk.hashes, &ticket.user_part, &pin);
    if !repo::pin::reissue(tx, &challenge, code_hash, desk.now)? {
        return Err(SendPinError::Gone);
    }
    repo::app::pin::forget(tx, challenge.id)?;
    deliver(tx, desk, ticket, challenge.person, pin)?;
    Ok(reissued(ticket, &challenge, length, desk))
}

/// Queues the SMS; where nobody can be reached it does the same work for nobody, so that a
/// stopwatch does not tell who is registered (invariant 11).
fn deliver(
    tx: &mut Tx<'_>,
    desk: &SmsDesk,
    ticket: &PinTicket,
    person: Option<PersonId>,
    pin: OneTimePin,
) -> Result<(), StoreError> {
    tx.unwrap_afresh();
    let (now, entropy) = (desk.now, &*desk.entropy);
    let stand_in = tx.stand_in(now, entropy)?;
    let may_ring = limits::sms_available(tx, &ticket.number, desk.rules, now)?;
    let usable = repo::registration::usable_phone(tx, person, &stand_in)?;
    let asked = person.unwrap_or(stand_in.nobody());
    let held = repo::restriction::in_force(tx, asked, now)?;
    let admitted = held.admits(AuthenticationMethod::PinSms, now).is_ok();
    let reached = usable.filter(|_| may_ring && admitted);
    let sent = reached.is_some();
    let (lang, phone) = match reached {
        Some((lang, phone)) => (lang, phone),
        None => (Lang::Es, stand_in.phone()?),
    };
    let notice = OutgoingNotice {
        lang,
        channel: Channel::Sms(phone),
        notice: Notice::Pin {
            pin,
            relying_party: (desk.relying_party)(lang),
            minutes: desk.rules.valid_s / 60,
        },
        send_before: plus(now, desk.rules.valid_s),
    };
    let event = if sent {
        repo::outgoing::enqueue(tx, &notice, now, entropy)?;
        Event::PinSent
    } else {
        repo::outgoing::enqueue_for_nobody(tx, &notice, now, entropy)?;
        Event::PinWithheld
    };
    let stranger = Stranger {
        hashes: &*desk.hashes,
        entropy,
        now,
    };
    stranger.write_down(tx, &event, person, &ticket.number)
}

fn reissued(
    ticket: &PinTicket,
    challenge: &PinChallenge,
    length: PinLength,
    desk: &SmsDesk,
) -> PinTicket {
    let after = PinChallenge {
        issued_at: desk.now,
        ..challenge.clone()
    };
    PinTicket {
        pin_length: characters(length),
        // Another SMS has to wait as long again.
        sms_from: plus(desk.now, desk.rules.sms_after_s),
        expires_at: after.expires_at(desk.rules),
        sms_sent: true,
        ..ticket.clone()
    }
}

fn plus(from: Timestamp, seconds: u32) -> Timestamp {
    from.checked_add(vocab::SignedDuration::from_secs(i64::from(seconds)))
        .unwrap_or(Timestamp::MAX)
}
