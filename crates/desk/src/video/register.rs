//! What the operator sees is compared with the civil register: the machine-readable zone, and the
//! data by number. Each reply is kept, also those that did not come (Orden ETD/465/2021
//! art. 11.1, 11.3).

use model::video::{Evidence, MrzReading, MrzReport, RegisterReply, mrz::Expected};
use ports::civil_register::{CivilRecord, DocumentDatum, RegisterUnavailable};
use proofing::call::{Dossier, RegisterLine};
use store::StoreError;
use vocab::{Date, IdentityNumber, VideoCallId};

use super::{Acting, VideoError};
use crate::{AtDesk, Desk, Task};

/// Why the zone was not compared.
#[derive(Debug, thiserror::Error)]
pub enum MrzError {
    /// The register does not answer: try again.
    #[error(transparent)]
    Register(#[from] RegisterUnavailable),
    /// The register does not know the number any more.
    #[error("the register does not know the number")]
    Unknown,
    /// As every act.
    #[error(transparent)]
    Video(#[from] VideoError),
}

impl From<StoreError> for MrzError {
    fn from(error: StoreError) -> Self {
        Self::Video(error.into())
    }
}

/// Why the register was not asked.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    /// It was asked as often as one call may.
    #[error("no tries are left")]
    NoTriesLeft,
    /// As every act.
    #[error(transparent)]
    Video(#[from] VideoError),
}

impl From<StoreError> for RegisterError {
    fn from(error: StoreError) -> Self {
        Self::Video(error.into())
    }
}

impl Desk {
    /// Compares the machine-readable zone with what the register says of the number, and keeps
    /// how each of its check digits came out.
    ///
    /// # Errors
    /// [`MrzError`].
    pub async fn video_read_mrz(
        &self,
        at_desk: &AtDesk,
        call: VideoCallId,
        reading: MrzReading,
    ) -> Result<MrzReport, MrzError> {
        let acting = self
            .acting(at_desk, Task::AttendCalls)
            .map_err(VideoError::from)?;
        let (number, _) = self.number_and_tries(&acting, call).await?;
        let register = &self.proofing.register;
        let record = register
            .find(&number, acting.keeper.now)
            .await?
            .ok_or(MrzError::Unknown)?;
        let report = MrzReport::of(&reading, &expected(&record));
        let kept = report.clone();
        self.store
            .transact("desk.video_read_mrz", move |tx| {
                let call = acting.own_call(tx, call)?;
                let evidence = Evidence::MrzCompared {
                    report: kept.clone(),
                };
                let by = Some(acting.officer());
                acting.keeper.record(tx, &call, evidence, by)?;
                Ok::<_, MrzError>(())
            })
            .await?;
        Ok(report)
    }

    /// Asks the register once more, and keeps the reply.
    ///
    /// # Errors
    /// [`RegisterError`].
    pub async fn video_check_register(
        &self,
        at_desk: &AtDesk,
        call: VideoCallId,
    ) -> Result<RegisterReply, RegisterError> {
        let acting = self
            .acting(at_desk, Task::AttendCalls)
            .map_err(VideoError::from)?;
        let (number, tries) = self.number_and_tries(&acting, call).await?;
        let most = usize::from(acting.keeper.rules.register_tries);
        if tries >= most {
            return Err(RegisterError::NoTriesLeft);
        }
        let register = &self.proofing.register;
        let record = match register.find(&number, acting.keeper.now).await {
            Ok(record) => Ok(record),
            Err(error) => {
                tracing::warn!(%error, "the civil register did not answer during a call");
                Err(())
            }
        };
        self.store
            .transact("desk.video_check_register", move |tx| {
                let keeper = &acting.keeper;
                let mut call = acting.own_call(tx, call)?;
                // Two clicks at once are two tries.
                if keeper.checklist(tx, &call)?.register().len() >= most {
                    return Err(RegisterError::NoTriesLeft);
                }
                let reply = match &record {
                    Err(()) => RegisterReply::Unavailable,
                    Ok(record) => reply(&call.dossier, record.as_ref(), acting.today),
                };
                if let Ok(Some(record)) = &record {
                    call.dossier.register = Some(RegisterLine {
                        valid_until: record.document.valid_until,
                        sex: record.sex,
                        nationality: record.nationality,
                    });
                    keeper.save(tx, &mut call)?;
                }
                let by = Some(acting.officer());
                keeper.record(tx, &call, Evidence::RegisterAsked { reply }, by)?;
                Ok(reply)
            })
            .await
    }

    async fn number_and_tries(
        &self,
        acting: &Acting,
        call: VideoCallId,
    ) -> Result<(IdentityNumber, usize), VideoError> {
        let acting = acting.clone();
        self.store
            .read("desk.video_number", move |tx| {
                let call = acting.own_call(tx, call)?;
                let tries = acting.keeper.checklist(tx, &call)?.register().len();
                Ok((call.dossier.number, tries))
            })
            .await
    }
}

fn reply(dossier: &Dossier, record: Option<&CivilRecord>, today: Date) -> RegisterReply {
    let Some(record) = record.filter(|record| record.died_on.is_none()) else {
        return RegisterReply::Unknown;
    };
    let same = record.number == dossier.number
        && record.name.normalised() == dossier.name.normalised()
        && record.birth_date == dossier.birth_date;
    if !same {
        return RegisterReply::Differs;
    }
    match record.document.valid_until {
        Some(until) if until < today => RegisterReply::OutOfForce,
        Some(_) | None => RegisterReply::Confirmed,
    }
}

fn expected(record: &CivilRecord) -> Expected<'_> {
    Expected {
        number: &record.number,
        name: &record.name,
        birth_date: record.birth_date,
        sex: record.sex,
        valid_until: record.document.valid_until,
        support: match &record.document.datum {
            DocumentDatum::Support(support) => Some(support),
            DocumentDatum::Dates { .. } => None,
        },
    }
}
