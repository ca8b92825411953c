//! Messages to applicants, written in the transaction of what they tell.

use model::{
    issued::{DocumentClass, IssuedDocument},
    notice::{Channel, Notice, OutgoingNotice},
};
use store::{
    StoreError, Tx,
    repo::{self, sede::application::StoredApplication},
};
use vocab::{Entropy, SignedDuration, Timestamp};

/// How long a message about an application is worth sending.
const WORTH_DAYS: i64 = 30;

/// The application is decided (R187, R189, R231). Only a document of the class *bearer* travels
/// with its code; about any other the message says to call or to visit, and nothing else.
pub(crate) fn decided(
    tx: &mut Tx<'_>,
    stored: &StoredApplication,
    document: &IssuedDocument,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<(), StoreError> {
    let notice = match document.kind.class() {
        DocumentClass::Bearer => Notice::CertificateReady {
            code: document.code.clone(),
        },
        DocumentClass::Holder => Notice::CertificateNeedsVisit {
            reference: stored.application.reference.to_string(),
        },
    };
    let Some(contact) = &stored.contact else {
        return Ok(());
    };
    let sms = Channel::Sms(contact.phone.clone());
    enqueue(tx, stored, sms, notice.clone(), now, entropy)?;
    by_email(tx, stored, notice, now, entropy)
}

/// The application is under review. R189 knows one SMS, the one that follows the decision; a
/// person who gave an e-mail address is told there.
pub(crate) fn in_review(
    tx: &mut Tx<'_>,
    stored: &StoredApplication,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<(), StoreError> {
    let reference = stored.application.reference.to_string();
    by_email(
        tx,
        stored,
        Notice::ApplicationInReview { reference },
        now,
        entropy,
    )
}

fn by_email(
    tx: &mut Tx<'_>,
    stored: &StoredApplication,
    notice: Notice,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<(), StoreError> {
    match stored
        .contact
        .as_ref()
        .and_then(|contact| contact.email.clone())
    {
        Some(email) => enqueue(tx, stored, Channel::Email(email), notice, now, entropy),
        None => Ok(()),
    }
}

fn enqueue(
    tx: &mut Tx<'_>,
    stored: &StoredApplication,
    channel: Channel,
    notice: Notice,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<(), StoreError> {
    let worth = SignedDuration::from_hours(24 * WORTH_DAYS);
    let outgoing = OutgoingNotice {
        lang: stored.application.lang,
        channel,
        notice,
        send_before: now.checked_add(worth).unwrap_or(Timestamp::MAX),
    };
    repo::outgoing::enqueue(tx, &outgoing, now, entropy)?;
    Ok(())
}
