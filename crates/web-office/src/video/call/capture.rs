//! Pictures of document and face: taken from the video by the page, or sent as a file.

use axum::{
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use desk::{CaptureError, VideoError};
use http::{
    HeaderValue,
    header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE},
};
use model::video::CaptureKind;
use vocab::{CaptureId, VideoCallId};
use web_kit::{Form, PageError, form::Upload, page::see_other};
use wire_mrz::picture::PictureError;

use super::{
    HERE, call_of, picture, refused,
    show::{self, Shown},
};
use crate::{OfficeState, seat::Seat, texts, video::Operator};

/// The words of the form for what a picture shows.
pub(super) fn kind_of(side: &str) -> Option<CaptureKind> {
    match side {
        "front" => Some(CaptureKind::DocumentFront),
        "back" => Some(CaptureKind::DocumentBack),
        "face" => Some(CaptureKind::Face),
        _ => None,
    }
}

/// The address of a picture.
pub(in crate::video) fn address(call: VideoCallId, capture: CaptureId) -> String {
    format!("/video/calls/{call}/captures/{capture}")
}

pub(crate) async fn post(
    Operator(seat): Operator,
    State(state): State<OfficeState>,
    upload: Upload,
) -> Result<Response, PageError> {
    let Upload { form, file } = upload;
    let call = call_of(&form)?;
    let t = texts::call(seat.page.lang);
    let kind = kind_of(form.value("side")).ok_or_else(PageError::bad_request)?;
    let Some(file) = file else {
        return again(&state, seat, form, t.upload_empty).await;
    };
    let jpeg = match picture::clean(file.bytes).await {
        Ok(jpeg) => jpeg,
        Err(PictureError::FileTooLarge { .. } | PictureError::TooManyPixels { .. }) => {
            return again(&state, seat, form, t.upload_large).await;
        }
        Err(
            PictureError::UnknownKind
            | PictureError::MoreThanAPicture
            | PictureError::Truncated
            | PictureError::Animated
            | PictureError::Damaged,
        ) => return again(&state, seat, form, t.upload_unreadable).await,
    };
    match state
        .desk
        .video_capture(&seat.at_desk, call, kind, jpeg)
        .await
    {
        Ok(_) => Ok(see_other(HERE)),
        Err(CaptureError::TooLarge) => again(&state, seat, form, t.upload_large).await,
        Err(CaptureError::TooMany) => again(&state, seat, form, t.upload_too_many).await,
        Err(CaptureError::Video(error)) => refused(&state, seat, error).await,
    }
}

/// The page with what is wrong with the picture.
async fn again(
    state: &OfficeState,
    seat: Seat,
    mut form: Form,
    words: &'static str,
) -> Result<Response, PageError> {
    form.mistake("picture", words);
    show::show(state, seat, Shown::again(form)).await
}

/// A picture, for the operator who attends the call and for reviewers.
pub(crate) async fn get(
    seat: Seat,
    State(state): State<OfficeState>,
    Path((call, capture)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let (Ok(call), Ok(capture)) = (VideoCallId::parse(&call), CaptureId::parse(&capture)) else {
        return Err(PageError::not_found());
    };
    let found = state
        .desk
        .video_captured(&seat.at_desk, call, capture)
        .await;
    match found {
        Ok(Some(jpeg)) => Ok(as_picture(jpeg)),
        Ok(None)
        | Err(VideoError::NotAllowed(_) | VideoError::NoCall | VideoError::WrongMoment(_)) => {
            Err(PageError::not_found())
        }
        Err(VideoError::Store(error)) => Err(error.into()),
    }
}

/// Opened by itself it is a picture and nothing that could run.
pub(in crate::video) fn as_picture(jpeg: Vec<u8>) -> Response {
    let jpeg_type = HeaderValue::from_static("image/jpeg");
    let policy = HeaderValue::from_static("default-src 'none'; sandbox; frame-ancestors 'none'");
    let headers = [(CONTENT_TYPE, jpeg_type), (CONTENT_SECURITY_POLICY, policy)];
    (headers, jpeg).into_response()
}
