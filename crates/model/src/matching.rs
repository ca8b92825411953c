//! Is the person of an entry the person who asks? (defaults D30)
//!
//! The same number decides. The same normalised name with a birth date that may be the same, or
//! the same parents with such a date, is a possible match that a person reviews. All else is
//! negative. A possible match never reveals to the applicant whose entry it was (R258).

use serde::{Deserialize, Serialize};
use vocab::{OffenceEntryId, normalised_name};

use crate::{
    offence::{OffenceEntry, Subject},
    procedure::Step,
};

/// What the machine finds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum MatchOutcome {
    /// No entry concerns the person.
    None,
    /// Entries with the person's own number.
    Certain(Vec<OffenceEntryId>),
    /// Entries that somebody must look at.
    Possible(Vec<OffenceEntryId>),
    /// The civil register no longer confirms the person as they applied: an identification
    /// problem that somebody must look at (R189).
    Unidentified,
}

impl MatchOutcome {
    /// The word in the database and in the audit entry.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Certain(_) => "certain",
            Self::Possible(_) => "possible",
            Self::Unidentified => "unidentified",
        }
    }

    /// The entries that a case worker compares with the applicant.
    #[must_use]
    pub fn entries(&self) -> &[OffenceEntryId] {
        match self {
            Self::None | Self::Unidentified => &[],
            Self::Certain(entries) | Self::Possible(entries) => entries,
        }
    }

    /// What happens to the application: only when nobody was found does the machine decide.
    #[must_use]
    pub fn step(&self) -> Step {
        match self {
            Self::None => Step::FindNobody,
            Self::Certain(_) | Self::Possible(_) | Self::Unidentified => Step::FindSomebody,
        }
    }
}

/// Decides over the candidates that the register gave. Cancelled entries do not count
/// (RD 1110/2015 art. 10).
#[must_use]
pub fn decide(subject: &Subject, candidates: &[OffenceEntry]) -> MatchOutcome {
    let mut certain = Vec::new();
    let mut possible = Vec::new();
    for entry in candidates
        .iter()
        .filter(|entry| !entry.conviction.cancelled)
    {
        if entry.number.as_ref() == Some(&subject.number) {
            certain.push(entry.id);
        } else if may_be_the_same(subject, entry) {
            possible.push(entry.id);
        }
    }
    if !certain.is_empty() {
        MatchOutcome::Certain(certain)
    } else if !possible.is_empty() {
        MatchOutcome::Possible(possible)
    } else {
        MatchOutcome::None
    }
}

fn may_be_the_same(subject: &Subject, entry: &OffenceEntry) -> bool {
    entry.birth_date.may_equal(subject.birth_date)
        && (same_name(subject, entry) || same_parents(subject, entry))
}

fn same_name(subject: &Subject, entry: &OffenceEntry) -> bool {
    subject.name.normalised() == entry.name.normalised()
}

/// Both parents must be known on both sides: one common first name is no evidence.
fn same_parents(subject: &Subject, entry: &OffenceEntry) -> bool {
    match (
        &subject.father,
        &subject.mother,
        &entry.father,
        &entry.mother,
    ) {
        (Some(own_father), Some(own_mother), Some(father), Some(mother)) => {
            normalised_name(own_father) == normalised_name(father)
                && normalised_name(own_mother) == normalised_name(mother)
        }
        _ => false,
    }
}

/// How one datum of the applicant compares with the entry, in words and signs, never a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Likeness {
    /// The same, accents and case apart.
    Same,
    /// One contains the other, or the known parts agree.
    Similar,
    /// Not the same.
    Different,
    /// One side does not know it.
    Missing,
}

/// A datum that is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Datum {
    /// Full name.
    Name,
    /// Identity number.
    Number,
    /// Birth date.
    BirthDate,
    /// Town and country of birth.
    BirthPlace,
    /// Father's name.
    Father,
    /// Mother's name.
    Mother,
    /// Sex.
    Sex,
    /// Nationality.
    Nationality,
}

/// One row of the comparison that a case worker sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// Which datum.
    pub datum: Datum,
    /// As the applicant's record has it.
    pub applicant: Option<String>,
    /// As the entry has it.
    pub entry: Option<String>,
    /// How they compare.
    pub likeness: Likeness,
}

/// Applicant and entry side by side.
#[must_use]
pub fn compare(subject: &Subject, entry: &OffenceEntry) -> Vec<Comparison> {
    vec![
        row(
            Datum::Name,
            Some(subject.name.full()),
            Some(entry.name.full()),
        ),
        row(
            Datum::Number,
            Some(subject.number.as_str().to_owned()),
            entry
                .number
                .as_ref()
                .map(|number| number.as_str().to_owned()),
        ),
        birth_dates(subject, entry),
        row(
            Datum::BirthPlace,
            Some(place(&subject.birth_place)),
            entry.birth_place.as_ref().map(place),
        ),
        row(Datum::Father, subject.father.clone(), entry.father.clone()),
        row(Datum::Mother, subject.mother.clone(), entry.mother.clone()),
        row(
            Datum::Sex,
            subject.sex.map(|sex| sex.as_str().to_owned()),
            entry.sex.map(|sex| sex.as_str().to_owned()),
        ),
        row(
            Datum::Nationality,
            Some(subject.nationality.as_str().to_owned()),
            entry.nationality.map(|country| country.as_str().to_owned()),
        ),
    ]
}

fn row(datum: Datum, applicant: Option<String>, entry: Option<String>) -> Comparison {
    let likeness = match (&applicant, &entry) {
        (Some(left), Some(right)) => likeness(left, right),
        _ => Likeness::Missing,
    };
    Comparison {
        datum,
        applicant,
        entry,
        likeness,
    }
}

fn likeness(left: &str, right: &str) -> Likeness {
    let (left, right) = (normalised_name(left), normalised_name(right));
    if left == right {
        return Likeness::Same;
    }
    let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let (left, right) = (words(&left), words(&right));
    let within = |few: &[String], many: &[String]| few.iter().all(|word| many.contains(word));
    if within(&left, &right) || within(&right, &left) {
        Likeness::Similar
    } else {
        Likeness::Different
    }
}

fn birth_dates(subject: &Subject, entry: &OffenceEntry) -> Comparison {
    let likeness = if subject.birth_date == entry.birth_date {
        Likeness::Same
    } else if subject.birth_date.may_equal(entry.birth_date) {
        Likeness::Similar
    } else {
        Likeness::Different
    };
    Comparison {
        datum: Datum::BirthDate,
        applicant: Some(subject.birth_date.to_string()),
        entry: Some(entry.birth_date.to_string()),
        likeness,
    }
}

fn place(place: &crate::document::BirthPlace) -> String {
    match &place.town {
        Some(town) => format!("{town}, {}", place.country.as_str()),
        None => place.country.as_str().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use vocab::{CountryCode, IdentityNumber, PartialDate, PersonName, SeededEntropy, Timestamp};

    use super::*;
    use crate::{document::BirthPlace, offence::Conviction};

    fn subject() -> Subject {
        Subject {
            number: IdentityNumber::parse("12345678Z").unwrap(),
            name: PersonName::parse("Lucía", "Prado", Some("Serrano")).unwrap(),
            birth_date: PartialDate::parse("1991-05-14").unwrap(),
            birth_place: BirthPlace {
                country: CountryCode::parse("ES").unwrap(),
                province: Some("Cuenca".into()),
                town: Some("Cuenca".into()),
            },
            sex: None,
            nationality: CountryCode::parse("ES").unwrap(),
            father: Some("Andrés".into()),
            mother: Some("María Pilar".into()),
        }
    }

    fn entry() -> OffenceEntry {
        OffenceEntry {
            id: OffenceEntryId::new(Timestamp::UNIX_EPOCH, &SeededEntropy::new(1)),
            number: Some(IdentityNumber::parse("87654321X").unwrap()),
            name: PersonName::parse("Otra", "Persona", None).unwrap(),
            birth_date: PartialDate::parse("1960-01-01").unwrap(),
            birth_place: None,
            sex: None,
            nationality: None,
            father: None,
            mother: None,
            conviction: Conviction {
                court: "Audiencia Provincial de Ejemplo".into(),
                final_on: "2015-01-01".parse().unwrap(),
                offence: "Agresión sexual".into(),
                penalty: "Prisión".into(),
                cancelled: false,
            },
        }
    }

    #[test]
    fn the_same_number_decides_whatever_the_name() {
        let entry = OffenceEntry {
            number: Some(subject().number),
            ..entry()
        };
        let id = entry.id;
        assert_eq!(
            decide(&subject(), &[entry]),
            MatchOutcome::Certain(vec![id])
        );
    }

    #[test]
    fn the_same_name_and_birth_date_is_a_possible_match_accents_apart() {
        let entry = OffenceEntry {
            name: PersonName::parse("LUCIA", "PRADO", Some("SERRANO")).unwrap(),
            birth_date: PartialDate::parse("1991-05-14").unwrap(),
            ..entry()
        };
        assert!(matches!(
            decide(&subject(), &[entry]),
            MatchOutcome::Possible(_)
        ));
    }

    #[test]
    fn an_unknown_day_of_birth_may_be_the_same() {
        let entry = OffenceEntry {
            name: subject().name,
            birth_date: PartialDate::new(1991, None, None).unwrap(),
            ..entry()
        };
        assert!(matches!(
            decide(&subject(), &[entry]),
            MatchOutcome::Possible(_)
        ));
    }

    #[test]
    fn the_same_parents_and_birth_date_is_a_possible_match() {
        let entry = OffenceEntry {
            birth_date: subject().birth_date,
            father: Some("ANDRES".into()),
            mother: Some("MARIA PILAR".into()),
            ..entry()
        };
        assert!(matches!(
            decide(&subject(), &[entry]),
            MatchOutcome::Possible(_)
        ));
    }

    #[test]
    fn the_same_name_with_another_birth_date_is_nobody() {
        let entry = OffenceEntry {
            name: subject().name,
            ..entry()
        };
        assert_eq!(decide(&subject(), &[entry]), MatchOutcome::None);
    }

    #[test]
    fn a_cancelled_entry_does_not_count() {
        let mut entry = OffenceEntry {
            number: Some(subject().number),
            ..entry()
        };
        entry.conviction.cancelled = true;
        assert_eq!(decide(&subject(), &[entry]), MatchOutcome::None);
    }

    #[test]
    fn the_comparison_says_same_similar_different_and_missing() {
        let entry = OffenceEntry {
            name: PersonName::parse("Lucia", "Prado", Some("Serrano")).unwrap(),
            mother: Some("María del Pilar".into()),
            father: Some("Ramón".into()),
            number: None,
            ..entry()
        };
        let rows = compare(&subject(), &entry);
        let of = |datum| rows.iter().find(|row| row.datum == datum).unwrap().likeness;
        assert_eq!(of(Datum::Name), Likeness::Same);
        assert_eq!(of(Datum::Mother), Likeness::Similar);
        assert_eq!(of(Datum::Father), Likeness::Different);
        assert_eq!(of(Datum::Number), Likeness::Missing);
    }
}
