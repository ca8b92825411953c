//! What was established in a call: rows that are only added.

use model::video::{Evidence, Recorded};
use vocab::{DataKeyId, Entropy, EvidenceId, Timestamp, VideoCallId};

use crate::{
    StoreError, Tx,
    repo::person::{from_json, to_json},
    sql,
};

/// Rows of one call that are read at most; a call has some dozens.
const MOST: i64 = 2_000;

/// Adds one.
///
/// # Errors
/// [`StoreError`].
pub fn add(
    tx: &mut Tx<'_>,
    call: VideoCallId,
    data_key: DataKeyId,
    recorded: &Recorded,
    entropy: &dyn Entropy,
) -> Result<(), StoreError> {
    let id = EvidenceId::new(recorded.at, entropy);
    let plain = to_json(&recorded.evidence)?;
    let detail = tx.seal(data_key, "video_evidence.detail", id.as_bytes(), &plain)?;
    let seq = super::line::next_evidence(tx, call)?;
    let name = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO video_evidence (id, call_id, seq, kind, officer_id, detail, at, \
             created_at, updated_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8)"
        ),
        &[
            &id,
            &call,
            &seq,
            &recorded.evidence.kind(),
            &recorded.by,
            &detail,
            &recorded.at,
            &name,
        ],
    )?;
    tx.wake(super::TOPIC);
    Ok(())
}

/// Everything of a call, oldest first.
///
/// # Errors
/// [`StoreError`].
pub fn list(
    tx: &mut Tx<'_>,
    call: VideoCallId,
    data_key: DataKeyId,
) -> Result<Vec<Recorded>, StoreError> {
    let rows = tx.query_all(
        sql!(
            "SELECT id, officer_id, detail, at FROM video_evidence WHERE call_id = $1 \
             ORDER BY seq LIMIT $2"
        ),
        &[&call, &MOST],
        |row| {
            let id: EvidenceId = row.get(0)?;
            let detail: Vec<u8> = row.get(2)?;
            let at: Timestamp = row.get(3)?;
            Ok((id, row.get(1)?, detail, at))
        },
    )?;
    let mut all = Vec::with_capacity(rows.len());
    for (id, by, detail, at) in rows {
        let plain = tx.open(data_key, "video_evidence.detail", id.as_bytes(), &detail)?;
        let evidence: Evidence = from_json(&plain)?;
        all.push(Recorded { evidence, by, at });
    }
    Ok(all)
}
