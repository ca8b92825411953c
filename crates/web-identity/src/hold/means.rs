//! "Means and devices": every way to identify, how it stands, off and on.

use askama::Template;
use authn::{Authenticated, Has, MeansView, PasswordCondition, SwitchOffError, SwitchOnError};
use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use model::{
    restriction::{Means, SetBy},
    session::AuthenticationMethod,
};
use vocab::Timestamp;
use web_kit::{
    Answer as _, Form, Html, Markup as _, Page, PageError, icons::Icon, page::see_other, private,
    ui,
};

use super::{is_offered, unknown_certificate};
use crate::{
    IdentityState,
    login::{means_name, telephone},
    mine::{Nav, Place, prove_again},
    texts::{self, FreezeTexts},
};

#[derive(Template)]
#[template(path = "mine/means.html")]
struct View {
    page: Page,
    t: &'static FreezeTexts,
    nav: Nav,
    notice: Option<ui::Notice>,
    prove_again: Option<ui::Notice>,
    cards: Vec<Card>,
    form: Form,
}

/// A means as the page shows it.
struct Card {
    icon: Icon,
    word: &'static str,
    name: &'static str,
    summary: ui::Summary,
    about: Option<&'static str>,
    manage: Option<&'static str>,
    switch: Switch,
}

/// What the person may do with it.
enum Switch {
    /// Switch it off.
    Off,
    /// Switch it on.
    On,
    /// It takes a session of this level, opened in another way.
    Needs(ui::Level),
    /// The certificate of a representative switches nothing on.
    Representative,
    /// Only staff can.
    Staff(Html),
}

#[derive(Template)]
#[template(path = "mine/last_way.html")]
struct LastWay {
    page: Page,
    t: &'static FreezeTexts,
    title: &'static str,
    lead: String,
    word: &'static str,
    phone: Html,
    form: Form,
}

pub(super) async fn get(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
) -> Result<Response, PageError> {
    let Some(person) = state.person(&page, &headers).await? else {
        return Ok(see_other("/login"));
    };
    draw(&state, page, &person, None).await
}

/// The page; `too_many` tells from when on a way can be switched again.
async fn draw(
    state: &IdentityState,
    page: Page,
    person: &Authenticated,
    too_many: Option<Timestamp>,
) -> Result<Response, PageError> {
    let known = state.doorkeeper.means(person).await?;
    let page = state.signed_in(page, person).await?;
    let t = texts::freeze(page.lang);
    let view = View {
        t,
        nav: Nav::new(&page, Place::Means),
        notice: too_many.map(|until| {
            let words = t.mine_too_many(page.date_time(until));
            page.notice_warn(t.mine_too_many_title, words).live()
        }),
        prove_again: prove_again(state, &page, person).await?,
        cards: known
            .into_iter()
            .filter(|view| is_offered(state, view))
            .map(|view| card(&page, t, person, &view))
            .collect(),
        form: Form::new(&page),
        page,
    };
    let status = match too_many {
        Some(_) => StatusCode::TOO_MANY_REQUESTS,
        None => StatusCode::OK,
    };
    Ok(private(view.answer_with(status)))
}

fn card(page: &Page, t: &'static FreezeTexts, person: &Authenticated, view: &MeansView) -> Card {
    let (icon, manage) = match view.means {
        Means::Pin => (page.icon.sms, None),
        Means::App => (page.icon.phone, Some("/session/app")),
        Means::Password => (page.icon.lock, Some("/permanent")),
        Means::Passkey => (page.icon.key, Some("/session/passkeys")),
        Means::Certificate => (page.icon.cert, None),
    };
    let state = match (view.off, view.gives) {
        (Some(off), _) => ui::Tag::new(ui::Tone::Warn, t.mine_off_since(page.date(off.since))),
        (None, Some(_)) => ui::Tag::new(ui::Tone::Ok, t.mine_on),
        (None, None) => match lapsed(&view.has) {
            Some(PasswordCondition::Demanded) => ui::Tag::new(ui::Tone::Warn, t.mine_demanded),
            Some(PasswordCondition::Expired) => ui::Tag::new(ui::Tone::Warn, t.mine_expired),
            Some(PasswordCondition::Works) | None => ui::Tag::new(ui::Tone::Plain, t.mine_none),
        },
    };
    let mut summary = having(page, t, &view.has).fact(t.mine_state, state);
    if let Some(level) = view.gives {
        summary = summary.fact(t.mine_gives, page.level(level));
    }
    let used = match view.used_at {
        Some(at) => page.date_time(at),
        None => t.mine_unused.to_owned(),
    };
    Card {
        icon,
        word: view.means.as_str(),
        name: means_name(page, view.means),
        summary: summary.fact(t.mine_used, used),
        about: (view.means == Means::Certificate).then_some(t.mine_certificate),
        manage,
        switch: switch(page, t, person, view),
    }
}

/// How the password stands, where that is the means and the person has one.
fn lapsed(has: &Has) -> Option<PasswordCondition> {
    match has {
        Has::Password(password) => password.map(|kept| kept.condition),
        Has::Phone(_) | Has::Device(_) | Has::Passkeys(_) | Has::Certificates => None,
    }
}

/// What the person has of a means, in facts.
fn having(page: &Page, t: &'static FreezeTexts, has: &Has) -> ui::Summary {
    let summary = ui::Summary::new();
    match has {
        Has::Phone(Some(phone)) => summary.fact(t.mine_phone, phone.masked()),
        Has::Phone(None) => summary.fact(t.mine_phone, t.mine_phone_none),
        Has::Device(Some(device)) => summary
            .fact(t.mine_device, device.name.as_str())
            .fact(t.mine_device_since, page.date_time(device.activated_at)),
        Has::Password(Some(kept)) => summary
            .fact(t.mine_set, page.date(kept.set_at))
            .fact(t.mine_expires, page.date(kept.expires_at)),
        Has::Passkeys(passkeys) if !passkeys.is_empty() => {
            let names: Vec<&str> = passkeys.iter().map(|one| one.label.as_str()).collect();
            summary.fact(t.mine_passkeys, names.join(", "))
        }
        Has::Device(None) | Has::Password(None) | Has::Passkeys(_) | Has::Certificates => summary,
    }
}

fn switch(
    page: &Page,
    t: &'static FreezeTexts,
    person: &Authenticated,
    view: &MeansView,
) -> Switch {
    let Some(off) = view.off else {
        return Switch::Off;
    };
    if off.set_by != SetBy::Person {
        return Switch::Staff(t.mine_by_staff(&page.body().phone).html());
    }
    if person.method() == AuthenticationMethod::CertificateRepresentative {
        return Switch::Representative;
    }
    if person.level() < view.needed || Means::of(person.method()) == view.means {
        Switch::Needs(page.level(view.needed))
    } else {
        Switch::On
    }
}

/// "Switch off": once, or after the warning.
pub(super) async fn off(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    Path(word): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let Some(person) = state.person(&page, &headers).await? else {
        return Ok(see_other("/login"));
    };
    let means = Means::from_word(&word).ok_or_else(PageError::not_found)?;
    let warned = form.value("warned") == "yes";
    let switched = state
        .doorkeeper
        .switch_means_off(&person, means, warned)
        .await;
    match switched {
        Ok(_) => Ok(see_other("/session/means")),
        Err(SwitchOffError::LastIn) => warn(&state, page, &person, means, Last::In).await,
        Err(SwitchOffError::LastToThaw) => warn(&state, page, &person, means, Last::ToThaw).await,
        Err(SwitchOffError::TooMany { until }) => draw(&state, page, &person, Some(until)).await,
        Err(SwitchOffError::Store(error)) => Err(error.into()),
    }
}

/// What a way is the last for.
#[derive(Clone, Copy)]
enum Last {
    In,
    ToThaw,
}

/// What the person would not have any more, before they switch it off all the same.
async fn warn(
    state: &IdentityState,
    page: Page,
    person: &Authenticated,
    means: Means,
    last: Last,
) -> Result<Response, PageError> {
    let known = state.doorkeeper.means(person).await?;
    let page = state.signed_in(page, person).await?;
    let t = texts::freeze(page.lang);
    let certificate = unknown_certificate(state, &known).filter(|_| means != Means::Certificate);
    let name = means_name(&page, means);
    let lead = match (last, certificate) {
        (Last::In, Some(_)) => t.last_in_lead_certificate(name),
        (Last::In, None) => t.last_in_lead(name),
        (Last::ToThaw, Some(_)) => t.last_lead_certificate(name),
        (Last::ToThaw, None) => t.last_lead(name),
    };
    let view = LastWay {
        t,
        title: match last {
            Last::In => t.last_in_title,
            Last::ToThaw => t.last_title,
        },
        lead,
        word: means.as_str(),
        phone: telephone(&page),
        form: Form::new(&page),
        page,
    };
    Ok(private(view.answer_with(StatusCode::CONFLICT)))
}

/// "Switch on". What is refused is explained on the page itself.
pub(super) async fn on(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    Path(word): Path<String>,
    _form: Form,
) -> Result<Response, PageError> {
    let Some(person) = state.person(&page, &headers).await? else {
        return Ok(see_other("/login"));
    };
    let means = Means::from_word(&word).ok_or_else(PageError::not_found)?;
    match state.doorkeeper.switch_means_on(&person, means).await {
        Ok(_)
        | Err(
            SwitchOnError::LevelNeeded(_)
            | SwitchOnError::ThroughItself
            | SwitchOnError::Representative
            | SwitchOnError::ByStaff,
        ) => Ok(see_other("/session/means")),
        Err(SwitchOnError::TooMany { until }) => draw(&state, page, &person, Some(until)).await,
        Err(SwitchOnError::Store(error)) => Err(error.into()),
    }
}
