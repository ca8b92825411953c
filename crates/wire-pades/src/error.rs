//! What can go wrong, sorted by what the caller can do about it.

/// A PDF that cannot be read or extended. Nothing was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PdfError {
    /// The file is longer than [`crate::MAX_FILE`].
    #[error("the file has {length} bytes, more than the {limit} that are read")]
    TooLarge {
        /// Length of the file in bytes.
        length: usize,
        /// The limit in bytes.
        limit: usize,
    },
    /// The bytes are not a PDF, or the file is cut or damaged.
    #[error("not a readable PDF: at byte {offset} there is no {expected}")]
    Malformed {
        /// Where reading stopped, in bytes from the start of the file.
        offset: usize,
        /// What should have been there.
        expected: &'static str,
    },
    /// Objects are nested deeper, or hold more values, than an honest file needs.
    #[error("the object at byte {offset} is nested too deeply or holds too many values")]
    TooComplex {
        /// Where reading stopped, in bytes from the start of the file.
        offset: usize,
    },
    /// A well-formed PDF that uses something which this writer refuses to extend.
    #[error("the file uses {0}")]
    Unsupported(Unsupported),
}

/// What [`crate::prepare()`] refuses to extend, because the result would not be a sound signed file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unsupported {
    /// A cross-reference stream (ISO 32000-1 §7.5.8); a classic table must not follow one.
    #[error("a cross-reference stream instead of a classic table")]
    CrossReferenceStream,
    /// A hybrid file with `/XRefStm` (§7.5.8.4): two readers could see two documents.
    #[error("a hybrid cross-reference (/XRefStm)")]
    HybridReference,
    /// An encrypted file.
    #[error("encryption (/Encrypt)")]
    Encrypted,
    /// A form already, perhaps with a signature in it.
    #[error("a form already (/AcroForm)")]
    Form,
    /// A certification already, or usage rights.
    #[error("permissions already (/Perms)")]
    Permissions,
    /// Cross-reference sections in an order that only linearised files have.
    #[error("cross-reference sections out of order (a linearised file)")]
    Linearised,
    /// More earlier revisions than [`crate::MAX_REVISIONS`].
    #[error("more revisions than are read")]
    ManyRevisions,
    /// A structure tree whose parent tree is not one flat `/Nums` array.
    #[error("a parent tree that is not one flat array of numbers")]
    ParentTree,
    /// A structure tree without exactly one root element.
    #[error("a structure tree without exactly one root element")]
    StructureRoot,
    /// The page asked for does not exist.
    #[error("fewer pages than asked for")]
    PageMissing,
    /// No room for more objects (PDF/A-2 allows 8,388,607).
    #[error("too many objects")]
    ManyObjects,
}

/// Why a signature revision could not be prepared.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PrepareError {
    /// The file is not one that can be signed.
    #[error(transparent)]
    Pdf(#[from] PdfError),
    /// The name of the field is empty or holds a full stop (ISO 32000-1 §12.7.3.2).
    #[error("the field name is empty or holds a full stop")]
    FieldName,
    /// The visible area is empty, upside down or not finite.
    #[error("the visible area is not a rectangle")]
    Area,
    /// The space for the signature is zero or larger than [`crate::MAX_RESERVE`].
    #[error("the space reserved for the signature is out of range")]
    Reserve,
}

/// Why a chain of certificates cannot be signed with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChainError {
    /// No certificate, or more than [`crate::MAX_CHAIN`].
    #[error("a chain has one to {limit} certificates, not {count}")]
    Length {
        /// How many were given.
        count: usize,
        /// How many are accepted.
        limit: usize,
    },
    /// The certificate at this position (0 = signer) is not DER.
    #[error("certificate {position} is not DER")]
    NotDer {
        /// 0 is the signer.
        position: usize,
    },
    /// The certificate at this position was not issued by the next one.
    #[error("certificate {position} was not issued by the one after it")]
    NotLinked {
        /// 0 is the signer.
        position: usize,
    },
    /// The key of the signer is neither P-256 nor RSA.
    #[error("the signer's key is neither P-256 nor RSA")]
    KeyKind,
}

/// Why a prepared revision could not be completed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FinishError {
    /// The certificate of the signer is not valid at the time of signing.
    #[error("the signer's certificate is not valid at the time of signing")]
    OutsideValidity,
    /// The bytes given are not a signature of the kind that the key makes.
    #[error("not a signature of the kind that the signer's key makes")]
    SignatureShape,
    /// The signature with its certificates does not fit into the space reserved.
    #[error("the signature needs {needed} bytes, {reserved} were reserved")]
    ReserveTooSmall {
        /// Bytes needed.
        needed: usize,
        /// Bytes reserved by [`crate::SignatureOptions::reserve`].
        reserved: usize,
    },
    /// The structures of the signature could not be encoded.
    #[error("the signature could not be encoded")]
    Encoding(#[source] der::Error),
}

/// Why a file is not, byte for byte, a document that was issued.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Not a PDF that can be read at all.
    #[error("not a document of ours")]
    Unreadable(#[source] PdfError),
    /// A PDF without a signature of ours.
    #[error("the file carries no signature of ours")]
    NotSigned,
    /// A signature of ours is there, but something was appended after it.
    #[error("{trailing} bytes were added after the signature")]
    AddedAfterSigning {
        /// How many bytes follow the part that the signature covers.
        trailing: usize,
    },
    /// The signature dictionary does not cover exactly all but itself.
    #[error("the signature does not cover the whole file")]
    NotCovered,
    /// The covered bytes are not the ones that were signed.
    #[error("the content was changed after it was signed")]
    Changed,
    /// Signed by a certificate that is not one of ours.
    #[error("signed by somebody else")]
    OtherSigner,
    /// The container of the signature is not, byte for byte, what this crate writes.
    #[error("the signature container was changed")]
    Container,
    /// The signature value is wrong.
    #[error("the signature value is wrong")]
    Signature,
}

impl From<PdfError> for Refusal {
    fn from(error: PdfError) -> Self {
        Self::Unreadable(error)
    }
}
