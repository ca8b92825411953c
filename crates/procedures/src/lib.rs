//! Use cases of the electronic office: one public function a use case, one file a use case.
//!
//! | step | file | before | after |
//! |---|---|---|---|
//! | [`Procedures::open_session`] | `session/open_session.rs` | identified over OpenID Connect | a visit |
//! | [`Procedures::resume`], [`Procedures::extend`] | `session/resume.rs` | a visit | the [`Visitor`] |
//! | [`Procedures::log_out`] | `session/log_out.rs` | a visit | none |
//! | [`Procedures::start_application`] | `application/start_application.rs` | a visitor | draft |
//! | [`Procedures::save_applicant`] | `application/save_applicant.rs` | draft | draft with contact data |
//! | [`Procedures::save_purpose`] | `application/save_purpose.rs` | draft | draft with purpose |
//! | [`Procedures::submit`] | `application/submit.rs` | complete draft | issued, in review, or waiting for a register |
//! | [`Procedures::view_application`], [`Procedures::list_applications`] | `application/view_application.rs` | | |
//! | [`Procedures::download_certificate`] | `application/download_certificate.rs` | issued, negative | downloaded |
//! | [`Procedures::download_receipt`] | `application/download_receipt.rs` | sent | |
//! | [`Procedures::withdraw`] | `application/withdraw.rs` | draft, sent or in review | withdrawn |
//! | [`Procedures::finish_pending`] | `checking/finish_pending.rs` | sent, not finished | as after `submit` |
//! | [`Procedures::verify_code`] | `verification/verify_code.rs` | | |
//! | [`Procedures::fetch_document`] | `verification/fetch_document.rs` | | |
//! | [`Procedures::compare`] | `verification/compare.rs` | | |
//!
//! The registers are asked and documents are made outside of transactions; what they give is
//! written by compare-and-set. A crash in between leaves an application `submitted` or in the
//! `automatic_check`, and [`Procedures::finish_pending`] takes it up.
//!
//! *Architecture invariant:* nothing here reads the identity side. An applicant is what OpenID
//! Connect released: `sub`, number and names. On PostgreSQL the store runs under a role that may
//! touch only `sede_*` and the shared tables.
//!
//! *Architecture invariant:* a possible match never tells the applicant whose entry it was, nor
//! that there is one: "in review" is all that leaves this crate for the face of the office (R258).

mod application;
mod certificate;
mod checking;
mod notices;
mod receipt;
mod session;
mod settings;
mod verification;
mod wording;

use std::sync::Arc;

use jiff::tz::TimeZone;
use model::{body::Body, offence::Subject};
use ports::{
    civil_register::{CivilRecord, CivilRegister},
    documents::{DocumentRenderer, DocumentSealer, IssuingBody},
    offence_register::OffenceRegister,
    sealing::{KeyedHash, TokenSealer},
};
use store::Store;
use vocab::{Clock, Date, Entropy, Lang, Timestamp};

pub use application::{
    download_certificate::DownloadError,
    download_receipt::ReceiptError,
    save_applicant::SaveError,
    start_application::StartError,
    submit::{Missing, Submission, SubmitError},
    view_application::{ApplicationSummary, ApplicationView, CertificateView},
    withdraw::WithdrawError,
};
pub use certificate::{Delivery, MakeError, PreparedCertificate};
pub use checking::finish_pending::Finished;
pub use session::{
    log_out_told::{ToldLogOut, ToldOutcome},
    login_ticket::LoginTicket,
    open_session::{ApplicantIdentity, Entered},
    visitor::Visitor,
};
pub use settings::Settings;
pub use verification::{
    VerifyError,
    compare::FileComparison,
    verify_code::{MaskedHolder, Verification},
};

/// The actor of an audit entry about an act of the person themselves.
pub(crate) const APPLICANT: &str = "citizen";

/// The actor of an audit entry about an act of the machine.
pub(crate) const SYSTEM: &str = "system";

/// The use cases of the electronic office over what they need.
pub struct Procedures {
    /// Where it is written: the store of the electronic office.
    pub store: Store,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub entropy: Arc<dyn Entropy>,
    /// Keyed hashes of cookies.
    pub hashes: Arc<dyn KeyedHash>,
    /// Seals what a browser carries while it is away to identify.
    pub tokens: Arc<dyn TokenSealer>,
    /// Who a number belongs to.
    pub register: Arc<dyn CivilRegister>,
    /// What the certificate attests.
    pub offences: Arc<dyn OffenceRegister>,
    /// Makes documents.
    pub renderer: Arc<dyn DocumentRenderer>,
    /// Seals documents.
    pub sealer: Arc<dyn DocumentSealer>,
    /// The body that certifies.
    pub body: Arc<Body>,
    /// What an administration may decide.
    pub settings: Settings,
}

impl Procedures {
    /// The day it is at `now` where the body is.
    pub(crate) fn today(&self, now: Timestamp) -> Date {
        let zone = TimeZone::get(&self.body.time_zone).unwrap_or(TimeZone::UTC);
        now.to_zoned(zone).date()
    }

    /// The body as it appears on documents.
    pub(crate) fn issuing_body(&self, lang: Lang) -> IssuingBody {
        IssuingBody {
            name: self.body.name(lang).to_owned(),
            dir3: self.body.dir3.clone(),
            helpline: self.body.contact.helpline.clone(),
            address: self.body.contact.address.clone(),
            time_zone: self.body.time_zone.clone(),
        }
    }
}

/// The person about whom the registers are asked and whom the certificate names.
pub(crate) fn subject_of(record: CivilRecord) -> Subject {
    Subject {
        number: record.number,
        name: record.name,
        birth_date: record.birth_date,
        birth_place: record.birth_place,
        sex: record.sex,
        nationality: record.nationality,
        father: record.father,
        mother: record.mother,
    }
}

/// Verification is kept up for so many years (RD 203/2021 art. 21: at least five).
pub(crate) fn years_after(now: Timestamp, years: u16) -> Timestamp {
    // A year of 365.25 days: nobody counts on the hour in ten years.
    let seconds = i64::from(years).saturating_mul(31_557_600);
    Timestamp::from_second(now.as_second().saturating_add(seconds)).unwrap_or(Timestamp::MAX)
}
