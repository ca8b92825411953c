//! What a person is told of at once, because it may not have been them, and what they report.
//!
//! A message carries a link. Whoever opens it sees what happened and may only take things away: end
//! sessions, freeze, remove the means in question. It never opens anything, so that somebody who
//! reads the person's mail gains nothing by it.

use serde::{Deserialize, Serialize};
use vocab::{
    AlertReportId, AppDeviceId, CredentialId, OfficerId, PersonId, SignedDuration, Timestamp,
};

use crate::restriction::Means;

/// Days for which a link works: a week away from one's mail is borne, and what happened longer ago
/// is for the desk.
pub const LINK_DAYS: i64 = 7;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AlertKind {
    /// The app was activated in a device.
    Device(AppDeviceId),
    /// A passkey was added.
    Passkey(CredentialId),
    /// The permanent password was set.
    Password,
    /// Phone or e-mail address changed.
    Contact,
    /// Somebody logged in with a browser that was never used before: the first half of the hash by
    /// which it is known.
    Browser([u8; 16]),
    /// Everything was frozen or thawed.
    Freeze,
    /// A way to identify was switched off or on, or taken away.
    Means,
    /// Staff set or lifted a restriction.
    Restriction,
    /// A request in the app; reported there, and never linked.
    Request,
}

impl AlertKind {
    /// The word in the database and in the audit.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Device(_) => "device",
            Self::Passkey(_) => "passkey",
            Self::Password => "password",
            Self::Contact => "contact",
            Self::Browser(_) => "browser",
            Self::Freeze => "freeze",
            Self::Means => "means",
            Self::Restriction => "restriction",
            Self::Request => "request",
        }
    }

    /// If and only if the page of its link offers to take back just what happened, besides freezing
    /// everything.
    #[must_use]
    pub fn can_be_undone(self) -> bool {
        match self {
            Self::Device(_) | Self::Passkey(_) | Self::Password | Self::Browser(_) => true,
            Self::Contact | Self::Freeze | Self::Means | Self::Restriction | Self::Request => false,
        }
    }

    fn code(self) -> (u8, [u8; 16]) {
        match self {
            Self::Device(id) => (1, *id.as_bytes()),
            Self::Passkey(id) => (2, *id.as_bytes()),
            Self::Password => (3, [0; 16]),
            Self::Contact => (4, [0; 16]),
            Self::Browser(hash) => (5, hash),
            Self::Freeze => (6, [0; 16]),
            Self::Means => (7, [0; 16]),
            Self::Restriction => (8, [0; 16]),
            Self::Request => (9, [0; 16]),
        }
    }

    fn from_code(code: u8, subject: [u8; 16]) -> Option<Self> {
        Some(match code {
            1 => Self::Device(AppDeviceId::from_bytes(subject)),
            2 => Self::Passkey(CredentialId::from_bytes(subject)),
            3 => Self::Password,
            4 => Self::Contact,
            5 => Self::Browser(subject),
            6 => Self::Freeze,
            7 => Self::Means,
            8 => Self::Restriction,
            9 => Self::Request,
            _ => return None,
        })
    }
}

/// What a message of its own tells of. What makes a means has a message with more in it
/// ([`crate::notice::Notice`]), and carries a link all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlertFact {
    /// Somebody logged in with a browser in which the person had never been, as in
    /// [`AlertKind::Browser`].
    UnknownBrowser([u8; 16]),
    /// Everything was frozen.
    Frozen,
    /// Everything was thawed.
    Thawed,
    /// A way to identify was switched off.
    MeansOff(Means),
    /// A way to identify was switched on again.
    MeansOn(Means),
    /// Phone or e-mail address changed.
    ContactChanged,
    /// A passkey was removed.
    PasskeyRemoved,
    /// The app was deactivated.
    AppDeactivated,
}

impl AlertFact {
    /// What the link of the message is about.
    #[must_use]
    pub fn kind(self) -> AlertKind {
        match self {
            Self::UnknownBrowser(hash) => AlertKind::Browser(hash),
            Self::Frozen | Self::Thawed => AlertKind::Freeze,
            Self::MeansOff(_) | Self::MeansOn(_) | Self::PasskeyRemoved | Self::AppDeactivated => {
                AlertKind::Means
            }
            Self::ContactChanged => AlertKind::Contact,
        }
    }
}

/// Something that a person is told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alert {
    /// Whom.
    pub person: PersonId,
    /// Of what.
    pub kind: AlertKind,
    /// When it happened.
    pub at: Timestamp,
}

/// Version, kind, person, subject, moment.
const LENGTH: usize = 1 + 1 + 16 + 16 + 8;

const VERSION: u8 = 1;

impl Alert {
    /// As it stands, sealed, in a link: short, because people copy addresses by hand.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let (code, subject) = self.kind.code();
        let mut bytes = Vec::with_capacity(LENGTH);
        bytes.extend_from_slice(&[VERSION, code]);
        bytes.extend_from_slice(self.person.as_bytes());
        bytes.extend_from_slice(&subject);
        bytes.extend_from_slice(&self.at.as_microsecond().to_be_bytes());
        bytes
    }

    /// Reads what [`Alert::to_bytes`] wrote.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let bytes: &[u8; LENGTH] = bytes.try_into().ok()?;
        let (head, rest) = bytes.split_first_chunk::<2>()?;
        let (person, rest) = rest.split_first_chunk::<16>()?;
        let (subject, rest) = rest.split_first_chunk::<16>()?;
        let at: [u8; 8] = rest.try_into().ok()?;
        let [version, code] = *head;
        if version != VERSION {
            return None;
        }
        Some(Self {
            person: PersonId::from_bytes(*person),
            kind: AlertKind::from_code(code, *subject)?,
            at: Timestamp::from_microsecond(i64::from_be_bytes(at)).ok()?,
        })
    }

    /// From here on its link does nothing any more.
    #[must_use]
    pub fn ends_at(&self) -> Timestamp {
        self.at
            .checked_add(SignedDuration::from_hours(24 * LINK_DAYS))
            .unwrap_or(Timestamp::MAX)
    }
}

/// "This was not me", as staff see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertReport {
    /// Its id.
    pub id: AlertReportId,
    /// Who reported.
    pub person: PersonId,
    /// The word of what was reported ([`AlertKind::as_str`]).
    pub what: String,
    /// When.
    pub at: Timestamp,
    /// When staff dealt with it, and who.
    pub handled: Option<(Timestamp, OfficerId)>,
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use vocab::SeededEntropy;

    use super::*;

    fn alert(kind: AlertKind) -> Alert {
        let at = Timestamp::from_second(1_700_000_000).unwrap();
        Alert {
            person: PersonId::new(at, &SeededEntropy::new(1)),
            kind,
            at,
        }
    }

    fn kinds() -> [AlertKind; 9] {
        [
            AlertKind::Device(AppDeviceId::from_bytes([4; 16])),
            AlertKind::Passkey(CredentialId::from_bytes([5; 16])),
            AlertKind::Password,
            AlertKind::Contact,
            AlertKind::Browser([6; 16]),
            AlertKind::Freeze,
            AlertKind::Means,
            AlertKind::Restriction,
            AlertKind::Request,
        ]
    }

    #[test]
    fn every_alert_reads_back_and_nothing_shorter_longer_or_unknown_does() {
        for kind in kinds() {
            let alert = alert(kind);
            let bytes = alert.to_bytes();
            assert_eq!(Alert::from_bytes(&bytes), Some(alert));
            for length in 0..bytes.len() {
                assert_eq!(Alert::from_bytes(bytes.get(..length).unwrap()), None);
            }
            let longer = [bytes.clone(), vec![0]].concat();
            assert_eq!(Alert::from_bytes(&longer), None);
        }
        let mut bytes = alert(AlertKind::Password).to_bytes();
        for (place, wrong) in [(0, 2), (1, 0), (1, 10)] {
            let before = *bytes.get(place).unwrap();
            *bytes.get_mut(place).unwrap() = wrong;
            assert_eq!(Alert::from_bytes(&bytes), None, "{place} {wrong}");
            *bytes.get_mut(place).unwrap() = before;
        }
    }

    #[test]
    fn a_link_works_for_a_week() {
        let alert = alert(AlertKind::Browser([6; 16]));
        let week = SignedDuration::from_hours(7 * 24);
        assert_eq!(alert.ends_at(), alert.at.checked_add(week).unwrap());
    }
}
