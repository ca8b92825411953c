//! What was established during a call, one record after the other, and the checklist made of the
//! records (Orden ETD/465/2021, `domain/facts.md` B.7). Records are only added, so that every try
//! and every reply is kept.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use vocab::{CaptureId, OfficerId, RegistrationLevel, Timestamp};

use super::{ActionKind, MrzReport, RandomAction, Seat};

/// A line of the checklist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckItem {
    /// The operator said name and number of operator (R099).
    Announced,
    /// The person agreed, speaking, to being recorded and to the treatment of face and voice
    /// (art. 10.2).
    Consent,
    /// One device, in real time, in one act (art. 10.4 f, g).
    OneDeviceRealTime,
    /// The code sent to the phone came back during the call (art. 11.4 a).
    PhoneCode,
    /// The actions with the face were done as asked (art. 11.4 b).
    FaceActions,
    /// The actions with the document were done as asked (art. 11.4 b).
    DocumentActions,
    /// The front of the document was captured, readable (art. 12.4).
    DocumentFront,
    /// The back of the document was captured, readable (art. 12.4).
    DocumentBack,
    /// The document looks authentic, intact and in force (art. 8, 11.1).
    DocumentGenuine,
    /// The machine-readable zone agrees with the register, check digits right (art. 11.1).
    Mrz,
    /// The civil register confirms the data by number (art. 11.3).
    Register,
    /// The face is that of the document's photograph (art. 11.1, 10.8).
    FaceMatches,
    /// The questions of the guide were answered without contradiction (art. 10.6).
    Interview,
    /// Number, phone and e-mail address were read out and confirmed (R101).
    Contact,
}

impl CheckItem {
    /// Every line, in the order of the dialogue.
    pub const ALL: [Self; 14] = [
        Self::Announced,
        Self::Consent,
        Self::OneDeviceRealTime,
        Self::PhoneCode,
        Self::FaceActions,
        Self::DocumentActions,
        Self::DocumentFront,
        Self::DocumentBack,
        Self::DocumentGenuine,
        Self::Mrz,
        Self::Register,
        Self::FaceMatches,
        Self::Interview,
        Self::Contact,
    ];

    /// The word in the database, in forms and in the keys of texts.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Announced => "announced",
            Self::Consent => "consent",
            Self::OneDeviceRealTime => "one_device_real_time",
            Self::PhoneCode => "phone_code",
            Self::FaceActions => "face_actions",
            Self::DocumentActions => "document_actions",
            Self::DocumentFront => "document_front",
            Self::DocumentBack => "document_back",
            Self::DocumentGenuine => "document_genuine",
            Self::Mrz => "mrz",
            Self::Register => "register",
            Self::FaceMatches => "face_matches",
            Self::Interview => "interview",
            Self::Contact => "contact",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|item| item.as_str() == word)
    }

    /// May the operator tick it with this result? What a machine establishes passes by the
    /// machine only; the operator may say that it failed in spite of it.
    #[must_use]
    pub fn may_be_ticked(self, result: CheckResult) -> bool {
        match self {
            Self::PhoneCode
            | Self::FaceActions
            | Self::DocumentActions
            | Self::DocumentFront
            | Self::Register => result == CheckResult::Failed,
            // Certificates of EU citizens have no zone, old ones only one page.
            Self::Mrz | Self::DocumentBack => result != CheckResult::Passed,
            Self::Announced
            | Self::Consent
            | Self::OneDeviceRealTime
            | Self::DocumentGenuine
            | Self::FaceMatches
            | Self::Interview
            | Self::Contact => result != CheckResult::NotApplicable,
        }
    }
}

/// How a line came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckResult {
    /// As it should be.
    Passed,
    /// Not as it should be.
    Failed,
    /// The document has no such thing.
    NotApplicable,
}

impl CheckResult {
    /// The word in the database and in forms.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::NotApplicable => "not_applicable",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Passed, Self::Failed, Self::NotApplicable]
            .into_iter()
            .find(|result| result.as_str() == word)
    }
}

/// What a picture shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaptureKind {
    /// The front of the document.
    DocumentFront,
    /// The back of the document.
    DocumentBack,
    /// The face.
    Face,
}

impl CaptureKind {
    /// The word in the database and in forms.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DocumentFront => "document_front",
            Self::DocumentBack => "document_back",
            Self::Face => "face",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::DocumentFront, Self::DocumentBack, Self::Face]
            .into_iter()
            .find(|kind| kind.as_str() == word)
    }
}

/// What the civil register answered during the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegisterReply {
    /// The person of the flow, with a document in force.
    Confirmed,
    /// Names or birth date are no longer those of the flow.
    Differs,
    /// No such number, or the person died.
    Unknown,
    /// The document is not in force.
    OutOfForce,
    /// No answer.
    Unavailable,
}

impl RegisterReply {
    /// The word in the database and in the keys of texts.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Differs => "differs",
            Self::Unknown => "unknown",
            Self::OutOfForce => "out_of_force",
            Self::Unavailable => "unavailable",
        }
    }
}

/// Something that was established.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Evidence {
    /// The operator ticked a line.
    Ticked {
        /// Which.
        item: CheckItem,
        /// How.
        result: CheckResult,
        /// In the operator's words.
        note: Option<String>,
    },
    /// A random action was asked for.
    ActionAsked {
        /// Which.
        action: RandomAction,
    },
    /// The operator saw how it was done.
    ActionSeen {
        /// Which.
        action: RandomAction,
        /// How.
        result: CheckResult,
    },
    /// A code went to the phone.
    CodeSent {
        /// The phone, all but its last three digits hidden.
        phone: String,
    },
    /// A code came back.
    CodeEntered {
        /// Who typed it.
        by: Seat,
        /// Was it the code?
        right: bool,
    },
    /// A picture was taken.
    Captured {
        /// Of what.
        kind: CaptureKind,
        /// Which.
        capture: CaptureId,
        /// Lower-case hexadecimal SHA-256 of the picture.
        digest: String,
    },
    /// The machine-readable zone was compared.
    MrzCompared {
        /// With this outcome.
        report: MrzReport,
    },
    /// The civil register was asked.
    RegisterAsked {
        /// And answered this.
        reply: RegisterReply,
    },
    /// The operator wrote down phone and e-mail address.
    ContactGiven,
    /// The line of somebody was gone.
    LineDropped {
        /// Whose.
        seat: Seat,
    },
    /// It is back.
    LineBack {
        /// Whose.
        seat: Seat,
    },
    /// A second device took a seat over.
    TakenOver {
        /// Which seat.
        seat: Seat,
    },
    /// The operator decided.
    Decided {
        /// `approved` or the word of a reason.
        outcome: String,
        /// In the operator's words.
        note: Option<String>,
    },
    /// The second officer decided.
    Reviewed {
        /// `confirm` or `keep_basic`.
        decision: String,
        /// In the officer's words.
        note: Option<String>,
    },
    /// Somebody played the recording.
    Played {
        /// For this purpose.
        purpose: String,
    },
}

impl Evidence {
    /// The word in the database.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Ticked { .. } => "ticked",
            Self::ActionAsked { .. } => "action_asked",
            Self::ActionSeen { .. } => "action_seen",
            Self::CodeSent { .. } => "code_sent",
            Self::CodeEntered { .. } => "code_entered",
            Self::Captured { .. } => "captured",
            Self::MrzCompared { .. } => "mrz_compared",
            Self::RegisterAsked { .. } => "register_asked",
            Self::ContactGiven => "contact_given",
            Self::LineDropped { .. } => "line_dropped",
            Self::LineBack { .. } => "line_back",
            Self::TakenOver { .. } => "taken_over",
            Self::Decided { .. } => "decided",
            Self::Reviewed { .. } => "reviewed",
            Self::Played { .. } => "played",
        }
    }
}

/// A piece of evidence, by whom and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// What.
    pub evidence: Evidence,
    /// Which officer; `None` for the person and for the machine.
    pub by: Option<OfficerId>,
    /// When.
    pub at: Timestamp,
}

/// How a line of the checklist stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tick {
    /// The result.
    pub result: CheckResult,
    /// In the operator's words.
    pub note: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// The checklist: of each line, what was recorded last.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checklist {
    ticks: BTreeMap<CheckItem, Tick>,
    asked: Vec<RandomAction>,
    seen: BTreeMap<RandomAction, CheckResult>,
    register: Vec<RegisterReply>,
    captures: Vec<(CaptureKind, CaptureId)>,
    mrz: Option<MrzReport>,
    phone_proven: bool,
}

/// Tries of a register that does not answer after which the call may go on without it, at the
/// basic level (art. 11.3).
pub const REGISTER_TRIES: usize = 3;

/// Proof that what a registration needs was established. Only [`Checklist::approve`] makes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    level: RegistrationLevel,
    complete: bool,
}

impl Approval {
    /// The level that the call gives at once.
    #[must_use]
    pub fn level(&self) -> RegistrationLevel {
        self.level
    }

    /// Was everything recorded that a second officer needs for the advanced level?
    #[must_use]
    pub fn complete(&self) -> bool {
        self.complete
    }
}

/// What is missing before the person can be registered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not everything was established: {missing:?}")]
pub struct NotYet {
    /// Lines that did not pass.
    pub missing: Vec<CheckItem>,
}

impl Checklist {
    /// Reads the records, oldest first.
    #[must_use]
    pub fn of<'a>(records: impl IntoIterator<Item = &'a Recorded>) -> Self {
        let mut list = Self::default();
        for record in records {
            list.add(record);
        }
        list
    }

    fn add(&mut self, record: &Recorded) {
        let at = record.at;
        match &record.evidence {
            Evidence::Ticked { item, result, note } => {
                let tick = Tick {
                    result: *result,
                    note: note.clone(),
                    at,
                };
                self.ticks.insert(*item, tick);
            }
            Evidence::ActionAsked { action } => self.asked.push(*action),
            Evidence::ActionSeen { action, result } => {
                self.seen.insert(*action, *result);
                self.settle_actions(action.kind(), at);
            }
            Evidence::CodeSent { .. } => {
                // Another phone, another proof.
                self.phone_proven = false;
                self.ticks.remove(&CheckItem::PhoneCode);
            }
            Evidence::CodeEntered { right, .. } => {
                self.phone_proven |= *right;
                self.machine(CheckItem::PhoneCode, self.phone_proven, at);
            }
            Evidence::Captured { kind, capture, .. } => {
                self.captures.push((*kind, *capture));
                match kind {
                    CaptureKind::DocumentFront => self.machine(CheckItem::DocumentFront, true, at),
                    CaptureKind::DocumentBack => self.machine(CheckItem::DocumentBack, true, at),
                    CaptureKind::Face => {}
                }
            }
            Evidence::MrzCompared { report } => {
                self.machine(CheckItem::Mrz, report.agrees(), at);
                self.mrz = Some(report.clone());
            }
            Evidence::RegisterAsked { reply } => {
                self.register.push(*reply);
                match reply {
                    RegisterReply::Confirmed => self.machine(CheckItem::Register, true, at),
                    RegisterReply::Differs | RegisterReply::Unknown | RegisterReply::OutOfForce => {
                        self.machine(CheckItem::Register, false, at);
                    }
                    RegisterReply::Unavailable => {}
                }
            }
            // Other data have to be confirmed anew.
            Evidence::ContactGiven => {
                self.ticks.remove(&CheckItem::Contact);
            }
            Evidence::LineDropped { .. }
            | Evidence::LineBack { .. }
            | Evidence::TakenOver { .. }
            | Evidence::Decided { .. }
            | Evidence::Reviewed { .. }
            | Evidence::Played { .. } => {}
        }
    }

    fn machine(&mut self, item: CheckItem, passed: bool, at: Timestamp) {
        let result = if passed {
            CheckResult::Passed
        } else {
            CheckResult::Failed
        };
        let tick = Tick {
            result,
            note: None,
            at,
        };
        self.ticks.insert(item, tick);
    }

    /// Actions of a kind pass when one was done as asked and none was done otherwise after it.
    fn settle_actions(&mut self, kind: ActionKind, at: Timestamp) {
        let item = match kind {
            ActionKind::Face => CheckItem::FaceActions,
            ActionKind::Document => CheckItem::DocumentActions,
        };
        let last = self
            .asked
            .iter()
            .rev()
            .filter(|action| action.kind() == kind)
            .find_map(|action| self.seen.get(action));
        let passed = last == Some(&CheckResult::Passed);
        self.machine(item, passed, at);
    }

    /// How a line stands; `None` while nothing was recorded.
    #[must_use]
    pub fn tick(&self, item: CheckItem) -> Option<&Tick> {
        self.ticks.get(&item)
    }

    /// The actions asked for, in order, with what was seen.
    pub fn actions(&self) -> impl Iterator<Item = (RandomAction, Option<CheckResult>)> {
        self.asked
            .iter()
            .map(|action| (*action, self.seen.get(action).copied()))
    }

    /// Was this action asked for and not seen yet?
    #[must_use]
    pub fn awaits(&self, action: RandomAction) -> bool {
        self.asked.contains(&action) && !self.seen.contains_key(&action)
    }

    /// The actions asked for.
    #[must_use]
    pub fn asked(&self) -> &[RandomAction] {
        &self.asked
    }

    /// What the register answered, in order.
    #[must_use]
    pub fn register(&self) -> &[RegisterReply] {
        &self.register
    }

    /// The last comparison of the machine-readable zone.
    #[must_use]
    pub fn mrz(&self) -> Option<&MrzReport> {
        self.mrz.as_ref()
    }

    /// The pictures, oldest first.
    #[must_use]
    pub fn captures(&self) -> &[(CaptureKind, CaptureId)] {
        &self.captures
    }

    /// The lines with a result, in the order of the dialogue.
    pub fn ticks(&self) -> impl Iterator<Item = (CheckItem, &Tick)> {
        self.ticks.iter().map(|(item, tick)| (*item, tick))
    }

    /// Lines that are missing before the person can be registered at a level.
    #[must_use]
    pub fn missing(&self, level: RegistrationLevel) -> Vec<CheckItem> {
        CheckItem::ALL
            .into_iter()
            .filter(|item| !self.settled(*item, level))
            .collect()
    }

    fn settled(&self, item: CheckItem, level: RegistrationLevel) -> bool {
        let result = self.tick(item).map(|tick| tick.result);
        match (result, level) {
            (Some(CheckResult::Passed), _) => true,
            // A failed line is never passed over, whatever the level.
            (Some(CheckResult::Failed), _) => false,
            // What a document does not have is no obstacle at the basic level.
            (Some(CheckResult::NotApplicable), level) => {
                level == RegistrationLevel::Basic && item.may_be_ticked(CheckResult::NotApplicable)
            }
            (None, RegistrationLevel::Basic) if item == CheckItem::Register => {
                self.register.len() >= REGISTER_TRIES
            }
            (None, RegistrationLevel::Basic) => item == CheckItem::Interview,
            (None, RegistrationLevel::Advanced) => false,
        }
    }

    /// The proof that the person can be registered.
    ///
    /// # Errors
    /// [`NotYet`] with the lines that are missing.
    pub fn approve(&self) -> Result<Approval, NotYet> {
        let missing = self.missing(RegistrationLevel::Basic);
        if missing.is_empty() {
            Ok(Approval {
                level: RegistrationLevel::Basic,
                complete: self.missing(RegistrationLevel::Advanced).is_empty(),
            })
        } else {
            Err(NotYet { missing })
        }
    }
}
