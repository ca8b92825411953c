//! An intervention: the page that says what follows from it, and the form that does it.

use axum::{
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use desk::{InterveneError, Intervention, PersonView, Seen};
use http::StatusCode;
use model::{
    procedure::DecisionReason, registration::RegistrationState, restriction::RestrictionKind,
};
use vocab::{AppDeviceId, Date, InquiryId};
use web_kit::{Form, PageError, form::DateMistake, page::see_other, ui::Notice};

use super::{
    Registrar, address,
    ask::{self, Actor, Question},
    inquiry_of, over,
};
use crate::{
    OfficeState,
    seat::{Seat, remember},
    texts::{self, PeopleTexts},
};

/// What can be done, as addresses name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    Suspend,
    Block,
    NewPassword,
    NewProofing,
    Device,
    Sessions,
}

impl Act {
    /// From what closes everything to what closes little.
    pub(super) const ALL: [Self; 6] = [
        Self::Suspend,
        Self::Block,
        Self::NewPassword,
        Self::NewProofing,
        Self::Device,
        Self::Sessions,
    ];

    fn as_str(self) -> &'static str {
        match self {
            Self::Suspend => "suspend",
            Self::Block => "block",
            Self::NewPassword => "new-password",
            Self::NewProofing => "new-proofing",
            Self::Device => "device",
            Self::Sessions => "sessions",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.as_str() == word)
    }

    pub(super) fn address(self, inquiry: InquiryId) -> String {
        format!("{}/act/{}", address(inquiry), self.as_str())
    }

    /// The words of the list, and of the button.
    pub(super) fn label(self, t: &'static PeopleTexts) -> &'static str {
        match self {
            Self::Suspend => t.suspend,
            Self::Block => t.block,
            Self::NewPassword => t.new_password,
            Self::NewProofing => t.new_proofing,
            Self::Device => t.device,
            Self::Sessions => t.end_sessions,
        }
    }

    /// Would it change anything? The desk is asked again when it is sent.
    pub(super) fn offered(self, view: &PersonView) -> bool {
        let usable = view.state == RegistrationState::Active;
        let free = |kind| view.in_force().all(|line| line.kind != kind);
        match self {
            Self::Suspend => usable && free(RestrictionKind::Suspended),
            Self::Block => free(RestrictionKind::Blocked),
            Self::NewPassword => view.password.is_some() && free(RestrictionKind::NewPassword),
            Self::NewProofing => usable && free(RestrictionKind::NewProofing),
            Self::Device => view.active_device().is_some(),
            Self::Sessions => view.sessions > 0,
        }
    }

    /// What the page of the person says afterwards.
    fn arrival(self) -> &'static str {
        match self {
            Self::Suspend | Self::Block | Self::NewPassword | Self::NewProofing => "done",
            Self::Device => "device",
            Self::Sessions => "ended",
        }
    }
}

pub(crate) async fn get(
    Registrar(seat): Registrar,
    State(state): State<OfficeState>,
    Path((inquiry, act)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let (inquiry, act) = read_address(&inquiry, &act)?;
    let form = Form::new(&seat.page);
    show(&state, seat, (inquiry, act), form, None, StatusCode::OK).await
}

pub(crate) async fn post(
    Registrar(seat): Registrar,
    State(state): State<OfficeState>,
    Path((inquiry, act)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, PageError> {
    let (inquiry, act) = read_address(&inquiry, &act)?;
    let again = StatusCode::UNPROCESSABLE_ENTITY;
    let (at_desk, entered) = match ask::actor(&state, &seat, &form).await? {
        Actor::There(at_desk, entered) => (at_desk, entered),
        Actor::Ended(answer) => return Ok(answer),
        Actor::Refused(notice) => {
            return show(&state, seat, (inquiry, act), form, Some(notice), again).await;
        }
    };
    let face = seat.page.face().clone();
    let seat = Seat::new(&state, seat.page, at_desk);
    let answer = match read(&mut form, &seat, act) {
        Some(given) => intervene(&state, seat, (inquiry, act), form, given).await,
        None => show(&state, seat, (inquiry, act), form, None, again).await,
    };
    let mut response = answer.unwrap_or_else(PageError::into_response);
    if let Some(entered) = &entered {
        remember(&face, &mut response, entered);
    }
    Ok(response)
}

fn read_address(inquiry: &str, act: &str) -> Result<(InquiryId, Act), PageError> {
    let act = Act::from_word(act).ok_or_else(PageError::not_found)?;
    Ok((inquiry_of(inquiry)?, act))
}

/// What was sent.
struct Given {
    intervention: Intervention,
    reason: DecisionReason,
    seen: Seen,
}

fn read(form: &mut Form, seat: &Seat, act: Act) -> Option<Given> {
    let intervention = match act {
        Act::Suspend => until(form, seat).map(|until| Intervention::Suspend { until }),
        Act::Block => Some(Intervention::Block),
        Act::NewPassword => Some(Intervention::NewPassword),
        Act::NewProofing => Some(Intervention::NewProofing),
        // A device that was on no screen is none.
        Act::Device => {
            let device = AppDeviceId::parse(form.value("device")).ok();
            let nobodys = AppDeviceId::from_bytes([0; 16]);
            let device = device.unwrap_or(nobodys);
            Some(Intervention::DeactivateDevice { device })
        }
        Act::Sessions => Some(Intervention::EndSessions),
    };
    let reason = ask::reason(form, &seat.page, "reason");
    // A stand that cannot be read was never on a screen: the desk says that it changed.
    let seen = Seen::from_word(form.value("seen")).unwrap_or(Seen::NEVER);
    Some(Given {
        intervention: intervention?,
        reason: reason?,
        seen,
    })
}

fn until(form: &mut Form, seat: &Seat) -> Option<Date> {
    let t = texts::people(seat.page.lang);
    let o = texts::officers(seat.page.lang);
    form.parse_date("until", |mistake| match mistake {
        DateMistake::Empty => t.until_empty,
        DateMistake::Incomplete => o.until_incomplete,
        DateMistake::Swapped => o.until_swapped,
        DateMistake::ShortYear => o.until_short_year,
        DateMistake::NoSuchDay => o.until_no_such_day,
    })
}

async fn intervene(
    state: &OfficeState,
    seat: Seat,
    (inquiry, act): (InquiryId, Act),
    mut form: Form,
    given: Given,
) -> Result<Response, PageError> {
    let t = texts::people(seat.page.lang);
    let Given {
        intervention,
        reason,
        seen,
    } = given;
    let done = state
        .desk
        .intervene(&seat.at_desk, inquiry, intervention, reason, seen)
        .await;
    let page = &seat.page;
    let again = StatusCode::UNPROCESSABLE_ENTITY;
    let (notice, status) = match done {
        Ok(()) => {
            return Ok(see_other(&format!(
                "{}?{}",
                address(inquiry),
                act.arrival()
            )));
        }
        Err(InterveneError::Person(error)) => return over(error),
        Err(InterveneError::Until) => {
            form.mistake("until", t.until_range);
            (None, again)
        }
        // The page asks for the passkey now, and what was typed is still there.
        Err(InterveneError::VerifyAgain) => (Some(crate::proof::asked(state, page)), again),
        Err(InterveneError::Changed) => (
            Some(warn(page, t.changed_title, t.changed)),
            StatusCode::CONFLICT,
        ),
        Err(InterveneError::InForceAlready) => (
            Some(warn(page, t.already_title, t.already)),
            StatusCode::CONFLICT,
        ),
        Err(InterveneError::NoDevice) => (
            Some(warn(page, t.no_device_title, t.no_device)),
            StatusCode::CONFLICT,
        ),
        Err(InterveneError::NoPassword) => (
            Some(warn(page, t.no_password_title, t.no_password)),
            StatusCode::CONFLICT,
        ),
    };
    show(state, seat, (inquiry, act), form, notice, status).await
}

fn warn(page: &web_kit::Page, title: &'static str, text: &'static str) -> Notice {
    page.notice_warn(title, text).live()
}

/// The page of the act, over how the person stands now.
async fn show(
    state: &OfficeState,
    seat: Seat,
    (inquiry, act): (InquiryId, Act),
    form: Form,
    notice: Option<Notice>,
    status: StatusCode,
) -> Result<Response, PageError> {
    let view = match state.desk.person(&seat.at_desk, inquiry).await {
        Ok(view) => view,
        Err(error) => return over(error),
    };
    let t = texts::people(seat.page.lang);
    let device = view.active_device();
    let name = device.map_or("—", |device| device.name.as_str());
    let (title, lead) = match act {
        Act::Suspend => (t.suspend_title, t.suspend_lead.to_owned()),
        Act::Block => (t.block_title, t.block_lead.to_owned()),
        Act::NewPassword => (t.new_password_title, t.new_password_lead.to_owned()),
        Act::NewProofing => (t.new_proofing_title, t.new_proofing_lead.to_owned()),
        Act::Device => (t.device_title, t.device_lead(name)),
        Act::Sessions => (t.end_sessions_title, t.end_sessions_lead.to_owned()),
    };
    let mut kept = vec![form.hidden("seen", view.seen.as_word())];
    if let Some(device) = device.filter(|_| act == Act::Device) {
        kept.push(form.hidden("device", device.id.to_string()));
    }
    let what = Question {
        title: title.to_owned(),
        lead,
        facts: None,
        until: act == Act::Suspend,
        button: act.label(t),
        stops: true,
        action: act.address(inquiry),
        back: (address(inquiry), view.name.full()),
        kept,
    };
    Ok(ask::draw(state, seat, what, form, notice, status))
}
