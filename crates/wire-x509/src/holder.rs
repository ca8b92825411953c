//! Whom a certificate names: the layouts of Spanish issuers.
//!
//! | layout | number | name |
//! |---|---|---|
//! | FNMT, citizen | `serialNumber=IDCES-…`; SAN `…5734.1.4` | `GN`, `SN`; SAN `…5734.1.1` to `.3` |
//! | FNMT, old class 2 | `CN=NOMBRE … - NIF …` | the same |
//! | DNIe | `serialNumber=…` | `CN=AP1 AP2, NOMBRE (AUTENTICACIÓN)` |
//! | representative | as a citizen, and `organizationIdentifier` or SAN `…5734.1.7` | as a citizen |
//! | public employee | SAN `2.16.724.1.3.5.7.x.4` (older `…3.5.3.x`), `serialNumber` | SAN `.6` to `.8` |
//! | public employee, pseudonym | none: SAN `2.16.724.1.3.5.4.x` | none |
//! | seal, component, electronic office | none: SAN `2.16.724.1.3.5.6.x`, `.5.x`; `…5734.1.8` | none |
//! | ACCV | `serialNumber`; SAN `UID` | SAN `CN=N\|A1\|A2` |
//! | ANF | SAN `1.3.6.1.4.1.18838.1.1` | `GN`, `SN` |

use ::der::oid::ObjectIdentifier;
use vocab::{IdentityNumber, PersonName, normalised_name};

use crate::certificate::{Attribute, Certificate};

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

const COMMON_NAME: ObjectIdentifier = oid("2.5.4.3");
const SURNAME: ObjectIdentifier = oid("2.5.4.4");
const SERIAL_NUMBER: ObjectIdentifier = oid("2.5.4.5");
const ORGANIZATION: ObjectIdentifier = oid("2.5.4.10");
const TITLE: ObjectIdentifier = oid("2.5.4.12");
const DESCRIPTION: ObjectIdentifier = oid("2.5.4.13");
const GIVEN_NAME: ObjectIdentifier = oid("2.5.4.42");
const ORGANIZATION_IDENTIFIER: ObjectIdentifier = oid("2.5.4.97");
const USER_ID: ObjectIdentifier = oid("0.9.2342.19200300.100.1.1");

const FNMT_GIVEN: ObjectIdentifier = oid("1.3.6.1.4.1.5734.1.1");
const FNMT_SURNAME1: ObjectIdentifier = oid("1.3.6.1.4.1.5734.1.2");
const FNMT_SURNAME2: ObjectIdentifier = oid("1.3.6.1.4.1.5734.1.3");
const FNMT_NUMBER: ObjectIdentifier = oid("1.3.6.1.4.1.5734.1.4");
const FNMT_ORGANIZATION: ObjectIdentifier = oid("1.3.6.1.4.1.5734.1.6");
const FNMT_ORGANIZATION_NUMBER: ObjectIdentifier = oid("1.3.6.1.4.1.5734.1.7");
const FNMT_COMPONENT: ObjectIdentifier = oid("1.3.6.1.4.1.5734.1.8");
const ANF_NUMBER: ObjectIdentifier = oid("1.3.6.1.4.1.18838.1.1");
const CAMERFIRMA_ORGANIZATION_NUMBER: ObjectIdentifier = oid("1.3.6.1.4.1.17326.30.3");

/// Public employees: the profiles of 2016 and those before.
const EMPLOYEE: [&str; 2] = ["2.16.724.1.3.5.7.", "2.16.724.1.3.5.3."];
const PSEUDONYM: &str = "2.16.724.1.3.5.4.";
/// Electronic office and seal.
const MACHINES: [&str; 2] = ["2.16.724.1.3.5.5.", "2.16.724.1.3.5.6."];

/// What kind of holder a certificate has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HolderKind {
    /// A person, for themselves.
    Citizen,
    /// A person, for an organisation that they act for or belong to.
    Representative,
    /// A person, for the administration that they work for.
    PublicEmployee,
    /// The same under a pseudonym: it names nobody.
    Pseudonym,
    /// An organisation, a seal or a machine: nobody.
    Entity,
}

/// An organisation for which a person holds a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// Its name, if the certificate says it.
    pub name: Option<String>,
    /// Its tax number, without `VATES-`, if the certificate says it.
    pub number: Option<String>,
}

/// Why the names of a certificate cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HolderError {
    /// It is for a person and names no Spanish identity number.
    #[error("the certificate names no identity number")]
    NoNumber,
    /// It names two numbers that differ.
    #[error("the certificate names two different identity numbers")]
    Contradiction,
}

/// Whom a certificate names.
#[derive(Clone, PartialEq, Eq)]
pub struct Holder {
    /// What kind of holder.
    pub kind: HolderKind,
    /// The person's number; always there for citizens, representatives and public employees.
    pub number: Option<IdentityNumber>,
    /// For whom the person acts.
    pub organisation: Option<Organisation>,
    /// As what: position or power of representation, in the issuer's words.
    pub role: Option<String>,
    names: Vec<FullName>,
}

/// Nothing personal is shown.
impl std::fmt::Debug for Holder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Holder")
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

/// A full name as registers compare it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum FullName {
    GivenFirst(String),
    SurnamesFirst(String),
}

impl Holder {
    /// Reads whom the certificate names.
    ///
    /// # Errors
    /// [`HolderError`] if it is for a person and does not say for whom.
    pub fn of(certificate: &Certificate) -> Result<Self, HolderError> {
        let read = Names {
            subject: certificate.subject_attributes(),
            directory: certificate.directory_attributes(),
        };
        let number = read.number()?;
        let organisation = read.organisation();
        let kind = read.kind(number.is_some(), organisation.is_some());
        let (number, names) = match kind {
            HolderKind::Citizen | HolderKind::Representative | HolderKind::PublicEmployee => {
                (Some(number.ok_or(HolderError::NoNumber)?), read.names())
            }
            HolderKind::Pseudonym | HolderKind::Entity => (None, Vec::new()),
        };
        Ok(Self {
            kind,
            number,
            organisation,
            role: read.of_subject(TITLE).or(read.of_subject(DESCRIPTION)),
            names,
        })
    }

    /// Whether one of the forms in which the certificate writes the name is this name, without
    /// regard to case, accents and signs.
    #[must_use]
    pub fn is_named(&self, name: &PersonName) -> bool {
        let given_first = name.normalised();
        let surnames_first = normalised_name(&format!("{} {}", name.surnames(), name.given));
        self.names.iter().any(|written| match written {
            FullName::GivenFirst(written) => *written == given_first,
            FullName::SurnamesFirst(written) => *written == surnames_first,
        })
    }
}

struct Names<'a> {
    subject: &'a [Attribute],
    directory: &'a [Attribute],
}

impl Names<'_> {
    fn of_subject(&self, oid: ObjectIdentifier) -> Option<String> {
        find(self.subject, oid)
    }

    fn of_directory(&self, oid: ObjectIdentifier) -> Option<String> {
        find(self.directory, oid)
    }

    /// The first attribute below an arc whose last number is this one.
    fn below(&self, arcs: &[&str], last: &str) -> Option<String> {
        self.directory
            .iter()
            .find(|(oid, _)| {
                let oid = oid.to_string();
                let below = arcs.iter().find_map(|arc| oid.strip_prefix(arc));
                below.is_some_and(|rest| rest.rsplit('.').next() == Some(last))
            })
            .map(|(_, value)| value.clone())
    }

    fn has_below(&self, arcs: &[&str]) -> bool {
        self.directory.iter().any(|(oid, _)| {
            let oid = oid.to_string();
            arcs.iter().any(|arc| oid.starts_with(arc))
        })
    }

    fn kind(&self, personal: bool, organisation: bool) -> HolderKind {
        if self.has_below(&[PSEUDONYM]) {
            HolderKind::Pseudonym
        } else if self.has_below(&MACHINES) || self.of_directory(FNMT_COMPONENT).is_some() {
            HolderKind::Entity
        } else if self.has_below(&EMPLOYEE) {
            HolderKind::PublicEmployee
        } else if organisation && personal {
            HolderKind::Representative
        } else if personal || self.of_subject(GIVEN_NAME).is_some() {
            HolderKind::Citizen
        } else {
            HolderKind::Entity
        }
    }

    /// The number that every place that has one agrees on. The common name is read only where
    /// nothing else says it: there it is text among text.
    fn number(&self) -> Result<Option<IdentityNumber>, HolderError> {
        let places = [
            self.of_subject(SERIAL_NUMBER),
            self.of_directory(FNMT_NUMBER),
            self.of_directory(ANF_NUMBER),
            self.of_directory(USER_ID),
            self.below(&EMPLOYEE, "4"),
        ];
        let mut found: Option<IdentityNumber> = None;
        for number in places.into_iter().flatten().filter_map(|text| read(&text)) {
            match &found {
                Some(first) if *first != number => return Err(HolderError::Contradiction),
                Some(_) => {}
                None => found = Some(number),
            }
        }
        Ok(found.or_else(|| self.of_common_name().and_then(|(_, number)| number)))
    }

    /// Name and number of `AP1 AP2 NOMBRE - NIF 12345678Z`, `NOMBRE …` before it in old ones.
    fn of_common_name(&self) -> Option<(String, Option<IdentityNumber>)> {
        let common = self.of_subject(COMMON_NAME)?;
        let (name, number) = common.rsplit_once(" - ")?;
        let number = number.trim();
        let number = read(number.strip_prefix("NIF ").unwrap_or(number));
        let name = name.strip_prefix("NOMBRE ").unwrap_or(name);
        Some((name.to_owned(), number))
    }

    fn organisation(&self) -> Option<Organisation> {
        let number = self
            .of_subject(ORGANIZATION_IDENTIFIER)
            .or(self.of_directory(FNMT_ORGANIZATION_NUMBER))
            .or(self.of_directory(CAMERFIRMA_ORGANIZATION_NUMBER));
        let name = self.of_directory(FNMT_ORGANIZATION);
        if number.is_none() && name.is_none() {
            return None;
        }
        Some(Organisation {
            name: name.or(self.of_subject(ORGANIZATION)),
            number: number.map(|text| text.strip_prefix("VATES-").unwrap_or(&text).to_owned()),
        })
    }

    fn names(&self) -> Vec<FullName> {
        let parts = |given: Option<String>, rest: [Option<String>; 2]| {
            let [surname1, surname2] = rest;
            let name = format!("{} {} {}", given?, surname1?, surname2.unwrap_or_default());
            Some(FullName::GivenFirst(normalised_name(&name)))
        };
        let subject = parts(
            self.of_subject(GIVEN_NAME),
            [self.of_subject(SURNAME), None],
        );
        let fnmt = parts(
            self.of_directory(FNMT_GIVEN),
            [
                self.of_directory(FNMT_SURNAME1),
                self.of_directory(FNMT_SURNAME2),
            ],
        );
        let employee = parts(
            self.below(&EMPLOYEE, "6"),
            [self.below(&EMPLOYEE, "7"), self.below(&EMPLOYEE, "8")],
        );
        let accv = self
            .of_directory(COMMON_NAME)
            .filter(|name| name.contains('|'))
            .map(|name| FullName::GivenFirst(normalised_name(&name)));
        let common = self
            .of_common_name()
            .filter(|(_, number)| number.is_some())
            .map(|(name, _)| FullName::SurnamesFirst(normalised_name(&name)));
        [subject, fnmt, employee, accv, self.of_dnie(), common]
            .into_iter()
            .flatten()
            .collect()
    }

    /// `AP1 AP2, NOMBRE (AUTENTICACIÓN)`.
    fn of_dnie(&self) -> Option<FullName> {
        let common = self.of_subject(COMMON_NAME)?;
        let (name, _purpose) = common.strip_suffix(')')?.rsplit_once('(')?;
        let (surnames, given) = name.split_once(',')?;
        let name = normalised_name(&format!("{given} {surnames}"));
        Some(FullName::GivenFirst(name))
    }
}

fn find(attributes: &[Attribute], oid: ObjectIdentifier) -> Option<String> {
    attributes
        .iter()
        .find(|(found, value)| *found == oid && !value.is_empty())
        .map(|(_, value)| value.clone())
}

/// A number, with the prefix of EN 319 412-1 §5.1.3 (`IDCES-`; tax number `TINES-`) or bare. Those
/// of other states and kinds are none of ours.
fn read(text: &str) -> Option<IdentityNumber> {
    let bare = match text.split_once('-') {
        Some(("IDCES" | "TINES", number)) => number,
        // `PASES-…`, `IDCPT-…`: a passport, another country.
        Some((prefix, _))
            if prefix.len() == 5 && prefix.bytes().all(|b| b.is_ascii_uppercase()) =>
        {
            return None;
        }
        _ => text,
    };
    IdentityNumber::parse(bare).ok()
}
