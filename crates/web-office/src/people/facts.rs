//! The parts of a person's page: data, registration, means, restrictions, what can be done.

use desk::{PasswordLine, PersonData, PersonView, RestrictionLine};
use model::{
    app::device::DeviceState,
    registration::RegistrationState,
    restriction::{Means, RestrictionKind},
};
use vocab::{InquiryId, PartialDate, Timestamp};
use web_kit::{
    Page,
    ui::{Summary, Table, Tag, Tasks, Tone},
};

use super::{act::Act, address, words};
use crate::texts::PeopleTexts;

/// What is masked.
pub(super) fn masked(t: &'static PeopleTexts, view: &PersonView) -> Summary {
    Summary::new()
        .num(t.fact_number, view.number.as_str())
        .num(t.fact_phone, view.phone.as_str())
        .fact(t.fact_email, view.email.as_str())
        .fact(t.fact_lang, view.lang.native_name())
}

/// The same in clear, and the birth date.
pub(super) fn shown(page: &Page, t: &'static PeopleTexts, data: &PersonData) -> Summary {
    Summary::new()
        .fact(t.fact_name, data.name.full())
        .num(t.fact_number, data.number.as_str())
        .num(t.fact_birth, birth(page, data.birth_date))
        .num(t.fact_phone, data.phone.as_e164())
        .fact(t.fact_email, data.email.to_string())
}

fn birth(page: &Page, birth: PartialDate) -> String {
    match birth.as_date() {
        Some(day) => page.short_date(day),
        None => birth.to_string(),
    }
}

pub(super) fn registration(page: &Page, t: &'static PeopleTexts, view: &PersonView) -> Summary {
    Summary::new()
        .fact(t.fact_state, words::state(t, view.state))
        .fact(t.fact_level, words::level(t, view.level))
        .fact(t.fact_made, words::made(t, view.made))
        .fact(t.fact_since, page.short_date_time(view.registered_at))
}

/// One means a line, those that are over included.
pub(super) fn means(page: &Page, t: &'static PeopleTexts, view: &PersonView) -> Table {
    let columns = [t.col_means, t.col_state, t.col_since];
    let mut table = Table::new(t.means_caption, &columns).quiet_caption();
    let date = |at: Timestamp| page.short_date_time(at);
    let dash = "—";
    table = table.row(&[&t.means_pin, &works(page, t, view, Means::Pin), &dash]);
    if view.devices.is_empty() {
        table = table.row(&[&t.means_app_none, &none(t), &dash]);
    }
    for device in &view.devices {
        let state = if device.state == DeviceState::Active {
            works(page, t, view, Means::App)
        } else {
            Tag::new(Tone::Plain, words::device(t, device.state))
        };
        let since = date(device.activated_at);
        table = table.row(&[&t.means_app(&device.name), &state, &since]);
    }
    table = match &view.password {
        Some(kept) => {
            let state = works(page, t, view, Means::Password);
            table.row(&[&t.means_password, &state, &date(kept.set_at)])
        }
        None => table.row(&[&t.means_password, &none(t), &dash]),
    };
    if view.passkeys.is_empty() {
        table = table.row(&[&t.means_passkey_none, &none(t), &dash]);
    }
    for passkey in &view.passkeys {
        let state = works(page, t, view, Means::Passkey);
        let since = date(passkey.added_at);
        table = table.row(&[&t.means_passkey(&passkey.label), &state, &since]);
    }
    let certificate = works(page, t, view, Means::Certificate);
    table.row(&[&t.means_certificate, &certificate, &dash])
}

fn none(t: &'static PeopleTexts) -> Tag {
    Tag::new(Tone::Plain, t.none)
}

/// Does a means that the person has open anything now?
fn works(page: &Page, t: &'static PeopleTexts, view: &PersonView, means: Means) -> Tag {
    let has = |kind| view.in_force().any(|line| line.kind == kind);
    let closed = view.in_force().any(|line| line.kind.closes_everything());
    if view.state != RegistrationState::Active {
        Tag::new(Tone::Stop, t.closed_registration).icon(page.icon.lock)
    } else if closed {
        Tag::new(Tone::Stop, t.closed).icon(page.icon.lock)
    } else if has(RestrictionKind::MeansOff(means)) {
        Tag::new(Tone::Warn, t.off).icon(page.icon.pause)
    } else if means == Means::Password && has(RestrictionKind::NewPassword) {
        Tag::new(Tone::Warn, t.renew).icon(page.icon.alert)
    } else if let Some(kept) = expired(view, means) {
        let day = page.short_date_time(kept.expires_at);
        Tag::new(Tone::Warn, t.expired(day)).icon(page.icon.alert)
    } else {
        Tag::new(Tone::Ok, t.on).icon(page.icon.check)
    }
}

/// What is said where no measure is in force: that nothing does not mean that anything opens.
pub(super) fn unrestricted(t: &'static PeopleTexts, view: &PersonView) -> &'static str {
    match view.state {
        RegistrationState::Active => t.in_force_none,
        RegistrationState::PhoneDisplaced
        | RegistrationState::Renounced
        | RegistrationState::Revoked
        | RegistrationState::Deceased => t.in_force_none_closed,
    }
}

/// The password, if that is the means and its time is over.
fn expired(view: &PersonView, means: Means) -> Option<&PasswordLine> {
    let kept = view.password.as_ref().filter(|kept| kept.expired);
    kept.filter(|_| means == Means::Password)
}

/// A line of what restricts, or restricted, the person.
pub(super) struct Measure {
    pub(super) what: &'static str,
    pub(super) tag: Tag,
    pub(super) set: String,
    pub(super) reason: Option<String>,
    pub(super) end: String,
    pub(super) end_reason: Option<String>,
    pub(super) in_force: bool,
    /// Where it is lifted; nothing if it is over, or somebody else has to.
    pub(super) lift: Option<String>,
}

pub(super) fn measures(
    page: &Page,
    t: &'static PeopleTexts,
    view: &PersonView,
    inquiry: InquiryId,
) -> Vec<Measure> {
    let measure = |line: &RestrictionLine| Measure {
        what: words::kind(t, line.kind),
        tag: words::tag(page, t, line),
        set: words::by(page, t, line.since, &line.set_by),
        reason: line.reason.clone(),
        end: words::end(page, t, line),
        end_reason: line
            .lifted
            .as_ref()
            .and_then(|lifted| lifted.reason.clone()),
        in_force: line.in_force,
        lift: line
            .may_lift
            .then(|| format!("{}/lift/{}", address(inquiry), line.id)),
    };
    view.history.iter().map(measure).collect()
}

/// What can be done: nothing that is in force already, and nothing to a means that is not there.
pub(super) fn acts(t: &'static PeopleTexts, view: &PersonView, inquiry: InquiryId) -> Tasks {
    let offered = Act::ALL.into_iter().filter(|act| act.offered(view));
    offered.fold(Tasks::new(), |tasks, act| {
        tasks.link(act.label(t), act.address(inquiry))
    })
}

/// "Two open sessions".
pub(super) fn sessions(t: &'static PeopleTexts, view: &PersonView) -> String {
    match view.sessions {
        0 => t.sessions_none.to_owned(),
        some => t.sessions(some),
    }
}
