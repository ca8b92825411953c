//! What the model knows as values, in the words of the pages.

use model::{
    unattended::{AutoCheck, HumanCheck, Obstacle, Risk, SideKind},
    video::RefusalReason,
};

use crate::{
    texts::{CallTexts, FilmsTexts},
    video::words,
};

/// What a program checks: its name, and what it asks for.
pub(super) fn machine(t: &'static FilmsTexts, check: AutoCheck) -> (&'static str, &'static str) {
    match check {
        AutoCheck::Front => (t.auto_front, t.auto_picture_note),
        AutoCheck::Back => (t.auto_back, t.auto_picture_note),
        AutoCheck::MrzDigits => (t.auto_digits, t.auto_digits_note),
        AutoCheck::MrzDates => (t.auto_dates, t.auto_dates_note),
        AutoCheck::MrzHolder => (t.auto_holder, t.auto_holder_note),
        AutoCheck::Register => (t.auto_register, t.auto_register_note),
        AutoCheck::PhoneCode => (t.auto_code, t.auto_code_note),
    }
}

/// What a person answers: the question, and what to look at.
pub(super) fn human(t: &'static FilmsTexts, check: HumanCheck) -> (&'static str, &'static str) {
    match check {
        HumanCheck::Face => (t.human_face, t.human_face_note),
        HumanCheck::Genuine => (t.human_genuine, t.human_genuine_note),
        HumanCheck::Actions => (t.human_actions, t.human_actions_note),
        HumanCheck::OneAct => (t.human_one_act, t.human_one_act_note),
    }
}

pub(super) fn risk(t: &'static FilmsTexts, risk: Risk) -> &'static str {
    match risk {
        Risk::Low => t.risk_low,
        Risk::Normal => t.risk_normal,
        Risk::High => t.risk_high,
    }
}

pub(super) fn obstacle(t: &'static FilmsTexts, obstacle: Obstacle) -> &'static str {
    match obstacle {
        Obstacle::PhoneInUse => t.obstacle_phone,
        Obstacle::KnownBefore => t.obstacle_known,
        Obstacle::SeveralAttempts => t.obstacle_several,
    }
}

pub(super) fn side(c: &'static CallTexts, side: SideKind) -> &'static str {
    match side {
        SideKind::Front => c.shot_front,
        SideKind::Back => c.shot_back,
    }
}

/// What is wrong with a picture. A word that a newer reader wrote is shown as it is.
pub(super) fn flaw(t: &'static FilmsTexts, word: &str) -> String {
    let known = match word {
        "too_blurred" => t.flaw_blurred,
        "glare" => t.flaw_glare,
        "too_dark" => t.flaw_dark,
        "too_bright" => t.flaw_bright,
        "too_small" => t.flaw_small,
        "cut_off" => t.flaw_cut,
        "no_document" => t.flaw_nothing,
        other => other,
    };
    known.to_owned()
}

/// What a reviewer decided.
pub(super) fn outcome(t: &'static FilmsTexts, c: &'static CallTexts, word: &str) -> String {
    match RefusalReason::from_word(word) {
        Some(reason) => words::reason(c, reason).to_owned(),
        None if word == "confirmed" => t.outcome_confirmed.to_owned(),
        None if word == "doubt" => t.outcome_doubt.to_owned(),
        None => word.to_owned(),
    }
}
