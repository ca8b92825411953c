//! The app: what it is made of, and the interface that it speaks.
//!
//! | folder | what |
//! |---|---|
//! | `api/` | JSON below `/app/api/v1`, `docs/specs/app-protocol.md` |

pub(crate) mod api;

use crate::login::AppWatch;

/// Whether the app is offered here, and who waits for it.
#[derive(Debug, Clone, Default)]
pub struct AppFace {
    offered: bool,
    pub(crate) watch: AppWatch,
}

impl AppFace {
    /// With the app, or without it: then there is neither its interface nor its way to identify.
    #[must_use]
    pub fn new(offered: bool) -> Self {
        Self {
            offered,
            watch: AppWatch::default(),
        }
    }

    /// Is the app offered?
    #[must_use]
    pub fn is_offered(&self) -> bool {
        self.offered
    }
}
