//! Refresh tokens: a family for each authorization, and the tokens of the family, of which only
//! the newest works.

use vocab::{AuthorizationId, DataKeyId, PersonId, SessionId, Timestamp, TokenId};

use crate::{StoreError, Tx, sql};

/// What began with one authorization and is refreshed since: what was granted is the JSON of
/// `federation`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefreshFamily {
    /// Id of the authorization that it came from.
    pub id: AuthorizationId,
    /// Which client holds it.
    pub client: String,
    /// The session it came from, which may have ended.
    pub session: SessionId,
    /// Whom it is about.
    pub person: PersonId,
    /// What was granted.
    pub granted: String,
    /// None of its tokens works from this moment on.
    pub expires_at: Timestamp,
}

/// A refresh token with what decides about it besides itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefreshTokenInContext {
    /// Id of the token.
    pub id: TokenId,
    /// It works before this moment.
    pub expires_at: Timestamp,
    /// Set when it was used: a second use revokes the family.
    pub used_at: Option<Timestamp>,
    /// When it was given.
    pub issued_at: Timestamp,
    /// Its family.
    pub family: RefreshFamily,
    /// The family was revoked.
    pub revoked: bool,
    /// The person's registration is active.
    pub registered: bool,
    /// The key that seals everything of the person's.
    pub data_key: DataKeyId,
}

/// Adds a family.
///
/// # Errors
/// [`StoreError`].
pub fn add_family(
    tx: &mut Tx<'_>,
    family: &RefreshFamily,
    now: Timestamp,
) -> Result<(), StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO refresh_family (id, client_id, session_id, person_id, granted, \
             expires_at, created_at, updated_at, updated_by) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8)"
        ),
        &[
            &family.id,
            &family.client.as_str(),
            &family.session,
            &family.person,
            &family.granted.as_str(),
            &family.expires_at,
            &now,
            &name,
        ],
    )?;
    Ok(())
}

/// The families of a person from which something can still be had, with when each began, oldest
/// first.
///
/// # Errors
/// [`StoreError`].
pub fn of_person(
    tx: &mut Tx<'_>,
    person: PersonId,
    now: Timestamp,
) -> Result<Vec<(RefreshFamily, Timestamp)>, StoreError> {
    tx.query_all(
        sql!(
            "SELECT id, client_id, session_id, person_id, granted, expires_at, created_at \
             FROM refresh_family WHERE person_id = $1 AND expires_at > $2 \
             AND revoked_at IS NULL ORDER BY id"
        ),
        &[&person, &now],
        |row| {
            let family = RefreshFamily {
                id: row.get(0)?,
                client: row.get(1)?,
                session: row.get(2)?,
                person: row.get(3)?,
                granted: row.get(4)?,
                expires_at: row.get(5)?,
            };
            Ok((family, row.get(6)?))
        },
    )
}

/// Adds a token of a family, found by its keyed hash.
///
/// # Errors
/// [`StoreError`].
pub fn add_token(
    tx: &mut Tx<'_>,
    id: TokenId,
    family: AuthorizationId,
    token_hash: [u8; 32],
    expires_at: Timestamp,
    now: Timestamp,
) -> Result<(), StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO refresh_token (id, token_hash, family_id, expires_at, created_at, \
             updated_at, updated_by) VALUES ($1, $2, $3, $4, $5, $5, $6)"
        ),
        &[&id, &token_hash, &family, &expires_at, &now, &name],
    )?;
    Ok(())
}

/// The token of a keyed hash, usable or not.
///
/// # Errors
/// [`StoreError`].
pub fn find_token(
    tx: &mut Tx<'_>,
    token_hash: [u8; 32],
) -> Result<Option<RefreshTokenInContext>, StoreError> {
    tx.query_opt(
        sql!(
            "SELECT refresh_token.id, refresh_token.expires_at, refresh_token.used_at, \
             refresh_token.created_at, refresh_family.id, refresh_family.client_id, \
             refresh_family.session_id, refresh_family.person_id, refresh_family.granted, \
             refresh_family.expires_at, refresh_family.revoked_at IS NOT NULL, \
             registration.state = 'active', person.data_key_id \
             FROM refresh_token \
             JOIN refresh_family ON refresh_family.id = refresh_token.family_id \
             JOIN person ON person.id = refresh_family.person_id \
             JOIN registration ON registration.person_id = person.id \
             WHERE refresh_token.token_hash = $1"
        ),
        &[&token_hash],
        |row| {
            Ok(RefreshTokenInContext {
                id: row.get(0)?,
                expires_at: row.get(1)?,
                used_at: row.get(2)?,
                issued_at: row.get(3)?,
                family: RefreshFamily {
                    id: row.get(4)?,
                    client: row.get(5)?,
                    session: row.get(6)?,
                    person: row.get(7)?,
                    granted: row.get(8)?,
                    expires_at: row.get(9)?,
                },
                revoked: row.get(10)?,
                registered: row.get(11)?,
                data_key: row.get(12)?,
            })
        },
    )
}

/// Marks a token as used, if and only if nobody has.
///
/// # Errors
/// [`StoreError`].
pub fn use_token(tx: &mut Tx<'_>, id: TokenId, now: Timestamp) -> Result<bool, StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE refresh_token SET used_at = $1, updated_at = $1, updated_by = $2 \
             WHERE id = $3 AND used_at IS NULL"
        ),
        &[&now, &name, &id],
    )?;
    Ok(touched == 1)
}

/// Lets a token that is used again and again, because its client does not rotate, live on.
///
/// # Errors
/// [`StoreError`].
pub fn prolong_token(
    tx: &mut Tx<'_>,
    id: TokenId,
    expires_at: Timestamp,
    now: Timestamp,
) -> Result<(), StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "UPDATE refresh_token SET expires_at = $1, updated_at = $2, updated_by = $3 \
             WHERE id = $4"
        ),
        &[&expires_at, &now, &name, &id],
    )?;
    Ok(())
}

/// Revokes a family and every access token of its authorization; `false` if it was revoked
/// already, or never was.
///
/// # Errors
/// [`StoreError`].
pub fn revoke_family(
    tx: &mut Tx<'_>,
    id: AuthorizationId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let name = tx.name();
    super::authorization::revoke_tokens_of(tx, id, now)?;
    let touched = tx.execute(
        sql!(
            "UPDATE refresh_family SET revoked_at = $1, updated_at = $1, updated_by = $2 \
             WHERE id = $3 AND revoked_at IS NULL"
        ),
        &[&now, &name, &id],
    )?;
    Ok(touched == 1)
}

/// Revokes what a person let one client have while they are away: they withdrew it.
///
/// # Errors
/// [`StoreError`].
pub fn revoke_of_client(
    tx: &mut Tx<'_>,
    person: PersonId,
    client: &str,
    now: Timestamp,
) -> Result<u64, StoreError> {
    let name = tx.name();
    super::authorization::revoke_tokens_about(tx, person, client, now)?;
    tx.execute(
        sql!(
            "UPDATE refresh_family SET revoked_at = $1, updated_at = $1, updated_by = $2 \
             WHERE person_id = $3 AND client_id = $4 AND revoked_at IS NULL"
        ),
        &[&now, &name, &person, &client],
    )
}

/// Revokes everything that clients may do for a person who is away (their phone was displaced,
/// their registration ended).
///
/// # Errors
/// [`StoreError`].
pub fn revoke_of_person(
    tx: &mut Tx<'_>,
    person: PersonId,
    now: Timestamp,
) -> Result<u64, StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "UPDATE access_token SET revoked_at = $1, updated_at = $1, updated_by = $2 \
             WHERE person_id = $3 AND revoked_at IS NULL"
        ),
        &[&now, &name, &person],
    )?;
    tx.execute(
        sql!(
            "UPDATE refresh_family SET revoked_at = $1, updated_at = $1, updated_by = $2 \
             WHERE person_id = $3 AND revoked_at IS NULL"
        ),
        &[&now, &name, &person],
    )
}
