//! "My passkeys": which there are, adding one, removing one.

use askama::Template;
use authn::{AddPasskeyError, Authenticated, Ceremony, RemovePasskeyError};
use axum::{
    Router,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse as _, Response},
    routing::{get, post},
};
use model::passkey::{LABEL_MOST, Passkey};
use vocab::{AssuranceLevel, BearerSecret, CredentialId, Line, LineError};
use web_kit::{Answer as _, Form, Page, PageError, page::see_other, private, ui};

use crate::{
    IdentityState, assets,
    mine::{Nav, Place},
    texts::{self, PasskeyTexts},
};

#[derive(Template)]
#[template(path = "passkeys.html")]
struct View {
    page: Page,
    t: &'static PasskeyTexts,
    nav: Nav,
    notice: Option<ui::Notice>,
    passkeys: Vec<Mine>,
    /// How to come in for one that gives more.
    add_level: &'static str,
    label: web_kit::form::Field,
    script: String,
    form: Form,
}

struct Mine {
    id: String,
    label: String,
    summary: ui::Summary,
    /// The level that a session must have to remove it, where this one has less.
    needs: Option<ui::Level>,
}

pub(crate) fn router() -> Router<IdentityState> {
    Router::new()
        .route("/session/passkeys", get(view).post(add))
        .route("/session/passkeys/options", post(options))
        .route("/session/passkeys/remove", post(remove))
}

/// What the script sends back: the secret of the challenge, and the browser's answer. `None` if
/// the script could not begin.
pub(crate) fn answer(form: &Form) -> Option<(BearerSecret, &[u8])> {
    let ceremony = BearerSecret::parse(form.value("ceremony")).ok()?;
    Some((ceremony, form.value("response").as_bytes()))
}

/// A challenge for the script.
pub(crate) fn for_script(ceremony: &Ceremony) -> Response {
    // The options are JSON already, and the secret is base64url.
    let body = format!(
        r#"{{"ceremony":"{}","options":{}}}"#,
        ceremony.secret.as_str(),
        ceremony.options
    );
    let json = HeaderValue::from_static("application/json");
    private(([(CONTENT_TYPE, json)], body).into_response())
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
    let form = Form::new(&page);
    draw(&state, page, &person, form, None, StatusCode::OK).await
}

/// A challenge for the script of the page.
async fn options(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    _form: Form,
) -> Result<Response, PageError> {
    let Some(person) = state.person(&page, &headers).await? else {
        return Err(PageError::forbidden());
    };
    let Some(who) = state.doorkeeper.who(&person).await? else {
        return Err(PageError::forbidden());
    };
    // Authenticators show it beside other accounts of the same person: the number stays masked.
    let shown = format!("{} · {}", who.name.given.as_str(), who.number.masked());
    match state.doorkeeper.add_passkey_begin(&person, &shown).await {
        Ok(ceremony) => Ok(for_script(&ceremony)),
        Err(AddPasskeyError::Store(error)) => Err(error.into()),
        // The form says why when it comes without an answer.
        Err(_) => Err(PageError::forbidden()),
    }
}

async fn add(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    form: Form,
) -> Result<Response, PageError> {
    let Some(person) = state.person(&page, &headers).await? else {
        return Ok(see_other("/login"));
    };
    let page = state.signed_in(page, &person).await?;
    let mut form = form.in_language_of(&page);
    let t = texts::passkey(page.lang);
    let wrong = StatusCode::UNPROCESSABLE_ENTITY;
    let Some(label) = form.parse("label", label, |_| t.label_shape) else {
        return draw(&state, page, &person, form, None, wrong).await;
    };
    let outcome = match answer(&form) {
        Some((ceremony, response)) => {
            let keeper = &state.doorkeeper;
            keeper
                .add_passkey_finish(&person, label, &ceremony, response)
                .await
        }
        // Why the script was given no challenge, if that is why it brings no answer.
        None => match state.doorkeeper.add_passkey_begin(&person, "-").await {
            Ok(_) => Err(AddPasskeyError::ChallengeGone),
            Err(error) => Err(error),
        },
    };
    let notice = match outcome {
        Ok(()) => return Ok(see_other("/session/passkeys")),
        Err(AddPasskeyError::ChallengeGone) => page.notice_warn(t.late_title, t.late),
        Err(AddPasskeyError::Refused(_) | AddPasskeyError::Response(_)) => {
            page.notice_stop(t.add_refused_title, t.add_refused)
        }
        Err(AddPasskeyError::Taken) => page.notice_warn(t.taken_title, t.taken),
        Err(AddPasskeyError::Representative) => {
            page.notice_stop(t.representative_title, t.representative)
        }
        Err(AddPasskeyError::TooMany) => page.notice_warn(t.too_many_title, t.too_many),
        Err(AddPasskeyError::Store(error)) => return Err(error.into()),
    };
    draw(&state, page, &person, form, Some(notice.live()), wrong).await
}

async fn remove(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    form: Form,
) -> Result<Response, PageError> {
    let Some(person) = state.person(&page, &headers).await? else {
        return Ok(see_other("/login"));
    };
    // What cannot be read names none of the person's passkeys.
    if let Ok(id) = form.value("passkey").parse::<CredentialId>() {
        match state.doorkeeper.remove_passkey(&person, id).await {
            // What is refused is explained on the page itself.
            Ok(_) | Err(RemovePasskeyError::LevelNeeded(_)) => {}
            Err(RemovePasskeyError::Store(error)) => return Err(error.into()),
        }
    }
    Ok(see_other("/session/passkeys"))
}

/// What a passkey may be called.
fn label(text: &str) -> Result<Line, LineError> {
    let line = Line::parse(text)?;
    if line.as_str().chars().count() > LABEL_MOST {
        return Err(LineError::TooLong);
    }
    Ok(line)
}

/// The page as it is for a person who is signed in.
async fn draw(
    state: &IdentityState,
    page: Page,
    person: &Authenticated,
    form: Form,
    notice: Option<ui::Notice>,
    status: StatusCode,
) -> Result<Response, PageError> {
    let t = texts::passkey(page.lang);
    let known = state.doorkeeper.passkeys(person).await?;
    let view = View {
        t,
        nav: Nav::new(&page, Place::Means),
        notice,
        passkeys: known
            .iter()
            .map(|(passkey, level)| mine(&page, t, person, (passkey, *level)))
            .collect(),
        add_level: match state.certificates {
            Some(_) => t.add_level,
            None => t.add_level_plain,
        },
        label: form.text("label", t.label).hint(t.label_hint),
        script: assets::OWN.url("passkey.js"),
        form,
        page,
    };
    Ok(private(view.answer_with(status)))
}

fn mine(
    page: &Page,
    t: &'static PasskeyTexts,
    person: &Authenticated,
    (passkey, gives): (&Passkey, AssuranceLevel),
) -> Mine {
    let kind = if passkey.copyable {
        t.kind_copyable
    } else {
        t.kind_bound
    };
    let used = match passkey.last_used_at {
        Some(at) => page.date_time(at).to_string(),
        None => t.never_used.to_owned(),
    };
    Mine {
        id: passkey.id.to_string(),
        label: passkey.label.as_str().to_owned(),
        summary: ui::Summary::new()
            .fact(t.kind, kind)
            .fact(t.gives, page.level(gives))
            .fact(t.added, page.date_time(passkey.added_at))
            .fact(t.used, used),
        needs: (person.level() < gives).then(|| page.level(gives)),
    }
}
