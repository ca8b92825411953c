//! Operators: the number by which they introduce themselves, and whether they attend now.

use vocab::{BodyId, Entropy, OfficerId, Timestamp};

use crate::{StoreError, Tx, repo::person::decode, sql};

/// Numbers that are tried before it is an error: with 1,000 operators one try in nine collides.
const TRIES: usize = 32;

/// Does an operator attend now?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Presence {
    /// Takes people.
    Available,
    /// Will be back.
    Pause,
    /// Not at the desk.
    Away,
}

impl Presence {
    /// The word in the database and in forms.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Available => "available",
            Self::Pause => "pause",
            Self::Away => "away",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Available, Self::Pause, Self::Away]
            .into_iter()
            .find(|presence| presence.as_str() == word)
    }
}

/// An operator as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredOperator {
    /// Who.
    pub officer: OfficerId,
    /// Four digits.
    pub badge: String,
    /// As the operator said.
    pub presence: Presence,
    /// The last sign of life.
    pub seen_at: Timestamp,
}

/// The operator of an officer; made with a number of their own the first time.
///
/// # Errors
/// [`StoreError`].
pub fn find_or_add(
    tx: &mut Tx<'_>,
    officer: OfficerId,
    body: BodyId,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<StoredOperator, StoreError> {
    if let Some(known) = find(tx, officer)? {
        return Ok(known);
    }
    let badge = free_badge(tx, entropy)?;
    let name = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO video_operator (officer_id, body_id, badge, presence, seen_at, \
             created_at, updated_at, updated_by) VALUES ($1, $2, $3, $4, $5, $5, $5, $6)"
        ),
        &[
            &officer,
            &body,
            &badge.as_str(),
            &Presence::Away.as_str(),
            &now,
            &name,
        ],
    )?;
    Ok(StoredOperator {
        officer,
        badge,
        presence: Presence::Away,
        seen_at: now,
    })
}

fn free_badge(tx: &mut Tx<'_>, entropy: &dyn Entropy) -> Result<String, StoreError> {
    for _ in 0..TRIES {
        let mut bytes = [0; 4];
        entropy.fill(&mut bytes);
        let badge = format!("{:04}", 100 + u32::from_be_bytes(bytes) % 9_900);
        let taken: i64 = tx.query_one(
            sql!("SELECT COUNT(*) FROM video_operator WHERE badge = $1"),
            &[&badge.as_str()],
            |row| row.get(0),
        )?;
        if taken == 0 {
            return Ok(badge);
        }
    }
    Err(decode("video_operator.badge"))
}

/// The operator of an officer.
///
/// # Errors
/// [`StoreError`].
pub fn find(tx: &mut Tx<'_>, officer: OfficerId) -> Result<Option<StoredOperator>, StoreError> {
    tx.query_opt(
        sql!(
            "SELECT officer_id, badge, presence, seen_at FROM video_operator \
             WHERE officer_id = $1"
        ),
        &[&officer],
        read,
    )
}

/// Every operator of a body who showed a sign of life since a moment.
///
/// # Errors
/// [`StoreError`].
pub fn list_seen(
    tx: &mut Tx<'_>,
    body: BodyId,
    since: Timestamp,
) -> Result<Vec<StoredOperator>, StoreError> {
    tx.query_all(
        sql!(
            "SELECT officer_id, badge, presence, seen_at FROM video_operator \
             WHERE body_id = $1 AND seen_at >= $2 ORDER BY badge"
        ),
        &[&body, &since],
        read,
    )
}

/// Writes presence and a sign of life.
///
/// # Errors
/// [`StoreError`].
pub fn set_presence(
    tx: &mut Tx<'_>,
    officer: OfficerId,
    presence: Presence,
    now: Timestamp,
) -> Result<(), StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "UPDATE video_operator SET presence = $1, seen_at = $2, updated_at = $2, \
             updated_by = $3 WHERE officer_id = $4"
        ),
        &[&presence.as_str(), &now, &name, &officer],
    )?;
    tx.wake(super::TOPIC);
    Ok(())
}

fn read(row: &crate::Row<'_>) -> Result<StoredOperator, StoreError> {
    let presence: String = row.get(2)?;
    Ok(StoredOperator {
        officer: row.get(0)?,
        badge: row.get(1)?,
        presence: Presence::from_word(&presence)
            .ok_or_else(|| decode("video_operator.presence"))?,
        seen_at: row.get(3)?,
    })
}
