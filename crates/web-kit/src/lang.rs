//! Which language a page speaks.
//!
//! In this order: `?lang=` in the address, the cookie that it leaves, the wish of the service that
//! sent the person ([`crate::Page::wish`]), so that they do not change languages on their way through
//! us, the preference that the person has on record (the handler adds it with
//! [`crate::Page::prefer`]), `Accept-Language`, and the first language of the face.

use http::HeaderMap;
use http::header::ACCEPT_LANGUAGE;
use vocab::Lang;

/// Purpose in the name of the cookie that keeps the wish of a service until the browser closes.
pub(crate) const WISH: &str = "lang-wish";

/// Where the choice came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LangSource {
    /// The visitor chose it on this site.
    Chosen,
    /// The service that sent the visitor speaks it.
    Wished,
    /// The browser's settings, or nothing at all.
    Guessed,
}

/// The language of a request, among those enabled.
#[must_use]
pub fn negotiate(
    chosen: Option<&str>,
    wished: Option<&str>,
    headers: &HeaderMap,
    enabled: &[Lang],
) -> (Lang, LangSource) {
    if let Some(lang) = chosen.and_then(|tag| usable(tag, enabled)) {
        return (lang, LangSource::Chosen);
    }
    if let Some(lang) = wished.and_then(|tag| usable(tag, enabled)) {
        return (lang, LangSource::Wished);
    }
    let accepted = headers
        .get(ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok());
    let guess = accepted.and_then(|list| accept(list, enabled));
    (
        guess
            .or_else(|| enabled.first().copied())
            .unwrap_or(Lang::Es),
        LangSource::Guessed,
    )
}

/// The language of a tag if it is enabled, or the one nearest to it: Valencian is served in
/// Catalan where only that is.
#[must_use]
pub fn usable(tag: &str, enabled: &[Lang]) -> Option<Lang> {
    let lang = Lang::from_tag(tag)?;
    if enabled.contains(&lang) {
        return Some(lang);
    }
    lang.nearest().filter(|nearest| enabled.contains(nearest))
}

/// The best language of an `Accept-Language` (RFC 9110 §12.5.4). Reads at most 16 entries.
fn accept(list: &str, enabled: &[Lang]) -> Option<Lang> {
    let mut best: Option<(u16, Lang)> = None;
    for entry in list.split(',').take(16) {
        let (tag, quality) = entry.split_once(';').unwrap_or((entry, "q=1"));
        let quality = quality
            .trim()
            .strip_prefix("q=")
            .and_then(thousandths)
            .unwrap_or(0);
        let Some(lang) = usable(tag, enabled) else {
            continue;
        };
        if quality > 0 && best.is_none_or(|(known, _)| quality > known) {
            best = Some((quality, lang));
        }
    }
    best.map(|(_, lang)| lang)
}

fn thousandths(quality: &str) -> Option<u16> {
    let value: f32 = quality.parse().ok()?;
    (0.0..=1.0)
        .contains(&value)
        .then_some((value * 1000.0) as u16)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    const ENABLED: &[Lang] = &Lang::ALL;

    fn from(header: &str) -> Lang {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_LANGUAGE, header.parse().unwrap());
        negotiate(None, None, &headers, ENABLED).0
    }

    #[test]
    fn the_browser_decides_when_nobody_chose() {
        assert_eq!(from("en-GB,en;q=0.9,es;q=0.8"), Lang::En);
        assert_eq!(from("fr-FR,ca;q=0.7,es;q=0.9"), Lang::Es);
        assert_eq!(from("ca-ES-valencia"), Lang::CaValencia);
        assert_eq!(from("ca-valencia"), Lang::CaValencia);
        assert_eq!(from("ca-ES"), Lang::Ca);
        assert_eq!(from("gl-ES, es;q=0.9"), Lang::Gl);
        assert_eq!(from("de, eu;q=0.3"), Lang::Eu);
        assert_eq!(from("es;q=0, en;q=0.1"), Lang::En);
        assert_eq!(from("fr,de;q=x,*;q=0.5"), Lang::Es);
    }

    #[test]
    fn valencian_is_read_in_catalan_where_only_that_is_enabled() {
        let enabled = [Lang::Es, Lang::Ca];
        assert_eq!(usable("ca-valencia", &enabled), Some(Lang::Ca));
        assert_eq!(usable("gl", &enabled), None);
    }

    #[test]
    fn a_choice_wins_and_an_unknown_choice_does_not() {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_LANGUAGE, "en".parse().unwrap());
        assert_eq!(
            negotiate(Some("ca"), None, &headers, ENABLED),
            (Lang::Ca, LangSource::Chosen)
        );
        assert_eq!(
            negotiate(Some("tlh"), None, &headers, ENABLED),
            (Lang::En, LangSource::Guessed)
        );
    }

    /// A service may know which language the person reads; the person knows better.
    #[test]
    fn the_wish_of_a_service_weighs_more_than_the_browser_and_less_than_the_person() {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_LANGUAGE, "en".parse().unwrap());
        assert_eq!(
            negotiate(None, Some("ca"), &headers, ENABLED),
            (Lang::Ca, LangSource::Wished)
        );
        assert_eq!(
            negotiate(Some("es"), Some("ca"), &headers, ENABLED),
            (Lang::Es, LangSource::Chosen)
        );
        assert_eq!(negotiate(None, Some("tlh"), &headers, ENABLED).0, Lang::En);
    }
}
