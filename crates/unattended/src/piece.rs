//! A piece of the film. Pieces come in order, each with its digest; one that came already is
//! acknowledged again, so that a lost answer or a page that was loaded anew does no harm.

use model::unattended::{FilmFault, Step};
use store::{StoreError, Tx, repo::unattended::piece};
use vocab::{BearerSecret, constant_time_eq};

use crate::{
    AttemptError, Unattended, attempt::Keeper, capture::sha256, container::begins_as_film,
};

const NAME: &str = "unattended.add_piece";

/// Why a piece was not taken.
#[derive(Debug, thiserror::Error)]
pub enum PieceError {
    /// As every step.
    #[error(transparent)]
    Attempt(#[from] AttemptError),
    /// No film was begun.
    #[error("no film was begun")]
    NoFilm,
    /// The bytes are not those of the digest: send it again.
    #[error("the digest is of other bytes")]
    WrongDigest,
    /// The film does not take it.
    #[error(transparent)]
    Fault(#[from] FilmFault),
}

impl From<StoreError> for PieceError {
    fn from(error: StoreError) -> Self {
        Self::Attempt(error.into())
    }
}

#[derive(Clone)]
struct Adding {
    keeper: Keeper,
    secret_hash: [u8; 32],
    n: u32,
    digest: [u8; 32],
    content: Vec<u8>,
}

impl Unattended {
    /// Takes piece `n` of the film, counted from 0, whose SHA-256 is `digest`; which piece is
    /// expected next.
    ///
    /// # Errors
    /// [`PieceError`].
    pub async fn add_piece(
        &self,
        secret: &BearerSecret,
        n: u32,
        digest: [u8; 32],
        content: Vec<u8>,
    ) -> Result<u32, PieceError> {
        let bytes = u64::try_from(content.len()).unwrap_or(u64::MAX);
        if bytes > self.rules.piece_bytes {
            return Err(FilmFault::TooLarge.into());
        }
        if !constant_time_eq(&sha256(&content), &digest) {
            return Err(PieceError::WrongDigest);
        }
        let adding = Adding {
            keeper: self.keeper(),
            secret_hash: self.secret_hash(secret),
            n,
            digest,
            content,
        };
        self.store.transact(NAME, move |tx| adding.run(tx)).await
    }
}

impl Adding {
    fn run(&self, tx: &mut Tx<'_>) -> Result<u32, PieceError> {
        let Keeper { now, rules, .. } = &self.keeper;
        let mut open = self.keeper.at_step(tx, self.secret_hash, Step::Film)?;
        let film = open.dossier.film.as_mut().ok_or(PieceError::NoFilm)?;
        if !film.admit(self.n, self.content.len(), *now, rules)? {
            let place = (film.number, self.n);
            let there = piece::digest(tx, open.stored.id, place)?;
            return if there == Some(self.digest) {
                Ok(film.pieces)
            } else {
                // Another piece under a number that was used: two browsers film at once.
                Err(PieceError::WrongDigest)
            };
        }
        if self.n == 0 && !begins_as_film(&self.content) {
            return Err(FilmFault::NotAFilm.into());
        }
        film.pieces += 1;
        film.bytes += u64::try_from(self.content.len()).unwrap_or(u64::MAX);
        let (place, next) = ((film.number, self.n), film.pieces);
        let of = (open.stored.id, open.stored.data_key);
        piece::add(tx, of, place, self.digest, &self.content, *now)?;
        self.keeper.save(tx, &open)?;
        Ok(next)
    }
}
