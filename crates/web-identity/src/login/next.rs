//! `/login`: decides which page comes next, anew at each visit, so that the back button and a
//! second tab always land on something true.

use askama::Template;
use authn::Authenticated;
use axum::{
    extract::{Query, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use federation::{GrantError, Next, ReleaseView, shown};
use model::session::registration_cap;
use vocab::AssuranceLevel;
use web_kit::{Answer as _, Form, Page, PageError, page::see_other, private, qr::Qr, ui};
use wire_oidc::{authorize::AuthorizationResponse, claims::Claim, client::LegalBasis};

use super::{
    waiting::{Waiting, WaitingQuery},
    ways::{Way, enough, ways},
};
use crate::{
    IdentityState, assets,
    permanent::{self, came_back},
    texts::{self, ConfirmTexts, FreezeTexts, LoginTexts},
};

#[derive(Template)]
#[template(path = "login/means.html")]
struct Means {
    page: Page,
    t: &'static LoginTexts,
    asked: ui::Asked,
    ways: Vec<Way>,
    register: String,
    decline: Option<String>,
    get_app: Option<GetApp>,
    form: Form,
}

/// Where the app is to be had, for who has none (R116).
struct GetApp {
    t: &'static ConfirmTexts,
    qr: Qr,
}

#[derive(Template)]
#[template(path = "login/release.html")]
struct Release {
    page: Page,
    t: &'static LoginTexts,
    asked: ui::Asked,
    who: String,
    number: String,
    service: String,
    summary: ui::Summary,
    reasons: Vec<String>,
    nothing: bool,
    offline: Option<String>,
    from_session: bool,
    send: String,
    decline: String,
    other: String,
    form: Form,
}

#[derive(Template)]
#[template(path = "login/level.html")]
struct LevelNeeded {
    page: Page,
    t: &'static LoginTexts,
    asked: ui::Asked,
    /// What the person can do at once; empty if their registration does not go so far.
    ways: Vec<Way>,
    summary: ui::Summary,
    /// Staff demand a new proof of identity: the words, and where it is given.
    prove_again: Option<ProveAgain>,
    decline: String,
    form: Form,
}

struct ProveAgain {
    t: &'static FreezeTexts,
    register: String,
}

#[derive(Template)]
#[template(path = "login/form_post.html")]
struct FormPost {
    page: Page,
    t: &'static LoginTexts,
    action: String,
    fields: Vec<(&'static str, String)>,
    script: String,
}

pub(super) async fn get(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    Query(query): Query<WaitingQuery>,
) -> Result<Response, PageError> {
    let waiting = Waiting::read(&state, &page, query).await?;
    let person = state.person(&page, &headers).await?;
    let Some((pending, _)) = &waiting.asker else {
        return match person {
            // Who identified to make an activation code goes back to it (R255).
            Some(_) if came_back(&page, &headers) => Ok(see_other(permanent::BACK)),
            Some(_) => Ok(see_other("/session")),
            None => Ok(means(&state, page, &waiting)),
        };
    };
    match state.federation.decide(pending, person.as_ref()).await? {
        Next::Identify => Ok(means(&state, page, &waiting)),
        Next::Answer(answer) => Ok(respond(page, answer)),
        Next::LevelNeeded { demanded, reached } => {
            let (stronger, prove_again) = match &person {
                Some(person) => (
                    registration_cap(person.registration_level()) >= demanded,
                    state.doorkeeper.must_prove_again(person).await?,
                ),
                None => (false, false),
            };
            let needed = LevelGap {
                demanded,
                reached,
                stronger,
                prove_again,
            };
            Ok(level_needed(&state, page, &waiting, &needed))
        }
        Next::Show(view) => match person {
            Some(person) => show(&state, page, &waiting, &person, &view).await,
            None => Ok(means(&state, page, &waiting)),
        },
        Next::Grant => match person {
            Some(person) => {
                match state.federation.grant(pending, &person).await {
                    Ok(answer) => Ok(respond(page, answer)),
                    // Something changed between deciding and giving: decide again.
                    Err(GrantError::LevelTooLow) => Ok(see_other(&waiting.address("/login"))),
                    Err(error) => Err(error.into()),
                }
            }
            None => Ok(means(&state, page, &waiting)),
        },
    }
}

fn means(state: &IdentityState, page: Page, waiting: &Waiting) -> Response {
    let t = texts::login(page.lang);
    let form = Form::new(&page);
    let demanded = waiting.demanded();
    let view = Means {
        t,
        asked: waiting.asked(state, &page),
        ways: enough(ways(state, &page, t, waiting), demanded),
        register: waiting.address("/register"),
        decline: waiting
            .asker
            .as_ref()
            .map(|_| waiting.address("/login/decline")),
        get_app: get_app(state, &page),
        form,
        page,
    };
    waiting.allow_return(view.answer())
}

fn get_app(state: &IdentityState, page: &Page) -> Option<GetApp> {
    let t = texts::confirm(page.lang);
    let address = format!("{}/app", page.face().origin());
    let qr = Qr::new(&address, t.get_qr).ok()?;
    state.app.is_offered().then_some(GetApp { t, qr })
}

async fn show(
    state: &IdentityState,
    page: Page,
    waiting: &Waiting,
    person: &Authenticated,
    view: &ReleaseView,
) -> Result<Response, PageError> {
    let Some(who) = state.doorkeeper.who(person).await? else {
        return Err(PageError::forbidden());
    };
    let page = state.signed_in_as(page, person, &who);
    let t = texts::login(page.lang);
    let service = waiting.service(state, page.lang);
    // What is not known of the person is not released, so it is not shown either.
    let known: Vec<_> = view
        .released
        .iter()
        .filter_map(|(claim, basis)| Some((*claim, shown(&who, *claim)?, basis)))
        .collect();
    let whole_name = known.iter().any(|(claim, ..)| *claim == Claim::Name);
    let summary = known
        .iter()
        .filter(|(claim, ..)| !(whole_name && is_part_of_name(*claim)))
        .fold(ui::Summary::new(), |summary, (claim, value, _)| {
            summary.fact(claim_name(t, *claim), value.as_str())
        });
    let mut reasons: Vec<String> = known
        .iter()
        .map(|(_, _, basis)| basis_words(t, basis))
        .collect();
    reasons.dedup();
    let release = Release {
        t,
        asked: waiting.asked(state, &page),
        who: who.name.full(),
        number: who.number.masked(),
        service,
        nothing: known.is_empty(),
        summary,
        reasons,
        offline: view.offline_days.map(|days| t.release_offline(days)),
        from_session: view.from_session,
        send: waiting.address("/login/release"),
        decline: waiting.address("/login/decline"),
        other: waiting.address("/login/pin"),
        form: Form::new(&page),
        page,
    };
    Ok(private(waiting.allow_return(release.answer())))
}

/// Why the person does not get in, and what would help.
struct LevelGap {
    demanded: AssuranceLevel,
    reached: AssuranceLevel,
    /// Their registration reaches so far: another way does.
    stronger: bool,
    /// Nothing of theirs does before they prove who they are.
    prove_again: bool,
}

fn level_needed(state: &IdentityState, page: Page, waiting: &Waiting, gap: &LevelGap) -> Response {
    let t = texts::login(page.lang);
    let mut up = ways(state, &page, t, waiting);
    up.retain(|way| gap.stronger && way.reaches >= gap.demanded);
    let view = LevelNeeded {
        t,
        prove_again: gap.prove_again.then(|| ProveAgain {
            t: texts::freeze(page.lang),
            register: waiting.address("/register"),
        }),
        asked: waiting.asked(state, &page),
        ways: up,
        summary: ui::Summary::new()
            .fact(t.level_yours, page.level(gap.reached))
            .fact(t.level_asked, page.level(gap.demanded)),
        decline: waiting.address("/login/decline"),
        form: Form::new(&page),
        page,
    };
    waiting.allow_return(view.answer_with(StatusCode::FORBIDDEN))
}

/// Sends an answer to the relying party.
pub(crate) fn respond(page: Page, answer: AuthorizationResponse) -> Response {
    match answer {
        AuthorizationResponse::Redirect { location } => see_other(&location),
        AuthorizationResponse::FormPost { action, fields } => {
            let t = texts::login(page.lang);
            let target = url::Url::parse(&action);
            let script = assets::OWN.url("auto-submit.js");
            let mut response = FormPost {
                page,
                t,
                action,
                fields,
                script,
            }
            .answer();
            if let Ok(target) = target {
                web_kit::allow_form_action(&mut response, &target);
            }
            private(response)
        }
    }
}

fn basis_words(t: &'static LoginTexts, basis: &LegalBasis) -> String {
    match basis {
        LegalBasis::Consent => t.basis_consent.to_owned(),
        LegalBasis::Law(rule) => t.basis_law(rule),
    }
}

/// Whether the full name says it already: nobody reads the same name five times.
pub(crate) fn is_part_of_name(claim: Claim) -> bool {
    match claim {
        Claim::GivenName | Claim::FamilyName | Claim::FirstSurname | Claim::SecondSurname => true,
        Claim::Name
        | Claim::Birthdate
        | Claim::Locale
        | Claim::Email
        | Claim::EmailVerified
        | Claim::PhoneNumber
        | Claim::PhoneNumberVerified
        | Claim::IdentityNumber
        | Claim::IdentityNumberKind
        | Claim::RegistrationLevel => false,
    }
}

pub(crate) fn claim_name(t: &'static LoginTexts, claim: Claim) -> &'static str {
    match claim {
        Claim::Name => t.claim_name,
        Claim::GivenName => t.claim_given_name,
        Claim::FamilyName => t.claim_family_name,
        Claim::FirstSurname => t.claim_first_surname,
        Claim::SecondSurname => t.claim_second_surname,
        Claim::Birthdate => t.claim_birthdate,
        Claim::Locale => t.claim_locale,
        Claim::Email => t.claim_email,
        Claim::EmailVerified => t.claim_email_verified,
        Claim::PhoneNumber => t.claim_phone,
        Claim::PhoneNumberVerified => t.claim_phone_verified,
        Claim::IdentityNumber => t.claim_number,
        Claim::IdentityNumberKind => t.claim_number_kind,
        Claim::RegistrationLevel => t.claim_registration_level,
    }
}
