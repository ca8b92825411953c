//! A person being written down. Turns the literals of this folder into words.
//!
//! Each `expect` below reads a literal of this folder or something computed from one; the test
//! `everybody_can_be_written_down` builds them all, so a bad literal fails there and nowhere else.

use model::document::{BirthPlace, DocumentDatum, IdentityDocument};
use ports::civil_register::CivilRecord;
use vocab::{
    CountryCode, Date, Dni, EmailAddress, IdentityNumber, Lang, Nie, PartialDate, PersonName,
    PhoneNumber, PostalAddress, Sex, SpecialNumber, SpecialNumberKind, SupportNumber,
    normalised_name,
};

use super::places::{MADRID, Town};
use super::{DemoPerson, DemoRegistration};

/// A person of whom not everything is said; what is not said is ordinary: an adult of Madrid with
/// a tax address there, a document in force until 2035 or later, not registered.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    record: CivilRecord,
    phone: PhoneNumber,
    lang: Lang,
    registration: DemoRegistration,
}

impl Draft {
    fn new(number: IdentityNumber, datum: DocumentDatum, nationality: CountryCode) -> Self {
        let tail = tail(&number);
        Self {
            record: CivilRecord {
                number,
                name: name("Nadie", "Ejemplo", None),
                birth_date: day(1990, 1, 1).into(),
                birth_place: place_abroad(nationality, None),
                sex: Some(Sex::Female),
                nationality,
                father: None,
                mother: None,
                document: IdentityDocument {
                    datum,
                    valid_until: Some(day(2036, 5, 20)),
                    renewal_in_progress: false,
                },
                tax_address: Some(MADRID.address(&format!("Calle de la Invención, {tail}"))),
                died_on: None,
            },
            phone: phone(&format!("+34 600 00 {tail:04}")),
            lang: Lang::Es,
            registration: DemoRegistration::None,
        }
    }

    /// A Spaniard with the DNI 99,000,000 + `place`, born in Madrid unless said otherwise.
    pub(super) fn dni(place: u32) -> Self {
        // Cannot fail: a place has at most four digits.
        let dni = Dni::from_digits(99_000_000 + place).expect("a DNI has eight digits");
        let (issued_on, valid_until) = ordinary_dates(place);
        let datum = DocumentDatum::Dates { issued_on };
        Self::new(dni.into(), datum, CountryCode::SPAIN)
            .born_in(MADRID)
            .valid_until(valid_until)
    }

    /// A foreigner with the NIE Z9,900,000 + `place` and a card with the support number
    /// E99,000,000 + `place`.
    pub(super) fn foreigner(place: u32, alpha2: &str) -> Self {
        // Cannot fail: a place has at most four digits.
        let nie =
            Nie::from_digits(29_900_000 + place).expect("a NIE has seven digits and a letter");
        let datum = DocumentDatum::Support(support(&format!("E{}", 99_000_000 + place)));
        Self::new(nie.into(), datum, country(alpha2)).speaking(Lang::En)
    }

    /// A citizen of the Union with the NIE Y9,900,000 + `place` and a registration certificate
    /// with the number C9,900,000 + `place`, printed without the leading zero.
    pub(super) fn eu_citizen(place: u32, alpha2: &str) -> Self {
        // Cannot fail: a place has at most four digits.
        let nie =
            Nie::from_digits(19_900_000 + place).expect("a NIE has seven digits and a letter");
        let datum = DocumentDatum::Support(support(&format!("C{}", 9_900_000 + place)));
        let mut draft = Self::new(nie.into(), datum, country(alpha2)).speaking(Lang::En);
        // The certificate has no end of validity.
        draft.record.document.valid_until = None;
        draft
    }

    /// Somebody with the K, L or M number 9,900,000 + `place`; asked for a date like a DNI.
    pub(super) fn special(kind: SpecialNumberKind, place: u32, alpha2: &str) -> Self {
        // Cannot fail: a place has at most four digits.
        let number = SpecialNumber::from_digits(kind, 9_900_000 + place)
            .expect("a special number has seven digits and a letter");
        let (issued_on, valid_until) = ordinary_dates(place);
        let datum = DocumentDatum::Dates { issued_on };
        Self::new(number.into(), datum, country(alpha2)).valid_until(valid_until)
    }

    pub(super) fn named(mut self, given: &str, surname1: &str, surname2: &str) -> Self {
        self.record.name = name(given, surname1, Some(surname2));
        self
    }

    pub(super) fn man(mut self) -> Self {
        self.record.sex = Some(Sex::Male);
        self
    }

    pub(super) fn sex(mut self, sex: Option<Sex>) -> Self {
        self.record.sex = sex;
        self
    }

    pub(super) fn born(mut self, date: &str) -> Self {
        self.record.birth_date = partial_date(date);
        self
    }

    pub(super) fn born_in(mut self, town: Town) -> Self {
        self.record.birth_place = place_in_spain(town);
        self
    }

    pub(super) fn born_abroad(mut self, alpha2: &str, town: &str) -> Self {
        self.record.birth_place = place_abroad(country(alpha2), Some(town));
        self
    }

    pub(super) fn parents(mut self, father: &str, mother: &str) -> Self {
        self.record.father = Some(father.to_owned());
        self.record.mother = Some(mother.to_owned());
        self
    }

    /// Issue and validity of a DNI.
    pub(super) fn document(mut self, issued_on: Date, valid_until: Option<Date>) -> Self {
        self.record.document.datum = DocumentDatum::Dates { issued_on };
        self.record.document.valid_until = valid_until;
        self
    }

    /// Last day of validity of the document.
    pub(super) fn valid_until(mut self, valid_until: Date) -> Self {
        self.record.document.valid_until = Some(valid_until);
        self
    }

    pub(super) fn renewing(mut self) -> Self {
        self.record.document.renewal_in_progress = true;
        self
    }

    pub(super) fn living_at(mut self, address: PostalAddress) -> Self {
        self.record.tax_address = Some(address);
        self
    }

    pub(super) fn without_tax_address(mut self) -> Self {
        self.record.tax_address = None;
        self
    }

    pub(super) fn died(mut self, on: Date) -> Self {
        self.record.died_on = Some(on);
        self
    }

    pub(super) fn phone(mut self, text: &str) -> Self {
        self.phone = phone(text);
        self
    }

    pub(super) fn speaking(mut self, lang: Lang) -> Self {
        self.lang = lang;
        self
    }

    pub(super) fn registered(mut self, registration: DemoRegistration) -> Self {
        self.registration = registration;
        self
    }

    pub(super) fn shows(self, shows: &'static str) -> DemoPerson {
        DemoPerson {
            email: email(&self.record),
            record: self.record,
            phone: self.phone,
            lang: self.lang,
            registration: self.registration,
            shows,
        }
    }
}

pub(super) const fn day(year: i16, month: i8, day: i8) -> Date {
    jiff::civil::date(year, month, day)
}

pub(super) fn partial_date(text: &str) -> PartialDate {
    // Cannot fail: see the head of this file.
    PartialDate::parse(text).expect("an invented date is a date")
}

pub(super) fn name(given: &str, surname1: &str, surname2: Option<&str>) -> PersonName {
    // Cannot fail: see the head of this file.
    PersonName::parse(given, surname1, surname2).expect("an invented name is a name")
}

pub(super) fn country(alpha2: &str) -> CountryCode {
    // Cannot fail: see the head of this file.
    CountryCode::parse(alpha2).expect("countries are not invented")
}

pub(super) fn postal_address(
    lines: &[&str],
    postcode: &str,
    town: &str,
    province: Option<&str>,
    country: CountryCode,
) -> PostalAddress {
    // Cannot fail: see the head of this file.
    PostalAddress::parse(lines, postcode, town, province, country)
        .expect("an invented address is an address")
}

pub(super) fn place_in_spain(town: Town) -> BirthPlace {
    BirthPlace {
        country: CountryCode::SPAIN,
        province: Some(town.province.to_owned()),
        town: Some(town.name.to_owned()),
    }
}

pub(super) fn place_abroad(country: CountryCode, town: Option<&str>) -> BirthPlace {
    BirthPlace {
        country,
        province: None,
        town: town.map(str::to_owned),
    }
}

fn phone(text: &str) -> PhoneNumber {
    // Cannot fail: see the head of this file.
    PhoneNumber::parse(text).expect("an invented telephone is a telephone")
}

fn support(text: &str) -> SupportNumber {
    // Cannot fail: see the head of this file.
    SupportNumber::parse(text).expect("an invented support number is one")
}

/// Dates of issue and validity, ten years apart and not the same for neighbours, so that nobody
/// gets in with the date of another.
fn ordinary_dates(place: u32) -> (Date, Date) {
    let month = i8::try_from(1 + place % 12).unwrap_or(1);
    let day_of_month = i8::try_from(1 + place % 28).unwrap_or(1);
    (
        day(2025, month, day_of_month),
        day(2035, month, day_of_month),
    )
}

/// The last four digits of a number.
fn tail(number: &IdentityNumber) -> u32 {
    let digits = number.as_str().get(4..8).unwrap_or_default();
    digits.parse().unwrap_or_default()
}

/// First given name, first surname (Latin letters only) and the number, so that no two people
/// have the same address.
fn email(record: &CivilRecord) -> EmailAddress {
    let word = |text: &str| -> String {
        let plain = normalised_name(text);
        let first = plain.split(' ').next().unwrap_or_default();
        let latin = first.chars().filter(char::is_ascii_alphabetic);
        latin.take(20).map(|c| c.to_ascii_lowercase()).collect()
    };
    let number = record.number.as_str().to_lowercase();
    let parts = [
        word(record.name.given.as_str()),
        word(record.name.surname1.as_str()),
        number,
    ];
    let local = parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(".");
    // Cannot fail: at most 51 letters and digits parted by full stops.
    EmailAddress::parse(&format!("{local}@example.org"))
        .expect("letters and digits make an address")
}
