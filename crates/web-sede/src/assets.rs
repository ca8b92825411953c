//! Scripts of this face.

use std::sync::LazyLock;

use web_kit::assets::Bundle;

/// The scripts.
pub(crate) static OWN: LazyLock<Bundle> = LazyLock::new(|| {
    Bundle::new(
        "sede",
        &[(
            "requirements.js",
            include_bytes!("../assets/requirements.js"),
        )],
    )
});
