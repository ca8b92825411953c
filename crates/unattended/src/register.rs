//! What the civil register says now, beside what it said when the flow began.

use model::{
    unattended::Dossier,
    video::{RegisterReply, mrz::Expected},
};
use ports::civil_register::{CivilRecord, DocumentDatum, RegisterUnavailable};
use vocab::Date;

/// The register's answer in one word.
pub(crate) fn reply(
    found: &Result<Option<CivilRecord>, RegisterUnavailable>,
    dossier: &Dossier,
    today: Date,
) -> RegisterReply {
    let record = match found {
        Err(_) => return RegisterReply::Unavailable,
        Ok(None) => return RegisterReply::Unknown,
        Ok(Some(record)) => record,
    };
    if record.died_on.is_some() {
        return RegisterReply::Unknown;
    }
    if record.name != dossier.name || record.birth_date != dossier.birth_date {
        return RegisterReply::Differs;
    }
    if record.document.valid_until.is_some_and(|day| day < today) {
        return RegisterReply::OutOfForce;
    }
    RegisterReply::Confirmed
}

/// What a zone is compared with.
pub(crate) fn expected(record: &CivilRecord) -> Expected<'_> {
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
