//! Phone and e-mail address are written down (R101).

use axum::{extract::State, response::Response};
use vocab::{EmailAddress, PhoneNumber};
use web_kit::{Form, PageError, page::see_other};

use super::{
    HERE, call_of, refused,
    show::{self, Shown},
};
use crate::{OfficeState, texts, video::Operator};

pub(crate) async fn post(
    Operator(seat): Operator,
    State(state): State<OfficeState>,
    mut form: Form,
) -> Result<Response, PageError> {
    let call = call_of(&form)?;
    let t = texts::call(seat.page.lang);
    let phone = form.parse("phone", PhoneNumber::parse, |_| t.contact_phone_wrong);
    let email = form.parse("email", EmailAddress::parse, |_| t.contact_email_wrong);
    let (Some(phone), Some(email)) = (phone, email) else {
        return show::show(&state, seat, Shown::again(form)).await;
    };
    match state
        .desk
        .video_contact(&seat.at_desk, call, phone, email)
        .await
    {
        Ok(()) => Ok(see_other(HERE)),
        Err(error) => refused(&state, seat, error).await,
    }
}
