//! What the person gave: pictures, film, data; and what reviewers wrote before.

use desk::unattended::AttemptCase;
use model::unattended::{Film, SideKind};
use web_kit::{Page, format, ui::Summary};

use super::{address, picture, words};
use crate::{
    texts::{self, CallTexts, FilmsTexts},
    video::{call::number, words as call_words},
};

/// A picture with its words.
pub(super) struct Shot {
    pub(super) src: String,
    pub(super) alt: &'static str,
    /// What a program measured.
    pub(super) measured: String,
}

/// The film, before it is opened.
pub(super) struct FilmBox {
    pub(super) asked: Vec<&'static str>,
    pub(super) facts: Summary,
    /// Where it is watched.
    pub(super) address: String,
}

/// What a reviewer wrote.
pub(super) struct NoteLine {
    pub(super) head: String,
    pub(super) text: String,
}

pub(super) fn shots(
    t: &'static FilmsTexts,
    c: &'static CallTexts,
    case: &AttemptCase,
) -> Vec<Shot> {
    let sides = [SideKind::Front, SideKind::Back].into_iter();
    let shots = sides.filter_map(|kind| {
        let side = case.dossier.side(kind)?;
        let flaws: Vec<String> = side.flaws.iter().map(|word| words::flaw(t, word)).collect();
        let flaws = if flaws.is_empty() {
            t.flaw_none.to_owned()
        } else {
            flaws.join(", ")
        };
        Some(Shot {
            src: picture::address(case.id, kind),
            alt: words::side(c, kind),
            measured: t.flaws(flaws),
        })
    });
    shots.collect()
}

pub(super) fn film(page: &Page, t: &'static FilmsTexts, case: &AttemptCase) -> Option<FilmBox> {
    let film = case.dossier.film.as_ref()?;
    film.kept.as_ref()?;
    let guide = texts::guide(page.lang);
    Some(FilmBox {
        asked: film
            .actions
            .iter()
            .map(|action| call_words::action(guide, *action))
            .collect(),
        facts: facts_of_film(page, t, film),
        address: format!("{}/film", address(case.id)),
    })
}

fn facts_of_film(page: &Page, t: &'static FilmsTexts, film: &Film) -> Summary {
    let mut facts = Summary::new().num(t.film_began, page.short_date_time(film.begun_at));
    if let Some(kept) = &film.kept {
        facts = facts
            .num(t.film_ended, page.time(kept.at))
            .num(t.film_size, format::file_size(page.lang, kept.bytes));
    }
    match film.code_entered_at {
        Some(at) => facts.num(t.film_code, page.time(at)),
        None => facts,
    }
}

pub(super) fn facts(
    page: &Page,
    t: &'static FilmsTexts,
    c: &'static CallTexts,
    case: &AttemptCase,
) -> Summary {
    let dossier = &case.dossier;
    let birth = match dossier.birth_date.as_date() {
        Some(day) => page.short_date(day),
        None => dossier.birth_date.to_string(),
    };
    let consented = page.short_date_time(dossier.consented_at);
    let facts = Summary::new()
        .fact(c.field_name, dossier.name.full())
        .num(c.fact_number, number(&dossier.number))
        .num(c.field_birth, birth);
    let facts = match &dossier.contact {
        Some((phone, email)) => facts
            .num(c.contact_phone, phone.as_e164())
            .fact(c.contact_email, email.to_string()),
        None => facts,
    };
    let consent = t.consent(&dossier.consent_version, &consented);
    facts.fact(t.fact_consent, consent)
}

pub(super) fn notes(
    page: &Page,
    t: &'static FilmsTexts,
    c: &'static CallTexts,
    case: &AttemptCase,
) -> Vec<NoteLine> {
    let notes = case.dossier.notes.iter().zip(&case.authors);
    let lines = notes.map(|(note, author)| {
        let outcome = words::outcome(t, c, &note.outcome);
        NoteLine {
            head: t.note_by(author, page.short_date_time(note.at), outcome),
            text: note.text.clone(),
        }
    });
    lines.collect()
}
