//! The words of states, purposes and people.

use model::{
    document::BirthPlace,
    offence::Subject,
    procedure::{ApplicationState, Purpose},
};
use vocab::{CountryCode, Lang, PartialDate};
use web_kit::{Page, ui};

use crate::texts::{self, ApplicationTexts};

/// Where an application stands, in at most three words.
pub(super) fn state(page: &Page, t: &'static ApplicationTexts, state: ApplicationState) -> ui::Tag {
    use ui::{Tag, Tone};
    match state {
        ApplicationState::Draft => Tag::new(Tone::Plain, t.state_draft).icon(page.icon.pen),
        ApplicationState::Submitted | ApplicationState::AutomaticCheck => {
            Tag::new(Tone::Info, t.state_checking).icon(page.icon.clock)
        }
        ApplicationState::InReview => Tag::new(Tone::Info, t.state_review).icon(page.icon.clock),
        ApplicationState::IssuedNegative => Tag::new(Tone::Ok, t.state_ready).icon(page.icon.check),
        ApplicationState::IssuedPositive => {
            Tag::new(Tone::Warn, t.state_office).icon(page.icon.office)
        }
        ApplicationState::Downloaded => {
            Tag::new(Tone::Ok, t.state_downloaded).icon(page.icon.download)
        }
        ApplicationState::Withdrawn => Tag::new(Tone::Plain, t.state_withdrawn).icon(page.icon.x),
    }
}

/// What the certificate is wanted for (R184).
pub(super) fn purpose(t: &'static ApplicationTexts, purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::HabitualWorkWithMinors => t.purpose_work,
        Purpose::Volunteering => t.purpose_volunteering,
        Purpose::AdoptionOrFostering => t.purpose_adoption,
        Purpose::OtherAbroad => t.purpose_abroad,
    }
}

/// The personal data of section 1, as the civil register has them (R181).
pub(super) fn person(page: &Page, t: &'static ApplicationTexts, person: &Subject) -> ui::Summary {
    let born = match place(page.lang, &person.birth_place) {
        Some(place) => t.born_in(birth_date(page, person.birth_date), place),
        None => birth_date(page, person.birth_date),
    };
    let summary = ui::Summary::new()
        .fact(t.given_name, person.name.given.as_str())
        .fact(t.surnames, person.name.surnames())
        .num(t.number, person.number.as_str())
        .fact(t.born, born)
        .fact(t.nationality, country(page.lang, person.nationality));
    let parents = [(t.father, &person.father), (t.mother, &person.mother)];
    parents
        .into_iter()
        .fold(summary, |summary, (term, name)| match name {
            Some(name) => summary.fact(term, name),
            None => summary,
        })
}

/// A country's name.
pub(super) fn country(lang: Lang, country: CountryCode) -> String {
    texts::country(lang).name(country.as_str())
}

/// "Cuenca", "Kochi (India)".
fn place(lang: Lang, place: &BirthPlace) -> Option<String> {
    let abroad = (place.country != CountryCode::SPAIN).then(|| country(lang, place.country));
    match (place.town.as_ref().or(place.province.as_ref()), abroad) {
        (Some(town), Some(country)) => Some(format!("{town} ({country})")),
        (Some(town), None) => Some(town.clone()),
        (None, abroad) => abroad,
    }
}

/// A birth date as far as it is known.
fn birth_date(page: &Page, date: PartialDate) -> String {
    match (date.as_date(), date.month()) {
        (Some(date), _) => page.date(date),
        (None, Some(month)) => format!("{month:02}-{}", date.year()),
        (None, None) => date.year().to_string(),
    }
}
