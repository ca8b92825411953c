//! "The app": the device that the person has, how to deactivate it, and an invitation for another
//! one where the session has the level. Whoever has a device sees and deactivates it where the app
//! is not offered any more, too; nobody activates another there.

use askama::Template;
use authn::{DeactivateAppError, InviteError};
use axum::{
    Router,
    extract::State,
    http::HeaderMap,
    response::Response,
    routing::{get, post},
};
use model::app::device::Unlock;
use web_kit::{Answer as _, Form, Page, PageError, page::see_other, private, qr::Qr, ui};

use crate::{
    IdentityState,
    mine::{Nav, Place},
    texts::{self, ConfirmTexts},
};

#[derive(Template)]
#[template(path = "session_app.html")]
struct View {
    page: Page,
    t: &'static ConfirmTexts,
    nav: Nav,
    device: Option<ui::Summary>,
    offered: bool,
    /// The level that a session must have to deactivate it, where this one has less.
    needs: Option<ui::Level>,
    may_invite: bool,
    /// How to come in for one that gives more.
    low: &'static str,
    form: Form,
}

#[derive(Template)]
#[template(path = "session_app_invited.html")]
struct Invited {
    page: Page,
    t: &'static ConfirmTexts,
    qr: Qr,
    address: String,
    expires: ui::Countdown,
}

pub(crate) fn router() -> Router<IdentityState> {
    Router::new()
        .route("/session/app", get(view))
        .route("/session/app/deactivate", post(deactivate))
        .route("/session/app/invite", post(invite))
}

async fn view(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
) -> Result<Response, PageError> {
    let Some(person) = state.person(&page, &headers).await? else {
        return Ok(see_other("/login"));
    };
    let page = state.signed_in(page, &person).await?;
    let t = texts::confirm(page.lang);
    let device = state.doorkeeper.device_of(&person).await?;
    if device.is_none() && !state.app.is_offered() {
        return Ok(see_other("/session/means"));
    }
    let needs = device
        .as_ref()
        .filter(|device| person.level() < device.level)
        .map(|device| page.level(device.level));
    let device = device.map(|device| {
        let unlock = match device.unlock {
            Unlock::Passkey { .. } => t.mine_unlock_passkey,
            Unlock::Code => t.mine_unlock_code,
        };
        ui::Summary::new()
            .fact(t.mine_name, device.name)
            .fact(t.mine_since, page.date_time(device.activated_at))
            .fact(t.mine_unlock, unlock)
            .fact(t.mine_level, page.level(device.level))
    });
    let view = View {
        t,
        nav: Nav::new(&page, Place::Means),
        device,
        offered: state.app.is_offered(),
        needs,
        low: match state.certificates {
            Some(_) => t.mine_invite_low,
            None => t.mine_invite_low_plain,
        },
        may_invite: state.doorkeeper.may_invite_device(&person).await?,
        form: Form::new(&page),
        page,
    };
    Ok(private(view.answer()))
}

async fn deactivate(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    _form: Form,
) -> Result<Response, PageError> {
    let Some(person) = state.person(&page, &headers).await? else {
        return Ok(see_other("/login"));
    };
    match state.doorkeeper.deactivate_app(&person).await {
        // What is refused is explained on the page itself.
        Ok(_) | Err(DeactivateAppError::LevelNeeded(_)) => Ok(see_other("/session/app")),
        Err(DeactivateAppError::Store(error)) => Err(error.into()),
    }
}

/// The invitation is shown and not kept: whoever loads the page again gets another.
async fn invite(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    _form: Form,
) -> Result<Response, PageError> {
    let Some(person) = state.person(&page, &headers).await? else {
        return Ok(see_other("/login"));
    };
    if !state.app.is_offered() {
        return Err(PageError::not_found());
    }
    let invitation = match state.doorkeeper.invite_device(&person).await {
        Ok(invitation) => invitation,
        Err(InviteError::LevelTooLow) => return Ok(see_other("/session/app")),
        Err(InviteError::Store(error)) => return Err(error.into()),
    };
    let page = state.signed_in(page, &person).await?;
    let t = texts::confirm(page.lang);
    let address = format!("/app/a#{}", invitation.text);
    let whole = format!("{}{address}", page.face().origin());
    let view = Invited {
        t,
        qr: Qr::new(&whole, t.invited_qr).map_err(PageError::internal)?,
        address,
        expires: page
            .countdown(
                invitation.expires_at,
                state.doorkeeper.settings.app.invitation_s,
            )
            .label(t.invited_expires_in)
            .over(t.invited_over),
        page,
    };
    Ok(private(view.answer()))
}
