//! Somebody proves again who they are, because staff doubted it: whoever was doubted keeps nothing
//! that opens the registration.

use audit::Event;
use store::{
    StoreError, Tx,
    repo::{self, person::Person},
};

use crate::Enrolment;

/// Ends every session and every means of a person: password, passkeys, devices with the app and
/// their vetoes, known browsers, and what is on its way to any of them. Certificates are their
/// issuers'. The caller has bumped the guard of the person.
pub(crate) fn end_means(
    enrolment: &Enrolment,
    tx: &mut Tx<'_>,
    person: &Person,
) -> Result<(), StoreError> {
    let (id, now, entropy) = (person.id, enrolment.now, &*enrolment.entropy);
    repo::session::end_all_of_person(tx, id, now)?;
    repo::pin::end_all_of_person(tx, id, now)?;
    repo::browser::forget_all(tx, id)?;
    repo::password::remove(tx, id, now, entropy)?;
    for _ in 0..repo::passkey::remove_all_of_person(tx, id)? {
        enrolment.note(tx, &Event::PasskeyRemoved, person)?;
    }
    if repo::app::device::end_all_of_person(tx, id, now)? {
        let from = "proof".to_owned();
        enrolment.note(tx, &Event::AppDeviceDeactivated { from }, person)?;
    }
    Ok(())
}
