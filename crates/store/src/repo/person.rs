//! People and their numbers.

use vocab::{
    DataKeyId, Entropy, IdentityNumber, Lang, PartialDate, PersonId, PersonName, Timestamp,
};

use crate::{StoreError, Tx, sql};

/// A person as the identity side knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Opaque id; pairwise subjects derive from it, so they survive a change of number.
    pub id: PersonId,
    /// The key that seals everything personal of theirs.
    pub data_key: DataKeyId,
    /// Names as the civil register gave them.
    pub name: PersonName,
    /// Birth date as the civil register gave it.
    pub birth_date: PartialDate,
    /// Language for letters and messages.
    pub lang: Lang,
}

/// Adds a person with a data key of their own and the number that is in force.
///
/// # Errors
/// [`StoreError`]; a unique violation when another transaction added the number first (the
/// caller looks again).
pub fn add(
    tx: &mut Tx<'_>,
    number: &IdentityNumber,
    name: &PersonName,
    birth_date: PartialDate,
    lang: Lang,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<Person, StoreError> {
    let id = PersonId::new(now, entropy);
    let data_key = DataKeyId::new(now, entropy);
    tx.add_data_key(data_key, now)?;
    let sealed_name = tx.seal(data_key, "person.name", id.as_bytes(), &to_json(name)?)?;
    let sealed_birth = tx.seal(
        data_key,
        "person.birth_date",
        id.as_bytes(),
        birth_date.to_string().as_bytes(),
    )?;
    let name_of_tx = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO person (id, data_key_id, name, birth_date, lang, version, created_at, \
             updated_at, updated_by) VALUES ($1, $2, $3, $4, $5, 0, $6, $6, $7)"
        ),
        &[
            &id,
            &data_key,
            &sealed_name,
            &sealed_birth,
            &lang.tag(),
            &now,
            &name_of_tx,
        ],
    )?;
    add_number(tx, id, data_key, number, now, entropy)?;
    Ok(Person {
        id,
        data_key,
        name: name.clone(),
        birth_date,
        lang,
    })
}

fn add_number(
    tx: &mut Tx<'_>,
    person: PersonId,
    data_key: DataKeyId,
    number: &IdentityNumber,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<(), StoreError> {
    // The row id only has to be unique and time-ordered; it is never handed out.
    let row = vocab::RegistrationId::new(now, entropy);
    let sealed = tx.seal(
        data_key,
        "person_number.number",
        row.as_bytes(),
        number.as_str().as_bytes(),
    )?;
    let index = number_index(tx, number);
    let name = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO person_number (id, person_id, number, number_index, valid_from, \
             created_at, updated_at, updated_by) VALUES ($1, $2, $3, $4, $5, $5, $5, $6)"
        ),
        &[&row, &person, &sealed, &index, &now, &name],
    )?;
    Ok(())
}

/// The person whose number in force this is.
///
/// # Errors
/// [`StoreError`].
pub fn find_by_number(
    tx: &mut Tx<'_>,
    number: &IdentityNumber,
) -> Result<Option<PersonId>, StoreError> {
    let index = number_index(tx, number);
    tx.query_opt(
        sql!("SELECT person_id FROM person_number WHERE number_index = $1 AND valid_to IS NULL"),
        &[&index],
        |row| row.get(0),
    )
}

/// The person of an id.
///
/// # Errors
/// [`StoreError`].
pub fn find(tx: &mut Tx<'_>, id: PersonId) -> Result<Option<Person>, StoreError> {
    let row = tx.query_opt(
        sql!("SELECT data_key_id, name, birth_date, lang FROM person WHERE id = $1"),
        &[&id],
        |row| {
            let data_key: DataKeyId = row.get(0)?;
            let name: Vec<u8> = row.get(1)?;
            let birth: Vec<u8> = row.get(2)?;
            let lang: String = row.get(3)?;
            Ok((data_key, name, birth, lang))
        },
    )?;
    let Some((data_key, name, birth, lang)) = row else {
        return Ok(None);
    };
    let name = from_json(&tx.open(data_key, "person.name", id.as_bytes(), &name)?)?;
    let birth = tx.open_text(data_key, "person.birth_date", id.as_bytes(), &birth)?;
    Ok(Some(Person {
        id,
        data_key,
        name,
        birth_date: PartialDate::parse(&birth).map_err(|_| decode("person.birth_date"))?,
        lang: Lang::from_tag(&lang).ok_or_else(|| decode("person.lang"))?,
    }))
}

/// The number in force of a person.
///
/// # Errors
/// [`StoreError`].
pub fn number_in_force(
    tx: &mut Tx<'_>,
    person: PersonId,
    data_key: DataKeyId,
) -> Result<Option<IdentityNumber>, StoreError> {
    let row = tx.query_opt(
        sql!("SELECT id, number FROM person_number WHERE person_id = $1 AND valid_to IS NULL"),
        &[&person],
        |row| {
            let id: vocab::RegistrationId = row.get(0)?;
            let number: Vec<u8> = row.get(1)?;
            Ok((id, number))
        },
    )?;
    let Some((row_id, sealed)) = row else {
        return Ok(None);
    };
    let text = tx.open_text(data_key, "person_number.number", row_id.as_bytes(), &sealed)?;
    IdentityNumber::parse(&text)
        .map(Some)
        .map_err(|_| decode("person_number.number"))
}

/// Bumps the guard row: two transactions that decide about one person never both commit on what
/// the other had not seen. Every decision about a person calls this first.
///
/// # Errors
/// [`StoreError`]; nothing found means the person was erased.
pub fn guard(tx: &mut Tx<'_>, id: PersonId, now: Timestamp) -> Result<(), StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE person SET version = version + 1, updated_at = $1, updated_by = $2 \
             WHERE id = $3"
        ),
        &[&now, &name, &id],
    )?;
    if touched == 1 {
        Ok(())
    } else {
        Err(decode("person.id"))
    }
}

fn number_index(tx: &Tx<'_>, number: &IdentityNumber) -> [u8; 32] {
    tx.blind("person.number", number.as_str().as_bytes())
}

pub(crate) fn decode(column: &'static str) -> StoreError {
    StoreError::decode(column)
}

pub(crate) fn to_json<T: serde::Serialize>(value: &T) -> Result<Vec<u8>, StoreError> {
    serde_json::to_vec(value).map_err(|_| decode("json"))
}

pub(crate) fn from_json<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<T, StoreError> {
    serde_json::from_slice(bytes).map_err(|_| decode("json"))
}
