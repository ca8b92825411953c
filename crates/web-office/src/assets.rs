//! Scripts of this face.

use std::sync::LazyLock;

use web_kit::assets::Bundle;

/// The scripts.
pub(crate) static OWN: LazyLock<Bundle> = LazyLock::new(|| {
    Bundle::new(
        "office",
        &[
            ("passkey.js", include_bytes!("../assets/passkey.js")),
            ("reason.js", include_bytes!("../assets/reason.js")),
        ],
    )
});
