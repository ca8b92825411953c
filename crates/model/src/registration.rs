//! Who is registered, at which level, and in which state.

use crate::restriction::{RestrictionKind, Standing};
use serde::{Deserialize, Serialize};
use vocab::{
    EmailAddress, Lang, PersonId, PhoneNumber, RegistrationId, RegistrationLevel, Timestamp,
};

/// A person's registration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    /// Id of the registration.
    pub id: RegistrationId,
    /// Whose it is.
    pub person: PersonId,
    /// The level that its route gave (R024).
    pub level: RegistrationLevel,
    /// Where it stands.
    pub state: RegistrationState,
    /// The phone that receives PINs; nobody else's (R061).
    pub phone: PhoneNumber,
    /// E-mail address.
    pub email: EmailAddress,
    /// Language of messages and letters.
    pub lang: Lang,
    /// When it was completed.
    pub registered_at: Timestamp,
}

/// Where a registration stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegistrationState {
    /// Usable.
    Active,
    /// Its phone was proven by somebody else: it exists but cannot be used until the person
    /// gives a new number (R062, R243).
    PhoneDisplaced,
    /// The person gave it up.
    Renounced,
    /// Withdrawn by the administration.
    Revoked,
    /// The person died.
    Deceased,
}

impl RegistrationState {
    /// The word in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::PhoneDisplaced => "phone_displaced",
            Self::Renounced => "renounced",
            Self::Revoked => "revoked",
            Self::Deceased => "deceased",
        }
    }

    /// Reads the word of the database.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [
            Self::Active,
            Self::PhoneDisplaced,
            Self::Renounced,
            Self::Revoked,
            Self::Deceased,
        ]
        .into_iter()
        .find(|state| state.as_str() == word)
    }
}

/// What a letter does for its person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LetterEffect {
    /// There is no registration: a first one at the basic level.
    FirstRegistration,
    /// The phone was displaced: a new phone makes it usable again.
    RestoresPhone,
    /// Staff demanded that the identity be proven again: this is the proof, and the registration
    /// has the level of its newest proof, whether its phone was displaced or not.
    ProvesAgain,
}

/// Why a letter changes nothing for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoLetterEffect {
    /// Registered and usable: a letter changes nothing on an active registration.
    #[error("already registered")]
    AlreadyActive,
    /// Renounced, withdrawn or blocked: only a certificate or an office registers again (D19).
    #[error("a certificate or an office is needed")]
    OfficeOrCertificateOnly,
}

/// What a letter would do, given the registration that exists and what keeps its person out.
///
/// # Errors
/// [`NoLetterEffect`] when it would change nothing.
pub fn letter_effect(
    existing: Option<RegistrationState>,
    standing: &Standing,
) -> Result<LetterEffect, NoLetterEffect> {
    if standing.has(RestrictionKind::Blocked) {
        return Err(NoLetterEffect::OfficeOrCertificateOnly);
    }
    match existing {
        Some(RegistrationState::Active | RegistrationState::PhoneDisplaced)
            if standing.has(RestrictionKind::NewProofing) =>
        {
            Ok(LetterEffect::ProvesAgain)
        }
        None => Ok(LetterEffect::FirstRegistration),
        Some(RegistrationState::PhoneDisplaced) => Ok(LetterEffect::RestoresPhone),
        Some(RegistrationState::Active) => Err(NoLetterEffect::AlreadyActive),
        Some(
            RegistrationState::Renounced | RegistrationState::Revoked | RegistrationState::Deceased,
        ) => Err(NoLetterEffect::OfficeOrCertificateOnly),
    }
}

/// The state does not allow the transition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a registration that is {} cannot do that", .0.as_str())]
pub struct WrongState(pub RegistrationState);

impl Registration {
    /// Somebody else proved possession of the phone.
    ///
    /// # Errors
    /// [`WrongState`] unless it is active.
    pub fn displace_phone(self) -> Result<Self, WrongState> {
        match self.state {
            RegistrationState::Active => Ok(Self {
                state: RegistrationState::PhoneDisplaced,
                ..self
            }),
            other => Err(WrongState(other)),
        }
    }

    /// The person proved again who they are, with a phone that they proved too: the registration
    /// has the level of the new proof, and no more.
    ///
    /// # Errors
    /// [`WrongState`] unless it is active, or lost its phone.
    pub fn prove_again(self, phone: PhoneNumber, email: EmailAddress) -> Result<Self, WrongState> {
        match self.state {
            RegistrationState::Active | RegistrationState::PhoneDisplaced => Ok(Self {
                level: RegistrationLevel::Basic,
                state: RegistrationState::Active,
                phone,
                email,
                ..self
            }),
            other => Err(WrongState(other)),
        }
    }

    /// The person gave a new phone, proven, after displacement.
    ///
    /// # Errors
    /// [`WrongState`] unless the phone was displaced.
    pub fn restore_phone(
        self,
        phone: PhoneNumber,
        email: EmailAddress,
    ) -> Result<Self, WrongState> {
        match self.state {
            RegistrationState::PhoneDisplaced => Ok(Self {
                state: RegistrationState::Active,
                phone,
                email,
                ..self
            }),
            other => Err(WrongState(other)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_registers_once_restores_a_displaced_phone_and_changes_nothing_else() {
        use RegistrationState as S;
        let table = [
            (None, Ok(LetterEffect::FirstRegistration)),
            (Some(S::PhoneDisplaced), Ok(LetterEffect::RestoresPhone)),
            (Some(S::Active), Err(NoLetterEffect::AlreadyActive)),
            (
                Some(S::Renounced),
                Err(NoLetterEffect::OfficeOrCertificateOnly),
            ),
            (
                Some(S::Revoked),
                Err(NoLetterEffect::OfficeOrCertificateOnly),
            ),
            (
                Some(S::Deceased),
                Err(NoLetterEffect::OfficeOrCertificateOnly),
            ),
        ];
        for (state, effect) in table {
            let free = Standing::default();
            assert_eq!(letter_effect(state, &free), effect, "{state:?}");
            let blocked = under(RestrictionKind::Blocked);
            let closed = Err(NoLetterEffect::OfficeOrCertificateOnly);
            assert_eq!(letter_effect(state, &blocked), closed, "{state:?}");
            // Whoever has to prove who they are again may do so; nothing else changes.
            let again = match state {
                Some(S::Active | S::PhoneDisplaced) => Ok(LetterEffect::ProvesAgain),
                _ => effect,
            };
            let demanded = under(RestrictionKind::NewProofing);
            assert_eq!(letter_effect(state, &demanded), again, "{state:?}");
        }
    }

    fn under(kind: RestrictionKind) -> Standing {
        let (at, entropy) = (Timestamp::UNIX_EPOCH, vocab::SeededEntropy::new(1));
        Standing::new(vec![crate::restriction::InForce {
            id: vocab::RestrictionId::new(at, &entropy),
            kind,
            set_by: crate::restriction::SetBy::Person,
            since: at,
            until: None,
        }])
    }

    #[test]
    fn every_state_has_a_word_that_reads_back() {
        for word in [
            "active",
            "phone_displaced",
            "renounced",
            "revoked",
            "deceased",
        ] {
            assert_eq!(
                RegistrationState::from_word(word).map(RegistrationState::as_str),
                Some(word)
            );
        }
        assert_eq!(RegistrationState::from_word("sleeping"), None);
    }
}
