//! Pieces of films and pictures as strangers send them.

use model::unattended::{FilmFault, SideKind};
use store::on_both_engines;
use unattended::{AttemptError, CaptureError, EndFilmError, NotAPicture, PieceError};
use vocab::BearerSecret;

use super::rig::{Booth, at_once, film, sha256};
use crate::video::rig::{people, phone, somebody, zone};

/// Somebody whose film has begun.
async fn filming(booth: &Booth) -> BearerSecret {
    let person = somebody();
    let attempt = booth.begin(&person).await;
    booth.pictures(&attempt, zone(&person)).await;
    booth.contact(&attempt, phone(7)).await;
    booth.unattended.begin_film(&attempt).await.unwrap();
    attempt
}

async fn piece(
    booth: &Booth,
    attempt: &BearerSecret,
    n: u32,
    bytes: &[u8],
) -> Result<u32, PieceError> {
    let digest = sha256(bytes);
    booth
        .unattended
        .add_piece(attempt, n, digest, bytes.to_vec())
        .await
}

on_both_engines! {
    async fn pieces_go_on_where_they_were(database: TestDatabase) {
        let booth = Booth::new(&database, at_once()).await;
        let attempt = filming(&booth).await;
        let [first, second, _] = film();
        assert_eq!(booth.add(&attempt, 0, &first).await, 1);
        // The answer was lost: the same piece again.
        assert_eq!(booth.add(&attempt, 0, &first).await, 1);
        let early = piece(&booth, &attempt, 2, &second).await;
        assert!(
            matches!(early, Err(PieceError::Fault(FilmFault::OutOfOrder { expected: 1 }))),
            "{early:?}"
        );
        // The page was loaded anew: it asks which is next.
        let view = booth.unattended.view(&attempt).await.unwrap().unwrap();
        assert_eq!(view.film.unwrap().next, 1);
        assert_eq!(booth.add(&attempt, 1, &second).await, 2);
    }

    async fn another_piece_under_a_used_number_is_refused(database: TestDatabase) {
        let booth = Booth::new(&database, at_once()).await;
        let attempt = filming(&booth).await;
        let [first, second, third] = film();
        booth.add(&attempt, 0, &first).await;
        booth.add(&attempt, 1, &second).await;
        let other = piece(&booth, &attempt, 1, &third).await;
        assert!(matches!(other, Err(PieceError::WrongDigest)), "{other:?}");
    }

    async fn a_wrong_digest_an_oversized_piece_and_an_archive_are_refused(database: TestDatabase) {
        let booth = Booth::new(&database, at_once()).await;
        let attempt = filming(&booth).await;
        let [first, ..] = film();
        let wrong = booth.unattended.add_piece(&attempt, 0, [7; 32], first).await;
        assert!(matches!(wrong, Err(PieceError::WrongDigest)), "{wrong:?}");
        let large = piece(&booth, &attempt, 0, &vec![0; (1 << 20) + 1]).await;
        assert!(matches!(large, Err(PieceError::Fault(FilmFault::TooLarge))), "{large:?}");
        let archive = piece(&booth, &attempt, 0, b"PK\x03\x04 and so on").await;
        assert!(matches!(archive, Err(PieceError::Fault(FilmFault::NotAFilm))), "{archive:?}");
    }

    async fn a_film_is_not_larger_than_its_limit(database: TestDatabase) {
        let rules = model::unattended::UnattendedRules { film_bytes: 700, ..at_once() };
        let booth = Booth::new(&database, rules).await;
        let attempt = filming(&booth).await;
        let [first, second, third] = film();
        booth.add(&attempt, 0, &first).await;
        booth.add(&attempt, 1, &second).await;
        let more = piece(&booth, &attempt, 2, &third).await;
        assert!(matches!(more, Err(PieceError::Fault(FilmFault::TooLarge))), "{more:?}");
    }

    async fn a_film_that_hides_an_archive_is_not_kept(database: TestDatabase) {
        let booth = Booth::new(&database, at_once()).await;
        let attempt = filming(&booth).await;
        let [first, second, _] = film();
        let mut end = b"PK\x05\x06".to_vec();
        end.extend_from_slice(&[0; 18]);
        for (n, bytes) in (0..).zip([first, second, end]) {
            booth.add(&attempt, n, &bytes).await;
        }
        let code = booth.office.phone_code().await;
        booth.unattended.enter_code(&attempt, code).await.unwrap();
        let ended = booth.unattended.end_film(&attempt, 3).await;
        assert!(matches!(ended, Err(EndFilmError::Fault(FilmFault::NotAFilm))), "{ended:?}");
        assert!(booth.films.ids().is_empty());
    }

    async fn pieces_become_one_recording_once(database: TestDatabase) {
        let booth = Booth::new(&database, at_once()).await;
        let attempt = filming(&booth).await;
        for (n, bytes) in (0..).zip(film()) {
            booth.add(&attempt, n, &bytes).await;
        }
        let code = booth.office.phone_code().await;
        booth.unattended.enter_code(&attempt, code).await.unwrap();
        let fewer = booth.unattended.end_film(&attempt, 2).await;
        assert!(
            matches!(fewer, Err(EndFilmError::Fault(FilmFault::OutOfOrder { expected: 3 }))),
            "{fewer:?}"
        );
        for _ in 0..2 {
            booth.unattended.end_film(&attempt, 3).await.unwrap();
        }
        assert_eq!(booth.films.ids().len(), 1);
        let after = piece(&booth, &attempt, 3, b"more").await;
        assert!(matches!(after, Err(PieceError::Fault(FilmFault::Complete))), "{after:?}");
    }

    async fn an_archive_is_no_picture(database: TestDatabase) {
        let booth = Booth::new(&database, at_once()).await;
        let attempt = booth.begin(&somebody()).await;
        let side = SideKind::Front;
        let archive = booth.unattended.capture(&attempt, side, b"PK\x03\x04").await;
        let refused = matches!(
            archive,
            Err(CaptureError::NotAPicture(NotAPicture::Unreadable))
        );
        assert!(refused, "{archive:?}");
    }

    async fn a_stranger_reaches_nothing(database: TestDatabase) {
        let booth = Booth::new(&database, at_once()).await;
        let attempt = filming(&booth).await;
        let stranger = booth.begin(&people()[1]).await;
        let nobody = BearerSecret::generate(&*booth.unattended.entropy);
        let [first, ..] = film();
        let theirs = piece(&booth, &stranger, 0, &first).await;
        assert!(
            matches!(theirs, Err(PieceError::Attempt(AttemptError::NotYet(_)))),
            "{theirs:?}"
        );
        let unknown = piece(&booth, &nobody, 0, &first).await;
        assert!(matches!(unknown, Err(PieceError::Attempt(AttemptError::Gone))), "{unknown:?}");
        let picture = booth.unattended.picture(&stranger, SideKind::Front).await;
        assert_eq!(picture.unwrap(), None);
        assert_eq!(booth.add(&attempt, 0, &first).await, 1);
    }
}
