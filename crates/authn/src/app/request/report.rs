//! "This was not me": the request is over, and none that is made with the number reaches the app
//! for a while. Codes go on: to read one takes the person's own eyes.

use audit::Event;
use model::{
    alert::AlertKind,
    app::request::{AnswerError, RequestState},
};
use store::{
    StoreError, Tx,
    repo::{self, app::hold::Hold, velocity},
};
use vocab::{AppRequestId, DataKeyId, PersonId, SignedDuration, Timestamp};

use super::reject::RejectError;
use crate::{
    Doorkeeper,
    app::{AppDesk, device::acting, limits, proof::KnownDevice},
};

impl Doorkeeper {
    /// Reports a request of this person, whatever became of it. A session that came of it ends.
    /// Doing it again does no more. Returns until when requests by number are stopped.
    ///
    /// # Errors
    /// [`RejectError`]; never [`AnswerError::Over`].
    pub async fn report_request(
        &self,
        known: &KnownDevice,
        request: AppRequestId,
    ) -> Result<Timestamp, RejectError> {
        let (desk, known) = (self.app_desk(), known.clone());
        self.store
            .transact("authn.app.request.report", move |tx| {
                report(tx, &desk, &known, request)
            })
            .await
    }
}

fn report(
    tx: &mut Tx<'_>,
    desk: &AppDesk,
    known: &KnownDevice,
    id: AppRequestId,
) -> Result<Timestamp, RejectError> {
    let (person, now, rules) = (known.stored.device.person, desk.now, desk.settings.app);
    let data_key = repo::person::guard(tx, person, now)?;
    let stored = acting(tx, known)??;
    let found = repo::app::request::find(tx, id)?;
    let (kept, version) = found
        .filter(|(kept, _)| kept.request.is_of(&stored.device))
        .ok_or(AnswerError::Unknown)?;
    let was_confirmed = matches!(
        kept.request.state,
        RequestState::Confirmed | RequestState::Used
    );
    if let Some(rejected) = kept.request.report(now, rules) {
        if !repo::app::request::set(tx, &rejected, version, now)? {
            return Err(AnswerError::Unknown.into());
        }
        repo::app::call::answered(tx, id, now)?;
    }
    if was_confirmed {
        // It was confirmed with this very device, and its person says that it was not them.
        repo::session::end_all_of_person(tx, person, now)?;
    }
    let until = now
        .checked_add(SignedDuration::from_secs(i64::from(
            rules.hold_after_report_s,
        )))
        .unwrap_or(Timestamp::MAX);
    let hold = Hold {
        requests_until: until,
        ..Hold::default()
    };
    repo::app::hold::extend(tx, person, hold, now)?;
    note(tx, desk, person, data_key)?;
    Ok(until)
}

/// Writes a report down for staff and in the person's name. Whoever repeats it gets the same answer,
/// and staff have one to look at: one waits, and what comes after so many in an hour is not written.
fn note(
    tx: &mut Tx<'_>,
    desk: &AppDesk,
    person: PersonId,
    data_key: DataKeyId,
) -> Result<(), StoreError> {
    let reported = velocity::count(tx, limits::REPORTS, person.as_bytes(), desk.now)?;
    if reported.exceeded() {
        return Ok(());
    }
    let what = AlertKind::Request.as_str();
    if !repo::alert_report::waits(tx, person, what)? {
        repo::alert_report::add(tx, person, what, desk.now, &*desk.entropy)?;
    }
    desk.write_down(tx, &Event::AppRequestReported, person, data_key)
}
