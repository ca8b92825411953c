//! The reviewer decides: confirmed, not confirmed, or somebody else's turn.

use axum::{
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use desk::{
    AtDesk, VerifyAgainError,
    unattended::{Review, ReviewError, ReviewGiven, Reviews},
};
use http::StatusCode;
use model::unattended::{AttemptState, Convinced, HumanCheck, NotPossible};
use vocab::{AttemptId, Line, LineError};
use web_kit::{Form, PageError, page::see_other, ui::Notice};

use super::{
    QUEUE, Reviewer, attempt_of,
    open::{self, LEAST, REASONS, Shown},
};
use crate::{
    OfficeState,
    entrance::passkey_answer,
    seat::{Seat, remember},
    texts::{self, FilmsTexts},
};

pub(crate) async fn post(
    reviewer: Reviewer,
    State(state): State<OfficeState>,
    Path(id): Path<String>,
    mut form: Form,
) -> Result<Response, PageError> {
    let id = attempt_of(&id)?;
    let Reviewer { seat, reviews } = reviewer;
    // The form asks for the passkey itself where the last verification is too old.
    let entered = match passkey_answer(&form) {
        Some((ceremony, response)) if !seat.at_desk.fresh(seat.page.now()) => {
            let verified = state
                .desk
                .verify_again_finish(&seat.at_desk, &ceremony, response)
                .await;
            match verified {
                Ok(entered) => Some(entered),
                Err(VerifyAgainError::Store(error)) => return Err(error.into()),
                Err(VerifyAgainError::SessionEnded) => return Ok(see_other("/sign-in?ended")),
                Err(
                    VerifyAgainError::ChallengeGone
                    | VerifyAgainError::Refused
                    | VerifyAgainError::Response(_)
                    | VerifyAgainError::NoPasskey,
                ) => {
                    let k = texts::cases(seat.page.lang);
                    let page = &seat.page;
                    let notice = page.notice_stop(k.hold_refused_title, k.hold_refused);
                    let shown = again(form, Some(notice.live()));
                    return open::show(&state, &reviews, seat, id, shown).await;
                }
            }
        }
        Some(_) | None => None,
    };
    let face = seat.page.face().clone();
    let at_desk = match &entered {
        Some(entered) => entered.at_desk.clone(),
        None => seat.at_desk.clone(),
    };
    let given = read(&mut form, &seat);
    let seat = Seat::new(&state, seat.page, at_desk.clone());
    let answer = match given {
        Some(given) => decide(&state, &reviews, seat, &at_desk, id, form, given).await,
        None => open::show(&state, &reviews, seat, id, again(form, None)).await,
    };
    let mut response = answer.unwrap_or_else(PageError::into_response);
    if let Some(entered) = &entered {
        remember(&face, &mut response, entered);
    }
    Ok(response)
}

/// The page once more, with what was typed.
fn again(form: Form, notice: Option<Notice>) -> Shown {
    Shown {
        form,
        notice,
        status: StatusCode::UNPROCESSABLE_ENTITY,
    }
}

async fn decide(
    state: &OfficeState,
    reviews: &Reviews,
    seat: Seat,
    at_desk: &AtDesk,
    id: AttemptId,
    form: Form,
    given: ReviewGiven,
) -> Result<Response, PageError> {
    let t = texts::films(seat.page.lang);
    let error = match reviews.decide(at_desk, id, given).await {
        Ok(decided) => return Ok(see_other(&arrival(&decided))),
        Err(error) => error,
    };
    let page = &seat.page;
    let notice = match error {
        ReviewError::NotAllowed(_)
        | ReviewError::NotFound
        | ReviewError::NotPossible(NotPossible::SameOfficer | NotPossible::NotSent) => {
            return Err(PageError::not_found());
        }
        ReviewError::NotPossible(
            NotPossible::Decided | NotPossible::DoubtedAlready | NotPossible::Sent,
        )
        | ReviewError::Changed => return Ok(see_other(&format!("{QUEUE}?raced"))),
        ReviewError::Store(error) => return Err(error.into()),
        // The page asks for the passkey now, and what was typed is still there.
        ReviewError::VerifyAgain => {
            let k = texts::cases(page.lang);
            let words = k.hold_verify_lead(state.desk.rules.fresh_minutes);
            page.notice_warn(k.hold_verify_title, words)
        }
        ReviewError::NotConvinced => page.notice_warn(t.no_effect_title, t.not_convinced),
        ReviewError::NoEffect => page.notice_warn(t.no_effect_title, t.no_effect),
        ReviewError::Render(error) => unsealed(&seat, t, &error),
        ReviewError::Seal(error) => unsealed(&seat, t, &error),
    };
    let shown = again(form, Some(notice.live()));
    open::show(state, reviews, seat, id, shown).await
}

fn unsealed(
    seat: &Seat,
    t: &'static FilmsTexts,
    error: &(dyn std::error::Error + 'static),
) -> Notice {
    tracing::error!(error, "the result of a review could not become a document");
    seat.page.notice_stop(t.unsealed_title, t.unsealed)
}

/// The queue, which tells what was decided.
fn arrival(decided: &AttemptState) -> String {
    let what = match decided {
        AttemptState::Confirmed { .. } => "confirmed",
        AttemptState::Refused { .. } => "refused",
        AttemptState::Doubted { .. } => "doubted",
        AttemptState::Capturing { .. }
        | AttemptState::Waiting { .. }
        | AttemptState::Abandoned { .. } => "raced",
    };
    format!("{QUEUE}?{what}")
}

/// What was chosen, answered and written, or mistakes in the form.
fn read(form: &mut Form, seat: &Seat) -> Option<ReviewGiven> {
    let t = texts::films(seat.page.lang);
    let version = form.value("version").parse().ok();
    let answers = answers(form);
    let review = review(form, seat, &answers);
    let note = note(form, seat);
    if version.is_none() {
        form.mistake("verdict", t.verdict_empty);
    }
    Some(ReviewGiven {
        review: review?,
        answers,
        note: note?,
        version: version?,
    })
}

/// The questions that were answered.
fn answers(form: &Form) -> Vec<(HumanCheck, bool)> {
    let answers = HumanCheck::ALL.into_iter().filter_map(|check| {
        let yes = match form.value(check.as_str()) {
            "yes" => true,
            "no" => false,
            _ => return None,
        };
        Some((check, yes))
    });
    answers.collect()
}

fn review(form: &mut Form, seat: &Seat, answers: &[(HumanCheck, bool)]) -> Option<Review> {
    let t = texts::films(seat.page.lang);
    let options = ["confirm", "refuse", "doubt"].map(|word| (word, word));
    match form.choose("verdict", &options, t.verdict_empty)? {
        "confirm" => {
            let open = HumanCheck::ALL
                .into_iter()
                .filter(|check| !answers.iter().any(|(answered, _)| answered == check));
            let open: Vec<HumanCheck> = open.collect();
            for check in &open {
                form.mistake(check.as_str(), t.answer_empty);
            }
            if open.is_empty() && Convinced::of(answers).is_none() {
                form.mistake("verdict", t.not_convinced);
                return None;
            }
            open.is_empty().then_some(Review::Confirm)
        }
        "refuse" => {
            let c = texts::call(seat.page.lang);
            let known = REASONS.map(|reason| (reason.as_str(), reason));
            let reason = form.choose("reason", &known, c.refuse_reason_empty)?;
            Some(Review::Refuse(reason))
        }
        _ => Some(Review::Doubt),
    }
}

fn note(form: &mut Form, seat: &Seat) -> Option<Line> {
    let r = texts::reviews(seat.page.lang);
    let note = form.parse("note", Line::parse, |error| match error {
        LineError::Empty => r.note_short(LEAST),
        LineError::TooLong => r.note_long(Line::MAX_CHARS),
        LineError::Forbidden(_) => r.note_character.to_owned(),
    })?;
    if note.as_str().chars().count() < LEAST {
        form.mistake("note", r.note_short(LEAST));
        return None;
    }
    Some(note)
}
