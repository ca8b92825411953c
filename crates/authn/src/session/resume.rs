//! A browser comes back with its session (single sign-on, R127).

use model::session::Session;
use store::{StoreError, repo};
use vocab::{BearerSecret, Timestamp};

use super::secret_hash;
use crate::{Authenticated, Doorkeeper};

/// Use is written down at most once in so many seconds, so that reading pages stays cheap.
const TOUCH_AFTER_S: i64 = 60;

impl Doorkeeper {
    /// The person of a session cookie, if the session is usable.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn resume(&self, secret: &BearerSecret) -> Result<Option<Authenticated>, StoreError> {
        self.look(secret, TOUCH_AFTER_S).await
    }

    /// The same, and the idle limit starts again at once: the person asked to stay (WCAG 2.2.1).
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn extend(&self, secret: &BearerSecret) -> Result<Option<Authenticated>, StoreError> {
        self.look(secret, 0).await
    }

    async fn look(
        &self,
        secret: &BearerSecret,
        touch_after_s: i64,
    ) -> Result<Option<Authenticated>, StoreError> {
        let now = self.clock.now();
        let rules = self.settings.session;
        let hash = secret_hash(&*self.hashes, secret);
        let session = self
            .store
            .read("authn.session.resume", move |tx| {
                let found = repo::session::find_by_secret(tx, hash)?;
                let Some(session) = found.filter(|session| session.usable(now, rules)) else {
                    return Ok::<_, StoreError>(None);
                };
                // Whatever closed everything ended the session too; this holds if it ever did not.
                let standing = repo::restriction::in_force(tx, session.person, now)?;
                let closed = standing.closed(now).is_some();
                let registration_level = standing.counted(session.registration_level);
                Ok((!closed).then_some(Session {
                    registration_level,
                    ..session
                }))
            })
            .await?;
        let Some(mut session) = session else {
            return Ok(None);
        };
        if idle_seconds(session.last_used_at, now) >= touch_after_s {
            let id = session.id;
            let touched = self
                .store
                .transact("authn.session.touch", move |tx| {
                    repo::session::touch(tx, id, now)
                })
                .await;
            match touched {
                Ok(_) => session.last_used_at = now,
                // A full disk does not keep anybody from reading.
                Err(StoreError::Full) if touch_after_s > 0 => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Some(Authenticated::new(session, rules)))
    }
}

fn idle_seconds(last_used_at: Timestamp, now: Timestamp) -> i64 {
    now.as_second().saturating_sub(last_used_at.as_second())
}
