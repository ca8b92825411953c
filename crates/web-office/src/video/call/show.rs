//! The page of a call: the person, the picture, the guide, the checks, the decision.

use askama::Template;
use axum::{extract::State, response::Response};
use desk::{OperatorView, PhoneStanding, Presence, VideoError};
use http::StatusCode;
use web_kit::{
    Answer as _, Form, Page, PageError, allow_live_media,
    form::Choices,
    page::see_other,
    ui::{Notice, Summary, Tag},
};

use super::{
    checks::{self, CheckRow},
    decision::Decision,
    lines::ReadLines,
    parts::{self, Dropped, Shot},
    reading::Reading,
    say::{self, Said, Sentence},
    talk::Said as Spoken,
};
use crate::{
    OfficeState, assets, proof,
    seat::{Frame, Seat},
    texts::{self, CallTexts, CasesTexts, EntranceTexts},
    video::{Operator, presence},
};

/// The longest line of chat or caption, in characters.
pub(super) const LONGEST_LINE: usize = 500;

#[derive(Template)]
#[template(path = "video/call.html")]
struct CallPage {
    page: Page,
    frame: Frame,
    t: &'static CallTexts,
    form: Form,
    title: String,
    told: Option<&'static str>,
    notices: Vec<Notice>,
    tags: Vec<Tag>,
    pausing: bool,
    call: String,
    person: Summary,
    joined_again: bool,
    same_number: bool,
    operator_camera: bool,
    attended_by: String,
    lines: Vec<Spoken>,
    longest: usize,
    ice: String,
    recording: Option<i64>,
    dropped: Option<Dropped>,
    say: Sentence,
    shots: Vec<Shot>,
    side: Choices,
    compare: Option<(String, String)>,
    reading: Reading,
    zone: Option<ReadLines>,
    checks: Vec<CheckRow>,
    done: usize,
    awaited: bool,
    repeat: Option<String>,
    displaces: bool,
    decision: Decision,
    e: &'static EntranceTexts,
    k: &'static CasesTexts,
    stale: Option<u16>,
    script: String,
}

/// How the page is shown after something was sent.
pub(in crate::video) struct Shown {
    pub(in crate::video) form: Form,
    pub(in crate::video) notice: Option<Notice>,
    pub(in crate::video) zone: Option<ReadLines>,
    pub(in crate::video) status: StatusCode,
}

impl Shown {
    /// The page as it is.
    pub(in crate::video) fn plain(page: &Page) -> Self {
        Self {
            form: Form::new(page),
            notice: None,
            zone: None,
            status: StatusCode::OK,
        }
    }

    /// A form that has to be put right.
    pub(in crate::video) fn again(form: Form) -> Self {
        Self {
            form,
            notice: None,
            zone: None,
            status: StatusCode::UNPROCESSABLE_ENTITY,
        }
    }

    /// What was sent came at the wrong moment, or could not be done.
    pub(in crate::video) fn told(page: &Page, notice: Notice) -> Self {
        Self {
            notice: Some(notice.live()),
            status: StatusCode::CONFLICT,
            ..Self::plain(page)
        }
    }
}

pub(crate) async fn get(
    Operator(seat): Operator,
    State(state): State<OfficeState>,
) -> Result<Response, PageError> {
    let shown = Shown::plain(&seat.page);
    show(&state, seat, shown).await
}

/// The call of this officer, drawn; the board if there is none.
pub(in crate::video) async fn show(
    state: &OfficeState,
    seat: Seat,
    shown: Shown,
) -> Result<Response, PageError> {
    match state.desk.video_call(&seat.at_desk).await {
        Ok(Some(call)) => draw(state, seat, call, shown).await,
        Ok(None) => Ok(see_other("/video?gone")),
        Err(VideoError::Store(error)) => Err(error.into()),
        Err(VideoError::NotAllowed(_) | VideoError::NoCall | VideoError::WrongMoment(_)) => {
            Err(PageError::not_found())
        }
    }
}

async fn draw(
    state: &OfficeState,
    seat: Seat,
    call: OperatorView,
    mut shown: Shown,
) -> Result<Response, PageError> {
    presence::stay(state, &seat, call.presence, Some(call.seen_at)).await?;
    let stale = proof::stale(state, &seat);
    let Seat {
        at_desk,
        page,
        frame,
    } = seat;
    let name = &at_desk.officer().name;
    let t = texts::call(page.lang);
    let now = page.now();
    parts::fill_contact(&mut shown.form, &call);
    let said = Said {
        lang: call.lang,
        operator: name,
        badge: &call.badge,
        body: page.face().body().name.of(call.lang),
        code_sent: matches!(call.phone, PhoneStanding::CodeSent { .. }),
        contact: parts::contact(&call),
        complete: call.missing.is_empty(),
    };
    let list = &call.checklist;
    let reading = Reading {
        note: parts::register_silent(t, &call),
        typing: !shown.form.value("lines").is_empty(),
        ..Reading::of(&page, t, list)
    };
    let view = CallPage {
        title: t.call_title(&call.shown_name),
        told: shown.notice.is_some().then_some(t.not_now_title),
        tags: parts::tags(&page, state),
        pausing: call.presence == Presence::Pause,
        person: parts::person(&page, t, &call),
        joined_again: call.connections > 1,
        operator_camera: call.operator_camera,
        same_number: call.same_number_waiting > 0,
        attended_by: t.attended_by(&call.badge, name),
        lines: parts::lines(t, &call),
        longest: LONGEST_LINE,
        ice: state.ice(now),
        recording: parts::recording(&call, now),
        dropped: parts::dropped(&page, t, &call),
        say: say::now(t, list, &said),
        shots: parts::shots(t, &call),
        side: parts::sides(&shown.form, t),
        compare: parts::compare(&call),
        reading,
        zone: shown.zone,
        checks: checks::rows(&page, t, list, &parts::phone(&page, t, &call)),
        done: checks::done(list),
        awaited: matches!(call.phone, PhoneStanding::CodeSent { .. }),
        repeat: said
            .contact
            .as_ref()
            .map(|(phone, email)| t.contact_repeated(email, phone)),
        displaces: call.phone == PhoneStanding::Proven { in_use: true },
        decision: Decision::new(
            &shown.form,
            t,
            &call,
            state.desk.proofing.rules.advanced_by_four_eyes,
        ),
        e: texts::entrance(page.lang),
        k: texts::cases(page.lang),
        stale,
        call: call.id.to_string(),
        notices: shown.notice.into_iter().collect(),
        script: assets::OWN.url("video/call.js"),
        form: shown.form,
        t,
        frame,
        page,
    };
    let mut response = view.answer_with(shown.status);
    allow_live_media(&mut response, view.page.face());
    Ok(response)
}

impl CallPage {
    /// `04:12`, as the script goes on counting.
    fn clock(&self, seconds: &i64) -> String {
        format!("{:02}:{:02}", seconds / 60, seconds % 60)
    }
}
