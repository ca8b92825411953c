//! A call opened inside a transaction: its state, what is known of the person, and the one way in
//! which either is written.

use std::sync::Arc;

use audit::Event;
use model::{
    phone::{PhoneChallenge, PossessionProven},
    video::{CallState, Checklist, Evidence, RandomAction, Recorded, VideoRules, WrongMoment},
};
use registration::Confirmed;
use serde::{Deserialize, Serialize};
use store::{
    StoreError, Tx,
    repo::{
        registration::AcceptedTerms,
        video::{self, call::StoredCall},
    },
};
use vocab::{
    CountryCode, Date, EmailAddress, Entropy, IdentityNumber, Lang, OfficerId, PartialDate,
    PersonName, PhoneNumber, Sex, Timestamp, VideoCallId,
};

use crate::mailbox::ToBrowser;

/// Who acts, in audit entries: the person.
pub const CITIZEN: &str = "citizen";

/// Who acts, in audit entries: the clockwork or the media server.
pub const SYSTEM: &str = "system";

/// How the person is reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// The mobile that will receive PINs.
    pub phone: PhoneNumber,
    /// E-mail address.
    pub email: EmailAddress,
}

/// Something that was read and agreed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreed {
    /// Version.
    pub version: String,
    /// Language in which it was read.
    pub lang: Lang,
    /// Keyed hash of the very text.
    pub text_hash: [u8; 32],
    /// When.
    pub at: Timestamp,
}

impl Agreed {
    /// As the registration keeps conditions.
    #[must_use]
    pub fn as_terms(&self) -> AcceptedTerms {
        AcceptedTerms {
            version: self.version.clone(),
            lang: self.lang,
            text_hash: self.text_hash,
        }
    }
}

/// What is known of the person in a call. Sealed whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dossier {
    /// The number that the contrast datum confirmed.
    pub number: IdentityNumber,
    /// Names as the civil register gave them.
    pub name: PersonName,
    /// Birth date as the civil register gave it.
    pub birth_date: PartialDate,
    /// What the person wants to be called (R094).
    pub shown_name: String,
    /// The consent to be recorded.
    pub consent: Agreed,
    /// The conditions of use (R095).
    pub terms: Agreed,
    /// Phone and e-mail address, once they are given.
    pub contact: Option<Contact>,
    /// The code on its way to the phone.
    pub challenge: Option<PhoneChallenge>,
    /// When the last code was sent.
    pub code_sent_at: Option<Timestamp>,
    /// Codes sent in this call.
    pub codes_sent: u8,
    /// Proof of the phone.
    pub proven: Option<PossessionProven>,
    /// The proven phone belongs to another identity.
    pub phone_in_use: bool,
    /// The action that is asked for and not seen yet.
    pub awaited: Option<RandomAction>,
    /// What the register said of the document when it was asked last, for the operator's screen.
    pub register: Option<RegisterLine>,
}

/// What the operator compares the document with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterLine {
    /// Last day in force; `None` for a permanent document.
    pub valid_until: Option<Date>,
    /// As on the document.
    pub sex: Option<Sex>,
    /// Nationality.
    pub nationality: CountryCode,
}

impl Dossier {
    pub(crate) fn new(person: Confirmed, shown_name: String, agreed: [Agreed; 2]) -> Self {
        let [consent, terms] = agreed;
        Self {
            number: person.number,
            name: person.name,
            birth_date: person.birth_date,
            shown_name,
            consent,
            terms,
            contact: None,
            challenge: None,
            code_sent_at: None,
            codes_sent: 0,
            proven: None,
            phone_in_use: false,
            awaited: None,
            register: None,
        }
    }

    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        // Cannot fail: the dossier is made of values that serialise to JSON.
        serde_json::to_vec(self).expect("a dossier serialises")
    }
}

/// A call read inside a transaction.
#[derive(Debug, Clone)]
pub struct OpenCall {
    /// The row.
    pub stored: StoredCall,
    /// What is known of the person.
    pub dossier: Dossier,
}

impl OpenCall {
    /// Id.
    #[must_use]
    pub fn id(&self) -> VideoCallId {
        self.stored.id
    }

    /// Where it stands.
    #[must_use]
    pub fn state(&self) -> &CallState {
        &self.stored.state
    }

    /// If and only if this officer attends it now.
    #[must_use]
    pub fn is_of(&self, officer: OfficerId) -> bool {
        !self.stored.state.has_ended() && self.stored.state.operator() == Some(officer)
    }
}

/// Why a call was not moved.
#[derive(Debug, thiserror::Error)]
pub enum MoveError {
    /// It is not where this can happen.
    #[error(transparent)]
    WrongMoment(#[from] WrongMoment),
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Opens and writes calls inside transactions. Owned, so that it can be moved into closures.
#[derive(Clone)]
pub struct CallKeeper {
    /// Chance.
    pub entropy: Arc<dyn Entropy>,
    /// What was decided about calls.
    pub rules: Arc<VideoRules>,
    /// Now.
    pub now: Timestamp,
}

impl crate::Proofing {
    /// The keeper of a transaction that happens now.
    #[must_use]
    pub fn keeper(&self) -> CallKeeper {
        CallKeeper {
            entropy: self.entropy.clone(),
            rules: self.rules.clone(),
            now: self.clock.now(),
        }
    }
}

impl CallKeeper {
    /// A call whose dossier is still kept.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn open(&self, tx: &mut Tx<'_>, id: VideoCallId) -> Result<Option<OpenCall>, StoreError> {
        let stored = video::call::find(tx, id)?;
        stored
            .map(|stored| open(tx, stored))
            .transpose()
            .map(Option::flatten)
    }

    /// The call whose secret a browser holds.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn open_by_secret(
        &self,
        tx: &mut Tx<'_>,
        secret_hash: [u8; 32],
    ) -> Result<Option<OpenCall>, StoreError> {
        let stored = video::call::find_by_secret(tx, secret_hash)?;
        stored
            .map(|stored| open(tx, stored))
            .transpose()
            .map(Option::flatten)
    }

    /// Opens a row that was read in this transaction.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn open_stored(
        &self,
        tx: &mut Tx<'_>,
        stored: StoredCall,
    ) -> Result<Option<OpenCall>, StoreError> {
        open(tx, stored)
    }

    /// Writes a state that [`CallState`] allowed.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn advance(
        &self,
        tx: &mut Tx<'_>,
        call: &mut OpenCall,
        state: CallState,
    ) -> Result<(), StoreError> {
        if state == call.stored.state {
            return Ok(());
        }
        let kept_until = if state.has_ended() {
            self.rules.kept_until(&state)
        } else {
            None
        };
        moved(video::call::advance(
            tx,
            &call.stored,
            &state,
            kept_until,
            self.now,
        )?)?;
        call.stored.version += 1;
        call.stored.state = state;
        Ok(())
    }

    /// Writes what is known of the person.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn save(&self, tx: &mut Tx<'_>, call: &mut OpenCall) -> Result<(), StoreError> {
        let plain = call.dossier.to_bytes();
        moved(video::call::write_dossier(
            tx,
            &call.stored,
            &plain,
            self.now,
        )?)?;
        call.stored.version += 1;
        Ok(())
    }

    /// Adds evidence, with its audit entry.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn record(
        &self,
        tx: &mut Tx<'_>,
        call: &OpenCall,
        evidence: Evidence,
        by: Option<OfficerId>,
    ) -> Result<(), StoreError> {
        let (what, outcome) = words(&evidence);
        let recorded = Recorded {
            evidence,
            by,
            at: self.now,
        };
        let key = call.stored.data_key;
        video::evidence::add(tx, call.id(), key, &recorded, &*self.entropy)?;
        let actor = by.map_or_else(|| CITIZEN.to_owned(), |officer| officer.to_string());
        let event = Event::VideoEvidenceRecorded {
            evidence: what,
            outcome,
        };
        self.note(tx, call, &event, &actor)
    }

    /// The checklist as it stands.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn checklist(&self, tx: &mut Tx<'_>, call: &OpenCall) -> Result<Checklist, StoreError> {
        let records = video::evidence::list(tx, call.id(), call.stored.data_key)?;
        Ok(Checklist::of(&records))
    }

    /// Appends an audit entry about the call.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn note(
        &self,
        tx: &mut Tx<'_>,
        call: &OpenCall,
        event: &Event,
        actor: &str,
    ) -> Result<(), StoreError> {
        let about = audit::about_subject(call.id().as_bytes(), call.stored.data_key, actor);
        audit::append(tx, event, about, self.now, &*self.entropy)
    }

    /// Puts a message into the mailbox, from the media server or the platform itself.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn tell(
        &self,
        tx: &mut Tx<'_>,
        call: &StoredCall,
        to: &str,
        message: &ToBrowser,
    ) -> Result<(), StoreError> {
        crate::mailbox::put(tx, call, video::message::MEDIA, to, message, self.now)
    }
}

fn open(tx: &mut Tx<'_>, stored: StoredCall) -> Result<Option<OpenCall>, StoreError> {
    let Some(plain) = stored.dossier(tx)? else {
        return Ok(None);
    };
    let dossier =
        serde_json::from_slice(&plain).map_err(|_| StoreError::decode("video_call.dossier"))?;
    Ok(Some(OpenCall { stored, dossier }))
}

/// Both engines run transactions on one row one after the other, or again: a row that moved
/// between reading and writing is a mistake of ours.
fn moved(written: bool) -> Result<(), StoreError> {
    if written {
        Ok(())
    } else {
        Err(StoreError::decode("video_call.version"))
    }
}

/// What an audit entry says of evidence: words only, nothing of the person.
fn words(evidence: &Evidence) -> (String, String) {
    let kind = evidence.kind();
    let plain = |outcome: &str| (kind.to_owned(), outcome.to_owned());
    let of = |what: &str, outcome: &str| (format!("{kind}:{what}"), outcome.to_owned());
    match evidence {
        Evidence::Ticked { item, result, .. } => of(item.as_str(), result.as_str()),
        Evidence::ActionAsked { action } => of(action.as_str(), ""),
        Evidence::ActionSeen { action, result } => of(action.as_str(), result.as_str()),
        Evidence::CodeSent { .. } | Evidence::ContactGiven => plain(""),
        Evidence::CodeEntered { by, right } => {
            of(by.as_str(), if *right { "right" } else { "wrong" })
        }
        Evidence::Captured { kind, digest, .. } => of(kind.as_str(), digest),
        Evidence::MrzCompared { report } => {
            plain(if report.agrees() { "agrees" } else { "differs" })
        }
        Evidence::RegisterAsked { reply } => plain(reply.as_str()),
        Evidence::LineDropped { seat }
        | Evidence::LineBack { seat }
        | Evidence::TakenOver { seat } => plain(seat.as_str()),
        Evidence::Decided { outcome, .. } => plain(outcome),
        Evidence::Reviewed { decision, .. } => plain(decision),
        Evidence::Played { .. } => plain(""),
    }
}
