//! Is an uploaded file the document that was issued?

use model::origin::Origin;
use vocab::SecureVerificationCode;

use super::VerifyError;
use crate::Procedures;

/// How a file compares with the document of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileComparison {
    /// The same, byte by byte.
    Identical,
    /// Not the document that was issued. Anything appended makes it another document, because
    /// that is how signed PDF files are forged (the incremental-saving and shadow attacks).
    NotTheIssued,
}

impl Procedures {
    /// Compares a file with the document of a code by SHA-256: identical if and only if every
    /// byte is the same. The file is not kept, and works for both classes of documents.
    ///
    /// # Errors
    /// [`VerifyError`]; never `HolderOnly`.
    pub async fn compare(
        &self,
        code: &SecureVerificationCode,
        file: &[u8],
        origin: Origin,
    ) -> Result<FileComparison, VerifyError> {
        let document = self.look_up(code, origin).await?;
        Ok(if self.sealer.digest(file) == document.digest {
            FileComparison::Identical
        } else {
            FileComparison::NotTheIssued
        })
    }
}
