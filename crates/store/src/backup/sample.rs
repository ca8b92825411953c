//! Shows that sealed rows can be opened and found: the key-encryption key opens their data keys,
//! and the derivation root gives the blind indexes under which they are stored.

use vocab::{IdentityNumber, PersonId};

use super::BackupError;
use crate::{Store, StoreError, Tx, repo, sql, vault};

/// How many of each kind are looked at, at either end of the table.
const EACH_END: i64 = 50;

/// What was looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sample {
    /// Data keys that opened.
    pub data_keys: usize,
    /// People whose sealed columns opened and who were found by their number.
    pub people: usize,
}

impl Store {
    /// Opens the oldest and the newest data keys, and reads the oldest and the newest people as
    /// the platform would.
    ///
    /// # Errors
    /// [`BackupError::Store`] with [`StoreError::Sealed`] if the key-encryption key is another
    /// one; [`BackupError::Differs`] if a person is not found, which means another derivation
    /// root.
    pub async fn open_a_sample(&self) -> Result<Sample, BackupError> {
        let looked = self
            .read::<_, StoreError, _>("restore.sample", |tx| {
                let data_keys = data_keys(tx)?;
                let (people, lost) = people(tx)?;
                Ok((Sample { data_keys, people }, lost))
            })
            .await?;
        match looked {
            (sample, 0) => Ok(sample),
            (_, lost) => Err(BackupError::Differs {
                table: "person_number".into(),
                what: format!(
                    "{lost} people are not found by their number: the wrapped keys (keys.json) \
                     are not those of this database"
                ),
            }),
        }
    }
}

fn data_keys(tx: &mut Tx<'_>) -> Result<usize, StoreError> {
    let either_end = [
        sql!("SELECT wrapped FROM data_key WHERE wrapped IS NOT NULL ORDER BY id LIMIT $1"),
        sql!("SELECT wrapped FROM data_key WHERE wrapped IS NOT NULL ORDER BY id DESC LIMIT $1"),
    ];
    let mut opened = 0;
    for question in either_end {
        let wrapped: Vec<Vec<u8>> = tx.query_all(question, &[&EACH_END], |row| row.get(0))?;
        for wrapped in wrapped {
            vault::opens(tx, wrapped)?;
            opened += 1;
        }
    }
    Ok(opened)
}

/// How many were found by their number, and how many were not.
fn people(tx: &mut Tx<'_>) -> Result<(usize, usize), StoreError> {
    let either_end = [
        sql!("SELECT id FROM person ORDER BY id LIMIT $1"),
        sql!("SELECT id FROM person ORDER BY id DESC LIMIT $1"),
    ];
    let (mut found, mut lost) = (0, 0);
    for question in either_end {
        let ids: Vec<PersonId> = tx.query_all(question, &[&EACH_END], |row| row.get(0))?;
        for id in ids {
            match number_of(tx, id)? {
                Some(number) if repo::person::find_by_number(tx, &number)? == Some(id) => {
                    found += 1;
                }
                Some(_) => lost += 1,
                None => {}
            }
        }
    }
    Ok((found, lost))
}

/// Nothing for somebody who was erased, or has no number in force.
fn number_of(tx: &mut Tx<'_>, id: PersonId) -> Result<Option<IdentityNumber>, StoreError> {
    let Some(data_key) = repo::person::data_key_of(tx, id)? else {
        return Ok(None);
    };
    let erased: bool = tx.query_one(
        sql!("SELECT wrapped IS NULL FROM data_key WHERE id = $1"),
        &[&data_key],
        |row| row.get(0),
    )?;
    if erased {
        return Ok(None);
    }
    repo::person::number_in_force(tx, id, data_key)
}
