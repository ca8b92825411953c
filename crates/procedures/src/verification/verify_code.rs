//! The page and the JSON that anybody gets for a code (defaults D31).

use model::{
    issued::{DocumentClass, DocumentKind, IssuedDocument},
    origin::Origin,
};
use store::{StoreError, repo::sede::application};
use vocab::{BodyId, Lang, PersonName, SecureVerificationCode, Timestamp};

use super::VerifyError;
use crate::Procedures;

/// What anybody may know of a document that can be verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// The code, canonical.
    pub code: SecureVerificationCode,
    /// The body that issued it.
    pub body: BodyId,
    /// What it is.
    pub kind: DocumentKind,
    /// Whether the document itself can be fetched by the code ([`Procedures::fetch_document`]).
    pub class: DocumentClass,
    /// Its language.
    pub lang: Lang,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// Until when it can be verified here at least.
    pub kept_until: Timestamp,
    /// SHA-256 of the file.
    pub digest: [u8; 32],
    /// To whom, masked; only for documents of the class *bearer*.
    pub holder: Option<MaskedHolder>,
}

/// The person of a document, as far as the screen shows (defaults D31).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaskedHolder {
    /// Given name and initials: "Lucía P. S.".
    pub name: String,
    /// Masked number: "***4567**".
    pub number: String,
}

impl Procedures {
    /// What the code is of.
    ///
    /// # Errors
    /// [`VerifyError`]; never `HolderOnly`.
    pub async fn verify_code(
        &self,
        code: &SecureVerificationCode,
        origin: Origin,
    ) -> Result<Verification, VerifyError> {
        let document = self.look_up(code, origin).await?;
        let class = document.kind.class();
        let holder = match class {
            DocumentClass::Bearer => self.holder_of(&document).await?,
            DocumentClass::Holder => None,
        };
        Ok(Verification {
            code: document.code,
            body: document.body,
            kind: document.kind,
            class,
            lang: document.lang,
            issued_at: document.issued_at,
            kept_until: document.kept_until,
            digest: document.digest,
            holder,
        })
    }

    async fn holder_of(
        &self,
        document: &IssuedDocument,
    ) -> Result<Option<MaskedHolder>, StoreError> {
        let id = document.id;
        let stored = self
            .store
            .read("procedures.holder_of_document", move |tx| {
                application::find_by_certificate(tx, id)
            })
            .await?;
        Ok(stored.map(|stored| MaskedHolder {
            name: masked_name(&stored.subject.name),
            number: stored.subject.number.masked(),
        }))
    }
}

fn masked_name(name: &PersonName) -> String {
    let surnames = name.surnames();
    let initials = surnames
        .split_whitespace()
        .filter_map(|word| word.chars().next());
    let initials: String = initials.map(|initial| format!(" {initial}.")).collect();
    format!("{}{initials}", name.given.as_str())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn a_name_keeps_the_given_name_and_initials() {
        let name = PersonName::parse("Lucía", "Prado", Some("Serrano")).unwrap();
        assert_eq!(masked_name(&name), "Lucía P. S.");
        let name = PersonName::parse("Ana", "Ávila de la Torre", None).unwrap();
        assert_eq!(masked_name(&name), "Ana Á. d. l. T.");
    }
}
