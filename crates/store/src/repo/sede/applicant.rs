//! Applicants, as OpenID Connect told them: found by the blind index of `sub`, each with a data
//! key of their own.

use vocab::{ApplicantId, DataKeyId, Entropy, IdentityNumber, PersonName, Timestamp};

use crate::{
    StoreError, Tx,
    repo::person::{decode, from_json, to_json},
    sql,
};

/// Somebody who applies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applicant {
    /// Id, unrelated to the identity side on purpose.
    pub id: ApplicantId,
    /// The key that seals everything personal of theirs here.
    pub data_key: DataKeyId,
    /// The number that was released at the last identification.
    pub number: IdentityNumber,
    /// The names that were released at the last identification.
    pub name: PersonName,
}

/// Adds an applicant with a data key of their own.
///
/// # Errors
/// [`StoreError`].
pub fn add(
    tx: &mut Tx<'_>,
    sub: &str,
    number: &IdentityNumber,
    name: &PersonName,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<Applicant, StoreError> {
    let applicant = Applicant {
        id: ApplicantId::new(now, entropy),
        data_key: DataKeyId::new(now, entropy),
        number: number.clone(),
        name: name.clone(),
    };
    tx.add_data_key(applicant.data_key, now)?;
    let index = tx.blind("sede_applicant.sub", sub.as_bytes());
    let (number, name) = sealed(tx, &applicant)?;
    let transaction = tx.name();
    // Another transaction that adds the same person at this moment makes this one run again.
    let touched = tx.execute(
        sql!(
            "INSERT INTO sede_applicant (id, data_key_id, sub_index, number, name, version, \
             created_at, updated_at, updated_by) VALUES ($1, $2, $3, $4, $5, 0, $6, $6, $7) \
             ON CONFLICT (sub_index) DO NOTHING"
        ),
        &[
            &applicant.id,
            &applicant.data_key,
            &index,
            &number,
            &name,
            &now,
            &transaction,
        ],
    )?;
    if touched == 1 {
        Ok(applicant)
    } else {
        Err(decode("sede_applicant.sub_index"))
    }
}

/// The applicant of a `sub`.
///
/// # Errors
/// [`StoreError`].
pub fn find_by_sub(tx: &mut Tx<'_>, sub: &str) -> Result<Option<Applicant>, StoreError> {
    let index = tx.blind("sede_applicant.sub", sub.as_bytes());
    let id: Option<ApplicantId> = tx.query_opt(
        sql!("SELECT id FROM sede_applicant WHERE sub_index = $1"),
        &[&index],
        |row| row.get(0),
    )?;
    match id {
        Some(id) => find(tx, id),
        None => Ok(None),
    }
}

/// The applicant of an id.
///
/// # Errors
/// [`StoreError`].
pub fn find(tx: &mut Tx<'_>, id: ApplicantId) -> Result<Option<Applicant>, StoreError> {
    let row = tx.query_opt(
        sql!("SELECT data_key_id, number, name FROM sede_applicant WHERE id = $1"),
        &[&id],
        |row| {
            let data_key: DataKeyId = row.get(0)?;
            let number: Vec<u8> = row.get(1)?;
            let name: Vec<u8> = row.get(2)?;
            Ok((data_key, number, name))
        },
    )?;
    let Some((data_key, number, name)) = row else {
        return Ok(None);
    };
    let number = tx.open_text(data_key, "sede_applicant.number", id.as_bytes(), &number)?;
    let name = tx.open(data_key, "sede_applicant.name", id.as_bytes(), &name)?;
    Ok(Some(Applicant {
        id,
        data_key,
        number: IdentityNumber::parse(&number).map_err(|_| decode("sede_applicant.number"))?,
        name: from_json(&name)?,
    }))
}

/// Writes what was released this time: a NIE may have become a DNI.
///
/// # Errors
/// [`StoreError`].
pub fn renew(tx: &mut Tx<'_>, applicant: &Applicant, now: Timestamp) -> Result<(), StoreError> {
    let (number, name) = sealed(tx, applicant)?;
    let transaction = tx.name();
    tx.execute(
        sql!(
            "UPDATE sede_applicant SET number = $1, name = $2, version = version + 1, \
             updated_at = $3, updated_by = $4 WHERE id = $5"
        ),
        &[&number, &name, &now, &transaction, &applicant.id],
    )?;
    Ok(())
}

/// Bumps the guard row: two transactions that decide about one applicant never both commit on
/// what they read before.
///
/// # Errors
/// [`StoreError`].
pub fn guard(tx: &mut Tx<'_>, id: ApplicantId, now: Timestamp) -> Result<(), StoreError> {
    let transaction = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE sede_applicant SET version = version + 1, updated_at = $1, updated_by = $2 \
             WHERE id = $3"
        ),
        &[&now, &transaction, &id],
    )?;
    if touched == 1 {
        Ok(())
    } else {
        Err(decode("sede_applicant.id"))
    }
}

fn sealed(tx: &mut Tx<'_>, applicant: &Applicant) -> Result<(Vec<u8>, Vec<u8>), StoreError> {
    let (key, row) = (applicant.data_key, applicant.id);
    let number = applicant.number.as_str().as_bytes();
    let number = tx.seal(key, "sede_applicant.number", row.as_bytes(), number)?;
    let name = to_json(&applicant.name)?;
    let name = tx.seal(key, "sede_applicant.name", row.as_bytes(), &name)?;
    Ok((number, name))
}
