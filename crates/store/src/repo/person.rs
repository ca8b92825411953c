//! People and their numbers.

use model::registration::{Registration, RegistrationState};
use vocab::{
    DataKeyId, Entropy, IdentityNumber, Lang, PartialDate, PersonId, PersonName, Timestamp,
};

use super::registration::{StoredRegistration, read_state};
use crate::{Row, StoreError, Tx, sql};

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

/// Rows that [`add`] writes, a statement each: the key, the person, the number.
pub const ROWS_ADDED: usize = 3;

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

/// How a number stands, without opening anything sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Whose number it is.
    pub person: PersonId,
    /// The key that seals everything of theirs.
    pub data_key: DataKeyId,
    /// State of their registration.
    pub state: RegistrationState,
}

/// How the person whose number in force this is stands; nothing without a registration.
///
/// # Errors
/// [`StoreError`].
pub fn standing_of(
    tx: &mut Tx<'_>,
    number: &IdentityNumber,
) -> Result<Option<Standing>, StoreError> {
    let index = number_index(tx, number);
    tx.query_opt(
        sql!(
            "SELECT person.id, person.data_key_id, registration.state FROM person_number \
             JOIN person ON person.id = person_number.person_id \
             JOIN registration ON registration.person_id = person.id \
             WHERE person_number.number_index = $1 AND person_number.valid_to IS NULL"
        ),
        &[&index],
        |row| {
            let state: String = row.get(2)?;
            Ok(Standing {
                person: row.get(0)?,
                data_key: row.get(1)?,
                state: read_state(&state)?,
            })
        },
    )
}

/// The key that seals everything of a person's; nothing if they were erased.
///
/// # Errors
/// [`StoreError`].
pub fn data_key_of(tx: &mut Tx<'_>, id: PersonId) -> Result<Option<DataKeyId>, StoreError> {
    tx.query_opt(
        sql!("SELECT data_key_id FROM person WHERE id = $1"),
        &[&id],
        |row| row.get(0),
    )
}

/// The language of a person, without opening anything sealed; nothing if they were erased.
///
/// # Errors
/// [`StoreError`].
pub fn lang_of(tx: &mut Tx<'_>, id: PersonId) -> Result<Option<Lang>, StoreError> {
    let tag: Option<String> = tx.query_opt(
        sql!("SELECT lang FROM person WHERE id = $1"),
        &[&id],
        |row| row.get(0),
    )?;
    tag.map(|tag| Lang::from_tag(&tag).ok_or_else(|| decode("person.lang")))
        .transpose()
}

/// The person of an id.
///
/// # Errors
/// [`StoreError`].
pub fn find(tx: &mut Tx<'_>, id: PersonId) -> Result<Option<Person>, StoreError> {
    let stored = tx.query_opt(
        sql!("SELECT data_key_id, name, birth_date, lang FROM person WHERE id = $1"),
        &[&id],
        |row| StoredPerson::read(row, id),
    )?;
    stored.map(|stored| stored.open(tx)).transpose()
}

/// A person as the row has them, sealed.
struct StoredPerson {
    id: PersonId,
    data_key: DataKeyId,
    name: Vec<u8>,
    birth_date: Vec<u8>,
    lang: String,
}

impl StoredPerson {
    /// Reads the first four columns.
    fn read(row: &Row<'_>, id: PersonId) -> Result<Self, StoreError> {
        Ok(Self {
            id,
            data_key: row.get(0)?,
            name: row.get(1)?,
            birth_date: row.get(2)?,
            lang: row.get(3)?,
        })
    }

    fn open(self, tx: &mut Tx<'_>) -> Result<Person, StoreError> {
        let Self { id, data_key, .. } = self;
        let name = from_json(&tx.open(data_key, "person.name", id.as_bytes(), &self.name)?)?;
        let birth = tx.open_text(
            data_key,
            "person.birth_date",
            id.as_bytes(),
            &self.birth_date,
        )?;
        Ok(Person {
            id,
            data_key,
            name,
            birth_date: PartialDate::parse(&birth).map_err(|_| decode("person.birth_date"))?,
            lang: Lang::from_tag(&self.lang).ok_or_else(|| decode("person.lang"))?,
        })
    }
}

/// A person with the number in force and the registration, in one statement; nothing without
/// either.
///
/// # Errors
/// [`StoreError`].
pub fn find_registered(
    tx: &mut Tx<'_>,
    id: PersonId,
) -> Result<Option<(Person, IdentityNumber, Registration)>, StoreError> {
    let row = tx.query_opt(
        sql!(
            "SELECT person.data_key_id, person.name, person.birth_date, person.lang, \
             person_number.id, person_number.number, registration.id, registration.level, \
             registration.state, registration.phone, registration.email, \
             registration.registered_at FROM person \
             JOIN person_number ON person_number.person_id = person.id \
             JOIN registration ON registration.person_id = person.id \
             WHERE person.id = $1 AND person_number.valid_to IS NULL"
        ),
        &[&id],
        |row| {
            let person = StoredPerson::read(row, id)?;
            let number: (vocab::RegistrationId, Vec<u8>) = (row.get(4)?, row.get(5)?);
            Ok((person, number, StoredRegistration::read(row, 6)?))
        },
    )?;
    let Some((person, (number_row, number), registration)) = row else {
        return Ok(None);
    };
    let person = person.open(tx)?;
    let number = open_number(tx, person.data_key, number_row, &number)?;
    let registration = registration.open(tx, id, person.data_key, person.lang)?;
    Ok(Some((person, number, registration)))
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
    open_number(tx, data_key, row_id, &sealed).map(Some)
}

fn open_number(
    tx: &mut Tx<'_>,
    data_key: DataKeyId,
    row: vocab::RegistrationId,
    sealed: &[u8],
) -> Result<IdentityNumber, StoreError> {
    let text = tx.open_text(data_key, "person_number.number", row.as_bytes(), sealed)?;
    IdentityNumber::parse(&text).map_err(|_| decode("person_number.number"))
}

/// Bumps the guard row: two transactions that decide about one person never both commit on what
/// the other had not seen. Every decision about a person calls this first. Returns the key that
/// seals everything of theirs.
///
/// # Errors
/// [`StoreError`]; nothing found means the person was erased.
pub fn guard(tx: &mut Tx<'_>, id: PersonId, now: Timestamp) -> Result<DataKeyId, StoreError> {
    let name = tx.name();
    let data_key = tx.query_opt(
        sql!(
            "UPDATE person SET version = version + 1, updated_at = $1, updated_by = $2 \
             WHERE id = $3 RETURNING data_key_id"
        ),
        &[&now, &name, &id],
        |row| row.get(0),
    )?;
    data_key.ok_or_else(|| decode("person.id"))
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
