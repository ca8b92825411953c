//! The service worker. What it keeps is listed here: the shell's own files, each with its version
//! in its address. A change of any file changes this script, and with it everything that is kept.

use std::sync::LazyLock;

use axum::http::{
    HeaderName, HeaderValue,
    header::{CACHE_CONTROL, CONTENT_TYPE},
};
use axum::response::{IntoResponse as _, Response};
use serde_json::json;
use web_kit::assets::KIT;

use crate::assets::{self, APP_SCRIPTS};

const WORKER: &str = include_str!("../../assets/app/sw.js");

const KIT_FILES: [&str; 8] = [
    "tokens.css",
    "base.css",
    "components.css",
    "app.css",
    "brand/mark.svg",
    "fonts/next-latin.woff2",
    "fonts/next-latin-ext.woff2",
    "fonts/mono-latin.woff2",
];

static SCRIPT: LazyLock<String> = LazyLock::new(|| {
    let kit = KIT_FILES.map(|file| KIT.url(file));
    let own = APP_SCRIPTS.map(|file| assets::OWN.url(file));
    let icon = assets::OWN.url("app/icon-192.png");
    let files: Vec<&String> = kit.iter().chain(&own).chain([&icon]).collect();
    let version = format!("{}-{}", KIT.version(), assets::OWN.version());
    format!(
        "const VERSION = {};\nconst ICON = {};\nconst FILES = {};\n{WORKER}",
        json!(version),
        json!(icon),
        json!(files),
    )
});

pub(super) async fn get() -> Response {
    let mut answer = SCRIPT.as_str().into_response();
    let headers = answer.headers_mut();
    for (name, value) in [
        (CONTENT_TYPE, "text/javascript; charset=utf-8"),
        // Browsers look whether it has changed.
        (CACHE_CONTROL, "no-cache"),
        // The script is below what it serves: `/app` itself belongs to it.
        (HeaderName::from_static("service-worker-allowed"), "/app"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file that is not there would stop the whole installation.
    #[test]
    fn every_file_that_is_kept_is_there() {
        for file in KIT_FILES {
            assert!(KIT.has(file), "{file}");
        }
        for file in APP_SCRIPTS.into_iter().chain(["app/icon-192.png"]) {
            assert!(assets::OWN.has(file), "{file}");
        }
    }

    /// Every module that a kept module imports is kept too.
    #[test]
    fn every_import_of_the_shell_is_kept() {
        for (path, bytes) in assets::FILES {
            if !path.starts_with("app/") || !path.ends_with(".js") || *path == "app/sw.js" {
                continue;
            }
            let text = String::from_utf8_lossy(bytes);
            for import in text
                .split("from \"./")
                .skip(1)
                .chain(text.split("import \"./").skip(1))
            {
                let file = format!("app/{}", import.split('"').next().unwrap_or_default());
                assert!(
                    APP_SCRIPTS.contains(&file.as_str()),
                    "{path} imports {file}"
                );
            }
        }
    }

    #[test]
    fn the_worker_begins_with_what_it_keeps() {
        assert!(SCRIPT.starts_with("const VERSION = \""));
        assert!(SCRIPT.contains(&assets::OWN.url("app/app.js")));
        assert!(
            !SCRIPT.contains("/app/api/"),
            "nothing of the interface is kept"
        );
    }
}
