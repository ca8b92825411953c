//! Cookies: a name per face and purpose, always `HttpOnly`, `SameSite=Lax` and `Path=/`.

use std::time::Duration;

use http::header::{COOKIE, SET_COOKIE};
use http::{HeaderMap, HeaderValue};

/// The name of a cookie, and whether it needs https.
///
/// Over https the prefix `__Host-` binds it to this host: another host of the same domain cannot
/// set it (RFC 6265bis §4.1.3). Ports do not separate cookies, so every face has names of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CookieName {
    name: String,
    secure: bool,
}

impl CookieName {
    pub(crate) fn new(face: &str, purpose: &str, secure: bool) -> Self {
        let prefix = if secure { "__Host-" } else { "" };
        Self {
            name: format!("{prefix}aldaba-{face}-{purpose}"),
            secure,
        }
    }

    /// The name itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.name
    }

    /// The value that the browser sent. If it sent the name twice, the first one.
    #[must_use]
    pub fn read<'a>(&self, headers: &'a HeaderMap) -> Option<&'a str> {
        headers
            .get_all(COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(name, _)| *name == self.name)
            .map(|(_, value)| value)
    }

    /// The header that sets the cookie; without `lifetime` it ends with the browser. `None` if
    /// the value has anything but letters, digits and `-._~+/=` (base64 and tokens fit).
    #[must_use]
    pub fn set(&self, value: &str, lifetime: Option<Duration>) -> Option<HeaderValue> {
        let fits = |b: u8| b.is_ascii_alphanumeric() || b"-._~+/=".contains(&b);
        if !value.bytes().all(fits) {
            return None;
        }
        let age = lifetime.map_or_else(String::new, |age| format!("; Max-Age={}", age.as_secs()));
        let secure = if self.secure { "; Secure" } else { "" };
        let header = format!(
            "{}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}",
            self.name
        );
        HeaderValue::from_str(&header).ok()
    }

    /// The header that removes the cookie.
    #[must_use]
    pub fn clear(&self) -> Option<HeaderValue> {
        self.set("", Some(Duration::ZERO))
    }

    /// Sets the cookie on a response.
    pub fn set_on(&self, headers: &mut HeaderMap, value: &str, lifetime: Option<Duration>) {
        if let Some(header) = self.set(value, lifetime) {
            headers.append(SET_COOKIE, header);
        }
    }

    /// Removes the cookie with a response.
    pub fn clear_on(&self, headers: &mut HeaderMap) {
        if let Some(header) = self.clear() {
            headers.append(SET_COOKIE, header);
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn https_binds_the_cookie_to_its_host() {
        let name = CookieName::new("sede", "session", true);
        let header = name.set("abc", Some(Duration::from_secs(60))).unwrap();
        assert_eq!(
            header,
            "__Host-aldaba-sede-session=abc; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=60"
        );
    }

    #[test]
    fn a_value_cannot_add_attributes() {
        let name = CookieName::new("sede", "session", false);
        assert_eq!(name.set("abc; Domain=example.es", None), None);
        assert_eq!(name.set("a\r\nb", None), None);
    }

    #[test]
    fn reads_its_own_value_among_others() {
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, "a=1; aldaba-sede-lang=en; b=2".parse().unwrap());
        assert_eq!(
            CookieName::new("sede", "lang", false).read(&headers),
            Some("en")
        );
        assert_eq!(
            CookieName::new("office", "lang", false).read(&headers),
            None
        );
    }
}
