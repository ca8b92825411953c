//! A picture of one side of the document: guided while the camera looks, measured and read by the
//! server, shown with what came of it. The form takes a file as well, for cameras that no page can
//! use.

use std::{sync::LazyLock, time::Duration};

use askama::Template;
use axum::{
    extract::{FromRequest as _, Path, RawQuery, Request, State},
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE},
    },
    response::{IntoResponse as _, Response},
};
use model::unattended::{Side, SideKind, Step, ZoneRead};
use tokio::{runtime::Handle, task::spawn_blocking};
use unattended::{CaptureError, Captured, NotAPicture};
use web_kit::{
    Answer as _, Form, Page, PageError,
    admission::Admission,
    form::{Upload, UploadedFile},
    format::Moment as _,
    page::see_other,
    private, ui,
};

use super::{
    HERE, Here, address_of, from_script, go, live, refusals, say, side_address, steps, style, words,
};
use crate::{
    IdentityState, assets,
    register::visit::Elsewhere,
    texts::{self, UnattendedTexts, VideoTexts},
};

/// Bytes of a picture (`wire_mrz::picture::Limits::PHOTOGRAPH`) with its form around it.
pub(super) const LARGEST: usize = (10 << 20) + (64 << 10);

/// Pictures that are received at a time: a phone takes seconds for one, and each lies in memory.
static RECEIVING: LazyLock<Admission> =
    LazyLock::new(|| Admission::new(32, 64, Duration::from_secs(10)));

/// Pictures that are read at a time: each takes a processor for some hundred milliseconds.
static READING: LazyLock<Admission> =
    LazyLock::new(|| Admission::new(2, 64, Duration::from_secs(15)));

#[derive(Template)]
#[template(path = "register/unattended/side.html")]
struct Camera {
    page: Page,
    t: &'static UnattendedTexts,
    v: &'static VideoTexts,
    steps: ui::Steps,
    title: &'static str,
    lead: &'static str,
    back: &'static str,
    until: String,
    form: Form,
    style: String,
    script: String,
}

#[derive(Template)]
#[template(path = "register/unattended/taken.html")]
struct Taken {
    page: Page,
    t: &'static UnattendedTexts,
    steps: ui::Steps,
    title: &'static str,
    alternative: &'static str,
    picture: String,
    again: Option<String>,
    left: Option<String>,
    flaws: Vec<&'static str>,
    zone: Option<ui::Summary>,
    zone_note: Option<ui::Notice>,
    next: &'static str,
    until: String,
    form: Form,
    style: String,
}

pub(super) async fn get(
    page: Page,
    headers: HeaderMap,
    Path(side): Path<String>,
    RawQuery(query): RawQuery,
    State(state): State<IdentityState>,
) -> Result<Response, Elsewhere> {
    let side = kind(&side)?;
    let here = Here::at(&state, &page, &headers, step_of(side)).await?;
    let again = query.as_deref() == Some("again") && left(&here, side) > 0;
    match taken(&here, side) {
        Some(known) if !again => Ok(show(&page, &here, side, known)),
        Some(_) | None => {
            let form = Form::new(&page);
            Ok(camera(&page, &here, side, form, StatusCode::OK))
        }
    }
}

pub(super) async fn post(
    page: Page,
    headers: HeaderMap,
    Path(side): Path<String>,
    State(state): State<IdentityState>,
    request: Request,
) -> Result<Response, Elsewhere> {
    let side = kind(&side)?;
    let here = Here::at(&state, &page, &headers, step_of(side)).await?;
    let received = RECEIVING.run(Upload::from_request(request, &state)).await?;
    let Upload { mut form, file } = received?;
    let t = texts::unattended(page.lang);
    let refused = match file {
        None => t.file_empty,
        Some(file) => match take(&state, &here, side, file).await? {
            Ok(_) => return Ok(after(&headers, side_address(side))),
            Err(CaptureError::NotAPicture(NotAPicture::TooLarge)) => t.file_large,
            Err(CaptureError::NotAPicture(NotAPicture::Unreadable)) => t.file_unreadable,
            Err(CaptureError::TooMany) => {
                let address = side_address(side);
                return Err(refusals::no_more_pictures(&page, address).into());
            }
            Err(CaptureError::Attempt(error)) => return Err(here.refused(&state, &page, error)),
        },
    };
    if from_script(&headers) {
        return Ok(say(StatusCode::UNPROCESSABLE_ENTITY, refused));
    }
    form.mistake("picture", refused);
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(camera(&page, &here, side, form, status))
}

/// The picture as it is kept, for the page of who took it.
pub(super) async fn picture(
    page: Page,
    headers: HeaderMap,
    Path(side): Path<String>,
    State(state): State<IdentityState>,
) -> Result<Response, Elsewhere> {
    let side = kind(&side)?;
    let here = Here::at(&state, &page, &headers, step_of(side)).await?;
    let found = state.unattended.picture(&here.secret, side).await?;
    let jpeg = found.ok_or_else(PageError::not_found)?;
    // Opened by itself it is a picture and nothing that could run.
    let policy = HeaderValue::from_static("default-src 'none'; sandbox; frame-ancestors 'none'");
    let jpeg_type = HeaderValue::from_static("image/jpeg");
    let headers = [(CONTENT_TYPE, jpeg_type), (CONTENT_SECURITY_POLICY, policy)];
    Ok(private((headers, jpeg).into_response()))
}

/// Takes the picture away from the threads that serve: unpacking and reading it is work.
async fn take(
    state: &IdentityState,
    here: &Here,
    side: SideKind,
    file: UploadedFile,
) -> Result<Result<Captured, CaptureError>, PageError> {
    let (unattended, secret) = (state.unattended.clone(), here.secret.clone());
    let runtime = Handle::current();
    let work =
        spawn_blocking(move || runtime.block_on(unattended.capture(&secret, side, &file.bytes)));
    let outcome = READING.run(work).await?;
    // A decoder that gives up in a way of its own read a damaged file.
    Ok(outcome.unwrap_or(Err(NotAPicture::Unreadable.into())))
}

fn after(headers: &HeaderMap, address: &'static str) -> Response {
    if from_script(headers) {
        go(address)
    } else {
        see_other(address)
    }
}

fn kind(word: &str) -> Result<SideKind, PageError> {
    SideKind::from_word(word).ok_or_else(PageError::not_found)
}

fn step_of(side: SideKind) -> Step {
    match side {
        SideKind::Front => Step::Front,
        SideKind::Back => Step::Back,
    }
}

fn taken(here: &Here, side: SideKind) -> Option<&Side> {
    match side {
        SideKind::Front => here.view.front.as_ref(),
        SideKind::Back => here.view.back.as_ref(),
    }
}

fn left(here: &Here, side: SideKind) -> u8 {
    let (front, back) = here.view.pictures_left;
    match side {
        SideKind::Front => front,
        SideKind::Back => back,
    }
}

fn camera(page: &Page, here: &Here, side: SideKind, form: Form, status: StatusCode) -> Response {
    let t = texts::unattended(page.lang);
    let (title, lead, back) = match side {
        SideKind::Front => (t.front_title, t.front_lead, HERE),
        SideKind::Back => (t.back_title, t.back_lead, side_address(SideKind::Front)),
    };
    let view = Camera {
        v: texts::video(page.lang),
        steps: steps(page, 2),
        title,
        lead,
        back,
        until: t.send_by(page.time(here.view.send_by)),
        form,
        style: style(),
        script: assets::OWN.url("unattended-side.js"),
        t,
        page: page.clone(),
    };
    live(page, view.answer_with(status))
}

fn show(page: &Page, here: &Here, side: SideKind, known: &Side) -> Response {
    let t = texts::unattended(page.lang);
    let (title, alternative) = match side {
        SideKind::Front => (t.front_taken, t.front_picture),
        SideKind::Back => (t.back_taken, t.back_picture),
    };
    let address = side_address(side);
    let (zone, zone_note) = match &known.zone {
        Some(zone) => read(page, here, zone),
        None => (None, None),
    };
    let pictures = left(here, side);
    let view = Taken {
        steps: steps(page, 2),
        title,
        alternative,
        // The digest makes the address of another picture another one.
        picture: format!("{address}/picture?{}", known.digest),
        again: (pictures > 0).then(|| format!("{address}?again")),
        left: (pictures <= 3).then(|| t.pictures_left(pictures)),
        flaws: known
            .flaws
            .iter()
            .map(|word| words::flaw(t, word))
            .collect(),
        zone,
        zone_note,
        next: match (side, here.step) {
            // Taken again: what is done already is not asked for once more.
            (SideKind::Front, Step::Front | Step::Back) => side_address(SideKind::Back),
            (SideKind::Front | SideKind::Back, step) => address_of(step),
        },
        until: t.send_by(page.time(here.view.send_by)),
        form: Form::new(page),
        style: style(),
        t,
        page: page.clone(),
    };
    private(view.answer())
}

/// What the zone says, and which checks it passes by itself; the register is asked on sending.
fn read(page: &Page, here: &Here, zone: &ZoneRead) -> (Option<ui::Summary>, Option<ui::Notice>) {
    let t = texts::unattended(page.lang);
    let data = match zone {
        ZoneRead::Read(data) => data,
        ZoneRead::WrongDigits => {
            let notice = page.notice_warn(t.zone_digits_title, t.zone_digits_wrong);
            return (None, Some(notice));
        }
        ZoneRead::NotFound => {
            let notice = page.notice_warn(t.zone_none_title, t.zone_none);
            return (None, Some(notice));
        }
    };
    let tag = |holds: bool, yes: &'static str, no: &'static str| {
        if holds {
            ui::Tag::new(ui::Tone::Ok, yes).icon(page.icon.check)
        } else {
            ui::Tag::new(ui::Tone::Warn, no).icon(page.icon.alert)
        }
    };
    let number = data.number.as_ref();
    let same = number.is_some_and(|number| *number == here.view.number);
    let mut summary = ui::Summary::new()
        .num(
            t.zone_number,
            number.map_or("–", vocab::IdentityNumber::as_str),
        )
        .fact(t.zone_number_is, tag(same, t.zone_same, t.zone_other))
        .fact(t.zone_name, format!("{} {}", data.given, data.surnames));
    if let Some(birth) = data.birth_date {
        summary = summary.num(t.zone_birth, web_kit::format::date(page.lang, birth));
    }
    if let Some(expiry) = data.expires_on {
        // In the time zone of the body: documents expire at local midnight.
        let in_force = expiry >= page.now().civil().date();
        summary = summary
            .num(t.zone_expiry, web_kit::format::date(page.lang, expiry))
            .fact(t.zone_is, tag(in_force, t.zone_in_force, t.zone_expired));
    }
    let digits = tag(data.check_digits_right, t.zone_digits_ok, t.zone_digits_bad);
    (Some(summary.fact(t.zone_digits, digits)), None)
}
