//! The registers as the platform asks them.

use model::offence::{OffenceEntry, Subject};
use ports::{
    BoxFuture,
    civil_register::{self, CivilRecord, CivilRegister},
    offence_register::{self, OffenceRegister},
};
use store::{Store, StoreError, repo::register};
use vocab::{IdentityNumber, OffenceEntryId, Timestamp};

/// The imported civil register.
#[derive(Debug, Clone)]
pub struct CivilTable {
    store: Store,
}

impl CivilTable {
    /// Over a store of the whole house.
    #[must_use]
    pub fn new(store: Store) -> Self {
        Self { store }
    }

    /// Was nobody imported yet? Then nobody can register.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn is_empty(&self) -> Result<bool, StoreError> {
        let asked = self
            .store
            .read("registers.is_empty", register::civil::is_empty);
        asked.await
    }
}

impl CivilRegister for CivilTable {
    /// A death later than `now` is not known yet.
    fn find<'a>(
        &'a self,
        number: &'a IdentityNumber,
        now: Timestamp,
    ) -> BoxFuture<'a, Result<Option<CivilRecord>, civil_register::RegisterUnavailable>> {
        let number = number.clone();
        Box::pin(async move {
            let found = self
                .store
                .read("registers.find_person", move |tx| {
                    register::civil::find(tx, &number)
                })
                .await
                .map_err(|error: StoreError| {
                    civil_register::RegisterUnavailable(Some(Box::new(error)))
                })?;
            let today = now.to_zoned(jiff::tz::TimeZone::UTC).date();
            Ok(found.map(|record| CivilRecord {
                died_on: record.died_on.filter(|died_on| *died_on <= today),
                ..record
            }))
        })
    }
}

/// The imported register of offences.
#[derive(Debug, Clone)]
pub struct OffenceTable {
    store: Store,
}

impl OffenceTable {
    /// Over a store of the whole house.
    #[must_use]
    pub fn new(store: Store) -> Self {
        Self { store }
    }
}

fn unavailable(error: StoreError) -> offence_register::RegisterUnavailable {
    offence_register::RegisterUnavailable(Some(Box::new(error)))
}

impl OffenceRegister for OffenceTable {
    fn candidates<'a>(
        &'a self,
        subject: &'a Subject,
    ) -> BoxFuture<'a, Result<Vec<OffenceEntry>, offence_register::RegisterUnavailable>> {
        let subject = subject.clone();
        Box::pin(async move {
            let found = self.store.read("registers.find_candidates", move |tx| {
                register::offences::candidates(tx, &subject)
            });
            found.await.map_err(unavailable)
        })
    }

    fn entry(
        &self,
        id: OffenceEntryId,
    ) -> BoxFuture<'_, Result<Option<OffenceEntry>, offence_register::RegisterUnavailable>> {
        Box::pin(async move {
            let found = self.store.read("registers.find_entry", move |tx| {
                register::offences::find(tx, id)
            });
            found.await.map_err(unavailable)
        })
    }
}
