//! A browser comes back with its visit.

use store::{
    StoreError,
    repo::sede::{applicant, visit},
};
use vocab::{BearerSecret, Timestamp};

use super::{secret_hash, visitor::Visitor};
use crate::Procedures;

/// Use is written down at most once in so many seconds, so that reading pages stays cheap.
const TOUCH_AFTER_S: i64 = 60;

impl Procedures {
    /// The person of a cookie, if the visit is usable.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn resume(&self, secret: &BearerSecret) -> Result<Option<Visitor>, StoreError> {
        self.look(secret, TOUCH_AFTER_S).await
    }

    /// The same, and the idle limit starts again at once: the person asked to stay (WCAG 2.2.1).
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn extend(&self, secret: &BearerSecret) -> Result<Option<Visitor>, StoreError> {
        self.look(secret, 0).await
    }

    async fn look(
        &self,
        secret: &BearerSecret,
        touch_after_s: i64,
    ) -> Result<Option<Visitor>, StoreError> {
        let now = self.clock.now();
        let rules = self.settings.session;
        let hash = secret_hash(&*self.hashes, secret);
        let found = self
            .store
            .read("procedures.resume", move |tx| {
                let Some(visit) = visit::find_by_secret(tx, hash)? else {
                    return Ok(None);
                };
                if !visit.usable(now, rules) {
                    return Ok(None);
                }
                let applicant = applicant::find(tx, visit.applicant)?;
                Ok::<_, StoreError>(applicant.map(|applicant| (applicant, visit)))
            })
            .await?;
        let Some((applicant, mut visit)) = found else {
            return Ok(None);
        };
        if idle_seconds(visit.last_used_at, now) >= touch_after_s {
            let id = visit.id;
            let touched = self
                .store
                .transact("procedures.touch_session", move |tx| {
                    visit::touch(tx, id, now)
                })
                .await;
            match touched {
                Ok(_) => visit.last_used_at = now,
                // A full disk does not keep anybody from reading.
                Err(StoreError::Full) if touch_after_s > 0 => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Some(Visitor::new(applicant, visit, rules)))
    }
}

fn idle_seconds(last_used_at: Timestamp, now: Timestamp) -> i64 {
    now.as_second().saturating_sub(last_used_at.as_second())
}
