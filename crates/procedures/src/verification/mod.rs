//! Verification of documents by their code, for anyone (R203, R206, R263). Nobody identifies.
//!
//! Unknown, withdrawn and no longer kept answer alike. Mistyped codes are told apart by their
//! check characters before they come here ([`vocab::SecureVerificationCode::parse`]) and cost no
//! try. Wrong tries count for the origin; right ones do not, so that an employer with twenty
//! certificates is not stopped at the sixth.

pub(crate) mod compare;
pub(crate) mod fetch_document;
pub(crate) mod verify_code;

use model::{
    issued::IssuedDocument,
    limit::{Growth, Limit},
    origin::Origin,
};
use store::{
    StoreError,
    repo::{self, velocity},
};
use vocab::SecureVerificationCode;

use crate::Procedures;

/// Unknown codes of one origin. A minute is a minute: codes of 100 bits are not guessed, and the
/// page says so long.
fn unknown_per_origin(most: u64) -> Limit {
    Limit {
        name: "csv.unknown.origin",
        most,
        window_s: 60,
        growth: Growth::NONE,
    }
}

/// Why there is nothing to show.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// No document can be verified by this code: unknown, withdrawn or no longer kept.
    #[error("no document can be verified by this code")]
    Unknown,
    /// The document goes only to its person; [`Procedures::verify_code`] tells what anybody may
    /// know of it.
    #[error("the document goes only to its person")]
    HolderOnly,
    /// This origin tried too many codes that do not exist: wait a minute.
    #[error("too many tries")]
    TooManyTries,
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Procedures {
    /// The document of a code, if it can be verified now and the origin may still try.
    async fn look_up(
        &self,
        code: &SecureVerificationCode,
        origin: Origin,
    ) -> Result<IssuedDocument, VerifyError> {
        let now = self.clock.now();
        let limit = unknown_per_origin(self.settings.unknown_codes_per_origin_a_minute);
        let wanted = code.clone();
        let (tried, found) = self
            .store
            .read("procedures.look_up_code", move |tx| {
                let key = origin.as_key();
                let [tried] = velocity::look(tx, [(limit, key.as_slice())], now)?;
                Ok::<_, StoreError>((tried, find(tx, &wanted)?))
            })
            .await?;
        if tried.used_up() {
            return Err(VerifyError::TooManyTries);
        }
        if let Some(document) = found.filter(|document| document.verifiable(now)) {
            return Ok(document);
        }
        let tried = self
            .store
            .transact::<_, StoreError, _>("procedures.count_unknown_code", move |tx| {
                velocity::count(tx, limit, &origin.as_key(), now)
            })
            .await?;
        Err(if tried.exceeded() {
            VerifyError::TooManyTries
        } else {
            VerifyError::Unknown
        })
    }
}

/// A document whose key was erased is as if it had never been.
fn find(
    tx: &mut store::Tx<'_>,
    code: &SecureVerificationCode,
) -> Result<Option<IssuedDocument>, StoreError> {
    match repo::document::find_by_code(tx, code) {
        Err(StoreError::Erased) => Ok(None),
        found => found,
    }
}
