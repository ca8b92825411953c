//! The second factor in the app: after a right password a request shows there by itself.

use audit::Event;
use model::{app::request::AskedBy, push::Look, session::AuthenticationMethod};
use store::{StoreError, Tx, repo};
use vocab::{DataKeyId, IdentityNumber};

use super::send_code::PasswordDesk;
use crate::{
    AskInApp, RequestTicket,
    app::{
        limits,
        request::{ask::add, ask_by_number::reachable},
    },
};

/// Makes a request in the app of the person whose password was right; nothing where they have no
/// app, have said of late that a request was not theirs, or were asked often enough: a code by SMS
/// does it then.
pub(super) fn ask_app(
    tx: &mut Tx<'_>,
    desk: &PasswordDesk,
    asked: &AskInApp,
    number: &IdentityNumber,
    data_key: DataKeyId,
) -> Result<Option<RequestTicket>, StoreError> {
    let app = desk.app();
    let may_ring = limits::may_ask_after_password(tx, number, app.settings.app, app.now)?;
    let method = AuthenticationMethod::PasswordApp;
    let Some((person, device)) = reachable(tx, &app, number, (may_ring, method))?.app else {
        return Ok(None);
    };
    let ticket = add(tx, &app, asked, AskedBy::Password, Some(person))?;
    let until = ticket.expires_at;
    repo::push::ring(
        tx,
        Some(device),
        Look::Request,
        until,
        app.now,
        &*app.entropy,
    )?;
    app.write_down(tx, &Event::AppRequested, person, data_key)?;
    Ok(Some(ticket))
}
