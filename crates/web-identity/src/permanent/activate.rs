//! "Activate your permanent password" and "set another": number, activation code, and for the
//! first time the e-mail address given at registration (R134, R136, R141, R254, R255).

use askama::Template;
use authn::{ActivationClaim, ConfirmActivation, ConfirmActivationError, work::Purpose};
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::Response,
};
use model::origin::Origin;
use vocab::{
    ActivationCode, CodeError, EmailAddress, EmailAddressError, IdentityNumber, IdentityNumberError,
};
use web_kit::{Answer as _, Form, Page, PageError, page::see_other, private, ui};

use super::{refusals, visit};
use crate::{
    IdentityState,
    login::{Waiting, WaitingQuery, keep_out},
    texts::{self, DocumentTexts, PermanentTexts, RegisterTexts},
    work,
};

/// Before somebody's activation code is compared.
const CONFIRM_ACTIVATION: Purpose = Purpose::under_stress("confirm_activation");

#[derive(Template)]
#[template(path = "permanent/activate.html")]
struct View {
    page: Page,
    t: &'static PermanentTexts,
    d: &'static DocumentTexts,
    r: &'static RegisterTexts,
    title: &'static str,
    lead: &'static str,
    with_email: bool,
    back: String,
    renew: String,
    refused: Option<ui::Notice>,
    form: Form,
}

/// Which of the two pages it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    Activate,
    Recover,
}

pub(super) async fn get(
    page: Page,
    State(state): State<IdentityState>,
    Query(query): Query<WaitingQuery>,
) -> Result<Response, PageError> {
    open(page, &state, query, Which::Activate).await
}

pub(super) async fn get_recover(
    page: Page,
    State(state): State<IdentityState>,
    Query(query): Query<WaitingQuery>,
) -> Result<Response, PageError> {
    open(page, &state, query, Which::Recover).await
}

async fn open(
    page: Page,
    state: &IdentityState,
    query: WaitingQuery,
    which: Which,
) -> Result<Response, PageError> {
    let waiting = Waiting::read(state, &page, query).await?;
    let form = Form::new(&page);
    Ok(draw(page, &waiting, form, which, None, StatusCode::OK))
}

pub(super) async fn post(
    page: Page,
    State(state): State<IdentityState>,
    Query(query): Query<WaitingQuery>,
    form: Form,
) -> Result<Response, PageError> {
    send(page, &state, query, form, Which::Activate).await
}

pub(super) async fn post_recover(
    page: Page,
    State(state): State<IdentityState>,
    Query(query): Query<WaitingQuery>,
    form: Form,
) -> Result<Response, PageError> {
    send(page, &state, query, form, Which::Recover).await
}

async fn send(
    page: Page,
    state: &IdentityState,
    query: WaitingQuery,
    mut form: Form,
    which: Which,
) -> Result<Response, PageError> {
    let waiting = Waiting::read(state, &page, query).await?;
    let wrong = StatusCode::UNPROCESSABLE_ENTITY;
    let Some(given) = read(&mut form, &page, which) else {
        return Ok(draw(page, &waiting, form, which, None, wrong));
    };
    if let Some(asked) = work::before(state, &page, &form, CONFIRM_ACTIVATION).await? {
        return Ok(asked);
    }
    let refused = match state.doorkeeper.confirm_activation(given).await {
        Ok(flow) => {
            let mut response = see_other(&waiting.address("/permanent/code"));
            visit::keep_flow(page.face(), &mut response, &flow);
            return Ok(response);
        }
        Err(ConfirmActivationError::Held(kept_out)) => {
            return Ok(keep_out(state, page.face(), &waiting, &kept_out));
        }
        Err(refused) => refused,
    };
    let notice = notice(&page, &waiting, refused)?;
    Ok(draw(page, &waiting, form, which, Some(notice), wrong))
}

fn notice(
    page: &Page,
    waiting: &Waiting,
    refused: ConfirmActivationError,
) -> Result<ui::Notice, PageError> {
    let t = texts::permanent(page.lang);
    let renew = waiting.address("/permanent/activation-code");
    match refused {
        ConfirmActivationError::NotConfirmed => Ok(page.notice_stop(
            t.not_confirmed_title,
            page.rich(t.not_confirmed).link(renew),
        )),
        ConfirmActivationError::Blocked => {
            Ok(page.notice_stop(t.blocked_title, page.rich(t.blocked).link(renew)))
        }
        ConfirmActivationError::NotActivated => {
            let activate = waiting.address("/permanent/activate");
            let text = page.rich(t.not_activated).link(activate);
            Ok(page.notice_stop(t.not_activated_title, text))
        }
        ConfirmActivationError::NotHereYet => Err(refusals::later(page)),
        ConfirmActivationError::Paused { until } => Err(refusals::paused(page, until)),
        ConfirmActivationError::TooManyCodes { until } => Err(refusals::many_codes(page, until)),
        // Told on a page of its own, above.
        ConfirmActivationError::Held(_) => Err(refusals::gone(page, waiting)),
        ConfirmActivationError::Store(error) => Err(error.into()),
    }
}

fn read(form: &mut Form, page: &Page, which: Which) -> Option<ConfirmActivation> {
    let t = texts::permanent(page.lang);
    let number = number(form, texts::document(page.lang));
    let empty = form.value("activation").is_empty();
    let code = form.parse("activation", ActivationCode::parse, |error| match error {
        _ if empty => t.activation_empty,
        CodeError::Length => t.activation_length,
        CodeError::Character => t.activation_character,
        CodeError::CheckDigit => t.activation_check,
    });
    let claim = match which {
        Which::Recover => Some(ActivationClaim::Recover),
        Which::Activate => {
            email(form, texts::register(page.lang)).map(|email| ActivationClaim::Activate { email })
        }
    };
    Some(ConfirmActivation {
        number: number?,
        code: code?,
        claim: claim?,
        origin: Origin::of(page.client().0),
    })
}

/// R234: what was typed is shown again in its one form.
pub(crate) fn number(form: &mut Form, d: &'static DocumentTexts) -> Option<IdentityNumber> {
    let number = form.parse("number", IdentityNumber::parse, |error| match error {
        IdentityNumberError::Empty => d.number_empty,
        IdentityNumberError::CheckLetter => d.number_letter,
        _ => d.number_shape,
    })?;
    form.set("number", number.as_str());
    Some(number)
}

fn email(form: &mut Form, r: &'static RegisterTexts) -> Option<EmailAddress> {
    form.parse("email", EmailAddress::parse, |error| match error {
        EmailAddressError::Empty => r.email_empty,
        EmailAddressError::Shape => r.email_shape,
        EmailAddressError::TooLong => r.email_long,
    })
}

fn draw(
    page: Page,
    waiting: &Waiting,
    form: Form,
    which: Which,
    refused: Option<ui::Notice>,
    status: StatusCode,
) -> Response {
    let t = texts::permanent(page.lang);
    let (title, lead) = match which {
        Which::Activate => (t.activate_title, t.activate_lead),
        Which::Recover => (t.recover_title, t.recover_lead),
    };
    let view = View {
        t,
        d: texts::document(page.lang),
        r: texts::register(page.lang),
        title,
        lead,
        with_email: which == Which::Activate,
        back: waiting.address("/permanent"),
        renew: waiting.address("/permanent/activation-code"),
        refused,
        form,
        page,
    };
    private(view.answer_with(status))
}
