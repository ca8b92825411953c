//! What an officer sees of a person: masked data, registration, means, devices, what restricts
//! them and what did, and how many sessions are open.

use model::{
    app::{
        activation::ActivatedBy,
        device::{DeviceState, Unlock},
    },
    password::PasswordRules,
    registration::RegistrationState,
    restriction::{Restriction, RestrictionKind, SetBy},
};
use store::{
    StoreError, Tx,
    repo::{self, office::officer},
};
use vocab::{
    AppDeviceId, InquiryId, Lang, OfficerId, PersonId, PersonName, RegistrationLevel,
    RestrictionId, Timestamp,
};

use super::{Acting, PersonError};
use crate::{AtDesk, Desk, Task};

/// By which route a registration was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegisteredBy {
    /// The code of a letter.
    Letter,
    /// A video call.
    VideoCall,
    /// Pictures and a film.
    UnattendedVideo,
    /// An office.
    Office,
    /// Another system, before it came here.
    Elsewhere,
}

/// A device with the app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceLine {
    /// Its id.
    pub id: AppDeviceId,
    /// How its person calls it.
    pub name: String,
    /// Where it stands.
    pub state: DeviceState,
    /// How it recognises its person.
    pub unlock: Unlock,
    /// By what it was activated.
    pub by: ActivatedBy,
    /// When.
    pub activated_at: Timestamp,
}

/// A passkey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeyLine {
    /// How its person calls it.
    pub label: String,
    /// When it was added.
    pub added_at: Timestamp,
    /// When it was used last.
    pub last_used_at: Option<Timestamp>,
}

/// Who set or lifted something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SetByWhom {
    /// The person, or a step of theirs that lifts it by itself: a new password, a new proof of
    /// identity.
    Person,
    /// An officer.
    Officer {
        /// Name as colleagues read it.
        name: String,
        /// The officer who looks.
        own: bool,
    },
}

/// Something that restricts a person, or did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RestrictionLine {
    /// Its id.
    pub id: RestrictionId,
    /// What it closes.
    pub kind: RestrictionKind,
    /// Who set it.
    pub set_by: SetByWhom,
    /// Why, in the officer's words.
    pub reason: Option<String>,
    /// Since when.
    pub since: Timestamp,
    /// Until when at the latest.
    pub until: Option<Timestamp>,
    /// When, by whom and why it was lifted.
    pub lifted: Option<LiftedLine>,
    /// Does it hold now?
    pub in_force: bool,
    /// May the officer who looks lift it? What one blocked another opens.
    pub may_lift: bool,
}

/// The permanent password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PasswordLine {
    /// When it was set.
    pub set_at: Timestamp,
    /// From here on it opens nothing until it is changed.
    pub expires_at: Timestamp,
    /// Is it past that?
    pub expired: bool,
}

/// How a restriction was lifted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiftedLine {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: SetByWhom,
    /// Why, in the officer's words.
    pub reason: Option<String>,
}

/// How the restrictions of a person stood when a page was drawn. Rows are never removed, so two
/// stands are the same if and only if nobody set or lifted anything in between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    set: u64,
    lifted: u64,
}

impl Seen {
    /// A stand that never was: what a form without one sends.
    pub const NEVER: Self = Self {
        set: u64::MAX,
        lifted: u64::MAX,
    };

    pub(super) fn of((set, lifted): (u64, u64)) -> Self {
        Self { set, lifted }
    }

    /// The word of a form.
    #[must_use]
    pub fn as_word(self) -> String {
        format!("{}-{}", self.set, self.lifted)
    }

    /// Reads the word of a form.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        let (set, lifted) = word.split_once('-')?;
        Some(Self {
            set: set.parse().ok()?,
            lifted: lifted.parse().ok()?,
        })
    }
}

/// What an officer sees of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonView {
    /// Until when the officer may look.
    pub until: Timestamp,
    /// Names: to be sure that it is the right person, and to speak to them.
    pub name: PersonName,
    /// Number, masked.
    pub number: String,
    /// Phone, masked.
    pub phone: String,
    /// E-mail address, masked.
    pub email: String,
    /// Language of messages.
    pub lang: Lang,
    /// Where the registration stands.
    pub state: RegistrationState,
    /// Its level.
    pub level: RegistrationLevel,
    /// How it was made.
    pub made: RegisteredBy,
    /// When.
    pub registered_at: Timestamp,
    /// The permanent password, if there is one.
    pub password: Option<PasswordLine>,
    /// Devices with the app, newest first, those that are over included.
    pub devices: Vec<DeviceLine>,
    /// Passkeys, oldest first.
    pub passkeys: Vec<PasskeyLine>,
    /// Sessions that are open.
    pub sessions: u64,
    /// Everything that ever restricted the person, newest first.
    pub history: Vec<RestrictionLine>,
    /// How the restrictions stand; goes back with an intervention.
    pub seen: Seen,
    /// Reports "this was not me" that wait.
    pub reports: u64,
}

impl PersonView {
    /// What restricts the person now, newest first.
    pub fn in_force(&self) -> impl Iterator<Item = &RestrictionLine> {
        self.history.iter().filter(|line| line.in_force)
    }

    /// The device that confirms requests now.
    #[must_use]
    pub fn active_device(&self) -> Option<&DeviceLine> {
        let mut devices = self.devices.iter();
        devices.find(|device| device.state == DeviceState::Active)
    }
}

impl Desk {
    /// The person of an inquiry. Finding them was written down; looking again within the hour is
    /// not.
    ///
    /// # Errors
    /// [`PersonError`].
    pub async fn person(
        &self,
        at_desk: &AtDesk,
        inquiry: InquiryId,
    ) -> Result<PersonView, PersonError> {
        let acting = self.acting_on_people(at_desk, Task::FindPerson)?;
        let (rules, passwords) = (self.sessions, self.passwords);
        self.store
            .read("desk.person", move |tx| {
                let officer = acting.officer();
                let open = repo::office::inquiry::find(tx, inquiry, officer, acting.now)?;
                let open = open.ok_or(PersonError::InquiryOver)?;
                let sessions = repo::session::count_usable(tx, open.person, rules, acting.now)?;
                let more = (sessions, passwords);
                let view = view(tx, &acting, open.person, more, open.expires_at)?;
                view.ok_or(PersonError::InquiryOver)
            })
            .await
    }
}

fn view(
    tx: &mut Tx<'_>,
    acting: &Acting,
    id: PersonId,
    (sessions, passwords): (u64, PasswordRules),
    until: Timestamp,
) -> Result<Option<PersonView>, StoreError> {
    let Some((person, number, registration)) = repo::person::find_registered(tx, id)? else {
        return Ok(None);
    };
    let route = repo::registration::route_of(tx, id)?.unwrap_or_default();
    let password = repo::password::find(tx, id)?;
    let restrictions = repo::restriction::history(tx, id)?;
    let mut history = Vec::with_capacity(restrictions.len());
    for restriction in &restrictions {
        history.push(line(tx, acting, restriction)?);
    }
    Ok(Some(PersonView {
        until,
        name: person.name,
        number: number.masked(),
        phone: registration.phone.masked(),
        email: registration.email.masked(),
        lang: person.lang,
        state: registration.state,
        level: registration.level,
        made: made(&route),
        registered_at: registration.registered_at,
        password: password.map(|kept| PasswordLine {
            set_at: kept.set_at,
            expires_at: kept.expires_at(passwords),
            expired: kept.expired(acting.now, passwords),
        }),
        devices: devices(tx, id)?,
        passkeys: passkeys(tx, id)?,
        sessions,
        history,
        seen: Seen::of(repo::restriction::counts(tx, id)?),
        reports: repo::alert_report::count_waiting_of(tx, id)?,
    }))
}

fn made(route: &str) -> RegisteredBy {
    match route {
        "letter" => RegisteredBy::Letter,
        "video_call" => RegisteredBy::VideoCall,
        "unattended_video" => RegisteredBy::UnattendedVideo,
        "office" => RegisteredBy::Office,
        _ => RegisteredBy::Elsewhere,
    }
}

fn devices(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<DeviceLine>, StoreError> {
    let stored = repo::app::device::list_of(tx, person)?;
    let line = |stored: repo::app::device::StoredDevice| DeviceLine {
        id: stored.device.id,
        name: stored.name.as_str().to_owned(),
        state: stored.device.state,
        unlock: stored.device.unlock,
        by: stored.device.activated_by,
        activated_at: stored.device.activated_at,
    };
    Ok(stored.into_iter().map(line).collect())
}

fn passkeys(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<PasskeyLine>, StoreError> {
    let passkeys = repo::passkey::list_of_person(tx, person)?;
    let line = |passkey: model::passkey::Passkey| PasskeyLine {
        label: passkey.label.as_str().to_owned(),
        added_at: passkey.added_at,
        last_used_at: passkey.last_used_at,
    };
    Ok(passkeys.into_iter().map(line).collect())
}

fn line(
    tx: &mut Tx<'_>,
    acting: &Acting,
    restriction: &Restriction,
) -> Result<RestrictionLine, StoreError> {
    let lifted = match &restriction.lifted {
        Some(lifted) => Some(LiftedLine {
            at: lifted.at,
            by: whom(tx, acting, lifted.by)?,
            reason: lifted.reason.clone(),
        }),
        None => None,
    };
    let in_force = restriction.in_force(acting.now);
    Ok(RestrictionLine {
        id: restriction.id,
        kind: restriction.kind,
        set_by: whom(tx, acting, restriction.set_by)?,
        reason: restriction.reason.clone(),
        since: restriction.since,
        until: restriction.until,
        lifted,
        in_force,
        may_lift: in_force && may_lift(restriction, acting.officer()),
    })
}

/// What one officer blocked another one opens again: four eyes are two people.
pub(super) fn may_lift(restriction: &Restriction, officer: OfficerId) -> bool {
    restriction.kind != RestrictionKind::Blocked || restriction.set_by != SetBy::Officer(officer)
}

fn whom(tx: &mut Tx<'_>, acting: &Acting, by: SetBy) -> Result<SetByWhom, StoreError> {
    match by {
        SetBy::Person => Ok(SetByWhom::Person),
        SetBy::Officer(id) => {
            let stored = officer::find(tx, id)?;
            Ok(SetByWhom::Officer {
                name: stored.map(|stored| stored.officer.name).unwrap_or_default(),
                own: id == acting.officer(),
            })
        }
    }
}
