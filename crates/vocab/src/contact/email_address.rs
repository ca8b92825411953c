//! Addresses of electronic mail.

use thiserror::Error;

/// An address of electronic mail: `local@domain`, ASCII, domain in lower case.
///
/// The shape is that of HTML's `type=email` with a domain of at least two labels. That mail
/// arrives there is not known.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EmailAddress(String);

/// Why a text is no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum EmailAddressError {
    /// Nothing was given.
    #[error("the e-mail address is empty")]
    Empty,
    /// Not of the form `name@domain.country`.
    #[error("the e-mail address does not have the right form")]
    Shape,
    /// Longer than 254 characters (RFC 5321 §4.5.3.1.3), or 64 before the `@`.
    #[error("the e-mail address is too long")]
    TooLong,
}

impl EmailAddress {
    /// Reads an address; white space around it does not matter.
    ///
    /// # Errors
    /// See [`EmailAddressError`].
    pub fn parse(text: &str) -> Result<Self, EmailAddressError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(EmailAddressError::Empty);
        }
        let (local, domain) = text.rsplit_once('@').ok_or(EmailAddressError::Shape)?;
        if text.len() > 254 || local.len() > 64 {
            return Err(EmailAddressError::TooLong);
        }
        if !is_local_part(local) || !is_domain(domain) {
            return Err(EmailAddressError::Shape);
        }
        Ok(Self(format!("{local}@{}", domain.to_ascii_lowercase())))
    }

    /// The canonical text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first character and the domain.
    #[must_use]
    pub fn masked(&self) -> String {
        let (local, domain) = self.0.rsplit_once('@').unwrap_or_default();
        format!("{}***@{domain}", local.get(..1).unwrap_or_default())
    }
}

word!(EmailAddress, EmailAddressError);
shown!(EmailAddress);
masked_debug!(EmailAddress);

/// Dot-atom of RFC 5322 §3.2.3; quoted forms are not taken.
fn is_local_part(local: &str) -> bool {
    local.split('.').all(|atom| {
        !atom.is_empty()
            && atom
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+/=?^_`{|}~-".contains(&b))
    })
}

/// Two or more labels of letters, digits and inner hyphens; the last begins with a letter.
fn is_domain(domain: &str) -> bool {
    let labels = domain.split('.');
    let top = domain.rsplit('.').next().unwrap_or_default();
    domain.contains('.')
        && top.starts_with(|c: char| c.is_ascii_alphabetic())
        && labels.into_iter().all(|label| {
            (1..=63).contains(&label.len())
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'-')
        })
}
