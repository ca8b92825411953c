//! What keeps people out. Rows are added and lifted, and never removed.

use model::restriction::{InForce, Lifted, Means, Restriction, RestrictionKind, SetBy, Standing};
use vocab::{DataKeyId, OfficerId, PersonId, RestrictionId, Timestamp};

use super::{person::decode, session};
use crate::{Row, StoreError, Tx, sql};

const REASON: &str = "restriction.reason";
const LIFTED_REASON: &str = "restriction.lifted_reason";

/// Adds a restriction, and ends at once what it no longer lets go on: every session and token, with
/// the relying parties told, where it closes everything or demands something anew. The caller has
/// bumped the guard of the person.
///
/// # Errors
/// [`StoreError`].
pub fn add(
    tx: &mut Tx<'_>,
    restriction: &Restriction,
    data_key: DataKeyId,
) -> Result<(), StoreError> {
    let row = restriction.id;
    let reason = seal(tx, data_key, REASON, row, restriction.reason.as_deref())?;
    let name = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO restriction (id, person_id, kind, set_by, reason, since, until, \
             created_at, updated_at, updated_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $6, $6, $8)"
        ),
        &[
            &restriction.id,
            &restriction.person,
            &restriction.kind.as_str(),
            &officer(restriction.set_by),
            &reason,
            &restriction.since,
            &restriction.until,
            &name,
        ],
    )?;
    if restriction.kind.ends_sessions() {
        session::end_all_of_person(tx, restriction.person, restriction.since)?;
    }
    Ok(())
}

/// How a person stands. Nothing sealed is opened, and nobody at all is the same work as somebody
/// (invariant 11).
///
/// # Errors
/// [`StoreError`].
pub fn in_force(tx: &mut Tx<'_>, person: PersonId, now: Timestamp) -> Result<Standing, StoreError> {
    let rows = tx.query_all(
        sql!(
            "SELECT id, kind, set_by, since, until FROM restriction \
             WHERE person_id = $1 AND lifted_at IS NULL AND (until IS NULL OR until > $2) \
             ORDER BY id"
        ),
        &[&person, &now],
        |row| {
            Ok(InForce {
                id: row.get(0)?,
                kind: kind(row, 1)?,
                set_by: set_by(row.get(2)?),
                since: row.get(3)?,
                until: row.get(4)?,
            })
        },
    )?;
    Ok(Standing::new(rows))
}

/// Restrictions that [`history`] reads besides those that nobody lifted.
pub const HISTORY: i64 = 200;

/// The restrictions of a person with their reasons, the newest first: every one that nobody lifted,
/// and the newest [`HISTORY`] of all.
///
/// # Errors
/// [`StoreError`].
pub fn history(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<Restriction>, StoreError> {
    let rows = tx.query_all(
        sql!(
            "SELECT r.id, r.kind, r.set_by, r.reason, r.since, r.until, r.lifted_at, \
             r.lifted_by, r.lifted_reason, p.data_key_id FROM restriction r \
             JOIN person p ON p.id = r.person_id WHERE r.person_id = $1 \
             AND (r.lifted_at IS NULL OR r.id IN (SELECT id FROM restriction \
             WHERE person_id = $1 ORDER BY id DESC LIMIT $2)) ORDER BY r.id DESC"
        ),
        &[&person, &HISTORY],
        |row| Stored::read(row, person),
    )?;
    rows.into_iter().map(|stored| stored.open(tx)).collect()
}

/// How many restrictions a person ever had, and how many of them were lifted. Rows are never removed:
/// whoever sees both again knows that nothing was set or lifted in between.
///
/// # Errors
/// [`StoreError`].
pub fn counts(tx: &mut Tx<'_>, person: PersonId) -> Result<(u64, u64), StoreError> {
    let (set, lifted): (i64, i64) = tx.query_one(
        sql!("SELECT COUNT(*), COUNT(lifted_at) FROM restriction WHERE person_id = $1"),
        &[&person],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let natural = |count| u64::try_from(count).unwrap_or(0);
    Ok((natural(set), natural(lifted)))
}

/// Lifts a restriction. `false`: there is none of this id in force for this person any more.
///
/// # Errors
/// [`StoreError`].
pub fn lift(
    tx: &mut Tx<'_>,
    id: RestrictionId,
    by: SetBy,
    reason: Option<&str>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let data_key = tx.query_opt(
        sql!(
            "SELECT p.data_key_id FROM restriction r JOIN person p ON p.id = r.person_id \
             WHERE r.id = $1"
        ),
        &[&id],
        |row| row.get(0),
    )?;
    let Some(data_key) = data_key else {
        return Ok(false);
    };
    let reason = seal(tx, data_key, LIFTED_REASON, id, reason)?;
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE restriction SET lifted_at = $1, lifted_by = $2, lifted_reason = $3, \
             updated_at = $1, updated_by = $4 \
             WHERE id = $5 AND lifted_at IS NULL AND (until IS NULL OR until > $1)"
        ),
        &[&now, &officer(by), &reason, &name, &id],
    )?;
    Ok(touched == 1)
}

/// Lifts every restriction of a kind that a person has: their own step fulfilled what it demanded.
/// `false` if there was none.
///
/// # Errors
/// [`StoreError`].
pub fn lift_kind(
    tx: &mut Tx<'_>,
    person: PersonId,
    kind: RestrictionKind,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE restriction SET lifted_at = $1, updated_at = $1, updated_by = $2 \
             WHERE person_id = $3 AND kind = $4 AND lifted_at IS NULL"
        ),
        &[&now, &name, &person, &kind.as_str()],
    )?;
    Ok(touched > 0)
}

/// Ends the sessions that were opened in one way, but for one of them, and queues who must be told.
///
/// # Errors
/// [`StoreError`].
pub fn end_sessions_of(
    tx: &mut Tx<'_>,
    person: PersonId,
    means: Means,
    but: vocab::SessionId,
    now: Timestamp,
) -> Result<(), StoreError> {
    for method in means.methods() {
        let sessions: Vec<vocab::SessionId> = tx.query_all(
            sql!(
                "SELECT id FROM session \
                 WHERE person_id = $1 AND method = $2 AND ended_at IS NULL"
            ),
            &[&person, &method.as_str()],
            |row| row.get(0),
        )?;
        for session in sessions.into_iter().filter(|session| *session != but) {
            session::end(tx, session, now)?;
        }
    }
    Ok(())
}

/// A restriction whose reasons are still sealed.
struct Stored {
    restriction: Restriction,
    reason: Option<Vec<u8>>,
    lifted_reason: Option<Vec<u8>>,
    data_key: DataKeyId,
}

impl Stored {
    fn read(row: &Row<'_>, person: PersonId) -> Result<Self, StoreError> {
        let lifted_at: Option<Timestamp> = row.get(6)?;
        let lifted_by: Option<OfficerId> = row.get(7)?;
        Ok(Self {
            restriction: Restriction {
                id: row.get(0)?,
                person,
                kind: kind(row, 1)?,
                set_by: set_by(row.get(2)?),
                reason: None,
                since: row.get(4)?,
                until: row.get(5)?,
                lifted: lifted_at.map(|at| Lifted {
                    at,
                    by: set_by(lifted_by),
                    reason: None,
                }),
            },
            reason: row.get(3)?,
            lifted_reason: row.get(8)?,
            data_key: row.get(9)?,
        })
    }

    fn open(self, tx: &mut Tx<'_>) -> Result<Restriction, StoreError> {
        let (id, key) = (self.restriction.id, self.data_key);
        let reason = open(tx, key, REASON, id, self.reason.as_deref())?;
        let lifted_reason = open(tx, key, LIFTED_REASON, id, self.lifted_reason.as_deref())?;
        let lifted = self.restriction.lifted.map(|lifted| Lifted {
            reason: lifted_reason,
            ..lifted
        });
        Ok(Restriction {
            reason,
            lifted,
            ..self.restriction
        })
    }
}

fn seal(
    tx: &mut Tx<'_>,
    data_key: DataKeyId,
    column: &'static str,
    row: RestrictionId,
    text: Option<&str>,
) -> Result<Option<Vec<u8>>, StoreError> {
    text.map(|text| tx.seal(data_key, column, row.as_bytes(), text.as_bytes()))
        .transpose()
}

fn open(
    tx: &mut Tx<'_>,
    data_key: DataKeyId,
    column: &'static str,
    row: RestrictionId,
    sealed: Option<&[u8]>,
) -> Result<Option<String>, StoreError> {
    sealed
        .map(|sealed| tx.open_text(data_key, column, row.as_bytes(), sealed))
        .transpose()
}

fn kind(row: &Row<'_>, index: usize) -> Result<RestrictionKind, StoreError> {
    let word: String = row.get(index)?;
    RestrictionKind::from_word(&word).ok_or_else(|| decode("restriction.kind"))
}

fn officer(by: SetBy) -> Option<OfficerId> {
    match by {
        SetBy::Person => None,
        SetBy::Officer(officer) => Some(officer),
    }
}

fn set_by(officer: Option<OfficerId>) -> SetBy {
    officer.map_or(SetBy::Person, SetBy::Officer)
}
