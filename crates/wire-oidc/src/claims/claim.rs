//! The claims about a person that this provider knows.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

macro_rules! claims {
    ($($(#[doc = $doc:literal])* $variant:ident = $name:literal,)*) => {
        /// A claim about the person that can be released. Standard names are those of OpenID
        /// Connect Core §5.1; the others are ours, described at [`crate::claims`].
        ///
        /// `sub`, `acr`, `auth_time` and the like belong to the token, not to the person, and
        /// are not here.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Claim {
            $($(#[doc = $doc])* #[serde(rename = $name)] $variant,)*
        }

        impl Claim {
            /// Every claim.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name on the wire.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

claims! {
    /// Standard: the full name as it is to be shown, given name first.
    Name = "name",
    /// Standard: the given name or names.
    GivenName = "given_name",
    /// Standard: both surnames with a space between, or the only one.
    FamilyName = "family_name",
    /// Ours: the first surname. Spanish files keep the two apart.
    FirstSurname = "first_surname",
    /// Ours: the second surname; absent if the person has none.
    SecondSurname = "second_surname",
    /// Standard: `YYYY-MM-DD`, or `YYYY` if only the year is known.
    Birthdate = "birthdate",
    /// Standard: the language that the person chose, BCP 47.
    Locale = "locale",
    /// Standard: the e-mail address.
    Email = "email",
    /// Standard: whether a code sent to the address came back.
    EmailVerified = "email_verified",
    /// Standard: the mobile phone, E.164.
    PhoneNumber = "phone_number",
    /// Standard: whether a code sent to the phone came back.
    PhoneNumberVerified = "phone_number_verified",
    /// Ours: DNI, NIE or K, L, M number, upper case, without separators.
    IdentityNumber = "identity_number",
    /// Ours: `dni`, `nie` or `special`.
    IdentityNumberKind = "identity_number_kind",
    /// Ours: how the person registered, `basic` or `advanced`.
    RegistrationLevel = "registration_level",
}

impl Claim {
    /// The claim with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|claim| claim.name() == name)
    }
}

impl std::fmt::Display for Claim {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// What is known about a person, by claim. A datum that is unknown is absent, never null
/// (OpenID Connect Core §5.3.2).
pub type ClaimValues = BTreeMap<Claim, serde_json::Value>;
