#![expect(clippy::unwrap_used, reason = "tests")]

use std::sync::mpsc;

use vocab::{SeededEntropy, Timestamp};

use super::*;
use crate::{KeyEncryptionKey, KeyRing, MemoryShelf};

fn keyed() -> Arc<dyn KeyedHash> {
    let kek = Arc::new(KeyEncryptionKey::ephemeral());
    let ring = KeyRing::open(Box::new(MemoryShelf::default()), kek).unwrap();
    Arc::new(ring.keyed_hash())
}

fn pool(hashes: &Arc<dyn KeyedHash>, places: usize) -> PasswordPool {
    let size = PoolSize {
        threads: NonZeroUsize::MIN,
        places,
    };
    PasswordPool::start(hashes.clone(), HashCost::default(), size).unwrap()
}

fn person(seed: u64) -> PersonId {
    PersonId::new(Timestamp::UNIX_EPOCH, &SeededEntropy::new(seed))
}

fn password(text: &str) -> Password {
    Password::parse(text).unwrap()
}

#[tokio::test]
async fn a_password_is_recognised_for_its_person_and_under_its_pepper_only() {
    let hashes = keyed();
    let (here, elsewhere) = (pool(&hashes, 4), pool(&keyed(), 4));
    let (mine, yours) = (person(1), person(2));
    let right = password("grapa caballo bateria");
    let kept = here.hash(mine, &right).await.unwrap();
    let is = |pool: &PasswordPool, who, text: &str| {
        pool.verify(who, &password(text), Some(kept.clone()))
    };
    assert_eq!(
        is(&here, mine, "grapa caballo bateria").await,
        Ok(Verdict::Right)
    );
    assert_eq!(is(&here, mine, "grapa caballo").await, Ok(Verdict::Wrong));
    assert_eq!(
        is(&here, yours, "grapa caballo bateria").await,
        Ok(Verdict::Wrong)
    );
    assert_eq!(
        is(&elsewhere, mine, "grapa caballo bateria").await,
        Ok(Verdict::Wrong)
    );
    assert_eq!(here.verify(mine, &right, None).await, Ok(Verdict::Wrong));
    let old = here.hash(mine, &password("otra distinta")).await.unwrap();
    assert_eq!(
        here.is_one_of(mine, &right, vec![old.clone(), kept]).await,
        Ok(true)
    );
    assert_eq!(here.is_one_of(mine, &right, vec![old]).await, Ok(false));
}

#[tokio::test]
async fn a_hash_with_lower_parameters_is_replaced_when_it_is_right() {
    let hashes = keyed();
    let before = pool(&hashes, 4);
    let kept = before
        .hash(person(1), &password("grapa caballo"))
        .await
        .unwrap();
    let size = PoolSize {
        threads: NonZeroUsize::MIN,
        places: 4,
    };
    let higher = HashCost::new(20_480, 2).unwrap();
    let after = PasswordPool::start(hashes, higher, size).unwrap();
    let wrong = after
        .verify(person(1), &password("grapa"), Some(kept.clone()))
        .await;
    assert_eq!(wrong, Ok(Verdict::Wrong));
    let right = after
        .verify(person(1), &password("grapa caballo"), Some(kept))
        .await;
    let Ok(Verdict::RightButOld(fresh)) = right else {
        panic!("{right:?}")
    };
    assert!(fresh.as_str().contains("m=20480,"), "{}", fresh.as_str());
    let again = after
        .verify(person(1), &password("grapa caballo"), Some(fresh))
        .await;
    assert_eq!(again, Ok(Verdict::Right));
}

/// The thread is held by hand, so that what waits can be counted.
#[tokio::test]
async fn a_full_queue_says_when_to_come_again_and_recovers() {
    let pool = pool(&keyed(), 2);
    let (started, has_started) = mpsc::channel();
    let (release, held) = mpsc::channel::<()>();
    let holding = pool.submit(move |_| {
        started.send(()).unwrap();
        held.recv().unwrap();
        Ok(())
    });
    has_started.recv().unwrap();
    let waiting = [pool.submit(|_| Ok(())), pool.submit(|_| Ok(()))];
    let refused = pool
        .verify(person(1), &password("grapa caballo"), None)
        .await;
    assert!(
        matches!(refused, Err(HashError::Busy { retry_after_s: 2.. })),
        "{refused:?}"
    );
    release.send(()).unwrap();
    holding.await.unwrap();
    for waiting in waiting {
        waiting.await.unwrap();
    }
    let served = pool
        .verify(person(1), &password("grapa caballo"), None)
        .await;
    assert_eq!(served, Ok(Verdict::Wrong));
}

#[tokio::test]
async fn nobody_hashes_for_who_has_gone_and_a_panic_costs_one_answer() {
    let pool = pool(&keyed(), 4);
    let (started, has_started) = mpsc::channel();
    let (release, held) = mpsc::channel::<()>();
    let holding = pool.submit(move |_| {
        started.send(()).unwrap();
        held.recv().unwrap();
        Ok(())
    });
    has_started.recv().unwrap();
    let ran = Arc::new(AtomicUsize::new(0));
    let counted = ran.clone();
    drop(pool.submit(move |_| {
        counted.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }));
    let broken = pool.submit(|_| -> Result<(), HashError> { panic!("as a defect would") });
    release.send(()).unwrap();
    holding.await.unwrap();
    assert!(matches!(broken.await, Err(HashError::Busy { .. })));
    assert_eq!(
        pool.verify(person(1), &password("x"), None).await,
        Ok(Verdict::Wrong)
    );
    assert_eq!(ran.load(Ordering::SeqCst), 0);
}

#[test]
fn people_are_told_to_wait_as_long_as_the_queue_is() {
    let pace = Pace::new(NonZeroUsize::MIN);
    assert_eq!(pace.seconds_for(0), 2);
    // A hundred before them at 50 ms.
    assert_eq!(pace.seconds_for(100), 7);
    let wide = Pace::new(NonZeroUsize::MIN.saturating_add(4));
    assert_eq!(wide.seconds_for(100), 3);
}

#[tokio::test]
async fn a_list_of_breached_passwords_is_searched_where_it_lies() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list.txt");
    // SHA-1 of "abc" (RFC 3174, §7.3) between two others.
    let list = "000000005AD76BD555C1D6D771DE417A4B87E4B4:10\r\n\
                A9993E364706816ABA3E25717850C26C9CD0D89D:42\r\n\
                FFFFFFFEE791CBAC0F6305CAF0CEE06BBE131160:2\r\n";
    std::fs::write(&path, list).unwrap();
    let hashes = keyed();
    let without = pool(&hashes, 4);
    assert_eq!(without.is_breached(&password("abc")).await, Ok(false));
    let with = pool(&hashes, 4).with_breached(Some(BreachedFile::open(&path).unwrap()));
    assert_eq!(with.is_breached(&password("abc")).await, Ok(true));
    assert_eq!(with.is_breached(&password("abd")).await, Ok(false));
}
