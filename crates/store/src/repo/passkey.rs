//! Passkeys of citizens, and the challenges that wait for an answer.

use model::passkey::Passkey;
use vocab::{AssuranceLevel, CredentialId, DataKeyId, Line, PersonId, Timestamp};

use super::person::decode;
use crate::{Row, StoreError, Tx, sql};

const LABEL: &str = "passkey.label";

/// Adds a passkey; `false` if one with the same credential id exists.
///
/// # Errors
/// [`StoreError`].
pub fn add(tx: &mut Tx<'_>, passkey: &Passkey, data_key: DataKeyId) -> Result<bool, StoreError> {
    let row = passkey.id;
    let label = passkey.label.as_str().as_bytes();
    let label = tx.seal(data_key, LABEL, row.as_bytes(), label)?;
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "INSERT INTO passkey (id, person_id, label, credential_id, public_key, sign_count, \
             copyable, transports, vouched, created_at, updated_at, updated_by) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11) \
             ON CONFLICT (credential_id) DO NOTHING"
        ),
        &[
            &passkey.id,
            &passkey.person,
            &label,
            &passkey.credential_id,
            &passkey.public_key,
            &passkey.sign_count,
            &passkey.copyable,
            &passkey.transports.join(" "),
            &passkey.vouched.as_str(),
            &passkey.added_at,
            &name,
        ],
    )?;
    Ok(touched == 1)
}

/// The passkey that an authenticator names.
///
/// # Errors
/// [`StoreError`].
pub fn find(tx: &mut Tx<'_>, credential_id: &[u8]) -> Result<Option<Passkey>, StoreError> {
    let stored = tx.query_opt(
        sql!(
            "SELECT p.id, p.person_id, p.label, p.credential_id, p.public_key, p.sign_count, \
             p.copyable, p.transports, p.vouched, p.created_at, p.last_used_at, \
             person.data_key_id FROM passkey p JOIN person ON person.id = p.person_id \
             WHERE p.credential_id = $1"
        ),
        &[&credential_id],
        read,
    )?;
    stored.map(|stored| stored.unsealed(tx)).transpose()
}

/// Passkeys of a person, the oldest first.
///
/// # Errors
/// [`StoreError`].
pub fn list_of_person(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<Passkey>, StoreError> {
    let stored = tx.query_all(
        sql!(
            "SELECT p.id, p.person_id, p.label, p.credential_id, p.public_key, p.sign_count, \
             p.copyable, p.transports, p.vouched, p.created_at, p.last_used_at, \
             person.data_key_id FROM passkey p JOIN person ON person.id = p.person_id \
             WHERE p.person_id = $1 ORDER BY p.id"
        ),
        &[&person],
        read,
    )?;
    stored
        .into_iter()
        .map(|stored| stored.unsealed(tx))
        .collect()
}

/// Writes down a use and the counter. `false`: another use moved the counter meanwhile.
///
/// # Errors
/// [`StoreError`].
pub fn note_use(
    tx: &mut Tx<'_>,
    passkey: &Passkey,
    sign_count: u32,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE passkey SET sign_count = $1, last_used_at = $2, updated_at = $2, \
             updated_by = $3 WHERE id = $4 AND sign_count = $5"
        ),
        &[&sign_count, &now, &name, &passkey.id, &passkey.sign_count],
    )?;
    Ok(touched == 1)
}

/// Forgets a passkey of a person; `false` if they have none of this id.
///
/// # Errors
/// [`StoreError`].
pub fn remove(tx: &mut Tx<'_>, person: PersonId, id: CredentialId) -> Result<bool, StoreError> {
    let touched = tx.execute(
        sql!("DELETE FROM passkey WHERE id = $1 AND person_id = $2"),
        &[&id, &person],
    )?;
    Ok(touched == 1)
}

/// Forgets every passkey of a person; tells how many there were.
///
/// # Errors
/// [`StoreError`].
pub fn remove_all_of_person(tx: &mut Tx<'_>, person: PersonId) -> Result<u64, StoreError> {
    tx.execute(sql!("DELETE FROM passkey WHERE person_id = $1"), &[&person])
}

/// A challenge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenge {
    /// Who adds a passkey; nobody in particular when somebody logs in.
    pub person: Option<PersonId>,
    /// The bytes to be signed.
    pub challenge: Vec<u8>,
    /// Until when it can be answered.
    pub expires_at: Timestamp,
}

/// Keeps a challenge, found by the keyed hash of a secret that the browser keeps.
///
/// # Errors
/// [`StoreError`].
pub fn keep_challenge(
    tx: &mut Tx<'_>,
    challenge: &Challenge,
    secret_hash: [u8; 32],
    now: Timestamp,
) -> Result<(), StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO passkey_ceremony (secret_hash, person_id, challenge, expires_at, \
             created_at, updated_at, updated_by) VALUES ($1, $2, $3, $4, $5, $5, $6)"
        ),
        &[
            &secret_hash,
            &challenge.person,
            &challenge.challenge,
            &challenge.expires_at,
            &now,
            &name,
        ],
    )?;
    Ok(())
}

/// Takes a challenge away and gives it, unless its time has passed: a second answer finds none.
///
/// # Errors
/// [`StoreError`].
pub fn take_challenge(
    tx: &mut Tx<'_>,
    secret_hash: [u8; 32],
    now: Timestamp,
) -> Result<Option<Challenge>, StoreError> {
    let taken = tx.query_opt(
        sql!(
            "DELETE FROM passkey_ceremony WHERE secret_hash = $1 \
             RETURNING person_id, challenge, expires_at"
        ),
        &[&secret_hash],
        |row| {
            Ok(Challenge {
                person: row.get(0)?,
                challenge: row.get(1)?,
                expires_at: row.get(2)?,
            })
        },
    )?;
    Ok(taken.filter(|challenge| now < challenge.expires_at))
}

/// A passkey whose label is still sealed.
struct Sealed {
    passkey: Passkey,
    label: Vec<u8>,
    data_key: DataKeyId,
}

impl Sealed {
    fn unsealed(self, tx: &mut Tx<'_>) -> Result<Passkey, StoreError> {
        let row = self.passkey.id;
        let label = tx.open(self.data_key, LABEL, row.as_bytes(), &self.label)?;
        let label = String::from_utf8(label).ok();
        let label = label.and_then(|text| Line::parse(&text).ok());
        Ok(Passkey {
            label: label.ok_or_else(|| decode(LABEL))?,
            ..self.passkey
        })
    }
}

fn read(row: &Row<'_>) -> Result<Sealed, StoreError> {
    let transports: String = row.get(7)?;
    let vouched: String = row.get(8)?;
    Ok(Sealed {
        passkey: Passkey {
            id: row.get(0)?,
            person: row.get(1)?,
            label: Line::parse("-").map_err(|_| decode(LABEL))?,
            credential_id: row.get(3)?,
            public_key: row.get(4)?,
            sign_count: row.get(5)?,
            copyable: row.get(6)?,
            transports: transports.split_whitespace().map(str::to_owned).collect(),
            vouched: AssuranceLevel::parse(&vouched).map_err(|_| decode("passkey.vouched"))?,
            added_at: row.get(9)?,
            last_used_at: row.get(10)?,
        },
        label: row.get(2)?,
        data_key: row.get(11)?,
    })
}
