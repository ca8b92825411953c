//! Scripts and styles of this face.

use std::sync::LazyLock;

use web_kit::assets::{Bundle, CAPTURE, LIVE, PASSKEY};

macro_rules! files {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_bytes!(concat!("../assets/", $path)))),*]
    };
}

pub(crate) const FILES: &[(&str, &[u8])] = files![
    "app-wait.js",
    "app/activate.js",
    "app/api.js",
    "app/app.js",
    "app/camera.js",
    "app/home.js",
    "app/icon-192.png",
    "app/icon-512.png",
    "app/icon-maskable-512.png",
    "app/keep.js",
    "app/manage.js",
    "app/passkey.js",
    "app/push.js",
    "app/qr-find.js",
    "app/qr-read.js",
    "app/request.js",
    "app/router.js",
    "app/scan.js",
    "app/view.js",
    "auto-submit.js",
    "password.js",
    "told.js",
    "unattended-film.js",
    "unattended-info.js",
    "unattended-side.js",
    "unattended.css",
    "video-info.js",
    "video-room.js",
    "video-test.js",
    "video.css",
];

/// The modules of the app, which a phone keeps.
pub(crate) const APP_SCRIPTS: [&str; 15] = [
    "app/activate.js",
    "app/api.js",
    "app/app.js",
    "app/camera.js",
    "app/home.js",
    "app/keep.js",
    "app/manage.js",
    "app/passkey.js",
    "app/push.js",
    "app/qr-find.js",
    "app/qr-read.js",
    "app/request.js",
    "app/router.js",
    "app/scan.js",
    "app/view.js",
];

/// The files of this face, the modules of the kit that see, hear and photograph, and that of
/// passkeys.
pub(crate) static OWN: LazyLock<Bundle> =
    LazyLock::new(|| Bundle::new("identity", &[FILES, LIVE, CAPTURE, PASSKEY].concat()));
