//! The register of issued documents, found by the blind index of their code.

use model::issued::{DocumentKind, IssuedDocument};
use vocab::{BodyId, DataKeyId, DocumentId, Lang, SecureVerificationCode, Timestamp};

use super::person::decode;
use crate::{StoreError, Tx, sql};

/// Adds a document with its sealed bytes.
///
/// # Errors
/// [`StoreError`].
pub fn add(
    tx: &mut Tx<'_>,
    document: &IssuedDocument,
    data_key: DataKeyId,
    pdf: &[u8],
) -> Result<(), StoreError> {
    let id = document.id;
    let code = document.code.as_str();
    let code_index = tx.blind("issued_document.code", code.as_bytes());
    let code = tx.seal(
        data_key,
        "issued_document.code",
        id.as_bytes(),
        code.as_bytes(),
    )?;
    let pdf = tx.seal(data_key, "issued_document.pdf", id.as_bytes(), pdf)?;
    let name = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO issued_document (id, code_index, code, data_key_id, body_id, class, \
             kind, lang, digest, pdf, issued_at, kept_until, created_at, updated_at, updated_by) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $11, $11, $13)"
        ),
        &[
            &id,
            &code_index,
            &code,
            &data_key,
            &document.body,
            &document.kind.class().as_str(),
            &document.kind.as_str(),
            &document.lang.tag(),
            &document.digest,
            &pdf,
            &document.issued_at,
            &document.kept_until,
            &name,
        ],
    )?;
    Ok(())
}

/// The document of a code.
///
/// # Errors
/// [`StoreError`].
pub fn find_by_code(
    tx: &mut Tx<'_>,
    code: &SecureVerificationCode,
) -> Result<Option<IssuedDocument>, StoreError> {
    let index = tx.blind("issued_document.code", code.as_str().as_bytes());
    let id: Option<DocumentId> = tx.query_opt(
        sql!("SELECT id FROM issued_document WHERE code_index = $1"),
        &[&index],
        |row| row.get(0),
    )?;
    match id {
        Some(id) => find(tx, id),
        None => Ok(None),
    }
}

/// The document of an id.
///
/// # Errors
/// [`StoreError`].
pub fn find(tx: &mut Tx<'_>, id: DocumentId) -> Result<Option<IssuedDocument>, StoreError> {
    let row = tx.query_opt(
        sql!(
            "SELECT data_key_id, code, body_id, kind, lang, digest, issued_at, kept_until, \
             withdrawn_at FROM issued_document WHERE id = $1"
        ),
        &[&id],
        |row| {
            let data_key: DataKeyId = row.get(0)?;
            let code: Vec<u8> = row.get(1)?;
            let body: BodyId = row.get(2)?;
            let kind: String = row.get(3)?;
            let lang: String = row.get(4)?;
            let digest: [u8; 32] = row.get(5)?;
            let issued_at: Timestamp = row.get(6)?;
            let kept_until: Timestamp = row.get(7)?;
            let withdrawn_at: Option<Timestamp> = row.get(8)?;
            Ok((
                data_key,
                code,
                body,
                kind,
                lang,
                digest,
                issued_at,
                kept_until,
                withdrawn_at,
            ))
        },
    )?;
    let Some((data_key, code, body, kind, lang, digest, issued_at, kept_until, withdrawn_at)) = row
    else {
        return Ok(None);
    };
    let code = tx.open_text(data_key, "issued_document.code", id.as_bytes(), &code)?;
    Ok(Some(IssuedDocument {
        id,
        code: SecureVerificationCode::parse(&code).map_err(|_| decode("issued_document.code"))?,
        body,
        kind: DocumentKind::from_word(&kind).ok_or_else(|| decode("issued_document.kind"))?,
        lang: Lang::from_tag(&lang).ok_or_else(|| decode("issued_document.lang"))?,
        digest,
        issued_at,
        kept_until,
        withdrawn_at,
    }))
}

/// The bytes of a document.
///
/// # Errors
/// [`StoreError`].
pub fn pdf(tx: &mut Tx<'_>, id: DocumentId) -> Result<Option<Vec<u8>>, StoreError> {
    let row = tx.query_opt(
        sql!("SELECT data_key_id, pdf FROM issued_document WHERE id = $1"),
        &[&id],
        |row| {
            let data_key: DataKeyId = row.get(0)?;
            let pdf: Vec<u8> = row.get(1)?;
            Ok((data_key, pdf))
        },
    )?;
    let Some((data_key, pdf)) = row else {
        return Ok(None);
    };
    tx.open(data_key, "issued_document.pdf", id.as_bytes(), &pdf)
        .map(Some)
}

/// Withdraws a document; `false` if it was withdrawn already or never existed.
///
/// # Errors
/// [`StoreError`].
pub fn withdraw(tx: &mut Tx<'_>, id: DocumentId, now: Timestamp) -> Result<bool, StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE issued_document SET withdrawn_at = $1, updated_at = $1, updated_by = $2 \
             WHERE id = $3 AND withdrawn_at IS NULL"
        ),
        &[&now, &name, &id],
    )?;
    Ok(touched == 1)
}
