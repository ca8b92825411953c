//! What is known of an attempt: sealed as one, and the next step follows from it.

use serde::{Deserialize, Serialize};
use vocab::{
    CaptureId, EmailAddress, FlowId, IdentityNumber, Lang, OfficerId, PartialDate, PersonName,
    PhoneNumber, Timestamp,
};

use super::{AutoReport, Film, HumanCheck, ZoneRead};
use crate::video::RandomAction;

/// What is known of an attempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dossier {
    /// The registration flow in which it began.
    pub flow: FlowId,
    /// The number that was typed, confirmed by the contrast datum.
    pub number: IdentityNumber,
    /// Names as the civil register has them.
    pub name: PersonName,
    /// Birth date as the civil register has it.
    pub birth_date: PartialDate,
    /// Version of the consent.
    pub consent_version: String,
    /// Language in which it was read.
    pub consent_lang: Lang,
    /// When it was given.
    pub consented_at: Timestamp,
    /// The front of the document.
    pub front: Option<Side>,
    /// The back of the document.
    pub back: Option<Side>,
    /// Pictures taken of the front and of the back.
    pub tries: (u8, u8),
    /// Phone and e-mail address.
    pub contact: Option<(PhoneNumber, EmailAddress)>,
    /// Codes that were sent.
    pub codes_sent: u8,
    /// The film, the last one that was begun.
    pub film: Option<Film>,
    /// Films that were begun.
    pub films: u8,
    /// Actions that were asked for, in all films.
    pub asked: Vec<RandomAction>,
    /// Conditions of use, accepted on sending: version, language, keyed hash of the text.
    pub terms: Option<(String, Lang, [u8; 32])>,
    /// The person confirmed that the phone's previous holder loses it.
    pub displace: bool,
    /// What the machine says.
    pub report: Option<AutoReport>,
    /// What reviewers wrote.
    pub notes: Vec<Note>,
}

/// One side of the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    /// The picture, written anew by the server.
    pub capture: CaptureId,
    /// Lower-case hexadecimal SHA-256 of it.
    pub digest: String,
    /// What is wrong with it, in words of `wire-mrz`; empty: nothing.
    pub flaws: Vec<String>,
    /// What came of reading the zone; only of the back.
    pub zone: Option<ZoneRead>,
}

/// Which side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SideKind {
    /// With the photograph.
    Front,
    /// With the machine-readable zone.
    Back,
}

/// What a reviewer wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Who.
    pub officer: OfficerId,
    /// When.
    pub at: Timestamp,
    /// `confirm`, `doubt`, or the word of a reason for refusing.
    pub outcome: String,
    /// The answers to the questions that only a human can answer.
    pub answers: Vec<(HumanCheck, bool)>,
    /// In the reviewer's words.
    pub text: String,
}

/// The next step of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// A picture of the front.
    Front,
    /// A picture of the back.
    Back,
    /// Phone and e-mail address.
    Contact,
    /// The film.
    Film,
    /// Looking through it and sending it.
    Send,
}

impl Dossier {
    /// Which step comes next; everything before it is done.
    #[must_use]
    pub fn next(&self) -> Step {
        if self.front.is_none() {
            Step::Front
        } else if self.back.is_none() {
            Step::Back
        } else if self.contact.is_none() {
            Step::Contact
        } else if self.film.as_ref().is_none_or(|film| film.kept.is_none()) {
            Step::Film
        } else {
            Step::Send
        }
    }

    /// One side.
    #[must_use]
    pub fn side(&self, kind: SideKind) -> Option<&Side> {
        match kind {
            SideKind::Front => self.front.as_ref(),
            SideKind::Back => self.back.as_ref(),
        }
    }

    /// What came of reading the zone.
    #[must_use]
    pub fn zone(&self) -> Option<&ZoneRead> {
        self.back.as_ref().and_then(|back| back.zone.as_ref())
    }
}

impl SideKind {
    /// The word in addresses and in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Front => "front",
            Self::Back => "back",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Front, Self::Back]
            .into_iter()
            .find(|side| side.as_str() == word)
    }
}

#[cfg(test)]
pub(super) mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use vocab::{RecordingId, SeededEntropy, SignedDuration};

    use super::*;
    use crate::{phone::PhoneChallenge, unattended::FilmKept, video::MrzData};

    /// A dossier with everything, of Ana Gil Mora.
    pub(crate) fn complete() -> Dossier {
        let (now, entropy) = (Timestamp::UNIX_EPOCH, SeededEntropy::new(4));
        let phone = PhoneNumber::parse("600111222").unwrap();
        let until = now.checked_add(SignedDuration::from_mins(5)).unwrap();
        let side = |zone| Side {
            capture: CaptureId::new(now, &entropy),
            digest: "00".into(),
            flaws: Vec::new(),
            zone,
        };
        let zone = MrzData {
            number: Some(IdentityNumber::parse("12345678Z").unwrap()),
            document_number: "BAA000589".into(),
            surnames: "GIL MORA".into(),
            given: "ANA".into(),
            birth_date: Some("1991-05-14".parse().unwrap()),
            sex: None,
            expires_on: Some("2030-02-01".parse().unwrap()),
            check_digits_right: true,
        };
        Dossier {
            flow: FlowId::new(now, &entropy),
            number: IdentityNumber::parse("12345678Z").unwrap(),
            name: PersonName::parse("Ana", "Gil", Some("Mora")).unwrap(),
            birth_date: PartialDate::parse("1991-05-14").unwrap(),
            consent_version: "2026-11".into(),
            consent_lang: Lang::Es,
            consented_at: now,
            front: Some(side(None)),
            back: Some(side(Some(ZoneRead::Read(zone)))),
            tries: (1, 1),
            contact: Some((
                phone.clone(),
                EmailAddress::parse("ana@example.org").unwrap(),
            )),
            codes_sent: 1,
            film: Some(Film {
                number: 1,
                begun_at: now,
                until,
                actions: Film::draw(&[], &entropy),
                challenge: PhoneChallenge {
                    phone,
                    code_hash: [0; 32],
                    expires_at: until,
                    wrong_tries: 0,
                },
                code_entered_at: Some(now),
                pieces: 3,
                bytes: 300,
                kept: Some(FilmKept {
                    recording: RecordingId::new(now, &entropy),
                    at: now,
                    key: [1; 32],
                    final_hash: [2; 32],
                    bytes: 300,
                    media_type: "video/webm".into(),
                }),
            }),
            films: 1,
            asked: Vec::new(),
            terms: None,
            displace: false,
            report: None,
            notes: Vec::new(),
        }
    }

    #[test]
    fn the_steps_follow_from_what_is_there() {
        let whole = complete();
        assert_eq!(whole.next(), Step::Send);
        let unfinished = Film {
            kept: None,
            ..whole.film.clone().unwrap()
        };
        let steps = [
            (
                Dossier {
                    front: None,
                    ..whole.clone()
                },
                Step::Front,
            ),
            (
                Dossier {
                    back: None,
                    ..whole.clone()
                },
                Step::Back,
            ),
            (
                Dossier {
                    contact: None,
                    ..whole.clone()
                },
                Step::Contact,
            ),
            (
                Dossier {
                    film: None,
                    ..whole.clone()
                },
                Step::Film,
            ),
            (
                Dossier {
                    film: Some(unfinished),
                    ..whole
                },
                Step::Film,
            ),
        ];
        for (dossier, step) in steps {
            assert_eq!(dossier.next(), step);
        }
    }
}
