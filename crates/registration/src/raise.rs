//! A basic registration becomes advanced, with another activation code (RES-2015 an. I 1.5).

use audit::Event;
use model::{
    notice::{Channel, Notice, OutgoingNotice},
    restriction::RestrictionKind,
};
use store::{StoreError, Tx, repo};
use vocab::{ActivationCode, PersonId, SignedDuration, Timestamp};

use crate::CallRegistrar;

/// Days that the news is worth sending.
const NEWS_DAYS: i64 = 7;

/// How the person learns of the new level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LevelNews {
    /// By text message and by e-mail.
    SmsAndEmail,
    /// By text message; an e-mail with more is sent by who raises.
    Sms,
}

impl CallRegistrar {
    /// Raises the registration of a person and says so. The text message carries the new
    /// activation code where text messages may (defaults D4); elsewhere the one of the receipt
    /// stays. `false`: the registration is not active, or advanced already, or staff demand another
    /// proof: what they doubt may be the very one by which it would be raised.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn raise(
        &self,
        tx: &mut Tx<'_>,
        person: PersonId,
        news: LevelNews,
        actor: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        repo::person::guard(tx, person, now)?;
        let Some((known, _, registration)) = repo::person::find_registered(tx, person)? else {
            return Ok(false);
        };
        let standing = repo::restriction::in_force(tx, person, now)?;
        if standing.has(RestrictionKind::NewProofing) {
            return Ok(false);
        }
        let code = self
            .activation_code_by_sms()
            .then(|| ActivationCode::generate(&*self.entropy));
        let hash = code.as_ref().map(|code| self.activation_hash(person, code));
        if !repo::registration::raise_level(tx, registration.id, hash, now)? {
            return Ok(false);
        }
        let about = audit::about_subject(person.as_bytes(), known.data_key, actor);
        audit::append(tx, &Event::LevelRaised, about, now, &*self.entropy)?;
        let sms = (Channel::Sms(registration.phone), code);
        let email = match news {
            LevelNews::SmsAndEmail => Some((Channel::Email(registration.email), None)),
            LevelNews::Sms => None,
        };
        for (channel, activation_code) in std::iter::once(sms).chain(email) {
            let notice = OutgoingNotice {
                lang: known.lang,
                channel,
                notice: Notice::LevelRaised { activation_code },
                send_before: now
                    .checked_add(SignedDuration::from_hours(24 * NEWS_DAYS))
                    .unwrap_or(Timestamp::MAX),
            };
            repo::outgoing::enqueue(tx, &notice, now, &*self.entropy)?;
        }
        Ok(true)
    }
}
