//! Authorization codes and the access tokens that come from them.

use vocab::{AuthorizationId, DataKeyId, PersonId, SessionId, Timestamp, TokenId};

use crate::{Row, StoreError, Tx, sql};

/// An authorization code as stored: what was granted is the JSON of `federation`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCode {
    /// Id of the authorization; tokens refer to it.
    pub id: AuthorizationId,
    /// Which client may redeem it.
    pub client: String,
    /// The session it came from.
    pub session: SessionId,
    /// Whom it is about.
    pub person: PersonId,
    /// What was granted.
    pub granted: String,
    /// It works before this moment.
    pub expires_at: Timestamp,
    /// Set when it was redeemed: a second use revokes what the first one gave.
    pub used_at: Option<Timestamp>,
}

/// An access token as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredToken {
    /// Id of the token.
    pub id: TokenId,
    /// The authorization it came from.
    pub authorization: AuthorizationId,
    /// Which client holds it.
    pub client: String,
    /// The session it came from.
    pub session: SessionId,
    /// Whom it is about.
    pub person: PersonId,
    /// What was granted.
    pub granted: String,
    /// It works before this moment.
    pub expires_at: Timestamp,
    /// It was refreshed, and lives on when the session ends.
    pub offline: bool,
}

/// An access token with when it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveToken {
    /// The token.
    pub token: StoredToken,
    /// When it was given.
    pub issued_at: Timestamp,
}

/// Adds a code found by its keyed hash.
///
/// # Errors
/// [`StoreError`].
pub fn add_code(
    tx: &mut Tx<'_>,
    code: &StoredCode,
    code_hash: [u8; 32],
    now: Timestamp,
) -> Result<(), StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO authorization_code (id, code_hash, client_id, session_id, person_id, \
             granted, expires_at, created_at, updated_at, updated_by) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9)"
        ),
        &[
            &code.id,
            &code_hash,
            &code.client.as_str(),
            &code.session,
            &code.person,
            &code.granted.as_str(),
            &code.expires_at,
            &now,
            &name,
        ],
    )?;
    Ok(())
}

/// The code of a keyed hash, used or not.
///
/// # Errors
/// [`StoreError`].
pub fn find_code(tx: &mut Tx<'_>, code_hash: [u8; 32]) -> Result<Option<StoredCode>, StoreError> {
    tx.query_opt(
        sql!(
            "SELECT id, client_id, session_id, person_id, granted, expires_at, used_at \
             FROM authorization_code WHERE code_hash = $1"
        ),
        &[&code_hash],
        read_code,
    )
}

/// A code with what decides about it besides itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeInContext {
    /// The code.
    pub code: StoredCode,
    /// The session that it came from has not been ended.
    pub session_live: bool,
    /// The key that seals everything of the person's.
    pub data_key: DataKeyId,
}

/// The code of a keyed hash, used or not, with its session and its person.
///
/// # Errors
/// [`StoreError`].
pub fn find_code_in_context(
    tx: &mut Tx<'_>,
    code_hash: [u8; 32],
) -> Result<Option<CodeInContext>, StoreError> {
    tx.query_opt(
        sql!(
            "SELECT authorization_code.id, authorization_code.client_id, \
             authorization_code.session_id, authorization_code.person_id, \
             authorization_code.granted, authorization_code.expires_at, \
             authorization_code.used_at, session.ended_at IS NULL, person.data_key_id \
             FROM authorization_code \
             JOIN session ON session.id = authorization_code.session_id \
             JOIN person ON person.id = authorization_code.person_id \
             WHERE authorization_code.code_hash = $1"
        ),
        &[&code_hash],
        |row| {
            Ok(CodeInContext {
                code: read_code(row)?,
                session_live: row.get(7)?,
                data_key: row.get(8)?,
            })
        },
    )
}

/// Marks a code as used, if and only if nobody has.
///
/// # Errors
/// [`StoreError`].
pub fn use_code(tx: &mut Tx<'_>, id: AuthorizationId, now: Timestamp) -> Result<bool, StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE authorization_code SET used_at = $1, updated_at = $1, updated_by = $2 \
             WHERE id = $3 AND used_at IS NULL"
        ),
        &[&now, &name, &id],
    )?;
    Ok(touched == 1)
}

/// Adds an access token found by its keyed hash.
///
/// # Errors
/// [`StoreError`].
pub fn add_token(
    tx: &mut Tx<'_>,
    token: &StoredToken,
    token_hash: [u8; 32],
    now: Timestamp,
) -> Result<(), StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO access_token (id, token_hash, authorization_id, client_id, session_id, \
             person_id, granted, expires_at, offline, created_at, updated_at, updated_by) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11)"
        ),
        &[
            &token.id,
            &token_hash,
            &token.authorization,
            &token.client.as_str(),
            &token.session,
            &token.person,
            &token.granted.as_str(),
            &token.expires_at,
            &token.offline,
            &now,
            &name,
        ],
    )?;
    Ok(())
}

/// The token of a keyed hash, if it is neither revoked nor past its time.
///
/// # Errors
/// [`StoreError`].
pub fn find_token(
    tx: &mut Tx<'_>,
    token_hash: [u8; 32],
    now: Timestamp,
) -> Result<Option<StoredToken>, StoreError> {
    tx.query_opt(
        sql!(
            "SELECT id, authorization_id, client_id, session_id, person_id, granted, expires_at, \
             offline FROM access_token WHERE token_hash = $1 AND expires_at > $2 AND revoked_at IS NULL"
        ),
        &[&token_hash, &now],
        read_token,
    )
}

/// The same, and only while the session that it came from has not been ended, unless it was
/// refreshed: then it lives with its family, whose revocation revokes it too.
///
/// # Errors
/// [`StoreError`].
pub fn find_live_token(
    tx: &mut Tx<'_>,
    token_hash: [u8; 32],
    now: Timestamp,
) -> Result<Option<LiveToken>, StoreError> {
    tx.query_opt(
        sql!(
            "SELECT access_token.id, access_token.authorization_id, access_token.client_id, \
             access_token.session_id, access_token.person_id, access_token.granted, \
             access_token.expires_at, access_token.offline, access_token.created_at \
             FROM access_token \
             LEFT JOIN session ON session.id = access_token.session_id \
             WHERE access_token.token_hash = $1 AND access_token.expires_at > $2 \
             AND access_token.revoked_at IS NULL \
             AND (access_token.offline OR (session.id IS NOT NULL AND session.ended_at IS NULL))"
        ),
        &[&token_hash, &now],
        |row| {
            Ok(LiveToken {
                token: read_token(row)?,
                issued_at: row.get(8)?,
            })
        },
    )
}

/// Revokes every token that came from an authorization (RFC 6749 §4.1.2: a code used twice).
///
/// # Errors
/// [`StoreError`].
pub fn revoke_tokens_of(
    tx: &mut Tx<'_>,
    authorization: AuthorizationId,
    now: Timestamp,
) -> Result<u64, StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "UPDATE access_token SET revoked_at = $1, updated_at = $1, updated_by = $2 \
             WHERE authorization_id = $3 AND revoked_at IS NULL"
        ),
        &[&now, &name, &authorization],
    )
}

/// Revokes every token that a party holds about a person (the person withdrew their consent).
///
/// # Errors
/// [`StoreError`].
pub fn revoke_tokens_about(
    tx: &mut Tx<'_>,
    person: PersonId,
    client: &str,
    now: Timestamp,
) -> Result<u64, StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "UPDATE access_token SET revoked_at = $1, updated_at = $1, updated_by = $2 \
             WHERE person_id = $3 AND client_id = $4 AND revoked_at IS NULL"
        ),
        &[&now, &name, &person, &client],
    )
}

/// Revokes one access token; `false` if it was revoked already.
///
/// # Errors
/// [`StoreError`].
pub fn revoke_token(tx: &mut Tx<'_>, id: TokenId, now: Timestamp) -> Result<bool, StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE access_token SET revoked_at = $1, updated_at = $1, updated_by = $2 \
             WHERE id = $3 AND revoked_at IS NULL"
        ),
        &[&now, &name, &id],
    )?;
    Ok(touched == 1)
}

fn read_code(row: &Row<'_>) -> Result<StoredCode, StoreError> {
    Ok(StoredCode {
        id: row.get(0)?,
        client: row.get(1)?,
        session: row.get(2)?,
        person: row.get(3)?,
        granted: row.get(4)?,
        expires_at: row.get(5)?,
        used_at: row.get(6)?,
    })
}

fn read_token(row: &Row<'_>) -> Result<StoredToken, StoreError> {
    Ok(StoredToken {
        id: row.get(0)?,
        authorization: row.get(1)?,
        client: row.get(2)?,
        session: row.get(3)?,
        person: row.get(4)?,
        granted: row.get(5)?,
        expires_at: row.get(6)?,
        offline: row.get(7)?,
    })
}
