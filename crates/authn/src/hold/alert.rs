//! "This was not me": the link of an alert only takes things away.
//!
//! Whoever has the link may end sessions and freeze, or take back just what the alert was about. It
//! is spent by its first use, and nothing ever opens by it: who reads somebody's mail can cost them
//! a thaw, and gains nothing.

use audit::Event;
use model::{
    alert::{Alert, AlertFact, AlertKind},
    app::{
        AppRules,
        activation::ActivatedBy,
        device::{Device, DeviceState},
    },
    restriction::{Means, RestrictionKind},
};
use store::{StoreError, Tx, repo};
use vocab::{DataKeyId, Lang, Timestamp};

use super::Setting;
use crate::{Doorkeeper, app::device::veto::hold_activations, browsers::Notebook};

/// What the page of a link shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AlertView {
    /// What happened.
    pub kind: AlertKind,
    /// When.
    pub at: Timestamp,
    /// The language of the person.
    pub lang: Lang,
}

/// What the person wants done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AlertAnswer {
    /// Freeze everything.
    Freeze,
    /// Take back what happened, and nothing else; freezes where that is not possible.
    Undo,
}

/// Why a link does nothing.
#[derive(Debug, thiserror::Error)]
pub enum AlertError {
    /// None of ours, changed, or too old: these look alike.
    #[error("the link does nothing any more")]
    Stale,
    /// It was used: what was asked for is done.
    #[error("the link was used")]
    Used,
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Doorkeeper {
    /// What a link is about. Looking changes nothing: programs that examine mail follow links.
    ///
    /// # Errors
    /// [`AlertError`].
    pub async fn alert(&self, link: &str) -> Result<AlertView, AlertError> {
        let (alert, spent) = self.open_alert(link)?;
        self.store
            .read("authn.hold.alert", move |tx| {
                if repo::spent::is_spent(tx, spent)? {
                    return Err(AlertError::Used);
                }
                let lang = repo::person::lang_of(tx, alert.person)?;
                Ok(AlertView {
                    kind: alert.kind,
                    at: alert.at,
                    lang: lang.ok_or(AlertError::Stale)?,
                })
            })
            .await
    }

    /// Ends every session of the person, does what they want, and writes down what staff look at.
    /// Tells what was done.
    ///
    /// # Errors
    /// [`AlertError`].
    pub async fn report_alert(
        &self,
        link: &str,
        answer: AlertAnswer,
    ) -> Result<AlertAnswer, AlertError> {
        let (alert, spent) = self.open_alert(link)?;
        let (notebook, rules) = (self.notebook(), self.settings.app);
        self.store
            .transact("authn.hold.report_alert", move |tx| {
                report(tx, &alert, spent, answer, (&notebook, rules))
            })
            .await
    }

    fn open_alert(&self, link: &str) -> Result<(Alert, [u8; 32]), AlertError> {
        let alert = repo::alert::read_link(&*self.tokens, link)
            .filter(|alert| self.clock.now() < alert.ends_at())
            .ok_or(AlertError::Stale)?;
        let spent = self.hashes.hash("alert.link", &alert.to_bytes());
        Ok((alert, spent))
    }
}

fn report(
    tx: &mut Tx<'_>,
    alert: &Alert,
    spent: [u8; 32],
    answer: AlertAnswer,
    (notebook, rules): (&Notebook, AppRules),
) -> Result<AlertAnswer, AlertError> {
    let (person, now, entropy) = (alert.person, notebook.now, &*notebook.entropy);
    if repo::person::data_key_of(tx, person)?.is_none() {
        return Err(AlertError::Stale);
    }
    let data_key = repo::person::guard(tx, person, now)?;
    if !repo::spent::spend(tx, spent, alert.ends_at(), now)? {
        return Err(AlertError::Used);
    }
    repo::session::end_all_of_person(tx, person, now)?;
    let done = match answer {
        AlertAnswer::Undo if alert.kind.can_be_undone() => AlertAnswer::Undo,
        AlertAnswer::Undo | AlertAnswer::Freeze => AlertAnswer::Freeze,
    };
    match done {
        AlertAnswer::Undo => undo(tx, alert, data_key, (notebook, rules))?,
        AlertAnswer::Freeze => {
            if setting(alert, data_key, RestrictionKind::Frozen, notebook).run(tx)? {
                let (tokens, fact) = (&*notebook.tokens, AlertFact::Frozen);
                repo::alert::tell(tx, tokens, person, fact, now, entropy)?;
            }
        }
    }
    repo::alert_report::add(tx, person, alert.kind.as_str(), now, entropy)?;
    let event = Event::AlertReported {
        what: alert.kind.as_str().to_owned(),
        done: match done {
            AlertAnswer::Undo => "undone".to_owned(),
            AlertAnswer::Freeze => "frozen".to_owned(),
        },
    };
    let about = audit::about_person(person, data_key);
    audit::append(tx, &event, about, now, entropy)?;
    Ok(done)
}

fn setting<'a>(
    alert: &Alert,
    data_key: DataKeyId,
    kind: RestrictionKind,
    notebook: &'a Notebook,
) -> Setting<'a> {
    Setting {
        person: alert.person,
        data_key,
        kind,
        from: "alert",
        now: notebook.now,
        entropy: &*notebook.entropy,
    }
}

/// Ends a device, also one whose place another has taken meanwhile: it would come back by its veto.
/// Whoever activated it with the telephone number alone still has that number. `false` if it had
/// ended already.
fn end_device(
    tx: &mut Tx<'_>,
    device: &Device,
    rules: AppRules,
    now: Timestamp,
) -> Result<bool, StoreError> {
    if device.activated_by == ActivatedBy::Sms {
        hold_activations(tx, rules, device.person, now)?;
    }
    match device.clone().end(DeviceState::Deactivated) {
        Ok(ended) => repo::app::device::set_state(tx, device, &ended, now),
        Err(_) => Ok(false),
    }
}

/// Takes back what the alert was about; what is gone already stays gone.
fn undo(
    tx: &mut Tx<'_>,
    alert: &Alert,
    data_key: DataKeyId,
    (notebook, rules): (&Notebook, AppRules),
) -> Result<(), StoreError> {
    let (person, now, entropy) = (alert.person, notebook.now, &*notebook.entropy);
    let undone = match alert.kind {
        AlertKind::Passkey(id) => {
            repo::passkey::remove(tx, person, id)?.then_some(Event::PasskeyRemoved)
        }
        AlertKind::Device(id) => {
            let found = repo::app::device::find(tx, id)?
                .filter(|stored| stored.device.person == person)
                .map(|stored| stored.device);
            let gone = match found {
                Some(device) => end_device(tx, &device, rules, now)?,
                None => false,
            };
            let from = "alert".to_owned();
            gone.then_some(Event::AppDeviceDeactivated { from })
        }
        AlertKind::Password => {
            let off = RestrictionKind::MeansOff(Means::Password);
            setting(alert, data_key, off, notebook).run(tx)?;
            None
        }
        AlertKind::Browser(begins) => {
            repo::browser::forget(tx, person, begins)?;
            None
        }
        AlertKind::Contact
        | AlertKind::Freeze
        | AlertKind::Means
        | AlertKind::Restriction
        | AlertKind::Request => None,
    };
    match undone {
        Some(event) => {
            let about = audit::about_person(person, data_key);
            audit::append(tx, &event, about, now, entropy)
        }
        None => Ok(()),
    }
}
