//! Texts, dates and names of countries of a language, from `texts/<language>.toml`.

use std::collections::BTreeMap;

use jiff::{civil, tz::TimeZone};
use serde::Deserialize;
use serde_json::{Value, json};
use typst::foundations::Bytes;
use vocab::{CountryCode, IdentityNumberKind, Lang, PartialDate, Timestamp};

use crate::world::Template;

/// The texts of each language. The first one is what a defect would fall back to.
const FILES: [(Lang, &str); 6] = [
    (Lang::Es, include_str!("../texts/es.toml")),
    (Lang::Ca, include_str!("../texts/ca.toml")),
    (Lang::CaValencia, include_str!("../texts/ca-valencia.toml")),
    (Lang::Gl, include_str!("../texts/gl.toml")),
    (Lang::Eu, include_str!("../texts/eu.toml")),
    (Lang::En, include_str!("../texts/en.toml")),
];

/// A defect in an embedded file of texts; the tests load them all.
#[derive(Debug, thiserror::Error)]
#[error("the texts in {lang}: {reason}")]
pub(crate) struct TextsError {
    lang: &'static str,
    reason: String,
}

/// The texts of all languages.
#[derive(Debug)]
pub(crate) struct Wordings {
    spanish: Wording,
    others: Vec<Wording>,
}

impl Wordings {
    /// Reads the embedded files.
    pub(crate) fn load() -> Result<Self, TextsError> {
        let [(first, text), rest @ ..] = FILES;
        let others = rest
            .into_iter()
            .map(|(lang, text)| Wording::read(lang, text));
        Ok(Self {
            spanish: Wording::read(first, text)?,
            others: others.collect::<Result<_, _>>()?,
        })
    }

    /// The texts in `lang`.
    pub(crate) fn of(&self, lang: Lang) -> &Wording {
        self.others
            .iter()
            .find(|wording| wording.lang == lang)
            .unwrap_or(&self.spanish)
    }
}

/// The texts of one language.
#[derive(Debug)]
pub(crate) struct Wording {
    lang: Lang,
    words: Words,
    files: BTreeMap<Template, Bytes>,
}

/// The texts that are put together here; the templates read the others by themselves.
#[derive(Debug, Deserialize)]
struct Words {
    common: CommonWords,
    letter: Titled,
    receipt: ReceiptWords,
    certificate: CertificateWords,
    application: Titled,
    identification: Titled,
    countries: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
struct CommonWords {
    date: String,
    months: [String; 12],
    date_time: String,
    month_year: String,
    months_alone: [String; 12],
    dni: String,
    nie: String,
    special: String,
}

#[derive(Debug, Deserialize)]
struct Titled {
    title: String,
}

#[derive(Debug, Deserialize)]
struct ReceiptWords {
    title: String,
    level_basic: String,
    level_advanced: String,
}

#[derive(Debug, Deserialize)]
struct CertificateWords {
    title: String,
    positive_outcome: Plural,
    entry: String,
}

#[derive(Debug, Deserialize)]
struct Plural {
    one: String,
    other: String,
}

impl Wording {
    fn read(lang: Lang, text: &str) -> Result<Self, TextsError> {
        let fault = |reason: String| TextsError {
            lang: lang.tag(),
            reason,
        };
        let all: Value = toml::from_str(text).map_err(|error| fault(error.to_string()))?;
        let section = |name: &str| {
            all.get(name)
                .cloned()
                .ok_or_else(|| fault(format!("no section [{name}]")))
        };
        let mut files = BTreeMap::new();
        for template in Template::ALL {
            let both =
                json!({ "common": section("common")?, "document": section(template.section())? });
            files.insert(template, Bytes::from_string(both.to_string()));
        }
        let words =
            serde_json::from_value(all.clone()).map_err(|error| fault(error.to_string()))?;
        Ok(Self { lang, words, files })
    }

    /// The language of these texts.
    pub(crate) fn lang(&self) -> Lang {
        self.lang
    }

    /// The texts of one template as JSON.
    pub(crate) fn file(&self, template: Template) -> Bytes {
        self.files
            .get(&template)
            .cloned()
            .unwrap_or_else(|| Bytes::from_string("{}"))
    }

    /// The title of a document.
    pub(crate) fn title(&self, template: Template) -> &str {
        match template {
            Template::Letter => &self.words.letter.title,
            Template::Receipt => &self.words.receipt.title,
            Template::Certificate => &self.words.certificate.title,
            Template::Application => &self.words.application.title,
            Template::Identification => &self.words.identification.title,
        }
    }

    /// `22 de noviembre de 2026`.
    pub(crate) fn date(&self, date: civil::Date) -> String {
        let common = &self.words.common;
        self.dated(
            &common.date,
            &common.months,
            date.year(),
            date.month(),
            Some(date.day()),
        )
    }

    /// `22 de noviembre de 2026, a las 10:42`, in the zone of the body.
    pub(crate) fn date_time(&self, at: Timestamp, zone: &TimeZone) -> String {
        let local = at.to_zoned(zone.clone()).datetime();
        let time = format!("{:02}:{:02}", local.hour(), local.minute());
        let date = self.date(local.date());
        filled(
            &self.words.common.date_time,
            &[("date", &date), ("time", &time)],
        )
    }

    fn dated(
        &self,
        pattern: &str,
        months: &[String; 12],
        year: i16,
        month: i8,
        day: Option<i8>,
    ) -> String {
        let index = usize::try_from(month - 1).unwrap_or_default();
        let month = months.get(index).map_or("", String::as_str);
        let year = self.lang.year_in_date(year);
        let day = day.map(|day| self.lang.day_in_date(day));
        let day = day.unwrap_or_default();
        filled(pattern, &[("day", &day), ("month", month), ("year", &year)])
    }

    /// As much of the date as is known: `3 de mayo de 1991`, `mayo de 1991`, `1991`.
    pub(crate) fn partial_date(&self, date: PartialDate) -> String {
        let common = &self.words.common;
        match (date.month(), date.day()) {
            (Some(month), Some(day)) => {
                self.dated(&common.date, &common.months, date.year(), month, Some(day))
            }
            (Some(month), None) => self.dated(
                &common.month_year,
                &common.months_alone,
                date.year(),
                month,
                None,
            ),
            (None, _) => date.year().to_string(),
        }
    }

    /// A country's name; its code where the language has no name for it.
    pub(crate) fn country(&self, country: CountryCode) -> &str {
        self.words
            .countries
            .get(country.as_str())
            .map_or(country.as_str(), String::as_str)
    }

    /// What the number of a person is called.
    pub(crate) fn number_label(&self, kind: IdentityNumberKind) -> &str {
        match kind {
            IdentityNumberKind::Dni => &self.words.common.dni,
            IdentityNumberKind::Nie => &self.words.common.nie,
            IdentityNumberKind::Special => &self.words.common.special,
        }
    }

    /// The level of a registration.
    pub(crate) fn level(&self, advanced: bool) -> &str {
        let words = &self.words.receipt;
        if advanced {
            &words.level_advanced
        } else {
            &words.level_basic
        }
    }

    /// `Constan 2 anotaciones`.
    pub(crate) fn positive_outcome(&self, count: usize) -> String {
        let words = &self.words.certificate.positive_outcome;
        let words = if count == 1 { &words.one } else { &words.other };
        filled(words, &[("count", &count.to_string())])
    }

    /// `Anotación 1 de 2`.
    pub(crate) fn entry_title(&self, number: usize, count: usize) -> String {
        let (number, count) = (number.to_string(), count.to_string());
        filled(
            &self.words.certificate.entry,
            &[("number", &number), ("count", &count)],
        )
    }
}

/// Puts values into a text of ours. A value is put in once and never read again.
fn filled(pattern: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(pattern.len() + 32);
    for (index, part) in pattern.split(['{', '}']).enumerate() {
        if index % 2 == 0 {
            text.push_str(part);
        } else if let Some((_, value)) = values.iter().find(|(name, _)| *name == part) {
            text.push_str(value);
        }
    }
    text
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests;
