//! Files that are part of the binary: style sheets, fonts, drawings, scripts.
//!
//! A [`Bundle`] is served below `/assets/<name>/<version>/…`, where the version is a hash of all
//! its files: addresses change with the content, so browsers may keep them for ever, and relative
//! addresses inside style sheets and modules stay inside the same version.

use std::collections::HashMap;
use std::io::Write as _;
use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use http::{HeaderMap, HeaderValue, StatusCode};

/// The files of this crate: `tokens.css`, `base.css`, `components.css`, `desk.css`, `app.css`,
/// `brand/`, `fonts/`, `js/`.
pub static KIT: LazyLock<Bundle> = LazyLock::new(|| Bundle::new("kit", KIT_FILES));

macro_rules! files {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_bytes!(concat!("../assets/", $path)))),*]
    };
}

const KIT_FILES: &[(&str, &[u8])] = files![
    "app.css",
    "base.css",
    "brand/app-icon.svg",
    "brand/door.svg",
    "brand/mark-mono.svg",
    "brand/mark.svg",
    "brand/wordmark.svg",
    "components.css",
    "desk.css",
    "fonts/OFL.txt",
    "fonts/mono-latin.woff2",
    "fonts/next-latin-ext.woff2",
    "fonts/next-latin.woff2",
    "icons.svg",
    "js/capture/guide.js",
    "js/capture/measure-worker.js",
    "js/capture/measure.js",
    "js/capture/upload.js",
    "js/code-input.js",
    "js/copy.js",
    "js/countdown.js",
    "js/kit.js",
    "js/live/channel.js",
    "js/live/devices.js",
    "js/live/peer.js",
    "js/live/sound.js",
    "js/live/words.js",
    "js/passkey.js",
    "js/session.js",
    "js/submit-once.js",
    "js/work-worker.js",
    "js/work.js",
    "tokens.css",
];

/// The modules of pages that see and hear: the line to the server, camera and microphone, the
/// connection to the media server, sounds. Part of the bundle of every face that has such pages,
/// below `live/`, so that its own modules import them by a relative address:
///
/// `Bundle::new("office", &[OWN, web_kit::assets::LIVE].concat())`, then
/// `import { Channel } from "./live/channel.js";`
pub const LIVE: &[(&str, &[u8])] = &[
    (
        "live/channel.js",
        include_bytes!("../assets/js/live/channel.js"),
    ),
    (
        "live/devices.js",
        include_bytes!("../assets/js/live/devices.js"),
    ),
    ("live/peer.js", include_bytes!("../assets/js/live/peer.js")),
    (
        "live/sound.js",
        include_bytes!("../assets/js/live/sound.js"),
    ),
    (
        "live/words.js",
        include_bytes!("../assets/js/live/words.js"),
    ),
];

/// The modules of pages that photograph a document and send what is large: hints while the camera
/// looks (`guide.js`), what it measures, and uploads in chunks (`upload.js`,
/// `docs/specs/chunked-upload.md`). Part of the bundle of every face that has such pages, below
/// `capture/`, in the manner of [`LIVE`].
pub const CAPTURE: &[(&str, &[u8])] = &[
    (
        "capture/guide.js",
        include_bytes!("../assets/js/capture/guide.js"),
    ),
    (
        "capture/measure-worker.js",
        include_bytes!("../assets/js/capture/measure-worker.js"),
    ),
    (
        "capture/measure.js",
        include_bytes!("../assets/js/capture/measure.js"),
    ),
    (
        "capture/upload.js",
        include_bytes!("../assets/js/capture/upload.js"),
    ),
];

/// The module of pages that ask the browser for a passkey (`passkey.js`), for the bundle of every
/// face that has such pages.
pub const PASSKEY: &[(&str, &[u8])] = &[("passkey.js", include_bytes!("../assets/js/passkey.js"))];

/// A year: the longest that caches promise to keep anything (RFC 9111 has no limit; browsers do).
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// A set of embedded files with one version.
#[derive(Debug)]
pub struct Bundle {
    name: &'static str,
    version: String,
    files: HashMap<&'static str, Arc<File>>,
}

#[derive(Debug)]
struct File {
    url: String,
    content_type: &'static str,
    plain: Bytes,
    gzip: Option<Bytes>,
}

impl Bundle {
    /// A bundle named `name` (a path segment, different in every crate) with these files: path
    /// below the bundle, content. Compresses what compresses.
    #[must_use]
    pub fn new(name: &'static str, files: &[(&'static str, &'static [u8])]) -> Self {
        let version = version(files);
        let files = files
            .iter()
            .map(|(path, bytes)| {
                let content_type = content_type(path);
                let file = File {
                    url: format!("/assets/{name}/{version}/{path}"),
                    content_type,
                    plain: Bytes::from_static(bytes),
                    gzip: compressible(content_type).then(|| gzip(bytes)).flatten(),
                };
                (*path, Arc::new(file))
            })
            .collect();
        Self {
            name,
            version,
            files,
        }
    }

    /// The address of a file. A path that is not in the bundle gets an address that answers 404;
    /// the test of every template finds it.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        match self.files.get(path) {
            Some(file) => file.url.clone(),
            None => format!("/assets/{}/{}/{path}", self.name, self.version),
        }
    }

    /// The version of all files together, which changes with any of them.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Whether the bundle has the file.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// The routes that serve the files.
    pub fn router(&'static self) -> Router {
        let route = format!("/assets/{}/{{version}}/{{*path}}", self.name);
        Router::new().route(
            &route,
            get(move |Path((version, path)): Path<(String, String)>, headers: HeaderMap| async move {
                self.respond(&version, &path, &headers)
            }),
        )
    }

    /// Another version than ours is asked for while nodes are being upgraded: it gets what we
    /// have, but may not keep it.
    fn respond(&self, version: &str, path: &str, headers: &HeaderMap) -> Response {
        let Some(file) = self.files.get(path) else {
            return StatusCode::NOT_FOUND.into_response();
        };
        let current = version == self.version;
        let etag = format!("\"{}\"", self.version);
        if headers
            .get(IF_NONE_MATCH)
            .is_some_and(|tag| tag.as_bytes() == etag.as_bytes())
        {
            return StatusCode::NOT_MODIFIED.into_response();
        }
        let zipped = file.gzip.as_ref().filter(|_| accepts_gzip(headers));
        let mut response = zipped.unwrap_or(&file.plain).clone().into_response();
        let out = response.headers_mut();
        out.insert(CONTENT_TYPE, HeaderValue::from_static(file.content_type));
        let cache = if current { FOR_EVER } else { "no-cache" };
        out.insert(CACHE_CONTROL, HeaderValue::from_static(cache));
        if let Ok(etag) = HeaderValue::from_str(&etag) {
            out.insert(ETAG, etag);
        }
        if zipped.is_some() {
            out.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        if file.gzip.is_some() {
            out.insert(VARY, HeaderValue::from_static("accept-encoding"));
        }
        response
    }
}

fn accepts_gzip(headers: &HeaderMap) -> bool {
    let Some(accepted) = headers
        .get(ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
    else {
        return false;
    };
    accepted.split(',').any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        parts.next() == Some("gzip") && parts.next() != Some("q=0")
    })
}

/// FNV-1a over names and contents: the version only has to differ when a file does.
fn version(files: &[(&str, &[u8])]) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for (path, bytes) in files {
        for byte in path.bytes().chain([0]).chain(bytes.iter().copied()) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("png") => "image/png",
        Some("svg") => "image/svg+xml",
        Some("txt") => "text/plain; charset=utf-8",
        Some("webmanifest") => "application/manifest+json",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

fn compressible(content_type: &str) -> bool {
    content_type.starts_with("text/")
        || content_type.contains("svg")
        || content_type.contains("json")
}

fn gzip(bytes: &[u8]) -> Option<Bytes> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).ok()?;
    let zipped = encoder.finish().ok()?;
    (zipped.len() < bytes.len()).then(|| Bytes::from(zipped))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn walk(dir: &std::path::Path, out: &mut Vec<String>) {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, out);
            } else {
                out.push(path.to_string_lossy().into_owned());
            }
        }
    }

    #[test]
    fn every_file_of_the_folder_is_embedded() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
        let mut found = Vec::new();
        walk(&root, &mut found);
        for path in found {
            let path = path
                .strip_prefix(root.to_str().unwrap())
                .unwrap()
                .trim_start_matches('/')
                .to_owned();
            assert!(KIT.has(&path), "add {path:?} to KIT_FILES in assets.rs");
        }
    }

    #[test]
    fn every_address_inside_the_style_sheets_exists() {
        for (path, bytes) in KIT_FILES.iter().filter(|(path, _)| path.ends_with(".css")) {
            let text = std::str::from_utf8(bytes).unwrap();
            for url in text.split("url(\"").skip(1) {
                let url = url.split('"').next().unwrap();
                assert!(KIT.has(url), "{path} points to {url:?}");
            }
        }
    }
}
