//! Who looks at whom, and until when: what a stated purpose opened.

use vocab::{InquiryId, OfficerId, PersonId, Timestamp};

use crate::{StoreError, Tx, sql};

/// An officer's look at a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Inquiry {
    /// Names it in addresses, so that no address names the person.
    pub id: InquiryId,
    /// Who looks.
    pub officer: OfficerId,
    /// At whom.
    pub person: PersonId,
    /// From here on the officer says again what for.
    pub expires_at: Timestamp,
}

/// Lets an officer look at a person until a moment.
///
/// # Errors
/// [`StoreError`].
pub fn add(tx: &mut Tx<'_>, inquiry: &Inquiry, now: Timestamp) -> Result<(), StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO office_inquiry (id, officer_id, person_id, expires_at, created_at, \
             updated_at, updated_by) VALUES ($1, $2, $3, $4, $5, $5, $6)"
        ),
        &[
            &inquiry.id,
            &inquiry.officer,
            &inquiry.person,
            &inquiry.expires_at,
            &now,
            &name,
        ],
    )?;
    Ok(())
}

/// An inquiry of this officer that is still open; nothing if it is another's, or over.
///
/// # Errors
/// [`StoreError`].
pub fn find(
    tx: &mut Tx<'_>,
    id: InquiryId,
    officer: OfficerId,
    now: Timestamp,
) -> Result<Option<Inquiry>, StoreError> {
    tx.query_opt(
        sql!(
            "SELECT person_id, expires_at FROM office_inquiry \
             WHERE id = $1 AND officer_id = $2 AND expires_at > $3"
        ),
        &[&id, &officer, &now],
        |row| {
            Ok(Inquiry {
                id,
                officer,
                person: row.get(0)?,
                expires_at: row.get(1)?,
            })
        },
    )
}
