//! Who a message is from and to (§5.2.5–5.2.9).

use crate::{
    DecodeError, EncodeError,
    fields::{Reader, put_text},
};

/// Octets of an address, its NUL included (§4.4.1).
const OCTETS: usize = 21;

/// What kind of address it is (§5.2.5).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TypeOfNumber(pub u8);

impl TypeOfNumber {
    /// The provider knows.
    pub const UNKNOWN: Self = Self(0);
    /// With country code.
    pub const INTERNATIONAL: Self = Self(1);
    /// A short number of one network.
    pub const NETWORK_SPECIFIC: Self = Self(3);
    /// Letters.
    pub const ALPHANUMERIC: Self = Self(5);
}

/// Who numbers it (§5.2.6).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NumberingPlan(pub u8);

impl NumberingPlan {
    /// Nobody, or the provider knows.
    pub const UNKNOWN: Self = Self(0);
    /// Telephone numbers (E.164).
    pub const TELEPHONE: Self = Self(1);
}

/// An address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Address {
    /// What kind it is.
    pub ton: TypeOfNumber,
    /// Who numbers it.
    pub npi: NumberingPlan,
    /// Digits or letters, without a plus sign.
    pub digits: String,
}

impl Address {
    /// A telephone number in E.164, with its plus sign or without.
    #[must_use]
    pub fn international(number: &str) -> Self {
        Self {
            ton: TypeOfNumber::INTERNATIONAL,
            npi: NumberingPlan::TELEPHONE,
            digits: number.trim_start_matches('+').to_owned(),
        }
    }

    /// What a provider is told to show as sender: an alias with a letter in it is alphanumeric, a
    /// number with a plus sign is international, and other digits are a short number.
    #[must_use]
    pub fn sender(text: &str) -> Self {
        if text.starts_with('+') {
            return Self::international(text);
        }
        let short = !text.is_empty() && text.bytes().all(|octet| octet.is_ascii_digit());
        Self {
            ton: if short {
                TypeOfNumber::NETWORK_SPECIFIC
            } else {
                TypeOfNumber::ALPHANUMERIC
            },
            npi: NumberingPlan::UNKNOWN,
            digits: text.to_owned(),
        }
    }

    pub(crate) fn read(fields: &mut Reader<'_>, name: &'static str) -> Result<Self, DecodeError> {
        Ok(Self {
            ton: TypeOfNumber(fields.u8(name)?),
            npi: NumberingPlan(fields.u8(name)?),
            digits: fields.text(OCTETS, name)?,
        })
    }

    pub(crate) fn put(&self, out: &mut Vec<u8>, name: &'static str) -> Result<(), EncodeError> {
        out.extend([self.ton.0, self.npi.0]);
        put_text(out, &self.digits, OCTETS, name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_an_alias_from_a_number() {
        assert_eq!(Address::sender("ALDABA").ton, TypeOfNumber::ALPHANUMERIC);
        assert_eq!(
            Address::sender("217060").ton,
            TypeOfNumber::NETWORK_SPECIFIC
        );
        let long = Address::sender("+34600123456");
        assert_eq!(long.ton, TypeOfNumber::INTERNATIONAL);
        assert_eq!(long.digits, "34600123456");
    }
}
