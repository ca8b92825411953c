//! Where a person is going while they identify: a path of this office, and never anything else.

/// The longest path of ours that needs an identification has 54 characters.
const LONGEST: usize = 100;

/// A path to which the person returns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Destination(String);

/// "My applications".
impl Default for Destination {
    fn default() -> Self {
        Self("/applications".to_owned())
    }
}

impl Destination {
    /// The destination of a path: itself if it is a page of ours that needs an identification,
    /// else "my applications". What the address bar says is never believed further than that.
    pub(crate) fn of(path: &str) -> Self {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '.');
        let below = path.strip_prefix("/applications/").is_some_and(|rest| {
            rest.len() <= LONGEST && rest.chars().all(plain) && !rest.contains("..")
        });
        if path == "/start" || below {
            Self(path.to_owned())
        } else {
            Self::default()
        }
    }

    /// The path.
    pub(crate) fn path(&self) -> &str {
        &self.0
    }

    /// The address at which the identification for it begins.
    pub(crate) fn login(&self) -> String {
        format!("/login/start?to={}", self.0)
    }

    /// The same, and an identification that is there already does not do (R232).
    pub(crate) fn login_again(&self) -> String {
        format!("{}&again", self.login())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_pages_are_destinations() {
        for path in [
            "/start",
            "/applications",
            "/applications/2026-7QK4-2M5R/confirm",
        ] {
            assert_eq!(Destination::of(path).path(), path);
        }
        for path in [
            "",
            "/",
            "//evil.example",
            "https://evil.example",
            "/applications/../csv",
            "/applications/x?y",
            "/applications/\r\nx",
            "/applications/%2e",
            "/startle",
        ] {
            assert_eq!(Destination::of(path), Destination::default(), "{path:?}");
        }
    }
}
