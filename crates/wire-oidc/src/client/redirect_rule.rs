//! To which addresses a client may have the person sent back.

use serde::{Deserialize, Serialize};

use crate::encoding::is_visible;
use crate::limits;

/// One registered address. Read from and written as text:
///
/// | text | meaning |
/// |---|---|
/// | `https://rp.example/callback` | exactly this address |
/// | `http://127.0.0.1:*/callback`, `http://[::1]:*/callback` | a native application on this machine: any port, exactly this path (RFC 8252 §7.3) |
/// | `http://localhost:*`, `http://127.0.0.1:*` | demonstration only: any port, any path |
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum RedirectRule {
    /// Equality of strings (RFC 3986 §6.2.1), as OpenID Connect Core §3.1.2.1 demands.
    Exact(String),
    /// Any port of a loopback address, and exactly this path and query.
    LoopbackAnyPort {
        /// `127.0.0.1` or `[::1]`. Never a name: the resolver could be somebody else's.
        host: String,
        /// Path and query, with the leading slash.
        path: String,
    },
    /// Any port and path of `localhost` or `127.0.0.1`. Refused in production.
    DemonstrationLoopback {
        /// `localhost` or `127.0.0.1`.
        host: String,
    },
}

/// Why an address cannot be registered or used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RedirectRuleError {
    /// More than [`limits::REDIRECT_URI_CHARS`].
    #[error("the address is longer than {} characters", limits::REDIRECT_URI_CHARS)]
    TooLong,
    /// Not an absolute address, or with characters that must be encoded.
    #[error("not an absolute address")]
    Malformed,
    /// An address with a fragment (RFC 6749 §3.1.2).
    #[error("the address has a fragment")]
    Fragment,
    /// An address with a user name or password before the host.
    #[error("the address has a user name or password")]
    UserInfo,
    /// A wildcard anywhere but in the two forms for loopback.
    #[error("the address has a wildcard")]
    Wildcard,
    /// A scheme in which a page could run code (`javascript`, `data`, …).
    #[error("the scheme of the address is not allowed")]
    Scheme,
}

impl RedirectRule {
    /// Reads a registered address.
    ///
    /// # Errors
    /// See [`RedirectRuleError`].
    pub fn parse(text: &str) -> Result<Self, RedirectRuleError> {
        if text.len() > limits::REDIRECT_URI_CHARS {
            return Err(RedirectRuleError::TooLong);
        }
        if let Some(rule) = Self::parse_wildcard(text) {
            return Ok(rule);
        }
        check_address(text)?;
        if text.contains('*') {
            return Err(RedirectRuleError::Wildcard);
        }
        Ok(Self::Exact(text.to_owned()))
    }

    fn parse_wildcard(text: &str) -> Option<Self> {
        let rest = text.strip_prefix("http://")?;
        let (host, path) = rest.split_once(":*")?;
        match (host, path) {
            ("localhost" | "127.0.0.1", "") => Some(Self::DemonstrationLoopback {
                host: host.to_owned(),
            }),
            ("127.0.0.1" | "[::1]", path)
                if path.starts_with('/')
                    && !path.contains(['#', '*', '\\', ' '])
                    && is_visible(path) =>
            {
                Some(Self::LoopbackAnyPort {
                    host: host.to_owned(),
                    path: path.to_owned(),
                })
            }
            _ => None,
        }
    }

    /// True if and only if an address that came with a request is one that this rule means.
    #[must_use]
    pub fn matches(&self, candidate: &str) -> bool {
        match self {
            Self::Exact(registered) => registered == candidate,
            Self::LoopbackAnyPort { host, path } => {
                after_loopback(candidate, host).is_some_and(|rest| rest == path)
            }
            Self::DemonstrationLoopback { host } => after_loopback(candidate, host)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?'])),
        }
    }

    /// The host, in lower case, without port: what a sector is made of
    /// (OpenID Connect Core §8.1).
    #[must_use]
    pub fn host(&self) -> Option<String> {
        match self {
            Self::Exact(address) => url::Url::parse(address)
                .ok()?
                .host_str()
                .map(str::to_ascii_lowercase),
            Self::LoopbackAnyPort { host, .. } | Self::DemonstrationLoopback { host } => {
                Some(host.clone())
            }
        }
    }
}

/// What follows `http://host[:port]` in the candidate, if it begins so and holds only
/// characters that no browser reads in two ways.
///
/// The authority is read by hand and to its end, so that `http://localhost:1@evil.test` and
/// `http://localhost.evil.test` are something else.
fn after_loopback<'a>(candidate: &'a str, host: &str) -> Option<&'a str> {
    if candidate.len() > limits::REDIRECT_URI_CHARS || check_address(candidate).is_err() {
        return None;
    }
    let rest = candidate.strip_prefix("http://")?.strip_prefix(host)?;
    let Some(with_port) = rest.strip_prefix(':') else {
        let ends_here = rest.is_empty() || rest.starts_with(['/', '?']);
        return ends_here.then_some(rest);
    };
    let end = with_port
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(with_port.len());
    let (port, path) = with_port.split_at_checked(end)?;
    let port_is_sound = port.parse::<u16>().is_ok_and(|port| port != 0);
    let ends_here = path.is_empty() || path.starts_with(['/', '?']);
    (port_is_sound && ends_here).then_some(path)
}

/// Whether an address is absolute, has no fragment and no user, and holds only characters
/// that need no second reading.
fn check_address(text: &str) -> Result<(), RedirectRuleError> {
    if !is_visible(text) || text.contains([' ', '\\', '"', '<', '>', '^', '`', '{', '|', '}']) {
        return Err(RedirectRuleError::Malformed);
    }
    let parsed = url::Url::parse(text).map_err(|_| RedirectRuleError::Malformed)?;
    if text.contains('#') {
        return Err(RedirectRuleError::Fragment);
    }
    if matches!(
        parsed.scheme(),
        "javascript" | "data" | "vbscript" | "blob" | "file" | "about" | "filesystem"
    ) {
        return Err(RedirectRuleError::Scheme);
    }
    if !parsed.username().is_empty() || parsed.password().is_some() {
        return Err(RedirectRuleError::UserInfo);
    }
    if matches!(parsed.scheme(), "http" | "https") && !text.contains("://") {
        return Err(RedirectRuleError::Malformed);
    }
    Ok(())
}

impl TryFrom<String> for RedirectRule {
    type Error = RedirectRuleError;

    fn try_from(text: String) -> Result<Self, RedirectRuleError> {
        Self::parse(&text)
    }
}

impl From<RedirectRule> for String {
    fn from(rule: RedirectRule) -> Self {
        rule.to_string()
    }
}

impl std::fmt::Display for RedirectRule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Exact(address) => f.write_str(address),
            Self::LoopbackAnyPort { host, path } => write!(f, "http://{host}:*{path}"),
            Self::DemonstrationLoopback { host } => write!(f, "http://{host}:*"),
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn an_exact_address_matches_itself_only() {
        let rule = RedirectRule::parse("https://rp.example/cb").unwrap();
        assert!(rule.matches("https://rp.example/cb"));
        for other in [
            "https://rp.example/cb/",
            "https://rp.example/cb?x=1",
            "https://rp.example/cb#",
            "https://rp.example:443/cb",
            "https://RP.example/cb",
            "https://rp.example/%63b",
            "https://rp.example/cb/../cb",
            "http://rp.example/cb",
            "https://rp.example.evil.test/cb",
            "https://evil.test/https://rp.example/cb",
            " https://rp.example/cb",
            "",
        ] {
            assert!(!rule.matches(other), "{other}");
        }
    }

    #[test]
    fn a_native_application_chooses_its_port_but_not_its_path() {
        let rule = RedirectRule::parse("http://127.0.0.1:*/cb").unwrap();
        assert!(rule.matches("http://127.0.0.1:49152/cb"));
        assert!(rule.matches("http://127.0.0.1/cb"));
        for other in [
            "http://127.0.0.1:49152/cb2",
            "http://127.0.0.1:49152/",
            "http://127.0.0.1:49152",
            "http://localhost:49152/cb",
            "https://127.0.0.1:49152/cb",
            "http://127.0.0.1:0/cb",
            "http://127.0.0.1:65536/cb",
            "http://127.0.0.1:/cb",
            "http://127.0.0.1:80:80/cb",
        ] {
            assert!(!rule.matches(other), "{other}");
        }
        let six = RedirectRule::parse("http://[::1]:*/cb").unwrap();
        assert!(six.matches("http://[::1]:5000/cb"));
        assert_eq!(six.to_string(), "http://[::1]:*/cb");
    }

    #[test]
    fn the_demonstration_wildcard_stays_on_this_machine() {
        let rule = RedirectRule::parse("http://localhost:*").unwrap();
        for inside in [
            "http://localhost:3000/a/b?c=d",
            "http://localhost/",
            "http://localhost:1",
            "http://localhost:9?x",
        ] {
            assert!(rule.matches(inside), "{inside}");
        }
        for outside in [
            "http://localhost:3000@evil.test/",
            "http://localhost@evil.test/",
            "http://localhost.evil.test/",
            "http://localhost:3000.evil.test/",
            "http://localhost:3000\\@evil.test/",
            "http://localhost\\.evil.test/",
            "http://localhost:x@evil.test",
            "http://user@localhost:3000/",
            "https://localhost:3000/",
            "http://localhost:3000/#fragment",
            "http://127.0.0.1:3000/",
            "http://localhost:3000/\r\nset-cookie: x",
            "http://localhost:3000/ñ",
            "//localhost:3000/",
        ] {
            assert!(!rule.matches(outside), "{outside}");
        }
    }

    #[test]
    fn refuses_addresses_that_cannot_be_registered() {
        for (text, why) in [
            ("https://rp.example/cb#x", RedirectRuleError::Fragment),
            ("https://rp.example/*", RedirectRuleError::Wildcard),
            ("https://*.rp.example/cb", RedirectRuleError::Wildcard),
            ("http://localhost:*/cb", RedirectRuleError::Malformed),
            ("http://example.org:*", RedirectRuleError::Malformed),
            ("https://u:p@rp.example/cb", RedirectRuleError::UserInfo),
            ("javascript:alert(1)", RedirectRuleError::Scheme),
            ("data:text/html,x", RedirectRuleError::Scheme),
            ("/cb", RedirectRuleError::Malformed),
            ("https:rp.example/cb", RedirectRuleError::Malformed),
            ("https://rp.example/c b", RedirectRuleError::Malformed),
            ("", RedirectRuleError::Malformed),
        ] {
            assert_eq!(RedirectRule::parse(text), Err(why), "{text}");
        }
        let long = format!(
            "https://rp.example/{}",
            "a".repeat(limits::REDIRECT_URI_CHARS)
        );
        assert_eq!(RedirectRule::parse(&long), Err(RedirectRuleError::TooLong));
    }

    #[test]
    fn a_rule_survives_being_stored_as_text() {
        for text in [
            "https://rp.example/cb?x=1",
            "http://127.0.0.1:*/cb",
            "http://localhost:*",
            "es.example.app:/cb",
        ] {
            let rule = RedirectRule::parse(text).unwrap();
            let stored = serde_json::to_string(&rule).unwrap();
            assert_eq!(serde_json::from_str::<RedirectRule>(&stored).unwrap(), rule);
            assert_eq!(rule.to_string(), text);
        }
    }
}
