//! From where a session was opened: enough for its person to recognise it, and no more.

use serde::{Deserialize, Serialize};

use crate::origin::Origin;

/// Characters of a `User-Agent` that are looked at; browsers send some 120.
const LOOKED_AT: usize = 400;

/// Words of a `User-Agent` and the browser that they belong to. The order counts: nearly all name
/// Chrome or Safari besides themselves.
const BROWSERS: [(&str, &str); 12] = [
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("HeadlessChrome/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Version/", "Safari"),
    ("curl/", "curl"),
];

/// The same for systems.
const SYSTEMS: [(&str, &str); 7] = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
];

/// The browser and the network from which somebody came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// "Firefox · Linux", as far as the browser says; it can say anything.
    pub browser: Option<String>,
    /// The network.
    pub origin: Origin,
}

impl Seen {
    /// Reads what a browser says about itself (RFC 9110 §10.1.5) down to its family and system:
    /// versions and models would only help to tell people apart.
    #[must_use]
    pub fn new(user_agent: Option<&str>, origin: Origin) -> Self {
        let said: String = user_agent
            .unwrap_or_default()
            .chars()
            .take(LOOKED_AT)
            .collect();
        let names: Vec<&str> = [known(&BROWSERS, &said), known(&SYSTEMS, &said)]
            .into_iter()
            .flatten()
            .collect();
        Self {
            browser: (!names.is_empty()).then(|| names.join(" · ")),
            origin,
        }
    }
}

fn known(table: &[(&str, &'static str)], said: &str) -> Option<&'static str> {
    table
        .iter()
        .find(|(word, _)| said.contains(word))
        .map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(user_agent: &str) -> Option<String> {
        Seen::new(Some(user_agent), Origin::of([192, 0, 2, 7].into())).browser
    }

    #[test]
    fn browsers_are_told_apart_although_each_names_the_others() {
        let table = [
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0",
                "Firefox · Linux",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) \
                 Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0",
                "Edge · Windows",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 \
                 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
                "Safari · iPhone",
            ),
            (
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) \
                 SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36",
                "Samsung Internet · Android",
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) \
                 HeadlessChrome/142.0.0.0 Safari/537.36",
                "Chrome · Linux",
            ),
            ("Mozilla/5.0 (Macintosh)", "macOS"),
        ];
        for (user_agent, browser) in table {
            assert_eq!(seen(user_agent).as_deref(), Some(browser), "{user_agent}");
        }
    }

    #[test]
    fn nothing_of_a_stranger_s_words_is_kept() {
        assert_eq!(seen("<script>alert(1)</script>"), None);
        assert_eq!(seen(&format!("{}Firefox/1", "x".repeat(10_000))), None);
        assert_eq!(
            Seen::new(None, Origin::of([192, 0, 2, 7].into())).browser,
            None
        );
    }
}
