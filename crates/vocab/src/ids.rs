//! Typed identifiers: UUIDv7 made from a clock and a source of chance that are passed in.
//!
//! Time-ordered keys keep the store's indexes dense and its write conflicts rare. The layout is
//! RFC 9562 §5.7 with the sub-millisecond fraction in `rand_a` (§6.2, method 3), so that ids made
//! in different microseconds sort by time, and 62 bits of chance.

use jiff::Timestamp;
use thiserror::Error;
use uuid::Uuid;

use crate::chance::Entropy;

/// A text that is no identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not an identifier")]
pub struct IdError;

/// Lays out a UUIDv7. Moments before 1970 count as 1970.
fn uuid_v7(now: Timestamp, entropy: &dyn Entropy) -> Uuid {
    let micros = u64::try_from(now.as_microsecond()).unwrap_or(0);
    let (millis, sub_millisecond) = (micros / 1000, micros % 1000);
    // 0..1000 microseconds spread over the 12 bits of `rand_a`: at most 999 * 4096 / 1000 = 4091.
    let rand_a = sub_millisecond * 4096 / 1000;
    let mut random = [0; 8];
    entropy.fill(&mut random);
    let rand_b = u64::from_be_bytes(random) & 0x3FFF_FFFF_FFFF_FFFF;
    let high = (millis << 16) | 0x7000 | rand_a;
    let low = 0x8000_0000_0000_0000 | rand_b;
    Uuid::from_u64_pair(high, low)
}

macro_rules! typed_ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl $name {
            /// A new identifier, ordered by `now` (UUIDv7, RFC 9562).
            #[must_use]
            pub fn new(now: Timestamp, entropy: &dyn Entropy) -> Self {
                Self(uuid_v7(now, entropy))
            }

            /// Takes a UUID as it is.
            #[must_use]
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// Takes the sixteen bytes that the store keeps.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(Uuid::from_bytes(bytes))
            }

            /// The UUID.
            #[must_use]
            pub const fn as_uuid(&self) -> Uuid {
                self.0
            }

            /// The sixteen bytes that the store keeps, in network order.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }

            /// Reads the hyphenated or the plain hexadecimal form.
            ///
            /// # Errors
            /// [`IdError`] when the text is neither.
            pub fn parse(text: &str) -> Result<Self, IdError> {
                Uuid::try_parse(text.trim()).map(Self).map_err(|_| IdError)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.as_hyphenated().fmt(f)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0.as_hyphenated())
            }
        }

        impl std::str::FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(text)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                Self::parse(&text).map_err(serde::de::Error::custom)
            }
        }
    )+};
}

typed_ids! {
    /// A natural person known to identity; opaque, so that numbers may change (a NIE becomes a DNI).
    PersonId,
    /// A registration of a person.
    RegistrationId,
    /// An invitation letter.
    LetterId,
    /// A journey of several pages that is not finished yet.
    FlowId,
    /// A one-time PIN that was sent and waits to be typed.
    PinChallengeId,
    /// A session of a person or officer in one face.
    SessionId,
    /// An authorization request of a relying party.
    AuthorizationId,
    /// The row of a registered relying party (its public `client_id` is a text of its own).
    ClientRowId,
    /// A public body.
    BodyId,
    /// A public employee.
    OfficerId,
    /// An office of a body.
    OfficeId,
    /// Somebody who applies in the electronic office; unrelated to [`PersonId`] on purpose.
    ApplicantId,
    /// An application in a procedure.
    ApplicationId,
    /// An issued document.
    DocumentId,
    /// A message in the outbox.
    MessageId,
    /// An entry of the audit.
    AuditEntryId,
    /// A data key that seals the columns of one person.
    DataKeyId,
    /// A passkey or other credential.
    CredentialId,
    /// An entry of the offences register.
    OffenceEntryId,
    /// A token or authorization code that was issued.
    TokenId,
    /// Where a device wants to be told that something waits.
    PushSubscriptionId,
    /// A video call between a citizen and a remote operator.
    VideoCallId,
    /// A recording on disk, sealed under a key of its own.
    RecordingId,
    /// A picture taken during a call.
    CaptureId,
    /// Something that was established during a call.
    EvidenceId,
    /// An unassisted identification: pictures and a film that are reviewed later.
    AttemptId,
    /// A phone or browser in which the app of a person is activated.
    AppDeviceId,
    /// An activation of the app that is not finished yet.
    AppActivationId,
    /// A request that waits in a browser to be confirmed in the app.
    AppRequestId,
    /// Something that keeps a person out, wholly or in part.
    RestrictionId,
    /// A report of a person that something in their name was not theirs.
    AlertReportId,
    /// An officer's look at a person, for a stated purpose.
    InquiryId,
}
