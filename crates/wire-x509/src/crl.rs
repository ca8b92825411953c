//! Revocation lists (RFC 5280 §5): whole ones, and delta lists on top of them.
//!
//! Lists of others than the issuer (indirect), for some reasons only and for attribute certificates
//! are refused: what they do not say would read as "good".

use std::collections::HashMap;

use vocab::{SignedDuration, Timestamp};

use crate::{
    Authority, Certificate, Malformed, Revocation, Standing,
    der::{self, Reader, constructed, primitive},
    limits,
    ocsp::Signed,
    signature,
};

const CRL_NUMBER: &[u8] = &[0x55, 0x1d, 20];
const REASON: &[u8] = &[0x55, 0x1d, 21];
const DELTA: &[u8] = &[0x55, 0x1d, 27];
const ISSUING_POINT: &[u8] = &[0x55, 0x1d, 28];

/// How far the clocks of issuers may be off.
const SKEW: SignedDuration = SignedDuration::from_mins(5);

/// Why a list says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CrlError {
    /// Larger than [`limits::CRL`].
    #[error("the list is too large")]
    TooLarge,
    /// Not the DER of a list.
    #[error("the list cannot be read")]
    Malformed,
    /// It is of another issuer, or not signed by it.
    #[error("the list is not by the issuer of the certificate")]
    OtherIssuer,
    /// A newer one should be there, or it is from the future.
    #[error("the list is not of now")]
    NotOfNow,
    /// It does not speak of all certificates of persons, or of all reasons.
    #[error("the list covers only some certificates or some reasons")]
    Partial,
    /// It is a delta list where a whole one is needed, or the other way round.
    #[error("the list is of the other kind: whole or delta")]
    Kind,
    /// The delta list continues another list than this one.
    #[error("the delta list does not continue this list")]
    OtherBase,
    /// It has a critical extension that is not known (RFC 5280 §5.2).
    #[error("the list has an unknown critical extension")]
    UnknownExtension,
}

impl From<Malformed> for CrlError {
    fn from(_: Malformed) -> Self {
        Self::Malformed
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Entry {
    Revoked(Revocation),
    /// `removeFromCRL`, in delta lists: no longer on hold.
    Removed,
}

/// A list that its issuer signed and that is of now. Only [`RevocationList::read`] makes one.
#[derive(Debug, Clone)]
pub struct RevocationList {
    entries: HashMap<Vec<u8>, Entry>,
    number: Option<Vec<u8>>,
    /// Number of the list that a delta list continues.
    base: Option<Vec<u8>>,
    next_update: Timestamp,
}

#[derive(Default)]
struct Extensions {
    number: Option<Vec<u8>>,
    base: Option<Vec<u8>>,
}

impl RevocationList {
    /// Reads a list in DER, if and only if `issuer` signed it, it is of now, and it covers
    /// certificates of persons for all reasons.
    ///
    /// # Errors
    /// [`CrlError`].
    pub fn read(bytes: &[u8], issuer: &Authority, now: Timestamp) -> Result<Self, CrlError> {
        if bytes.len() > limits::CRL {
            return Err(CrlError::TooLarge);
        }
        let signed = Signed::read(bytes)?;
        let mut list = Reader::new(signed.content);
        list.optional(der::INTEGER)?;
        let algorithm = list.expect(der::SEQUENCE)?;
        let name = list.any()?;
        let by = name.raw == issuer.name
            && issuer.signs_lists
            && algorithm == signed.algorithm
            && signature::is_by(&issuer.key, algorithm, signed.data, signed.signature);
        if !by {
            return Err(CrlError::OtherIssuer);
        }
        let next_update = of_now(&mut list, now)?;
        let entries = list.optional(der::SEQUENCE)?.unwrap_or_default();
        let extensions = match list.optional(constructed(0))? {
            Some(extensions) => extensions_in(extensions)?,
            None => Extensions::default(),
        };
        list.done()?;
        Ok(Self {
            entries: entries_in(entries)?,
            number: extensions.number,
            base: extensions.base,
            next_update,
        })
    }

    /// Whether it is a delta list.
    #[must_use]
    pub fn is_delta(&self) -> bool {
        self.base.is_some()
    }

    /// Until when it may be used.
    #[must_use]
    pub fn fresh_until(&self) -> Timestamp {
        self.next_update
    }

    /// The list as it stands after a delta list (RFC 5280 §5.2.4): the delta continues this list or
    /// an earlier one, and is not older than it.
    ///
    /// # Errors
    /// [`CrlError::Kind`], [`CrlError::OtherBase`].
    pub fn with_delta(mut self, delta: Self) -> Result<Self, CrlError> {
        let Some(base) = &delta.base else {
            return Err(CrlError::Kind);
        };
        if self.is_delta() {
            return Err(CrlError::Kind);
        }
        let own = self.number.as_deref().unwrap_or_default();
        let newer = delta.number.as_deref().unwrap_or_default();
        if compare(base, own).is_gt() || compare(newer, own).is_lt() {
            return Err(CrlError::OtherBase);
        }
        self.entries.extend(delta.entries);
        self.number = delta.number;
        self.next_update = delta.next_update;
        Ok(self)
    }

    /// How a certificate of the same issuer stands.
    ///
    /// # Errors
    /// [`CrlError::Kind`] for a delta list: alone it says nothing about what it does not name.
    pub fn standing(&self, certificate: &Certificate) -> Result<Standing, CrlError> {
        if self.is_delta() {
            return Err(CrlError::Kind);
        }
        Ok(match self.entries.get(certificate.serial()) {
            Some(Entry::Revoked(reason)) => Standing::Revoked(*reason),
            Some(Entry::Removed) | None => Standing::Good,
        })
    }
}

/// Positive numbers without leading zeros.
fn compare(one: &[u8], other: &[u8]) -> std::cmp::Ordering {
    one.len().cmp(&other.len()).then_with(|| one.cmp(other))
}

/// `thisUpdate`, `nextUpdate`; RFC 5280 §5.1.2.5 demands the latter, and so do we.
fn of_now(list: &mut Reader<'_>, now: Timestamp) -> Result<Timestamp, CrlError> {
    let this_update = list.time()?;
    let next_update = list.time()?;
    let early = now.checked_add(SKEW).unwrap_or(now) < this_update;
    let late = now.checked_sub(SKEW).unwrap_or(now) > next_update;
    if early || late {
        return Err(CrlError::NotOfNow);
    }
    Ok(next_update)
}

fn entries_in(content: &[u8]) -> Result<HashMap<Vec<u8>, Entry>, CrlError> {
    let mut list = Reader::new(content);
    let mut found = HashMap::new();
    while !list.is_empty() {
        let mut entry = list.sequence()?;
        let serial = der::magnitude(entry.expect(der::INTEGER)?)?;
        entry.time()?;
        let reason = match entry.optional(der::SEQUENCE)? {
            Some(extensions) => reason_in(extensions)?,
            None => Entry::Revoked(Revocation::Revoked),
        };
        entry.done()?;
        found.insert(serial.to_vec(), reason);
    }
    Ok(found)
}

fn reason_in(extensions: &[u8]) -> Result<Entry, CrlError> {
    let mut list = Reader::new(extensions);
    let mut found = Entry::Revoked(Revocation::Revoked);
    while !list.is_empty() {
        let extension = Extension::read(&mut list)?;
        if extension.id == REASON {
            found = match Reader::new(extension.value).expect(der::ENUMERATED)? {
                [6] => Entry::Revoked(Revocation::OnHold),
                [8] => Entry::Removed,
                _ => Entry::Revoked(Revocation::Revoked),
            };
        } else if extension.critical {
            return Err(CrlError::UnknownExtension);
        }
    }
    Ok(found)
}

struct Extension<'a> {
    id: &'a [u8],
    critical: bool,
    value: &'a [u8],
}

impl<'a> Extension<'a> {
    fn read(list: &mut Reader<'a>) -> Result<Self, Malformed> {
        let mut extension = list.sequence()?;
        let id = extension.expect(der::OID)?;
        let critical = extension.optional(der::BOOLEAN)?.is_some_and(|b| b != [0]);
        let value = extension.expect(der::OCTET_STRING)?;
        extension.done()?;
        Ok(Self {
            id,
            critical,
            value,
        })
    }
}

fn extensions_in(content: &[u8]) -> Result<Extensions, CrlError> {
    let mut list = Reader::only_sequence(content)?;
    let mut found = Extensions::default();
    while !list.is_empty() {
        let extension = Extension::read(&mut list)?;
        match extension.id {
            CRL_NUMBER => found.number = Some(number(extension.value)?),
            DELTA => found.base = Some(number(extension.value)?),
            ISSUING_POINT => covers_persons(extension.value)?,
            _ if extension.critical => return Err(CrlError::UnknownExtension),
            _ => {}
        }
    }
    Ok(found)
}

fn number(value: &[u8]) -> Result<Vec<u8>, Malformed> {
    let integer = Reader::new(value).expect(der::INTEGER)?;
    der::magnitude(integer).map(<[u8]>::to_vec)
}

/// `IssuingDistributionPoint`: nothing but its place and "persons only" may be said.
fn covers_persons(value: &[u8]) -> Result<(), CrlError> {
    let mut point = Reader::only_sequence(value)?;
    while !point.is_empty() {
        let part = point.any()?;
        let fits = match part.tag {
            // Where it is, and `onlyContainsUserCerts`.
            tag if tag == constructed(0) => true,
            tag if tag == primitive(1) => true,
            // The other flags, if they are written out as false.
            tag if (primitive(2)..=primitive(5)).contains(&tag) => part.value == [0],
            _ => false,
        };
        if !fits {
            return Err(CrlError::Partial);
        }
    }
    Ok(())
}
