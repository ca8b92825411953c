//! A booth in which people identify themselves alone, and the office that looks at it later.

use std::sync::{Arc, Mutex};

use aws_lc_rs::digest;
use desk::{
    AtDesk,
    unattended::{Review, ReviewError, ReviewGiven, Reviews},
};
use model::{
    notice::{Notice, OutgoingNotice},
    officer::Role,
    registration::RegistrationState,
    unattended::{AttemptState, HumanCheck, SideKind, UnattendedRules, ZoneRead},
    video::MrzData,
};
use ports::recordings::MemoryRecordings;
use registration::terms;
use simulators::population::DemoPerson;
use store::testing::TestDatabase;
use unattended::{
    Begin, DocumentReader, Examined, NotAPicture, SendError, Sent, Unattended, consent,
};
use vocab::{AttemptId, BearerSecret, Date, Lang, PhoneNumber, RegistrationLevel, SeededEntropy};

use crate::{
    office::Office,
    video::rig::{email, line, office, origin, phone, zone},
};

/// Reads what the test puts into it.
#[derive(Default)]
pub(crate) struct Cards {
    zone: Mutex<Option<ZoneRead>>,
}

impl Cards {
    pub(crate) fn hold(&self, zone: ZoneRead) {
        *self.zone.lock().unwrap() = Some(zone);
    }
}

impl DocumentReader for Cards {
    fn examine(&self, file: &[u8], side: SideKind, _: Date) -> Result<Examined, NotAPicture> {
        if file.starts_with(b"PK") {
            return Err(NotAPicture::Unreadable);
        }
        let flaws = if file == b"blurred" {
            vec!["too_blurred".to_owned()]
        } else {
            Vec::new()
        };
        Ok(Examined {
            jpeg: [b"anew: ", file].concat(),
            flaws,
            zone: match side {
                SideKind::Front => None,
                SideKind::Back => self
                    .zone
                    .lock()
                    .unwrap()
                    .clone()
                    .or(Some(ZoneRead::NotFound)),
            },
        })
    }
}

pub(crate) struct Booth {
    pub(crate) office: Office,
    pub(crate) unattended: Arc<Unattended>,
    pub(crate) reviews: Arc<Reviews>,
    pub(crate) cards: Arc<Cards>,
    pub(crate) films: Arc<MemoryRecordings>,
}

/// The use cases over the store and the registration of an office.
pub(crate) fn reviews(
    office: &Office,
    rules: UnattendedRules,
    cards: Arc<Cards>,
    films: Arc<MemoryRecordings>,
) -> Arc<Reviews> {
    let proofing = &office.desk.proofing;
    let unattended = Unattended {
        store: proofing.store.clone(),
        clock: proofing.clock.clone(),
        entropy: Arc::new(SeededEntropy::new(77)),
        hashes: proofing.hashes.clone(),
        register: proofing.register.clone(),
        registrar: proofing.registrar.clone(),
        body: proofing.body.clone(),
        rules: Arc::new(rules),
        reader: cards,
        shelf: films.clone(),
        vault: films,
    };
    Arc::new(Reviews {
        desk: office.desk.clone(),
        unattended: Arc::new(unattended),
    })
}

pub(crate) fn at_once() -> UnattendedRules {
    UnattendedRules {
        offered: true,
        basic_at_once: true,
        ..UnattendedRules::default()
    }
}

pub(crate) fn reviewed_first() -> UnattendedRules {
    UnattendedRules {
        basic_at_once: false,
        ..at_once()
    }
}

impl Booth {
    pub(crate) async fn new(database: &TestDatabase, rules: UnattendedRules) -> Self {
        let office = office(database).await;
        let (cards, films) = (
            Arc::new(Cards::default()),
            Arc::new(MemoryRecordings::default()),
        );
        let reviews = reviews(&office, rules, cards.clone(), films.clone());
        let unattended = reviews.unattended.clone();
        Self {
            office,
            unattended,
            reviews,
            cards,
            films,
        }
    }

    // The steps of a person.

    pub(crate) async fn begin(&self, person: &DemoPerson) -> BearerSecret {
        let flow = self.office.flow(person).await;
        self.unattended.begin(&flow, beginning()).await.unwrap()
    }

    pub(crate) async fn pictures(&self, attempt: &BearerSecret, zone: MrzData) {
        self.cards.hold(ZoneRead::Read(zone));
        for side in [SideKind::Front, SideKind::Back] {
            let taken = self.unattended.capture(attempt, side, b"a card").await;
            assert_eq!(taken.unwrap().flaws, Vec::<String>::new());
        }
    }

    pub(crate) async fn contact(&self, attempt: &BearerSecret, phone: PhoneNumber) {
        let given = self.unattended.give_contact(attempt, phone, email()).await;
        given.unwrap();
    }

    /// The pieces arrive, the code comes back, the film ends.
    pub(crate) async fn film(&self, attempt: &BearerSecret) {
        self.unattended.begin_film(attempt).await.unwrap();
        let code = self.office.phone_code().await;
        for (n, piece) in (0..).zip(film()) {
            self.add(attempt, n, &piece).await;
        }
        self.unattended.enter_code(attempt, code).await.unwrap();
        self.unattended.end_film(attempt, 3).await.unwrap();
    }

    pub(crate) async fn add(&self, attempt: &BearerSecret, n: u32, piece: &[u8]) -> u32 {
        let sent = self
            .unattended
            .add_piece(attempt, n, sha256(piece), piece.to_vec());
        sent.await.unwrap()
    }

    /// Everything but sending.
    pub(crate) async fn ready(&self, person: &DemoPerson) -> BearerSecret {
        let attempt = self.begin(person).await;
        self.pictures(&attempt, zone(person)).await;
        self.contact(&attempt, phone(7)).await;
        self.film(&attempt).await;
        attempt
    }

    pub(crate) async fn send(&self, attempt: &BearerSecret) -> Result<Sent, SendError> {
        let terms = terms::current(Lang::Es);
        self.unattended.send(attempt, &terms, false).await
    }

    /// From the number to the queue.
    pub(crate) async fn sent(&self, person: &DemoPerson) -> (BearerSecret, Sent) {
        let attempt = self.ready(person).await;
        let sent = self.send(&attempt).await.unwrap();
        (attempt, sent)
    }

    pub(crate) async fn state(&self, attempt: &BearerSecret) -> AttemptState {
        let view = self.unattended.view(attempt).await.unwrap();
        view.unwrap().state
    }

    pub(crate) async fn standing(
        &self,
        person: &DemoPerson,
    ) -> Option<(RegistrationState, RegistrationLevel)> {
        self.office.standing(person).await
    }

    // The office.

    pub(crate) async fn reviewer(&self, name: &str) -> AtDesk {
        self.office.at_desk(name, &[Role::Reviewer]).await
    }

    /// The first in the queue.
    pub(crate) async fn first(&self, reviewer: &AtDesk) -> AttemptId {
        let queue = self.reviews.queue(reviewer).await.unwrap();
        queue.lines[0].id
    }

    /// Opens and decides, with every question answered with yes.
    pub(crate) async fn decide(
        &self,
        reviewer: &AtDesk,
        id: AttemptId,
        review: Review,
    ) -> Result<AttemptState, ReviewError> {
        let case = self.reviews.open(reviewer, id).await.unwrap().unwrap();
        let given = given(review, case.version);
        self.reviews.decide(reviewer, id, given).await
    }
}

pub(crate) fn given(review: Review, version: i64) -> ReviewGiven {
    ReviewGiven {
        review,
        answers: HumanCheck::ALL.map(|check| (check, true)).to_vec(),
        note: line("seen from beginning to end"),
        version,
    }
}

pub(crate) fn beginning() -> Begin {
    Begin {
        consent: consent::current(Lang::Es),
        lang: Lang::Es,
        origin: origin(1),
    }
}

/// A film in three pieces, as a browser writes it.
pub(crate) fn film() -> [Vec<u8>; 3] {
    let mut first = b"\x1A\x45\xDF\xA3\x87\x42\x82\x84webm\x18\x53\x80\x67\x01".to_vec();
    first.extend_from_slice(&[0xFF; 7]);
    [first, vec![1; 500], vec![2; 300]]
}

pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    digest::digest(&digest::SHA256, bytes)
        .as_ref()
        .try_into()
        .unwrap()
}

/// What kinds of messages these are.
pub(crate) fn kinds(messages: &[OutgoingNotice]) -> Vec<(&'static str, &'static str)> {
    let words = messages
        .iter()
        .filter(|message| !matches!(message.notice, Notice::PhoneCode { .. }))
        .map(|message| (message.channel_word(), message.kind_word()));
    let mut words: Vec<_> = words.collect();
    words.sort_unstable();
    words
}
