//! What the machine-readable zone of the document says, beside what the civil register says of
//! the number that was typed. Reading the zone is another's business (`wire-mrz`); here come
//! values.

use serde::{Deserialize, Serialize};
use vocab::{Date, IdentityNumber, PartialDate, PersonName, Sex, SupportNumber, normalised_name};

/// Characters of a name in a zone of three lines (ICAO 9303-5 §4.2.2): longer names are cut.
const NAME_WIDTH: usize = 30;

/// The values of a zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MrzData {
    /// The identity number, where the zone carries one.
    pub number: Option<IdentityNumber>,
    /// The document (support) number as printed.
    pub document_number: String,
    /// Surnames as in the zone: capitals without accents, single spaces.
    pub surnames: String,
    /// Given names as in the zone.
    pub given: String,
    /// Birth date.
    pub birth_date: Option<Date>,
    /// Sex; `None` where the zone leaves it open.
    pub sex: Option<Sex>,
    /// Last day in force.
    pub expires_on: Option<Date>,
    /// Are all check digits right?
    pub check_digits_right: bool,
}

/// What the civil register says, as far as a zone can be compared with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected<'a> {
    /// The number.
    pub number: &'a IdentityNumber,
    /// Names.
    pub name: &'a PersonName,
    /// Birth date.
    pub birth_date: PartialDate,
    /// Sex.
    pub sex: Option<Sex>,
    /// Last day in force; `None` for a permanent document.
    pub valid_until: Option<Date>,
    /// Support number, where the register has it.
    pub support: Option<&'a SupportNumber>,
}

/// A datum that is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MrzDatum {
    /// Check digits.
    CheckDigits,
    /// Identity number.
    Number,
    /// Document (support) number.
    DocumentNumber,
    /// Names.
    Name,
    /// Birth date.
    BirthDate,
    /// Sex.
    Sex,
    /// Last day in force.
    Expiry,
}

impl MrzDatum {
    /// The word in evidence and in the keys of texts.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CheckDigits => "check_digits",
            Self::Number => "number",
            Self::DocumentNumber => "document_number",
            Self::Name => "name",
            Self::BirthDate => "birth_date",
            Self::Sex => "sex",
            Self::Expiry => "expiry",
        }
    }
}

/// How one datum compares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MrzFinding {
    /// Which.
    pub datum: MrzDatum,
    /// As in the zone, for the operator's screen.
    pub zone: String,
    /// As in the register; empty where it does not know.
    pub register: String,
    /// Do they agree? `None`: one side does not know it.
    pub agrees: Option<bool>,
}

/// What a check digit of a zone covers (ICAO 9303-3 §4.9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MrzDigit {
    /// The number of the document.
    DocumentNumber,
    /// The birth date.
    Birth,
    /// The last day in force.
    Expiry,
    /// Optional data; passports only.
    Optional,
    /// The zone as a whole.
    Composite,
}

/// How one check digit came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MrzDigitFinding {
    /// Which.
    pub digit: MrzDigit,
    /// Does it fit what it covers?
    pub right: bool,
}

/// A zone as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MrzReading {
    /// Its check digits, one by one.
    pub digits: Vec<MrzDigitFinding>,
    /// What it says; nothing where a digit does not fit, because then any of it may be misread.
    pub data: Option<MrzData>,
}

/// The comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MrzReport {
    /// Every datum.
    pub findings: Vec<MrzFinding>,
    /// The check digits, one by one. Reports of releases that did not keep them have none.
    #[serde(default)]
    pub digits: Vec<MrzDigitFinding>,
}

impl MrzReport {
    /// What is kept of a reading: the comparison where its digits fit, and else only the digits.
    #[must_use]
    pub fn of(reading: &MrzReading, expected: &Expected<'_>) -> Self {
        let digits = reading.digits.clone();
        match &reading.data {
            Some(zone) => Self {
                digits,
                ..compare(zone, expected)
            },
            None => Self {
                findings: vec![check_digits(false)],
                digits,
            },
        }
    }

    /// Is it the same document? Check digits are right, nothing disagrees, and at least the number
    /// and the birth date are known to agree.
    #[must_use]
    pub fn agrees(&self) -> bool {
        let agreed = |datum: MrzDatum| {
            self.findings
                .iter()
                .any(|finding| finding.datum == datum && finding.agrees == Some(true))
        };
        let identified = agreed(MrzDatum::Number) || agreed(MrzDatum::DocumentNumber);
        identified
            && agreed(MrzDatum::CheckDigits)
            && agreed(MrzDatum::BirthDate)
            && self
                .findings
                .iter()
                .all(|finding| finding.agrees != Some(false))
    }
}

/// Compares a zone with what the register says.
#[must_use]
pub fn compare(zone: &MrzData, expected: &Expected<'_>) -> MrzReport {
    let shown_name = format!("{}, {}", zone.surnames, zone.given);
    let name = MrzFinding {
        datum: MrzDatum::Name,
        agrees: Some(same_name(zone, expected.name)),
        zone: shown_name,
        register: expected.name.full(),
    };
    let birth = MrzFinding {
        datum: MrzDatum::BirthDate,
        zone: zone
            .birth_date
            .map(|day| day.to_string())
            .unwrap_or_default(),
        register: expected.birth_date.to_string(),
        agrees: zone.birth_date.map(|day| covers(expected.birth_date, day)),
    };
    let support = expected.support.map(SupportNumber::as_str);
    MrzReport {
        digits: Vec::new(),
        findings: vec![
            check_digits(zone.check_digits_right),
            row(
                MrzDatum::Number,
                zone.number.as_ref().map(IdentityNumber::as_str),
                Some(expected.number.as_str()),
            ),
            row(
                MrzDatum::DocumentNumber,
                Some(zone.document_number.as_str()).filter(|number| !number.is_empty()),
                support,
            ),
            name,
            birth,
            row(
                MrzDatum::Sex,
                zone.sex.map(vocab::Sex::as_str),
                expected.sex.map(vocab::Sex::as_str),
            ),
            row(
                MrzDatum::Expiry,
                zone.expires_on.map(|day| day.to_string()).as_deref(),
                expected.valid_until.map(|day| day.to_string()).as_deref(),
            ),
        ],
    }
}

fn check_digits(right: bool) -> MrzFinding {
    MrzFinding {
        datum: MrzDatum::CheckDigits,
        zone: String::new(),
        register: String::new(),
        agrees: Some(right),
    }
}

fn row(datum: MrzDatum, zone: Option<&str>, register: Option<&str>) -> MrzFinding {
    let agrees = match (zone, register) {
        (Some(zone), Some(register)) => Some(zone == register),
        _ => None,
    };
    MrzFinding {
        datum,
        zone: zone.unwrap_or_default().to_owned(),
        register: register.unwrap_or_default().to_owned(),
        agrees,
    }
}

fn covers(known: PartialDate, day: Date) -> bool {
    known.earliest() <= day && day <= known.latest()
}

/// The zone writes surnames, two fillers, given names, and cuts after thirty characters: what is
/// there must be how the register's name would begin in it.
fn same_name(zone: &MrzData, name: &PersonName) -> bool {
    let written = |surnames: &str, given: &str| {
        let plain = |text: &str| normalised_name(text).replace(['-', '\''], " ");
        let line = format!("{}<<{}", plain(surnames), plain(given));
        line.replace(' ', "<")
    };
    let full = written(&name.surnames(), name.given.as_str());
    let read = written(&zone.surnames, &zone.given);
    let read = read.trim_end_matches('<');
    if read.chars().count() >= NAME_WIDTH - 1 {
        full.starts_with(read)
    } else {
        full == read
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn name() -> PersonName {
        PersonName::parse("María del Carmen", "Núñez", Some("Ibáñez-Roca")).unwrap()
    }

    fn zone() -> MrzData {
        MrzData {
            number: Some(IdentityNumber::parse("12345678Z").unwrap()),
            document_number: "BAA000589".into(),
            surnames: "NUNEZ IBANEZ ROCA".into(),
            given: "MARIA DEL CARMEN".into(),
            birth_date: Some("1991-05-14".parse().unwrap()),
            sex: None,
            expires_on: Some("2030-02-01".parse().unwrap()),
            check_digits_right: true,
        }
    }

    fn report(zone: &MrzData) -> MrzReport {
        let number = IdentityNumber::parse("12345678Z").unwrap();
        let name = name();
        compare(
            zone,
            &Expected {
                number: &number,
                name: &name,
                birth_date: PartialDate::parse("1991-05-14").unwrap(),
                sex: None,
                valid_until: Some("2030-02-01".parse().unwrap()),
                support: None,
            },
        )
    }

    #[test]
    fn a_cut_name_is_the_same_and_a_short_one_is_not() {
        let cut = MrzData {
            given: "MARIA DEL C".into(),
            ..zone()
        };
        assert!(report(&cut).agrees());
        let short = MrzData {
            surnames: "NUNEZ".into(),
            given: "MARIA".into(),
            ..zone()
        };
        assert!(!report(&short).agrees());
    }

    #[test]
    fn each_difference_is_found() {
        assert!(report(&zone()).agrees());
        let others = [
            MrzData {
                number: Some(IdentityNumber::parse("87654321X").unwrap()),
                ..zone()
            },
            MrzData {
                birth_date: Some("1991-05-15".parse().unwrap()),
                ..zone()
            },
            MrzData {
                expires_on: Some("2031-02-01".parse().unwrap()),
                ..zone()
            },
            MrzData {
                check_digits_right: false,
                ..zone()
            },
            MrzData {
                number: None,
                ..zone()
            },
            MrzData {
                birth_date: None,
                ..zone()
            },
        ];
        for other in others {
            assert!(!report(&other).agrees(), "{other:?}");
        }
    }

    #[test]
    fn of_a_zone_with_a_wrong_digit_only_the_digits_are_kept() {
        let digits = vec![MrzDigitFinding {
            digit: MrzDigit::Birth,
            right: false,
        }];
        let number = IdentityNumber::parse("12345678Z").unwrap();
        let name = name();
        let expected = Expected {
            number: &number,
            name: &name,
            birth_date: PartialDate::parse("1991-05-14").unwrap(),
            sex: None,
            valid_until: None,
            support: None,
        };
        let reading = |data| MrzReading {
            digits: digits.clone(),
            data,
        };
        let unread = MrzReport::of(&reading(None), &expected);
        assert!(!unread.agrees());
        assert_eq!((unread.findings.len(), &unread.digits), (1, &digits));
        let read = MrzReport::of(&reading(Some(zone())), &expected);
        assert!(read.agrees());
        assert_eq!(read.digits, digits);
    }
}
