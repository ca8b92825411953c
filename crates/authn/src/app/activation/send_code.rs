//! The code by SMS, sent where there is somebody, and as much work where there is nobody
//! (invariant 11).

use audit::Event;
use model::{
    notice::{Channel, Notice, OutgoingNotice},
    session::AuthenticationMethod,
};
use store::{StoreError, Tx, repo};
use vocab::{AppActivationId, IdentityNumber, Lang, OtpCode, PersonId};

use crate::{
    app::{AppDesk, limits},
    pin::stranger::Stranger,
};

/// Sends a fresh code to the phone of the registration, and gives the hash that is to be kept: of
/// the code, or of nothing that anybody can type where none was sent.
pub(crate) fn send_code(
    tx: &mut Tx<'_>,
    desk: &AppDesk,
    activation: AppActivationId,
    person: Option<PersonId>,
    number: &IdentityNumber,
) -> Result<[u8; 32], StoreError> {
    tx.unwrap_afresh();
    let (rules, now, entropy) = (desk.settings.app, desk.now, &*desk.entropy);
    let stand_in = tx.stand_in(now, entropy)?;
    let may_ring = limits::may_send_code(tx, number, rules, now)?;
    let usable = repo::registration::usable_phone(tx, person, &stand_in)?;
    let asked = person.unwrap_or(stand_in.nobody());
    let held = repo::restriction::in_force(tx, asked, now)?;
    let admitted = held.admits(AuthenticationMethod::AppKey, now).is_ok();
    let reached = usable.filter(|_| may_ring && admitted);
    let sent = reached.is_some();
    let (lang, phone) = match reached {
        Some((lang, phone)) => (lang, phone),
        None => (Lang::Es, stand_in.phone()?),
    };
    let code = OtpCode::generate(entropy);
    let hashes = [code_hash(desk, activation, &code), desk.random()];
    let notice = OutgoingNotice {
        lang,
        channel: Channel::Sms(phone),
        notice: Notice::AppCode {
            code,
            minutes: rules.activation_code_s / 60,
        },
        send_before: now
            .checked_add(vocab::SignedDuration::from_secs(i64::from(
                rules.activation_code_s,
            )))
            .unwrap_or(vocab::Timestamp::MAX),
    };
    let event = if sent {
        repo::outgoing::enqueue(tx, &notice, now, entropy)?;
        Event::AppCodeSent
    } else {
        repo::outgoing::enqueue_for_nobody(tx, &notice, now, entropy)?;
        Event::AppCodeWithheld
    };
    let stranger = Stranger {
        hashes: &*desk.hashes,
        entropy,
        now,
    };
    stranger.write_down(tx, &event, person, number)?;
    let [of_code, of_nothing] = hashes;
    Ok(if sent { of_code } else { of_nothing })
}

/// A code counts for one activation only.
pub(crate) fn code_hash(desk: &AppDesk, activation: AppActivationId, code: &OtpCode) -> [u8; 32] {
    let material = [activation.as_bytes().as_slice(), code.as_str().as_bytes()].concat();
    desk.hashes.hash("app.activation_code", &material)
}
