//! Plural rules for whole numbers (Unicode CLDR 46, cardinal) of the six languages.

/// The categories that Fluent knows, as they are written in variants.
pub(crate) const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// The condition, as Rust over an `i64` that is written `#`, under which a whole number has the category in the
/// language; `None` if the language has no such category.
///
/// Galician, Basque and English tell one from the rest. Spanish and Catalan also have `many`, for
/// round millions ("un millón **de** personas").
pub(crate) fn condition(language: &str, category: &str) -> Option<&'static str> {
    match (language, category) {
        (_, "one") => Some("# == 1 || # == -1"),
        (_, "other") => Some("true"),
        ("es" | "ca" | "ca-valencia", "many") => Some("# != 0 && # % 1_000_000 == 0"),
        _ => None,
    }
}
