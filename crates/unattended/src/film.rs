//! A film begins: the actions are drawn and told now, and a code goes to the phone (art. 11.4).

use std::sync::Arc;

use audit::Event;
use model::{
    limit::{Growth, Limit},
    notice::{Channel, Notice, OutgoingNotice},
    phone::PhoneChallenge,
    unattended::{Film, Step},
};
use registration::CallRegistrar;
use store::{
    StoreError, Tx,
    repo::{outgoing, unattended::piece, velocity},
};
use vocab::{BearerSecret, Entropy, OtpCode, PhoneNumber, Timestamp};

use crate::{
    AttemptError, FilmView, Unattended,
    attempt::{CITIZEN, Keeper},
};

const NAME: &str = "unattended.begin_film";

/// Why no film began.
#[derive(Debug, thiserror::Error)]
pub enum BeginFilmError {
    /// As every step.
    #[error(transparent)]
    Attempt(#[from] AttemptError),
    /// So many films were begun that there is no more in this attempt.
    #[error("too many films")]
    TooMany,
    /// This phone has had too many codes; try again in a while.
    #[error("too many codes were sent to this phone")]
    TooManyCodes,
}

impl From<StoreError> for BeginFilmError {
    fn from(error: StoreError) -> Self {
        Self::Attempt(error.into())
    }
}

#[derive(Clone)]
struct Filming {
    keeper: Keeper,
    registrar: CallRegistrar,
    entropy: Arc<dyn Entropy>,
    secret_hash: [u8; 32],
}

impl Unattended {
    /// Begins a film. What arrived of an earlier one is gone, and its actions do not come again.
    ///
    /// # Errors
    /// [`BeginFilmError`].
    pub async fn begin_film(&self, secret: &BearerSecret) -> Result<FilmView, BeginFilmError> {
        let filming = Filming {
            keeper: self.keeper(),
            registrar: self.registrar.for_calls(),
            entropy: self.entropy.clone(),
            secret_hash: self.secret_hash(secret),
        };
        self.store.transact(NAME, move |tx| filming.run(tx)).await
    }
}

impl Filming {
    fn run(&self, tx: &mut Tx<'_>) -> Result<FilmView, BeginFilmError> {
        let Keeper { now, rules, .. } = &self.keeper;
        let mut open = self.keeper.at_step(tx, self.secret_hash, Step::Film)?;
        let (phone, _) = open
            .dossier
            .contact
            .clone()
            .ok_or(AttemptError::NotYet(Step::Contact))?;
        if open.dossier.films >= rules.film_tries {
            return Err(BeginFilmError::TooMany);
        }
        let per_phone = Limit {
            name: "registration.phone_code.phone",
            most: self.registrar.sms_per_phone_an_hour,
            window_s: 3_600,
            // The phone belongs to somebody who may not be the one who asks.
            growth: Growth::NONE,
        };
        let value = phone.as_e164().as_bytes();
        if velocity::count(tx, per_phone, value, *now)?.exceeded() {
            return Err(BeginFilmError::TooManyCodes);
        }
        piece::remove_all(tx, open.stored.id)?;
        let until = Film::deadline(*now, rules);
        let actions = Film::draw(&open.dossier.asked, &*self.entropy);
        let film = Film {
            number: open.dossier.films + 1,
            begun_at: *now,
            until,
            challenge: self.send_code(tx, phone, until, open.stored.lang)?,
            code_entered_at: None,
            pieces: 0,
            bytes: 0,
            kept: None,
            actions,
        };
        let view = FilmView::of(&film);
        let event = Event::UnattendedFilmBegun {
            actions: words(&film),
        };
        open.dossier.asked.extend(film.actions.iter().copied());
        open.dossier.films += 1;
        open.dossier.codes_sent += 1;
        open.dossier.film = Some(film);
        self.keeper.save(tx, &open)?;
        self.keeper.note(tx, &open.stored, &event, CITIZEN)?;
        Ok(view)
    }

    fn send_code(
        &self,
        tx: &mut Tx<'_>,
        phone: PhoneNumber,
        until: Timestamp,
        lang: vocab::Lang,
    ) -> Result<PhoneChallenge, StoreError> {
        let now = self.keeper.now;
        let code = OtpCode::generate(&*self.entropy);
        let challenge = PhoneChallenge {
            code_hash: self.registrar.code_hash(&phone, &code),
            phone: phone.clone(),
            expires_at: until,
            wrong_tries: 0,
        };
        let notice = OutgoingNotice {
            lang,
            channel: Channel::Sms(phone),
            notice: Notice::PhoneCode {
                code,
                minutes: self.keeper.rules.film_seconds / 60,
            },
            send_before: until,
        };
        outgoing::enqueue(tx, &notice, now, &*self.entropy)?;
        Ok(challenge)
    }
}

fn words(film: &Film) -> Vec<String> {
    let words = film.actions.iter().map(|action| action.as_str().to_owned());
    words.collect()
}
