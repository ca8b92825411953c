//! The machine-readable zone: read from the capture, or typed, and compared with the register.

use axum::{extract::State, response::Response};
use desk::{MrzError, OperatorView};
use http::StatusCode;
use model::video::CaptureKind;
use vocab::{CaptureId, VideoCallId};
use web_kit::{Form, PageError};
use wire_mrz::mrz::Lines;

use super::{
    call_of,
    lines::ReadLines,
    picture, refused,
    show::{self, Shown},
};
use crate::{
    OfficeState,
    seat::{Seat, today},
    texts,
    video::Operator,
};

pub(crate) async fn post(
    Operator(seat): Operator,
    State(state): State<OfficeState>,
    mut form: Form,
) -> Result<Response, PageError> {
    let call = call_of(&form)?;
    let t = texts::call(seat.page.lang);
    let typed = !form.value("lines").is_empty();
    let lines = if typed {
        form.parse("lines", Lines::parse, |_| t.mrz_not_mrz)
    } else {
        match from_capture(&state, &seat, call).await? {
            Captured::Lines(lines) => Some(lines),
            Captured::Nothing => return told(&state, seat, t.mrz_no_capture).await,
            Captured::Unreadable => return told(&state, seat, t.mrz_unread).await,
        }
    };
    let read = lines.and_then(|lines| {
        let read = picture::read(&lines, today(&seat.page));
        if read.is_none() {
            form.mistake("lines", t.mrz_not_mrz);
        }
        read.map(|read| (lines, read))
    });
    let Some((lines, read)) = read else {
        return show::show(&state, seat, Shown::again(form)).await;
    };
    match state.desk.video_read_mrz(&seat.at_desk, call, read).await {
        Ok(_) => {}
        Err(MrzError::Register(error)) => {
            tracing::warn!(error = &error as &dyn std::error::Error, "no comparison");
            return told(&state, seat, t.mrz_busy).await;
        }
        Err(MrzError::Unknown) => return told(&state, seat, t.register_unknown).await,
        Err(MrzError::Video(error)) => return refused(&state, seat, error).await,
    }
    let source = if typed {
        t.mrz_source_typed
    } else {
        t.mrz_source_read
    };
    let zone = ReadLines {
        source,
        lines: lines.to_string(),
    };
    let shown = Shown {
        zone: Some(zone),
        ..Shown::plain(&seat.page)
    };
    show::show(&state, seat, shown).await
}

/// What the captures of the document say.
enum Captured {
    Lines(Lines),
    /// There is no capture of the document.
    Nothing,
    /// There is, and its zone cannot be read.
    Unreadable,
}

/// The newest capture of the back, where cards have their zone; of the front, where there is none.
async fn from_capture(
    state: &OfficeState,
    seat: &Seat,
    call: VideoCallId,
) -> Result<Captured, PageError> {
    let attended = state.desk.video_call(&seat.at_desk).await;
    let attended = attended.map_err(PageError::internal)?;
    let Some(capture) = attended.and_then(|attended| newest(&attended)) else {
        return Ok(Captured::Nothing);
    };
    let found = state
        .desk
        .video_captured(&seat.at_desk, call, capture)
        .await;
    let Some(jpeg) = found.map_err(PageError::internal)? else {
        return Ok(Captured::Nothing);
    };
    Ok(match picture::read_zone(jpeg).await {
        Some(lines) => Captured::Lines(lines),
        None => Captured::Unreadable,
    })
}

fn newest(call: &OperatorView) -> Option<CaptureId> {
    let of = |kind| {
        let mut captures = call.captures.iter().rev();
        let found = captures.find(|capture| capture.kind == kind);
        found.map(|capture| capture.id)
    };
    of(CaptureKind::DocumentBack).or_else(|| of(CaptureKind::DocumentFront))
}

async fn told(state: &OfficeState, seat: Seat, words: &'static str) -> Result<Response, PageError> {
    let notice = Some(seat.page.notice_warn("", words).live());
    let shown = Shown {
        notice,
        status: StatusCode::UNPROCESSABLE_ENTITY,
        ..Shown::plain(&seat.page)
    };
    show::show(state, seat, shown).await
}
