//! One identification: what the person gave, what a program established, and the questions that
//! only a person can answer.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use desk::{
    SHORTEST_PURPOSE,
    unattended::{AttemptCase, Reviews},
};
use http::StatusCode;
use model::{
    unattended::{AttemptState, HumanCheck},
    video::RefusalReason,
};
use vocab::{AttemptId, Line};
use web_kit::{
    Answer as _, Form, Page, PageError,
    form::{Choices, Field},
    ui::{Notice, Summary, Tag, Tone},
};

use super::{
    Reviewer, address, attempt_of,
    evidence::{self, FilmBox, NoteLine, Shot},
    list,
    machine::{self, Machine},
    not_shown, words,
};
use crate::{
    OfficeState, assets,
    seat::{Frame, Seat},
    texts::{self, CallTexts, CasesTexts, EntranceTexts, FilmsTexts, ReviewsTexts},
    video::words as call_words,
};

/// Letters of the officer's words, at least.
pub(super) const LEAST: usize = SHORTEST_PURPOSE;

/// Reasons that a film can have: nobody leaves it, and it has no connection to lose.
pub(super) const REASONS: [RefusalReason; 9] = [
    RefusalReason::DocumentNotValid,
    RefusalReason::NotTheHolder,
    RefusalReason::ImageOrSound,
    RefusalReason::Prerecorded,
    RefusalReason::SeveralDevices,
    RefusalReason::NotInRealTime,
    RefusalReason::Coercion,
    RefusalReason::OtherDoubt,
    RefusalReason::NotByThisRoute,
];

#[derive(Template)]
#[template(path = "video/self_review.html")]
struct Case {
    page: Page,
    frame: Frame,
    t: &'static FilmsTexts,
    c: &'static CallTexts,
    r: &'static ReviewsTexts,
    e: &'static EntranceTexts,
    k: &'static CasesTexts,
    form: Form,
    notice: Option<Notice>,
    title: String,
    lead: String,
    tags: Vec<Tag>,
    automatic: Tag,
    by_hand: Tag,
    shots: Vec<Shot>,
    machine: Machine,
    facts: Summary,
    film: Option<FilmBox>,
    notes: Vec<NoteLine>,
    decision: Option<Decision>,
    others: Option<Notice>,
    script: String,
}

/// The form, for who may decide.
struct Decision {
    action: String,
    version: String,
    answers: Vec<Choices>,
    verdict: Choices,
    reason: Field,
    least: usize,
    most: usize,
    /// Minutes after which a verification is too old, if it is: the passkey will be asked for.
    stale: Option<u16>,
}

/// What the page shows besides.
pub(super) struct Shown {
    pub(super) form: Form,
    pub(super) notice: Option<Notice>,
    pub(super) status: StatusCode,
}

pub(crate) async fn get(
    reviewer: Reviewer,
    State(state): State<OfficeState>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id = attempt_of(&id)?;
    let shown = Shown {
        form: Form::new(&reviewer.seat.page),
        notice: None,
        status: StatusCode::OK,
    };
    show(&state, &reviewer.reviews, reviewer.seat, id, shown).await
}

/// The identification, if there is one that was sent and something of it is kept.
pub(super) async fn show(
    state: &OfficeState,
    reviews: &Reviews,
    seat: Seat,
    id: AttemptId,
    shown: Shown,
) -> Result<Response, PageError> {
    let case = reviews.open(&seat.at_desk, id).await.map_err(not_shown)?;
    let case = case.ok_or_else(PageError::not_found)?;
    Ok(draw(state, seat, &case, shown))
}

fn draw(state: &OfficeState, seat: Seat, case: &AttemptCase, shown: Shown) -> Response {
    let Seat {
        at_desk,
        page,
        frame,
    } = seat;
    let Shown {
        form,
        notice,
        status,
    } = shown;
    let (t, c) = (texts::films(page.lang), texts::call(page.lang));
    let stale = (!at_desk.fresh(page.now())).then_some(state.desk.rules.fresh_minutes);
    let waits = case.state.waits();
    let view = Case {
        r: texts::reviews(page.lang),
        e: texts::entrance(page.lang),
        k: texts::cases(page.lang),
        title: t.title(case.dossier.name.full()),
        lead: lead(&page, t, case),
        tags: tags(&page, t, case),
        automatic: Tag::new(Tone::Info, t.machine_tag),
        by_hand: Tag::new(Tone::Plain, t.human_tag).icon(page.icon.user),
        shots: evidence::shots(t, c, case),
        machine: Machine::of(&page, t, c, &case.dossier),
        facts: evidence::facts(&page, t, c, case),
        film: evidence::film(&page, t, case),
        notes: evidence::notes(&page, t, c, case),
        decision: case.mine.then(|| decision(&form, t, c, case, stale)),
        others: (waits && !case.mine).then(|| page.notice_warn(t.others_title, t.others)),
        script: assets::OWN.url("passkey.js"),
        notice,
        form,
        frame,
        t,
        c,
        page,
    };
    view.answer_with(status)
}

fn lead(page: &Page, t: &'static FilmsTexts, case: &AttemptCase) -> String {
    let sent = case.sent_at.map(|at| page.short_date_time(at));
    let sent = sent.unwrap_or_default();
    match case.place {
        Some(place) if case.state.waits() => t.lead(page.short_date_time(place.due_at), sent),
        Some(_) | None => t.lead_decided(sent),
    }
}

fn tags(page: &Page, t: &'static FilmsTexts, case: &AttemptCase) -> Vec<Tag> {
    let mut tags = Vec::new();
    if !case.state.waits() {
        return tags;
    }
    if let Some(place) = case.place {
        let words = t.risk_tag(words::risk(t, place.risk));
        tags.push(list::risk(page, place.risk, words));
        if place.due_at < page.now() {
            tags.push(Tag::new(Tone::Warn, t.late).icon(page.icon.alert));
        }
    }
    tags.extend(machine::standing(page, t, &case.state));
    tags
}

fn decision(
    form: &Form,
    t: &'static FilmsTexts,
    c: &'static CallTexts,
    case: &AttemptCase,
    stale: Option<u16>,
) -> Decision {
    let answers = HumanCheck::ALL.into_iter().map(|check| {
        let (question, look) = words::human(t, check);
        form.radios(check.as_str(), question)
            .hint(look)
            .option("yes", t.yes)
            .option("no", t.no)
    });
    let refuse_note = if case.state.has_basic() {
        t.verdict_refuse_basic
    } else {
        t.verdict_refuse_note
    };
    let verdict = form
        .radios("verdict", t.verdict_legend)
        .option("confirm", t.verdict_confirm)
        .note(t.verdict_confirm_note)
        .option("refuse", t.verdict_refuse)
        .note(refuse_note);
    let verdict = match case.state {
        // The second reviewer decides.
        AttemptState::Doubted { .. } => verdict,
        AttemptState::Waiting { .. }
        | AttemptState::Capturing { .. }
        | AttemptState::Confirmed { .. }
        | AttemptState::Refused { .. }
        | AttemptState::Abandoned { .. } => verdict
            .option("doubt", t.verdict_doubt)
            .note(t.verdict_doubt_note),
    };
    let reason = form.select("reason", t.reason).optional();
    Decision {
        action: address(case.id),
        version: case.version.to_string(),
        answers: answers.collect(),
        verdict,
        reason: REASONS.into_iter().fold(reason, |field, reason| {
            let words = call_words::reason(c, reason);
            let label = match reason.letter() {
                Some(letter) => format!("{letter}) {words}"),
                None => words.to_owned(),
            };
            field.option(reason.as_str(), label)
        }),
        least: LEAST,
        most: Line::MAX_CHARS,
        stale,
    }
}
