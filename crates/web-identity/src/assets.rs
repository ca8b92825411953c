//! Scripts and styles of this face.

use std::sync::LazyLock;

use web_kit::assets::{Bundle, CAPTURE, LIVE, PASSKEY};

const FILES: &[(&str, &[u8])] = &[
    ("app-wait.js", include_bytes!("../assets/app-wait.js")),
    ("auto-submit.js", include_bytes!("../assets/auto-submit.js")),
    (
        "unattended-film.js",
        include_bytes!("../assets/unattended-film.js"),
    ),
    (
        "unattended-info.js",
        include_bytes!("../assets/unattended-info.js"),
    ),
    (
        "unattended-side.js",
        include_bytes!("../assets/unattended-side.js"),
    ),
    ("unattended.css", include_bytes!("../assets/unattended.css")),
    ("password.js", include_bytes!("../assets/password.js")),
    ("video-info.js", include_bytes!("../assets/video-info.js")),
    ("video-room.js", include_bytes!("../assets/video-room.js")),
    ("video-test.js", include_bytes!("../assets/video-test.js")),
    ("video.css", include_bytes!("../assets/video.css")),
];

/// The files of this face, the modules of the kit that see, hear and photograph, and that of
/// passkeys.
pub(crate) static OWN: LazyLock<Bundle> =
    LazyLock::new(|| Bundle::new("identity", &[FILES, LIVE, CAPTURE, PASSKEY].concat()));
