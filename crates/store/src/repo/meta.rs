//! Facts about the database itself.

use vocab::Timestamp;

use crate::{StoreError, Tx, sql};

/// What a database is for. The two never mix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Invented people, loopback, a clock that can be moved.
    Demonstration,
    /// Real people.
    Production,
}

impl Purpose {
    /// The word in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Demonstration => "demonstration",
            Self::Production => "production",
        }
    }
}

/// What the database says it is for; nothing if it is new.
///
/// # Errors
/// [`StoreError`].
pub fn purpose(tx: &mut Tx<'_>) -> Result<Option<Purpose>, StoreError> {
    let word: Option<String> = tx.query_opt(
        sql!("SELECT value FROM schema_meta WHERE name = $1"),
        &[&"purpose"],
        |row| row.get(0),
    )?;
    word.map(|word| {
        [Purpose::Demonstration, Purpose::Production]
            .into_iter()
            .find(|purpose| purpose.as_str() == word)
            .ok_or_else(|| StoreError::decode("schema_meta.purpose"))
    })
    .transpose()
}

/// Says once what the database is for; what was said before stays.
///
/// # Errors
/// [`StoreError`].
pub fn declare_purpose(
    tx: &mut Tx<'_>,
    purpose: Purpose,
    now: Timestamp,
) -> Result<Option<Purpose>, StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO schema_meta (name, value, created_at, updated_at, updated_by) \
             VALUES ($1, $2, $3, $3, $4) ON CONFLICT (name) DO NOTHING"
        ),
        &[&"purpose", &purpose.as_str(), &now, &name],
    )?;
    self::purpose(tx)
}
