//! Scripts of this face.

use std::sync::LazyLock;

use web_kit::assets::{Bundle, LIVE, PASSKEY};

macro_rules! video {
    ($name:literal) => {
        (
            concat!("video/", $name, ".js"),
            include_bytes!(concat!("../assets/video/", $name, ".js")) as &[u8],
        )
    };
}

/// The scripts.
pub(crate) static OWN: LazyLock<Bundle> = LazyLock::new(|| {
    let own: [(&str, &[u8]); 7] = [
        ("reason.js", include_bytes!("../assets/reason.js")),
        ("telephone.js", include_bytes!("../assets/telephone.js")),
        video!("call"),
        video!("capture"),
        video!("parts"),
        video!("queue"),
        video!("talk"),
    ];
    Bundle::new("office", &[&own, LIVE, PASSKEY].concat())
});
