//! A basic registration becomes advanced, with another activation code (RES-2015 an. I 1.5).

use audit::Event;
use model::notice::{Channel, Notice, OutgoingNotice};
use store::{StoreError, Tx, repo};
use vocab::{ActivationCode, PersonId, SignedDuration, Timestamp};

use crate::CallRegistrar;

/// Days that the news is worth sending.
const NEWS_DAYS: i64 = 7;

impl CallRegistrar {
    /// Raises the registration of a person and says so by SMS, which carries the new activation
    /// code where text messages may (defaults D4). `false`: it is not active, or advanced already.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn raise(
        &self,
        tx: &mut Tx<'_>,
        person: PersonId,
        actor: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        repo::person::guard(tx, person, now)?;
        let Some((known, _, registration)) = repo::person::find_registered(tx, person)? else {
            return Ok(false);
        };
        let code = self
            .activation_code_by_sms()
            .then(|| ActivationCode::generate(&*self.entropy));
        let hash = code.as_ref().map(|code| self.activation_hash(person, code));
        if !repo::registration::raise_level(tx, registration.id, hash, now)? {
            return Ok(false);
        }
        let about = audit::about_subject(person.as_bytes(), known.data_key, actor);
        audit::append(tx, &Event::LevelRaised, about, now, &*self.entropy)?;
        let news = SignedDuration::from_hours(24 * NEWS_DAYS);
        let notice = OutgoingNotice {
            lang: known.lang,
            channel: Channel::Sms(registration.phone),
            notice: Notice::LevelRaised {
                activation_code: code,
            },
            send_before: now.checked_add(news).unwrap_or(Timestamp::MAX),
        };
        repo::outgoing::enqueue(tx, &notice, now, &*self.entropy)?;
        Ok(true)
    }
}
