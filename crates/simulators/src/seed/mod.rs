//! Fills an empty demonstration database: the body, the relying parties and the people who are
//! registered when the demonstration starts. Running it again changes nothing.

mod body;
mod clients;
mod people;

use std::sync::Arc;

use model::body::Body;
use ports::{passwords::PasswordHasher, sealing::KeyedHash};
use store::{Store, StoreError};
use vocab::{Clock, Entropy};

pub use body::DIR3;
pub use clients::{
    DEMO_FAPI, DEMO_FAPI_KEYS, DEMO_RP, DEMO_RP_SECRET, DEMO_SPA, SEDE_CLIENT, SEDE_SECRET,
};

/// What seeding needs.
#[derive(Clone)]
pub struct Seeding {
    /// Where it is written.
    pub store: Store,
    /// Keyed hashes of client secrets.
    pub hashes: Arc<dyn KeyedHash>,
    /// Hashes the permanent password of who has one.
    pub passwords: Arc<dyn PasswordHasher>,
    /// Chance.
    pub entropy: Arc<dyn Entropy>,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// The origin of the electronic office, whose client is seeded too.
    pub sede_origin: String,
}

impl Seeding {
    /// Seeds what is missing and returns the body.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn run(&self) -> Result<Body, StoreError> {
        let body = body::seed(self).await?;
        clients::seed(self, &body).await?;
        people::seed(self).await?;
        Ok(body)
    }
}
