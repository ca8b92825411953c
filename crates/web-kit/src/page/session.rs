//! The session in the header of a page, and the warning before it ends (WCAG 2.2.1).

use vocab::Timestamp;

/// How long before the end the warning appears: two minutes, of which WCAG 2.2.1 asks for 20 s.
const WARNING_SECONDS: i64 = 120;

/// Who is in, how to leave, and when the session ends by itself.
#[derive(Debug, Clone)]
pub struct SessionNote {
    /// What stands beside the way out: a first name, "Julia R., tramitadora".
    pub label: String,
    /// Where the form that logs out is sent (POST).
    pub log_out: String,
    /// When the session ends unless it is used.
    pub ends: Timestamp,
    /// Where the form that keeps the session alive is sent (POST; answers 204 or a redirect).
    pub keep: String,
    /// Seconds left when the page was made.
    pub(crate) left: i64,
}

impl SessionNote {
    /// A session that ends at `ends`, as seen at `now`.
    #[must_use]
    pub fn new(
        label: impl Into<String>,
        log_out: impl Into<String>,
        keep: impl Into<String>,
        ends: Timestamp,
        now: Timestamp,
    ) -> Self {
        let left = ends.duration_since(now).as_secs().max(0);
        Self {
            label: label.into(),
            log_out: log_out.into(),
            ends,
            keep: keep.into(),
            left,
        }
    }

    /// Seconds until the end.
    #[must_use]
    pub fn seconds_left(&self) -> i64 {
        self.left
    }

    /// Seconds before the end at which the warning appears.
    #[must_use]
    pub fn warning_seconds(&self) -> i64 {
        WARNING_SECONDS.min(self.left)
    }

    /// The same in minutes, rounded up, for the words of the warning.
    #[must_use]
    pub fn warning_minutes(&self) -> i64 {
        (WARNING_SECONDS + 59) / 60
    }
}
