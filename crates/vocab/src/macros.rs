//! What every word repeats: serde through its canonical text, `FromStr` through its parser.

/// Implements serde and `FromStr` for a type with `as_str(&self) -> &str` and
/// `parse(&str) -> Result<Self, $error>`.
macro_rules! word {
    ($word:ty, $error:ty) => {
        impl std::str::FromStr for $word {
            type Err = $error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(text)
            }
        }

        impl serde::Serialize for $word {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $word {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                Self::parse(&text).map_err(serde::de::Error::custom)
            }
        }
    };
}

/// Implements `Display` with the canonical text, for words that may be shown.
macro_rules! shown {
    ($word:ty) => {
        impl std::fmt::Display for $word {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}

/// Implements `Debug` with the masked text, for personal data.
macro_rules! masked_debug {
    ($word:ident) => {
        impl std::fmt::Debug for $word {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}({})", stringify!($word), self.masked())
            }
        }
    };
}

/// Implements `Debug` without any of the value, for credentials.
macro_rules! redacted_debug {
    ($word:ident) => {
        impl std::fmt::Debug for $word {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($word), "(redacted)"))
            }
        }
    };
}
