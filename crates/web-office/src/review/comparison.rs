//! Applicant and entry, datum by datum: a sign and a word each, never a score.

use desk::Candidate;
use model::{
    document::BirthPlace,
    matching::{Comparison, Datum, Likeness},
    offence::{Conviction, Subject},
};
use vocab::{IdentityNumber, PartialDate, Sex};
use web_kit::{
    Page,
    ui::{Summary, Table, Tag, Tone},
};

use crate::texts::CasesTexts;

/// An entry beside the applicant.
pub(super) struct CandidatePanel {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) tally: String,
    pub(super) own_number: Option<Tag>,
    pub(super) table: Table,
    pub(super) conviction: Summary,
}

pub(super) fn panels(
    page: &Page,
    t: &'static CasesTexts,
    candidates: &[Candidate],
) -> Vec<CandidatePanel> {
    let count = candidates.len();
    let panel = |(place, candidate): (usize, &Candidate)| CandidatePanel {
        id: format!("entry-title-{}", place + 1),
        title: t.entry_title(count, place + 1),
        tally: tally(t, &candidate.rows),
        own_number: candidate
            .own_number
            .then(|| Tag::new(Tone::Stop, t.entry_own_number).icon(page.icon.equal)),
        table: table(page, t, candidate),
        conviction: conviction(page, t, &candidate.conviction),
    };
    candidates.iter().enumerate().map(panel).collect()
}

/// The applicant alone, where there is nothing to compare with.
pub(super) fn applicant(page: &Page, t: &'static CasesTexts, subject: &Subject) -> Summary {
    let known = |text: &Option<String>| text.clone().unwrap_or_else(|| t.unknown.to_owned());
    let sex = subject.sex.map_or(t.unknown, |sex| sex_in_words(t, sex));
    Summary::new()
        .fact(t.fact_name, subject.name.full())
        .num(t.fact_number, number_in_words(&subject.number))
        .num(t.fact_birth, date_in_words(page, subject.birth_date))
        .fact(t.fact_place, place_in_words(&subject.birth_place))
        .fact(t.fact_father, known(&subject.father))
        .fact(t.fact_mother, known(&subject.mother))
        .fact(t.fact_sex, sex)
        .fact(t.fact_nationality, subject.nationality.as_str())
}

fn table(page: &Page, t: &'static CasesTexts, candidate: &Candidate) -> Table {
    let columns = [t.col_datum, t.col_applicant, t.col_entry, t.col_likeness];
    candidate.rows.iter().fold(
        Table::new(t.col_likeness, &columns).quiet_caption(),
        |table, row| {
            let applicant = shown(page, t, row.datum, row.applicant.as_deref());
            let entry = shown(page, t, row.datum, row.entry.as_deref());
            let name = name_of(t, row.datum);
            table.row(&[&name, &applicant, &entry, &likeness(page, t, row.likeness)])
        },
    )
}

fn conviction(page: &Page, t: &'static CasesTexts, conviction: &Conviction) -> Summary {
    Summary::new()
        .fact(t.conviction_court, &conviction.court)
        .fact(t.conviction_final, page.date(conviction.final_on))
        .fact(t.conviction_offence, &conviction.offence)
        .fact(t.conviction_penalty, &conviction.penalty)
}

fn tally(t: &'static CasesTexts, rows: &[Comparison]) -> String {
    let count = |likeness| rows.iter().filter(|row| row.likeness == likeness).count();
    t.tally(
        count(Likeness::Different),
        count(Likeness::Missing),
        count(Likeness::Same),
        count(Likeness::Similar),
    )
}

fn likeness(page: &Page, t: &'static CasesTexts, likeness: Likeness) -> Tag {
    match likeness {
        Likeness::Same => Tag::new(Tone::Ok, t.same).icon(page.icon.equal),
        Likeness::Similar => Tag::new(Tone::Info, t.similar).icon(page.icon.near),
        Likeness::Different => Tag::new(Tone::Warn, t.different).icon(page.icon.differ),
        Likeness::Missing => Tag::new(Tone::Plain, t.missing).icon(page.icon.help),
    }
}

fn name_of(t: &'static CasesTexts, datum: Datum) -> &'static str {
    match datum {
        Datum::Name => t.fact_name,
        Datum::Number => t.fact_number,
        Datum::BirthDate => t.fact_birth,
        Datum::BirthPlace => t.fact_place,
        Datum::Father => t.fact_father,
        Datum::Mother => t.fact_mother,
        Datum::Sex => t.fact_sex,
        Datum::Nationality => t.fact_nationality,
    }
}

/// A datum as people read it. What cannot be read is shown as the registers have it.
fn shown(page: &Page, t: &'static CasesTexts, datum: Datum, value: Option<&str>) -> String {
    let Some(value) = value else {
        return t.unknown.to_owned();
    };
    let read = match datum {
        Datum::Number => IdentityNumber::parse(value)
            .ok()
            .map(|number| number_in_words(&number)),
        Datum::BirthDate => PartialDate::parse(value)
            .ok()
            .map(|date| date_in_words(page, date)),
        Datum::Sex => Sex::parse(value)
            .ok()
            .map(|sex| sex_in_words(t, sex).to_owned()),
        Datum::Name | Datum::BirthPlace | Datum::Father | Datum::Mother | Datum::Nationality => {
            None
        }
    };
    read.unwrap_or_else(|| value.to_owned())
}

/// `DNI 12345678Z`: the names of the documents are the same in every language.
fn number_in_words(number: &IdentityNumber) -> String {
    match number {
        IdentityNumber::Dni(dni) => format!("DNI {dni}"),
        IdentityNumber::Nie(nie) => format!("NIE {nie}"),
        IdentityNumber::Special(special) => format!("NIF {special}"),
    }
}

/// `14-05-1991`, or as much of it as is known: `05-1991`, `1991`.
fn date_in_words(page: &Page, date: PartialDate) -> String {
    match (date.as_date(), date.month()) {
        (Some(whole), _) => page.short_date(whole),
        (None, Some(month)) => format!("{month:02}-{:04}", date.year()),
        (None, None) => format!("{:04}", date.year()),
    }
}

fn sex_in_words(t: &'static CasesTexts, sex: Sex) -> &'static str {
    match sex {
        Sex::Female => t.sex_female,
        Sex::Male => t.sex_male,
        Sex::Unspecified => t.sex_other,
    }
}

fn place_in_words(place: &BirthPlace) -> String {
    match &place.town {
        Some(town) => format!("{town}, {}", place.country.as_str()),
        None => place.country.as_str().to_owned(),
    }
}
