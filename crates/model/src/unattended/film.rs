//! The film of the face: which actions were asked for, the code that comes back while it runs, and
//! the pieces in which it arrives.

use serde::{Deserialize, Serialize};
use vocab::{Entropy, RecordingId, SignedDuration, Timestamp};

use super::UnattendedRules;
use crate::{
    phone::PhoneChallenge,
    video::{ActionKind, RandomAction},
};

/// A film that was begun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Film {
    /// Which film of the attempt, from 1.
    pub number: u8,
    /// When the actions were told.
    pub begun_at: Timestamp,
    /// The last piece must have arrived by then.
    pub until: Timestamp,
    /// What is asked for, in order; drawn for this film only.
    pub actions: Vec<RandomAction>,
    /// The code that was sent when it began.
    pub challenge: PhoneChallenge,
    /// When the code came back.
    pub code_entered_at: Option<Timestamp>,
    /// Pieces that arrived.
    pub pieces: u32,
    /// Their bytes.
    pub bytes: u64,
    /// Once it is complete: where it lies.
    pub kept: Option<FilmKept>,
}

/// A complete film.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilmKept {
    /// Which recording.
    pub recording: RecordingId,
    /// When it was complete.
    pub at: Timestamp,
    /// The key under which it is sealed; the dossier itself is sealed under the attempt's.
    pub key: [u8; 32],
    /// Hash of the whole chain.
    pub final_hash: [u8; 32],
    /// Bytes.
    pub bytes: u64,
    /// `video/webm` or `video/mp4`, found by content.
    pub media_type: String,
}

/// Why a piece or the end of a film is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FilmFault {
    /// Another piece is expected.
    #[error("piece {expected} is expected")]
    OutOfOrder {
        /// Which.
        expected: u32,
    },
    /// More bytes, or more pieces, than a film may have.
    #[error("the film is too large")]
    TooLarge,
    /// Its time has passed: another film is needed.
    #[error("the film's time has passed")]
    TooLate,
    /// The code has not come back.
    #[error("the code has not come back")]
    NoCode,
    /// It is complete.
    #[error("the film is complete")]
    Complete,
    /// Neither WebM nor MP4, or not a whole one.
    #[error("the file is no film")]
    NotAFilm,
}

impl Film {
    /// Actions for a film: with the face and with the document by turns, at least three, none
    /// that an earlier film of the attempt had.
    #[must_use]
    pub fn draw(asked: &[RandomAction], entropy: &dyn Entropy) -> Vec<RandomAction> {
        let mut before = asked.to_vec();
        let mut drawn = Vec::new();
        for kind in [ActionKind::Face, ActionKind::Document, ActionKind::Face] {
            let action = RandomAction::draw(kind, &before, entropy)
                // The protocol is used up: better one that was asked before than none.
                .or_else(|| RandomAction::draw(kind, &drawn, entropy));
            if let Some(action) = action {
                before.push(action);
                drawn.push(action);
            }
        }
        drawn
    }

    /// The time that a film has.
    #[must_use]
    pub fn deadline(begun_at: Timestamp, rules: &UnattendedRules) -> Timestamp {
        let time = SignedDuration::from_secs(i64::from(rules.film_seconds));
        begun_at.checked_add(time).unwrap_or(Timestamp::MAX)
    }

    /// Did the code come back while the film ran?
    #[must_use]
    pub fn code_came_back(&self) -> bool {
        self.code_entered_at
            .is_some_and(|at| self.begun_at <= at && at <= self.until)
    }

    /// May piece `n`, of so many bytes, be added? `Ok(false)`: it is there already.
    ///
    /// # Errors
    /// [`FilmFault`].
    pub fn admit(
        &self,
        n: u32,
        bytes: usize,
        now: Timestamp,
        rules: &UnattendedRules,
    ) -> Result<bool, FilmFault> {
        if self.kept.is_some() {
            return Err(FilmFault::Complete);
        }
        if now > self.until {
            return Err(FilmFault::TooLate);
        }
        if n < self.pieces {
            return Ok(false);
        }
        if n > self.pieces {
            return Err(FilmFault::OutOfOrder {
                expected: self.pieces,
            });
        }
        let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
        let sum = self.bytes.saturating_add(bytes);
        if bytes == 0 || bytes > rules.piece_bytes || sum > rules.film_bytes {
            return Err(FilmFault::TooLarge);
        }
        if self.pieces >= rules.film_pieces {
            return Err(FilmFault::TooLarge);
        }
        Ok(true)
    }

    /// May it end with so many pieces?
    ///
    /// # Errors
    /// [`FilmFault`].
    pub fn may_end(&self, pieces: u32, now: Timestamp) -> Result<(), FilmFault> {
        if self.kept.is_some() {
            return Err(FilmFault::Complete);
        }
        if now > self.until {
            return Err(FilmFault::TooLate);
        }
        if pieces != self.pieces || pieces == 0 {
            return Err(FilmFault::OutOfOrder {
                expected: self.pieces,
            });
        }
        if !self.code_came_back() {
            return Err(FilmFault::NoCode);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use vocab::SeededEntropy;

    use super::*;
    use crate::unattended::dossier::tests::complete;

    fn film() -> Film {
        Film {
            kept: None,
            pieces: 3,
            bytes: 300,
            ..complete().film.unwrap()
        }
    }

    #[test]
    fn three_actions_with_face_and_document_and_others_in_each_film() {
        let mut asked = Vec::new();
        for seed in 0..4 {
            let drawn = Film::draw(&asked, &SeededEntropy::new(seed));
            assert_eq!(drawn.len(), 3);
            let kinds: Vec<_> = drawn.iter().map(|action| action.kind()).collect();
            assert!(kinds.contains(&ActionKind::Face) && kinds.contains(&ActionKind::Document));
            assert!(
                drawn.iter().all(|action| !asked.contains(action)),
                "{drawn:?}"
            );
            asked.extend(drawn);
        }
    }

    #[test]
    fn pieces_come_in_order_and_a_repeated_one_does_no_harm() {
        let (film, rules) = (film(), UnattendedRules::default());
        let now = film.begun_at;
        assert_eq!(film.admit(3, 100, now, &rules), Ok(true));
        assert_eq!(film.admit(1, 100, now, &rules), Ok(false));
        assert_eq!(
            film.admit(5, 100, now, &rules),
            Err(FilmFault::OutOfOrder { expected: 3 })
        );
        let large = usize::try_from(rules.piece_bytes).unwrap() + 1;
        assert_eq!(film.admit(3, large, now, &rules), Err(FilmFault::TooLarge));
        assert_eq!(film.admit(3, 0, now, &rules), Err(FilmFault::TooLarge));
        let late = Timestamp::MAX;
        assert_eq!(film.admit(3, 100, late, &rules), Err(FilmFault::TooLate));
    }

    #[test]
    fn a_film_ends_whole_and_with_its_code() {
        let film = film();
        let now = film.begun_at;
        assert_eq!(film.may_end(3, now), Ok(()));
        assert_eq!(
            film.may_end(2, now),
            Err(FilmFault::OutOfOrder { expected: 3 })
        );
        let silent = Film {
            code_entered_at: None,
            ..film
        };
        assert_eq!(silent.may_end(3, now), Err(FilmFault::NoCode));
    }
}
