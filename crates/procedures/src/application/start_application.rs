//! "Start the procedure" (R180, R181): the personal data come from the civil register and cannot
//! be edited.

use std::sync::Arc;

use jiff::civil::Date;
use model::{
    offence::Subject,
    procedure::{ApplicationReference, ApplicationState},
};
use ports::civil_register::{CivilRecord, RegisterUnavailable};
use store::{
    StoreError, Tx,
    repo::sede::{
        applicant,
        application::{self, NewDraft},
    },
};
use vocab::{ApplicantId, ApplicationId, AssuranceLevel, DataKeyId, Entropy, Lang, Timestamp};

use crate::{Procedures, Visitor, subject_of};

/// A reference is taken by another application once in some 10^12: this many draws in a row never
/// happen without a defect.
const DRAWS: u32 = 5;

/// Why no application was begun.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The procedure asks for a higher level of identification (R025).
    #[error("the level {required:?} is required")]
    LevelTooLow {
        /// The level that is needed.
        required: AssuranceLevel,
    },
    /// The civil register does not know the person, or not as living. The helpline can find out.
    #[error("the civil register does not confirm the person")]
    NotConfirmed,
    /// A minor: a parent or guardian applies for them (R165, RD 407/2024).
    #[error("somebody under {under} needs to be represented")]
    NeedsRepresentation {
        /// The age from which a person applies alone.
        under: u8,
    },
    /// An application was sent and is not decided: there is nothing to gain by a second one.
    #[error("the application {reference} is under way")]
    UnderWay {
        /// Its reference.
        reference: ApplicationReference,
    },
    /// The civil register does not answer: try again in some minutes.
    #[error(transparent)]
    Register(#[from] RegisterUnavailable),
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[derive(Clone)]
struct Start {
    entropy: Arc<dyn Entropy>,
    applicant: ApplicantId,
    data_key: DataKeyId,
    subject: Subject,
    lang: Lang,
    year: i16,
    now: Timestamp,
}

impl Procedures {
    /// Begins an application, or goes on with the draft that the person has.
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn start_application(
        &self,
        visitor: &Visitor,
        lang: Lang,
    ) -> Result<ApplicationReference, StartError> {
        let required = self.settings.minimum_level;
        if visitor.level() < required {
            return Err(StartError::LevelTooLow { required });
        }
        let now = self.clock.now();
        let today = self.today(now);
        let record = self.register.find(visitor.number(), now).await?;
        let start = Start {
            entropy: self.entropy.clone(),
            applicant: visitor.applicant(),
            data_key: visitor.data_key(),
            subject: self.admitted(record, today)?,
            lang,
            year: today.year(),
            now,
        };
        self.store
            .transact("procedures.start_application", move |tx| start.run(tx))
            .await
    }

    fn admitted(&self, record: Option<CivilRecord>, today: Date) -> Result<Subject, StartError> {
        let alive = record.filter(|record| record.died_on.is_none());
        let record = alive.ok_or(StartError::NotConfirmed)?;
        let under = self.settings.representation_under;
        if record.birth_date.has_reached_age(i16::from(under), today) {
            Ok(subject_of(record))
        } else {
            Err(StartError::NeedsRepresentation { under })
        }
    }
}

impl Start {
    fn run(&self, tx: &mut Tx<'_>) -> Result<ApplicationReference, StartError> {
        applicant::guard(tx, self.applicant, self.now)?;
        if let Some(sent) = application::find_under_way(tx, self.applicant)? {
            return Err(StartError::UnderWay {
                reference: sent.application.reference,
            });
        }
        if let Some(draft) = application::find_draft(tx, self.applicant)? {
            debug_assert_eq!(draft.application.state, ApplicationState::Draft);
            application::renew_draft(tx, &draft, &self.subject, self.lang, self.now)?;
            return Ok(draft.application.reference);
        }
        for _ in 0..DRAWS {
            let draft = self.draft();
            if application::add_draft(tx, &draft, self.now)? {
                return Ok(draft.reference);
            }
        }
        Err(StoreError::decode("sede_application.reference").into())
    }

    fn draft(&self) -> NewDraft {
        NewDraft {
            id: ApplicationId::new(self.now, &*self.entropy),
            applicant: self.applicant,
            data_key: self.data_key,
            reference: ApplicationReference::generate(self.year, &*self.entropy),
            lang: self.lang,
            subject: self.subject.clone(),
        }
    }
}
