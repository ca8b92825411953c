//! The values of the desk in words.

use desk::{RegisteredBy, RestrictionLine, SetByWhom};
use model::{
    app::device::DeviceState,
    registration::RegistrationState,
    restriction::{Means, RestrictionKind},
};
use vocab::{RegistrationLevel, SignedDuration, Timestamp};
use web_kit::{
    Page,
    ui::{Tag, Tone},
};

use crate::texts::PeopleTexts;

pub(super) fn state(t: &'static PeopleTexts, state: RegistrationState) -> &'static str {
    match state {
        RegistrationState::Active => t.state_active,
        RegistrationState::PhoneDisplaced => t.state_phone_displaced,
        RegistrationState::Renounced => t.state_renounced,
        RegistrationState::Revoked => t.state_revoked,
        RegistrationState::Deceased => t.state_deceased,
    }
}

pub(super) fn level(t: &'static PeopleTexts, level: RegistrationLevel) -> &'static str {
    match level {
        RegistrationLevel::Basic => t.level_basic,
        RegistrationLevel::Advanced => t.level_advanced,
    }
}

pub(super) fn made(t: &'static PeopleTexts, made: RegisteredBy) -> &'static str {
    match made {
        RegisteredBy::Letter => t.made_letter,
        RegisteredBy::VideoCall => t.made_video_call,
        RegisteredBy::UnattendedVideo => t.made_unattended,
        RegisteredBy::Office => t.made_office,
        RegisteredBy::Elsewhere => t.made_elsewhere,
    }
}

pub(super) fn device(t: &'static PeopleTexts, state: DeviceState) -> &'static str {
    match state {
        DeviceState::Active => t.on,
        DeviceState::Replaced => t.device_replaced,
        DeviceState::Deactivated => t.device_deactivated,
        DeviceState::Vetoed => t.device_vetoed,
        DeviceState::Locked => t.device_locked,
    }
}

pub(super) fn kind(t: &'static PeopleTexts, kind: RestrictionKind) -> &'static str {
    match kind {
        RestrictionKind::Frozen => t.kind_frozen,
        RestrictionKind::Suspended => t.kind_suspended,
        RestrictionKind::Blocked => t.kind_blocked,
        RestrictionKind::NewPassword => t.kind_new_password,
        RestrictionKind::NewProofing => t.kind_new_proofing,
        RestrictionKind::MeansOff(Means::Pin) => t.kind_pin_off,
        RestrictionKind::MeansOff(Means::App) => t.kind_app_off,
        RestrictionKind::MeansOff(Means::Password) => t.kind_password_off,
        RestrictionKind::MeansOff(Means::Passkey) => t.kind_passkey_off,
        RestrictionKind::MeansOff(Means::Certificate) => t.kind_certificate_off,
    }
}

/// A restriction in force, with how much it closes: a sign and a word, never colour alone.
pub(super) fn tag(page: &Page, t: &'static PeopleTexts, line: &RestrictionLine) -> Tag {
    let words = kind(t, line.kind);
    if line.kind.closes_everything() {
        Tag::new(Tone::Stop, words).icon(page.icon.lock)
    } else {
        Tag::new(Tone::Warn, words).icon(page.icon.alert)
    }
}

/// "22-11-2026, 11:00 · Olalla Ferreiro".
pub(super) fn by(page: &Page, t: &'static PeopleTexts, at: Timestamp, who: &SetByWhom) -> String {
    let when = page.short_date_time(at);
    match who {
        SetByWhom::Person => t.by_line(when, t.by_person),
        SetByWhom::Officer { name, own: true } => t.by_line(when, t.by_you(name)),
        SetByWhom::Officer { name, own: false } => t.by_line(when, name),
    }
}

/// How a restriction ended, or until when it holds.
pub(super) fn end(page: &Page, t: &'static PeopleTexts, line: &RestrictionLine) -> String {
    if let Some(lifted) = &line.lifted {
        let when = page.short_date_time(lifted.at);
        let who = match &lifted.by {
            SetByWhom::Person => t.by_person.to_owned(),
            SetByWhom::Officer { name, own: true } => t.by_you(name),
            SetByWhom::Officer { name, own: false } => name.clone(),
        };
        return t.lifted_line(when, who);
    }
    match line.until {
        Some(until) if line.in_force => t.until_line(last_day(page, until)),
        Some(until) => t.over_line(last_day(page, until)),
        None => t.in_force.to_owned(),
    }
}

/// The last day of something that ends at midnight.
fn last_day(page: &Page, until: Timestamp) -> String {
    let second = SignedDuration::from_secs(1);
    page.short_date(until.saturating_sub(second).unwrap_or(until))
}
