//! Everything that the operator sees of the call they attend.

use model::video::{CallState, CheckItem, Checklist, MrzReport, RandomAction, Seat};
use proofing::{
    ToBrowser,
    call::{Contact, Dossier, OpenCall, RegisterLine},
};
pub use store::repo::video::capture::CaptureLine;
use store::{
    StoreError, Tx,
    repo::video::{call, capture, line, message, operator},
};
use vocab::{
    IdentityNumber, Lang, PartialDate, PersonName, RegistrationLevel, Timestamp, VideoCallId,
};

use super::{Acting, VideoError, presence::Presence};
use crate::{AtDesk, Desk, Task};

/// Lines of the conversation on the page.
const SAID_LINES: i64 = 100;

/// How it stands with the phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhoneStanding {
    /// None was written down.
    NotGiven,
    /// No code was sent to it yet.
    Given,
    /// A code is on its way.
    CodeSent {
        /// Since when.
        sent_at: Timestamp,
        /// Until when it works.
        expires_at: Timestamp,
    },
    /// In the person's hands.
    Proven {
        /// It belongs to another identity, which would lose it (R059–R062).
        in_use: bool,
    },
}

/// A line of chat, or a caption of what the operator said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaidLine {
    /// Who wrote it.
    pub from: Seat,
    /// What.
    pub text: String,
    /// A caption?
    pub caption: bool,
}

/// What the operator sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperatorView {
    /// Id.
    pub id: VideoCallId,
    /// Where it stands.
    pub state: CallState,
    /// When the person entered the waiting room.
    pub queued_at: Timestamp,
    /// Language of the person.
    pub lang: Lang,
    /// What the person wants to be called.
    pub shown_name: String,
    /// The number that the contrast datum confirmed.
    pub number: IdentityNumber,
    /// Names as the civil register gave them.
    pub name: PersonName,
    /// Birth date as the civil register gave it.
    pub birth_date: PartialDate,
    /// Phone and e-mail address.
    pub contact: Option<Contact>,
    /// How it stands with the phone.
    pub phone: PhoneStanding,
    /// What was established.
    pub checklist: Checklist,
    /// What is missing before the person can be registered.
    pub missing: Vec<CheckItem>,
    /// What is missing for the advanced level besides; empty where this body gives none by call.
    pub missing_for_advanced: Vec<CheckItem>,
    /// The action that is asked for and not noted yet.
    pub awaited: Option<RandomAction>,
    /// How often the register may still be asked.
    pub register_tries_left: u8,
    /// What the register said of the document.
    pub register: Option<RegisterLine>,
    /// The last comparison of the machine-readable zone.
    pub mrz: Option<MrzReport>,
    /// Pictures, oldest first.
    pub captures: Vec<CaptureLine>,
    /// From how many places the person joined.
    pub origins: u32,
    /// How many connections the person had.
    pub connections: u32,
    /// Other calls that wait for the same number.
    pub same_number_waiting: u32,
    /// May the operator's camera be switched on (defaults D13)?
    pub operator_camera: bool,
    /// Until when an interrupted call can be taken up again.
    pub return_until: Option<Timestamp>,
    /// The operator's four digits.
    pub badge: String,
    /// As the operator said.
    pub presence: Presence,
    /// The operator's last sign of life.
    pub seen_at: Timestamp,
    /// When they saw each other first.
    pub began_at: Option<Timestamp>,
    /// What was written, the last hundred lines, oldest first.
    pub said: Vec<SaidLine>,
    /// Number of the last message.
    pub last_message: u64,
    /// Counts changes.
    pub version: i64,
}

impl Desk {
    /// The call that the officer attends; nothing if none.
    ///
    /// # Errors
    /// [`VideoError`].
    pub async fn video_call(&self, at_desk: &AtDesk) -> Result<Option<OperatorView>, VideoError> {
        let acting = self.acting(at_desk, Task::AttendCalls)?;
        self.store
            .read("desk.video_call", move |tx| {
                let stored = call::find_live_of_operator(tx, acting.officer())?;
                let Some(stored) = stored else {
                    return Ok(None);
                };
                let open = acting.keeper.open_stored(tx, stored)?;
                match open {
                    Some(open) => Ok(Some(view(tx, &acting, open)?)),
                    None => Ok(None),
                }
            })
            .await
    }
}

fn view(tx: &mut Tx<'_>, acting: &Acting, call: OpenCall) -> Result<OperatorView, StoreError> {
    let checklist = acting.keeper.checklist(tx, &call)?;
    let line = line::find(tx, call.id())?;
    let rules = &acting.keeper.rules;
    let asked = u8::try_from(checklist.register().len()).unwrap_or(u8::MAX);
    let same_number = call::count_same_number(tx, call.id(), &call.dossier.number)?;
    let captures = capture::list(tx, call.id())?;
    let said = said(tx, &call)?;
    let own = operator::find(tx, acting.officer())?
        .ok_or_else(|| StoreError::decode("video_operator.officer_id"))?;
    let return_until = match call.state() {
        CallState::Interrupted { since, .. } => Some(rules.return_until(*since)),
        CallState::Queued { .. }
        | CallState::Assigned { .. }
        | CallState::InCall { .. }
        | CallState::Approved { .. }
        | CallState::Refused { .. }
        | CallState::Abandoned { .. }
        | CallState::ServiceClosed { .. } => None,
    };
    let missing_for_advanced = if rules.advanced_by_four_eyes {
        checklist.missing(RegistrationLevel::Advanced)
    } else {
        Vec::new()
    };
    let OpenCall { stored, dossier } = call;
    let counted = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
    Ok(OperatorView {
        id: stored.id,
        queued_at: stored.queued_at,
        lang: stored.lang,
        version: stored.version,
        state: stored.state,
        phone: phone(&dossier),
        missing: checklist.missing(RegistrationLevel::Basic),
        missing_for_advanced,
        mrz: checklist.mrz().cloned(),
        checklist,
        awaited: dossier.awaited,
        register_tries_left: rules.register_tries.saturating_sub(asked),
        register: dossier.register,
        captures,
        origins: line.as_ref().map_or(0, |line| line.origins),
        connections: line
            .as_ref()
            .map_or(0, |line| counted(line.citizen.connection)),
        same_number_waiting: same_number,
        operator_camera: rules.operator_camera,
        return_until,
        said,
        badge: own.badge,
        presence: own.presence,
        seen_at: own.seen_at,
        began_at: stored.began_at,
        last_message: line.map_or(0, |line| u64::try_from(line.last_message).unwrap_or(0)),
        shown_name: dossier.shown_name,
        number: dossier.number,
        name: dossier.name,
        birth_date: dossier.birth_date,
        contact: dossier.contact,
    })
}

/// The written conversation, out of the mailbox.
fn said(tx: &mut Tx<'_>, call: &OpenCall) -> Result<Vec<SaidLine>, StoreError> {
    let (id, key) = (call.id(), call.stored.data_key);
    let messages = message::list_said(tx, id, key, SAID_LINES)?;
    let mut lines = Vec::with_capacity(messages.len());
    for message in messages {
        let line = match serde_json::from_slice(&message.body) {
            Ok(ToBrowser::Chat { from, text, .. }) => SaidLine {
                from,
                text,
                caption: false,
            },
            Ok(ToBrowser::Caption { text, .. }) => SaidLine {
                from: Seat::Operator,
                text,
                caption: true,
            },
            Ok(_) | Err(_) => return Err(StoreError::decode("video_message.message")),
        };
        lines.push(line);
    }
    Ok(lines)
}

fn phone(dossier: &Dossier) -> PhoneStanding {
    match (&dossier.contact, &dossier.challenge, &dossier.proven) {
        (None, ..) => PhoneStanding::NotGiven,
        (Some(_), _, Some(_)) => PhoneStanding::Proven {
            in_use: dossier.phone_in_use,
        },
        (Some(_), Some(challenge), None) => PhoneStanding::CodeSent {
            sent_at: dossier.code_sent_at.unwrap_or(challenge.expires_at),
            expires_at: challenge.expires_at,
        },
        (Some(_), None, None) => PhoneStanding::Given,
    }
}
