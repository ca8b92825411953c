//! The sessions of a person that are open, for the person to see.

use model::session::{AuthenticationMethod, Seen, assurance};
use store::{StoreError, repo};
use vocab::{AssuranceLevel, SessionId, SignedDuration, Timestamp};

use crate::{Authenticated, Doorkeeper};

/// A session that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionView {
    /// Which.
    pub id: SessionId,
    /// Whether it is the one that asks.
    pub here: bool,
    /// How the person came in.
    pub method: AuthenticationMethod,
    /// At which level.
    pub level: AssuranceLevel,
    /// When.
    pub since: Timestamp,
    /// Last use that was written down (at most once a minute).
    pub last_used_at: Timestamp,
    /// From where; nothing where no browser came in: by telephone, or over the back channel.
    pub seen: Option<Seen>,
    /// The relying parties that it has entered.
    pub clients: Vec<String>,
}

impl Doorkeeper {
    /// The sessions of a person that are open: this one first, then those used last.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn sessions(&self, person: &Authenticated) -> Result<Vec<SessionView>, StoreError> {
        let (id, here) = (person.person(), person.session());
        let (now, rules) = (self.clock.now(), self.settings.session);
        let longest = SignedDuration::from_secs(i64::from(rules.absolute_s));
        let since = now.checked_sub(longest).unwrap_or(Timestamp::MIN);
        let mut views = self
            .store
            .read("authn.session.mine", move |tx| {
                let Some(data_key) = repo::person::data_key_of(tx, id)? else {
                    return Ok::<_, StoreError>(Vec::new());
                };
                let standing = repo::restriction::in_force(tx, id, now)?;
                let mut views = Vec::new();
                for (session, seen) in repo::session::open_of_person(tx, id, data_key, since)? {
                    if session.usable(now, rules) {
                        views.push(SessionView {
                            clients: repo::session::clients_of(tx, session.id)?,
                            id: session.id,
                            here: session.id == here,
                            method: session.method,
                            level: assurance(
                                standing.counted(session.registration_level),
                                session.method,
                            ),
                            since: session.authenticated_at,
                            last_used_at: session.last_used_at,
                            seen,
                        });
                    }
                }
                Ok(views)
            })
            .await?;
        views.sort_by_key(|view| !view.here);
        Ok(views)
    }
}
