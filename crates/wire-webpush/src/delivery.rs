//! What the push service is told beside the message (RFC 8030 §5).

/// How much the message matters to somebody whose battery is low (§5.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Urgency {
    /// On a charger and on Wi-Fi.
    VeryLow,
    /// On a charger or on Wi-Fi.
    Low,
    /// On neither.
    #[default]
    Normal,
    /// Also when the battery is low: somebody waits in front of a screen.
    High,
}

impl Urgency {
    /// The value of the header `Urgency`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::VeryLow => "very-low",
            Self::Low => "low",
            Self::Normal => "normal",
            Self::High => "high",
        }
    }

    /// The urgency of a header.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::VeryLow, Self::Low, Self::Normal, Self::High]
            .into_iter()
            .find(|urgency| urgency.name() == name)
    }
}

/// A message that has not been delivered is replaced by a newer one of the same topic (§5.4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic(String);

/// No topic: 1 to 32 characters of base64url.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a topic has 1 to 32 characters of base64url")]
pub struct TopicError;

impl Topic {
    /// Reads a topic.
    ///
    /// # Errors
    /// [`TopicError`].
    pub fn parse(text: &str) -> Result<Self, TopicError> {
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        if (1..=32).contains(&text.len()) && text.chars().all(fits) {
            Ok(Self(text.to_owned()))
        } else {
            Err(TopicError)
        }
    }

    /// The value of the header `Topic`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn topics_are_short_and_of_one_alphabet() {
        assert_eq!(
            Topic::parse("request").map(|topic| topic.0),
            Ok("request".into())
        );
        for wrong in ["", "a b", "a=", "ñ", &"a".repeat(33)] {
            assert_eq!(Topic::parse(wrong), Err(TopicError), "{wrong}");
        }
    }

    #[test]
    fn every_urgency_is_known_by_its_name() {
        for name in ["very-low", "low", "normal", "high"] {
            assert_eq!(Urgency::from_name(name).map(Urgency::name), Some(name));
        }
        assert_eq!(Urgency::from_name("HIGH"), None);
    }
}
