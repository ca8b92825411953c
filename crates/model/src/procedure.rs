//! Applications at the electronic office and their states (R257), the visits of applicants, and
//! the decisions of case workers.

mod decision;
mod reference;
mod visit;

pub use decision::{Decision, DecisionReason, DecisionReasonError};
pub use reference::{ApplicationReference, ApplicationReferenceError};
use serde::{Deserialize, Serialize};
pub use visit::Visit;
use vocab::{ApplicantId, ApplicationId, DocumentId, EmailAddress, Lang, PhoneNumber, Timestamp};

use crate::matching::MatchOutcome;

/// Why a certificate is wanted (R184, defaults D25).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// "Work and/or habitual contact with minors".
    HabitualWorkWithMinors,
    /// Volunteering with minors.
    Volunteering,
    /// Adoption or fostering.
    AdoptionOrFostering,
    /// Another purpose, abroad.
    OtherAbroad,
}

impl Purpose {
    /// Every purpose, in the order of the form.
    pub const ALL: [Self; 4] = [
        Self::HabitualWorkWithMinors,
        Self::Volunteering,
        Self::AdoptionOrFostering,
        Self::OtherAbroad,
    ];

    /// The word in the database and in forms.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::HabitualWorkWithMinors => "habitual_work_with_minors",
            Self::Volunteering => "volunteering",
            Self::AdoptionOrFostering => "adoption_or_fostering",
            Self::OtherAbroad => "other_abroad",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|purpose| purpose.as_str() == word)
    }
}

/// Where an application stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApplicationState {
    /// Being filled in.
    Draft,
    /// Sent; the machine has not looked yet.
    Submitted,
    /// The machine looked and found nobody: a negative certificate is being made.
    AutomaticCheck,
    /// A case worker must look.
    InReview,
    /// A negative certificate is ready to download.
    IssuedNegative,
    /// A positive certificate exists; its release online needs a higher level.
    IssuedPositive,
    /// The certificate was downloaded at least once.
    Downloaded,
    /// The person withdrew the application.
    Withdrawn,
}

impl ApplicationState {
    /// Every state.
    pub const ALL: [Self; 8] = [
        Self::Draft,
        Self::Submitted,
        Self::AutomaticCheck,
        Self::InReview,
        Self::IssuedNegative,
        Self::IssuedPositive,
        Self::Downloaded,
        Self::Withdrawn,
    ];

    /// The word in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::AutomaticCheck => "automatic_check",
            Self::InReview => "in_review",
            Self::IssuedNegative => "issued_negative",
            Self::IssuedPositive => "issued_positive",
            Self::Downloaded => "downloaded",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Reads the word of the database.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }

    /// Is there still something to decide or to do?
    #[must_use]
    pub fn open(self) -> bool {
        match self {
            Self::Draft | Self::Submitted | Self::AutomaticCheck | Self::InReview => true,
            Self::IssuedNegative | Self::IssuedPositive | Self::Downloaded | Self::Withdrawn => {
                false
            }
        }
    }
}

/// What happened to an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The person sent it.
    Submit,
    /// The machine found nobody.
    FindNobody,
    /// The machine found somebody who must be looked at, or could not identify the person.
    FindSomebody,
    /// The machine's negative certificate was issued.
    IssueNegative,
    /// A case worker decided that it is not the same person; a negative certificate follows.
    DecideNotTheSame,
    /// A case worker decided that it is the same person; a positive certificate follows.
    DecideTheSame,
    /// The person downloaded the negative certificate.
    Download,
    /// The person withdrew it.
    Withdraw,
}

/// The state does not allow the step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an application that is {} cannot take the step {step:?}", .state.as_str())]
pub struct StepRefused {
    /// Where the application stands.
    pub state: ApplicationState,
    /// What was tried.
    pub step: Step,
}

impl ApplicationState {
    /// Is the machine still at work, or waiting for a register that does not answer?
    #[must_use]
    pub fn pending(self) -> bool {
        matches!(self, Self::Submitted | Self::AutomaticCheck)
    }

    /// The state after a step.
    ///
    /// # Errors
    /// [`StepRefused`] where the step makes no sense.
    pub fn after(self, step: Step) -> Result<Self, StepRefused> {
        match (self, step) {
            (Self::Draft, Step::Submit) => Ok(Self::Submitted),
            (Self::Submitted, Step::FindNobody) => Ok(Self::AutomaticCheck),
            (Self::Submitted, Step::FindSomebody) => Ok(Self::InReview),
            (Self::AutomaticCheck, Step::IssueNegative)
            | (Self::InReview, Step::DecideNotTheSame) => Ok(Self::IssuedNegative),
            (Self::InReview, Step::DecideTheSame) => Ok(Self::IssuedPositive),
            (Self::IssuedNegative | Self::Downloaded, Step::Download) => Ok(Self::Downloaded),
            (Self::Draft | Self::Submitted | Self::InReview, Step::Withdraw) => Ok(Self::Withdrawn),
            (state, step) => Err(StepRefused { state, step }),
        }
    }
}

/// How the applicant is told (R182, R183). Serialised as it is sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Mobile phone with country code.
    pub phone: PhoneNumber,
    /// E-mail address, if given.
    pub email: Option<EmailAddress>,
}

/// An application, without the applicant's data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    /// Id of the application.
    pub id: ApplicationId,
    /// Whose.
    pub applicant: ApplicantId,
    /// Reference to read out on the phone, for example `2026-7QK4-2M5R`.
    pub reference: ApplicationReference,
    /// Where it stands.
    pub state: ApplicationState,
    /// Why it was made; `None` while it is being filled in.
    pub purpose: Option<Purpose>,
    /// Language of the person.
    pub lang: Lang,
    /// What the machine found, once it looked.
    pub outcome: Option<MatchOutcome>,
    /// The certificate, once issued.
    pub certificate: Option<DocumentId>,
    /// The receipt of the application, once issued.
    pub receipt: Option<DocumentId>,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When it was sent.
    pub submitted_at: Option<Timestamp>,
    /// When it was decided.
    pub decided_at: Option<Timestamp>,
    /// Counts changes: two tabs or two case workers that race cannot both win.
    pub version: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEPS: [Step; 8] = [
        Step::Submit,
        Step::FindNobody,
        Step::FindSomebody,
        Step::IssueNegative,
        Step::DecideNotTheSame,
        Step::DecideTheSame,
        Step::Download,
        Step::Withdraw,
    ];

    #[test]
    fn every_state_takes_exactly_the_steps_of_the_table() {
        use ApplicationState as S;
        let allowed = [
            (S::Draft, Step::Submit, S::Submitted),
            (S::Draft, Step::Withdraw, S::Withdrawn),
            (S::Submitted, Step::FindNobody, S::AutomaticCheck),
            (S::Submitted, Step::FindSomebody, S::InReview),
            (S::Submitted, Step::Withdraw, S::Withdrawn),
            (S::AutomaticCheck, Step::IssueNegative, S::IssuedNegative),
            (S::InReview, Step::DecideNotTheSame, S::IssuedNegative),
            (S::InReview, Step::DecideTheSame, S::IssuedPositive),
            (S::InReview, Step::Withdraw, S::Withdrawn),
            (S::IssuedNegative, Step::Download, S::Downloaded),
            (S::Downloaded, Step::Download, S::Downloaded),
        ];
        for state in S::ALL {
            for step in STEPS {
                let expected = allowed
                    .iter()
                    .find(|(from, by, _)| *from == state && *by == step)
                    .map(|(_, _, to)| *to);
                assert_eq!(state.after(step).ok(), expected, "{state:?} {step:?}");
            }
            assert_eq!(S::from_word(state.as_str()), Some(state));
        }
    }
}
