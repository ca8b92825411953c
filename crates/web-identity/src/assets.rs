//! Scripts of this face.

use std::sync::LazyLock;

use web_kit::assets::Bundle;

/// The scripts.
pub(crate) static OWN: LazyLock<Bundle> = LazyLock::new(|| {
    Bundle::new(
        "identity",
        &[("auto-submit.js", include_bytes!("../assets/auto-submit.js"))],
    )
});
