//! The code that came by SMS, typed by the person during the call. The page sends it in the
//! background; without that it is an ordinary form.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, header::ACCEPT},
    response::{IntoResponse as _, Response},
};
use model::phone::PhoneCodeError;
use proofing::CallCodeError;
use serde::Serialize;
use vocab::OtpCode;
use web_kit::{Form, Page, PageError, page::see_other, private};

use super::call_secret;
use crate::{IdentityState, texts};

#[derive(Serialize)]
struct Verdict {
    right: bool,
    words: String,
}

pub(super) async fn post(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    form: Form,
) -> Result<Response, PageError> {
    let secret = call_secret(page.face(), &headers).ok_or_else(PageError::not_found)?;
    let t = texts::video(page.lang);
    let outcome = match OtpCode::parse(form.value("code")) {
        Err(_) => Err(t.call_code_shape.to_owned()),
        Ok(code) => match state.proofing.enter_code(&secret, code).await {
            Ok(()) => Ok(()),
            Err(CallCodeError::Code(PhoneCodeError::Wrong { left })) => {
                Err(t.call_code_wrong(left))
            }
            Err(
                CallCodeError::Code(PhoneCodeError::Void | PhoneCodeError::Expired)
                | CallCodeError::NotYet
                | CallCodeError::Gone,
            ) => Err(t.call_code_void.to_owned()),
            Err(CallCodeError::Store(error)) => return Err(error.into()),
        },
    };
    let accepts = headers.get(ACCEPT).and_then(|accept| accept.to_str().ok());
    if !accepts.is_some_and(|accept| accept.contains("application/json")) {
        return Ok(see_other("/register/video/room"));
    }
    let verdict = match outcome {
        Ok(()) => Verdict {
            right: true,
            words: t.call_code_right.to_owned(),
        },
        Err(words) => Verdict {
            right: false,
            words,
        },
    };
    Ok(private(Json(verdict).into_response()))
}
