//! Facts about the database itself.

use vocab::{DataKeyId, Timestamp};

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
    let word = value(tx, "purpose")?;
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
    declare(tx, "purpose", purpose.as_str(), now)?;
    self::purpose(tx)
}

/// The id of the key ring to which the blind indexes of this database belong; nothing before
/// [`bind_key_ring`].
///
/// # Errors
/// [`StoreError`].
pub fn key_ring(tx: &mut Tx<'_>) -> Result<Option<String>, StoreError> {
    value(tx, "key_ring")
}

/// Says once to which key ring the database belongs, and tells what it says: with another ring
/// nobody would be found, and everybody could register a second time.
///
/// # Errors
/// [`StoreError`].
pub fn bind_key_ring(
    tx: &mut Tx<'_>,
    ring: &str,
    now: Timestamp,
) -> Result<Option<String>, StoreError> {
    declare(tx, "key_ring", ring, now)?;
    key_ring(tx)
}

/// A data key of the platform itself, by what it is for; nothing before [`declare_data_key`].
pub(crate) fn data_key(
    tx: &mut Tx<'_>,
    name: &'static str,
) -> Result<Option<DataKeyId>, StoreError> {
    let parsed = value(tx, name)?.map(|text| text.parse()).transpose();
    parsed.map_err(|_| StoreError::decode("schema_meta.value"))
}

/// Says once which key that is, and tells what it says.
pub(crate) fn declare_data_key(
    tx: &mut Tx<'_>,
    name: &'static str,
    key: DataKeyId,
    now: Timestamp,
) -> Result<DataKeyId, StoreError> {
    declare(tx, name, &key.to_string(), now)?;
    Ok(data_key(tx, name)?.unwrap_or(key))
}

fn value(tx: &mut Tx<'_>, name: &str) -> Result<Option<String>, StoreError> {
    tx.query_opt(
        sql!("SELECT value FROM schema_meta WHERE name = $1"),
        &[&name],
        |row| row.get(0),
    )
}

fn declare(tx: &mut Tx<'_>, name: &str, value: &str, now: Timestamp) -> Result<(), StoreError> {
    let updated_by = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO schema_meta (name, value, created_at, updated_at, updated_by) \
             VALUES ($1, $2, $3, $3, $4) ON CONFLICT (name) DO NOTHING"
        ),
        &[&name, &value, &now, &updated_by],
    )?;
    Ok(())
}
