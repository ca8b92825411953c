//! Registrations, accepted terms and the displaced phone.

use model::registration::{Registration, RegistrationState};
use vocab::{
    DataKeyId, DocumentId, EmailAddress, Entropy, Lang, PersonId, PhoneNumber, RegistrationId,
    RegistrationLevel, Timestamp,
};

use super::{
    person::decode,
    stand_in::{PHONE_COLUMN, StandIn},
};
use crate::{Row, StoreError, Tx, sql};

/// Adds a first registration.
///
/// # Errors
/// [`StoreError`]; a unique violation when the phone is another's or the person is registered.
pub fn add(
    tx: &mut Tx<'_>,
    registration: &Registration,
    data_key: DataKeyId,
    route: &str,
    activation_hash: [u8; 32],
    now: Timestamp,
) -> Result<(), StoreError> {
    let index = Some(phone_index(tx, &registration.phone));
    insert(
        tx,
        registration,
        index,
        data_key,
        route,
        activation_hash,
        now,
    )
}

/// Adds a registration that cannot be used and therefore holds no phone against others: one that
/// was displaced, given up or withdrawn in another system before it came here.
///
/// # Errors
/// [`StoreError`].
pub fn add_without_phone(
    tx: &mut Tx<'_>,
    registration: &Registration,
    data_key: DataKeyId,
    route: &str,
    activation_hash: [u8; 32],
    now: Timestamp,
) -> Result<(), StoreError> {
    insert(
        tx,
        registration,
        None,
        data_key,
        route,
        activation_hash,
        now,
    )
}

fn insert(
    tx: &mut Tx<'_>,
    registration: &Registration,
    index: Option<[u8; 32]>,
    data_key: DataKeyId,
    route: &str,
    activation_hash: [u8; 32],
    now: Timestamp,
) -> Result<(), StoreError> {
    let id = registration.id;
    let (phone, email) = sealed_contact(tx, registration, data_key)?;
    let name = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO registration (id, person_id, level, state, route, phone, phone_index, \
             email, registered_at, activation_hash, activation_tries, created_at, updated_at, \
             updated_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, $11, $11, $12)"
        ),
        &[
            &id,
            &registration.person,
            &registration.level.as_str(),
            &registration.state.as_str(),
            &route,
            &phone,
            &index,
            &email,
            &registration.registered_at,
            &activation_hash,
            &now,
            &name,
        ],
    )?;
    Ok(())
}

/// Writes a restored registration: active again with a new phone and e-mail.
///
/// # Errors
/// [`StoreError`]; nothing changed means that its state had moved meanwhile.
pub fn restore(
    tx: &mut Tx<'_>,
    registration: &Registration,
    data_key: DataKeyId,
    activation_hash: [u8; 32],
    now: Timestamp,
) -> Result<bool, StoreError> {
    let (phone, email) = sealed_contact(tx, registration, data_key)?;
    let index = phone_index(tx, &registration.phone);
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE registration SET state = $1, phone = $2, phone_index = $3, email = $4, \
             activation_hash = $5, activation_tries = 0, updated_at = $6, updated_by = $7 \
             WHERE id = $8 AND state = 'phone_displaced'"
        ),
        &[
            &registration.state.as_str(),
            &phone,
            &index,
            &email,
            &activation_hash,
            &now,
            &name,
            &registration.id,
        ],
    )?;
    Ok(touched == 1)
}

/// Takes the phone from the active registration that holds it; the phone stays sealed in the row
/// so that the person can be shown its last digits.
///
/// # Errors
/// [`StoreError`].
pub fn displace_phone(
    tx: &mut Tx<'_>,
    id: RegistrationId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE registration SET state = 'phone_displaced', phone_index = NULL, \
             updated_at = $1, updated_by = $2 WHERE id = $3 AND state = 'active'"
        ),
        &[&now, &name, &id],
    )?;
    Ok(touched == 1)
}

/// Ends a registration because its person died; the phone is free for others. `false`: there is
/// none, or it had ended so before.
///
/// # Errors
/// [`StoreError`].
pub fn end_by_death(tx: &mut Tx<'_>, person: PersonId, now: Timestamp) -> Result<bool, StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE registration SET state = 'deceased', phone_index = NULL, updated_at = $1, \
             updated_by = $2 WHERE person_id = $3 AND state <> 'deceased'"
        ),
        &[&now, &name, &person],
    )?;
    Ok(touched == 1)
}

/// Raises an active basic registration to the advanced level, with another activation code where
/// one is given. `false`: it is not active any more, or was raised before.
///
/// # Errors
/// [`StoreError`].
pub fn raise_level(
    tx: &mut Tx<'_>,
    id: RegistrationId,
    activation_hash: Option<[u8; 32]>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE registration SET level = 'advanced', updated_at = $1, updated_by = $2 \
             WHERE id = $3 AND state = 'active' AND level = 'basic'"
        ),
        &[&now, &name, &id],
    )?;
    if let Some(hash) = activation_hash {
        tx.execute(
            sql!(
                "UPDATE registration SET activation_hash = $1, activation_tries = 0 \
                 WHERE id = $2 AND state = 'active'"
            ),
            &[&hash, &id],
        )?;
    }
    Ok(touched == 1)
}

/// The identity of a registration that is active, or lost its phone, was proven again: its level,
/// its contact data and its activation code are those of the new proof. `false`: it is over.
///
/// # Errors
/// [`StoreError`]; a phone of somebody else is refused.
pub fn prove_again(
    tx: &mut Tx<'_>,
    registration: &Registration,
    data_key: DataKeyId,
    activation_hash: [u8; 32],
    now: Timestamp,
) -> Result<bool, StoreError> {
    let (phone, email) = sealed_contact(tx, registration, data_key)?;
    let index = phone_index(tx, &registration.phone);
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE registration SET level = $1, phone = $2, phone_index = $3, email = $4, \
             activation_hash = $5, activation_tries = 0, updated_at = $6, updated_by = $7, \
             state = $8 WHERE id = $9 AND state IN ('active', 'phone_displaced')"
        ),
        &[
            &registration.level.as_str(),
            &phone,
            &index,
            &email,
            &activation_hash,
            &now,
            &name,
            &registration.state.as_str(),
            &registration.id,
        ],
    )?;
    Ok(touched == 1)
}

/// Withdraws a registration; the phone is free for others. `false`: there is none that could be
/// used or restored.
///
/// # Errors
/// [`StoreError`].
pub fn revoke(tx: &mut Tx<'_>, person: PersonId, now: Timestamp) -> Result<bool, StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE registration SET state = 'revoked', phone_index = NULL, updated_at = $1, \
             updated_by = $2 WHERE person_id = $3 AND state IN ('active', 'phone_displaced')"
        ),
        &[&now, &name, &person],
    )?;
    Ok(touched == 1)
}

/// The person whose usable phone this is.
///
/// # Errors
/// [`StoreError`].
pub fn holder_of_phone(
    tx: &mut Tx<'_>,
    phone: &PhoneNumber,
) -> Result<Option<PersonId>, StoreError> {
    let index = phone_index(tx, phone);
    tx.query_opt(
        sql!("SELECT person_id FROM registration WHERE phone_index = $1"),
        &[&index],
        |row| row.get(0),
    )
}

/// State of a person's registration, without opening anything sealed.
///
/// # Errors
/// [`StoreError`].
pub fn state_of(
    tx: &mut Tx<'_>,
    person: PersonId,
) -> Result<Option<(RegistrationState, RegistrationLevel)>, StoreError> {
    let row: Option<(String, String)> = tx.query_opt(
        sql!("SELECT state, level FROM registration WHERE person_id = $1"),
        &[&person],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    row.map(|(state, level)| Ok((read_state(&state)?, read_level(&level)?)))
        .transpose()
}

/// By which route the registration of a person was made, in the word that [`add`] wrote.
///
/// # Errors
/// [`StoreError`].
pub fn route_of(tx: &mut Tx<'_>, person: PersonId) -> Result<Option<String>, StoreError> {
    tx.query_opt(
        sql!("SELECT route FROM registration WHERE person_id = $1"),
        &[&person],
        |row| row.get(0),
    )
}

/// Language and phone of a registration that can be used; the same work where there is none, or
/// nobody at all (invariant 11).
///
/// # Errors
/// [`StoreError`].
pub fn usable_phone(
    tx: &mut Tx<'_>,
    person: Option<PersonId>,
    stand_in: &StandIn,
) -> Result<Option<(Lang, PhoneNumber)>, StoreError> {
    let asked = person.unwrap_or(stand_in.nobody);
    let found = tx.query_opt(
        sql!(
            "SELECT person.data_key_id, registration.id, registration.phone, registration.state, \
             person.lang FROM person JOIN registration ON registration.person_id = person.id \
             WHERE person.id = $1"
        ),
        &[&asked],
        |row| {
            let sealed: (DataKeyId, RegistrationId, Vec<u8>) =
                (row.get(0)?, row.get(1)?, row.get(2)?);
            let (state, lang): (String, String) = (row.get(3)?, row.get(4)?);
            Ok((sealed, read_state(&state)?, lang))
        },
    )?;
    let usable = found
        .as_ref()
        .filter(|(_, state, _)| *state == RegistrationState::Active)
        .and_then(|(_, _, lang)| Lang::from_tag(lang));
    let text = match &found {
        Some(((key, row, phone), ..)) => tx.open_text(*key, PHONE_COLUMN, row.as_bytes(), phone)?,
        None => {
            let row = stand_in.nobody;
            tx.open_text(
                stand_in.own_key,
                PHONE_COLUMN,
                row.as_bytes(),
                &stand_in.phone,
            )?
        }
    };
    let phone = PhoneNumber::parse(&text).map_err(|_| decode(PHONE_COLUMN))?;
    Ok(usable.map(|lang| (lang, phone)))
}

/// A registration as a step needs it that begins with a number and a secret: how its person can be
/// reached, and where its activation code stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reachable {
    /// Whose.
    pub person: PersonId,
    /// The key that seals everything of theirs.
    pub data_key: DataKeyId,
    /// Which registration.
    pub registration: RegistrationId,
    /// Where it stands.
    pub state: RegistrationState,
    /// Language of messages.
    pub lang: Lang,
    /// The phone.
    pub phone: PhoneNumber,
    /// The e-mail address.
    pub email: EmailAddress,
    /// Keyed hash of the activation code, if there is one.
    pub activation_hash: Option<[u8; 32]>,
    /// Wrong activation codes since it was made.
    pub activation_tries: u8,
}

/// The registration of a person; the same work where there is none, or nobody at all
/// (invariant 11).
///
/// # Errors
/// [`StoreError`].
pub fn reachable(
    tx: &mut Tx<'_>,
    person: Option<PersonId>,
    stand_in: &StandIn,
) -> Result<Option<Reachable>, StoreError> {
    let asked = person.unwrap_or(stand_in.nobody);
    let found = tx.query_opt(
        sql!(
            "SELECT person.data_key_id, person.lang, registration.id, registration.state, \
             registration.phone, registration.email, registration.activation_hash, \
             registration.activation_tries FROM person \
             JOIN registration ON registration.person_id = person.id WHERE person.id = $1"
        ),
        &[&asked],
        |row| {
            let keys: (DataKeyId, RegistrationId) = (row.get(0)?, row.get(2)?);
            let words: (String, String) = (row.get(1)?, row.get(3)?);
            let sealed: (Vec<u8>, Vec<u8>) = (row.get(4)?, row.get(5)?);
            let activation: (Option<[u8; 32]>, i64) = (row.get(6)?, row.get(7)?);
            Ok((keys, words, sealed, activation))
        },
    )?;
    let Some(((data_key, registration), (lang, state), (phone, email), activation)) = found else {
        // Two values are opened under nobody's own key, as under a person's.
        for _ in 0..2 {
            let (key, row) = (stand_in.own_key, stand_in.nobody);
            tx.open_text(key, PHONE_COLUMN, row.as_bytes(), &stand_in.phone)?;
        }
        return Ok(None);
    };
    let row = registration.as_bytes();
    let phone = tx.open_text(data_key, PHONE_COLUMN, row, &phone)?;
    let email = tx.open_text(data_key, "registration.email", row, &email)?;
    let (activation_hash, tries) = activation;
    Ok(Some(Reachable {
        person: asked,
        data_key,
        registration,
        state: read_state(&state)?,
        lang: Lang::from_tag(&lang).ok_or_else(|| decode("person.lang"))?,
        phone: PhoneNumber::parse(&phone).map_err(|_| decode(PHONE_COLUMN))?,
        email: EmailAddress::parse(&email).map_err(|_| decode("registration.email"))?,
        activation_hash,
        activation_tries: u8::try_from(tries).unwrap_or(u8::MAX),
    }))
}

/// Counts a wrong activation code over the number that was read. `false`: another request was
/// faster.
///
/// # Errors
/// [`StoreError`].
pub fn count_activation_try(
    tx: &mut Tx<'_>,
    reachable: &Reachable,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let name = tx.name();
    let before = i64::from(reachable.activation_tries);
    let touched = tx.execute(
        sql!(
            "UPDATE registration SET activation_tries = activation_tries + 1, updated_at = $1, \
             updated_by = $2 WHERE id = $3 AND activation_tries = $4"
        ),
        &[&now, &name, &reachable.registration, &before],
    )?;
    Ok(touched == 1)
}

/// The right activation code was typed: its tries begin again.
///
/// # Errors
/// [`StoreError`].
pub fn forget_activation_tries(
    tx: &mut Tx<'_>,
    id: RegistrationId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "UPDATE registration SET activation_tries = 0, updated_at = $1, updated_by = $2 \
             WHERE id = $3"
        ),
        &[&now, &name, &id],
    )?;
    Ok(())
}

/// Gives an active registration another activation code; the one before is void (R253). `false`:
/// the registration is not active.
///
/// # Errors
/// [`StoreError`].
pub fn set_activation_code(
    tx: &mut Tx<'_>,
    id: RegistrationId,
    activation_hash: [u8; 32],
    now: Timestamp,
) -> Result<bool, StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE registration SET activation_hash = $1, activation_tries = 0, \
             updated_at = $2, updated_by = $3 WHERE id = $4 AND state = 'active'"
        ),
        &[&activation_hash, &now, &name, &id],
    )?;
    Ok(touched == 1)
}

/// The conditions that a person accepted last: version, and the language in which they read them.
///
/// # Errors
/// [`StoreError`].
pub fn last_terms(tx: &mut Tx<'_>, person: PersonId) -> Result<Option<(String, Lang)>, StoreError> {
    let row: Option<(String, String)> = tx.query_opt(
        sql!(
            "SELECT version, lang FROM terms_acceptance WHERE person_id = $1 \
             ORDER BY accepted_at DESC, id DESC LIMIT 1"
        ),
        &[&person],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    row.map(|(version, lang)| {
        let lang = Lang::from_tag(&lang).ok_or_else(|| decode("terms_acceptance.lang"))?;
        Ok((version, lang))
    })
    .transpose()
}

/// A person's registration.
///
/// # Errors
/// [`StoreError`].
pub fn find_by_person(
    tx: &mut Tx<'_>,
    person: PersonId,
    data_key: DataKeyId,
    lang: Lang,
) -> Result<Option<Registration>, StoreError> {
    let stored = tx.query_opt(
        sql!(
            "SELECT id, level, state, phone, email, registered_at FROM registration \
             WHERE person_id = $1"
        ),
        &[&person],
        |row| StoredRegistration::read(row, 0),
    )?;
    stored
        .map(|stored| stored.open(tx, person, data_key, lang))
        .transpose()
}

/// A registration as the row has it, sealed.
pub(super) struct StoredRegistration {
    id: RegistrationId,
    level: String,
    state: String,
    phone: Vec<u8>,
    email: Vec<u8>,
    registered_at: Timestamp,
}

impl StoredRegistration {
    /// Reads six columns from `first` on.
    pub(super) fn read(row: &Row<'_>, first: usize) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.get(first)?,
            level: row.get(first + 1)?,
            state: row.get(first + 2)?,
            phone: row.get(first + 3)?,
            email: row.get(first + 4)?,
            registered_at: row.get(first + 5)?,
        })
    }

    pub(super) fn open(
        self,
        tx: &mut Tx<'_>,
        person: PersonId,
        data_key: DataKeyId,
        lang: Lang,
    ) -> Result<Registration, StoreError> {
        let id = self.id;
        let phone = tx.open_text(data_key, "registration.phone", id.as_bytes(), &self.phone)?;
        let email = tx.open_text(data_key, "registration.email", id.as_bytes(), &self.email)?;
        Ok(Registration {
            id,
            person,
            level: read_level(&self.level)?,
            state: read_state(&self.state)?,
            phone: PhoneNumber::parse(&phone).map_err(|_| decode("registration.phone"))?,
            email: EmailAddress::parse(&email).map_err(|_| decode("registration.email"))?,
            lang,
            registered_at: self.registered_at,
        })
    }
}

/// Remembers which document is the receipt.
///
/// # Errors
/// [`StoreError`].
pub fn set_receipt(
    tx: &mut Tx<'_>,
    id: RegistrationId,
    receipt: DocumentId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "UPDATE registration SET receipt_id = $1, updated_at = $2, updated_by = $3 \
             WHERE id = $4"
        ),
        &[&receipt, &now, &name, &id],
    )?;
    Ok(())
}

/// Which terms a person accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcceptedTerms {
    /// Version, for example `2026-11`.
    pub version: String,
    /// Language in which they were read.
    pub lang: Lang,
    /// SHA-256-sized keyed hash of the very text.
    pub text_hash: [u8; 32],
}

/// Writes down that a person accepted terms.
///
/// # Errors
/// [`StoreError`].
pub fn add_terms(
    tx: &mut Tx<'_>,
    person: PersonId,
    terms: &AcceptedTerms,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<(), StoreError> {
    let id = RegistrationId::new(now, entropy);
    let name = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO terms_acceptance (id, person_id, version, lang, text_hash, accepted_at, \
             created_at, updated_at, updated_by) VALUES ($1, $2, $3, $4, $5, $6, $6, $6, $7)"
        ),
        &[
            &id,
            &person,
            &terms.version.as_str(),
            &terms.lang.tag(),
            &terms.text_hash,
            &now,
            &name,
        ],
    )?;
    Ok(())
}

fn sealed_contact(
    tx: &mut Tx<'_>,
    registration: &Registration,
    data_key: DataKeyId,
) -> Result<(Vec<u8>, Vec<u8>), StoreError> {
    let row = registration.id;
    let phone = registration.phone.as_e164();
    let phone = tx.seal(
        data_key,
        "registration.phone",
        row.as_bytes(),
        phone.as_bytes(),
    )?;
    let email = registration.email.as_str();
    let email = tx.seal(
        data_key,
        "registration.email",
        row.as_bytes(),
        email.as_bytes(),
    )?;
    Ok((phone, email))
}

fn phone_index(tx: &Tx<'_>, phone: &PhoneNumber) -> [u8; 32] {
    tx.blind("registration.phone", phone.as_e164().as_bytes())
}

pub(super) fn read_state(word: &str) -> Result<RegistrationState, StoreError> {
    RegistrationState::from_word(word).ok_or_else(|| decode("registration.state"))
}

pub(crate) fn read_level(word: &str) -> Result<RegistrationLevel, StoreError> {
    RegistrationLevel::parse(word).map_err(|_| decode("registration.level"))
}
