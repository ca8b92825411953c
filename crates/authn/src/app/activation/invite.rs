//! A session of level substantial or high invites a device: more than an SMS activates it.

use model::{app::activation::Activation, session::AuthenticationMethod};
use store::{StoreError, Tx, repo};
use vocab::{AppActivationId, AssuranceLevel, PersonId, SignedDuration, Timestamp};

use super::{
    ready::{ActivationReady, ready},
    ticket::Invitation,
};
use crate::{Authenticated, Doorkeeper, app::AppDesk};

/// Why no device is invited.
#[derive(Debug, thiserror::Error)]
pub enum InviteError {
    /// The session has not the level, or nobody's has while the identity has to be proven again:
    /// the person activates with an SMS.
    #[error("the session has not the level")]
    LevelTooLow,
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why an invitation was not taken.
#[derive(Debug, thiserror::Error)]
pub enum InvitationRefused {
    /// Not ours, too old, taken, or of a session that has ended.
    #[error("the invitation cannot be used")]
    Gone,
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What the page shows as a link and as a QR.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceInvitation {
    /// Opaque, URL-safe.
    pub text: String,
    /// Before this moment it works.
    pub expires_at: Timestamp,
}

/// May a session of this method invite a device? The method counts, not what the registration
/// caps it to: a basic registration with a certificate has proven more than an SMS all the same.
/// The certificate of a representative speaks for an entity: it makes no means of the person's own.
fn invites(method: AuthenticationMethod) -> bool {
    method.level() >= AssuranceLevel::Substantial
        && method != AuthenticationMethod::CertificateRepresentative
}

impl Doorkeeper {
    /// If and only if a session may invite a device.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn may_invite_device(
        &self,
        authenticated: &Authenticated,
    ) -> Result<bool, StoreError> {
        if !invites(authenticated.method()) {
            return Ok(false);
        }
        let (person, now) = (authenticated.person(), self.clock.now());
        self.store
            .read("authn.app.activation.may_invite", move |tx| {
                nothing_forbids(tx, person, now)
            })
            .await
    }

    /// An invitation for a device of the person of a session. Nothing is written down until it is
    /// taken.
    ///
    /// # Errors
    /// [`InviteError`].
    pub async fn invite_device(
        &self,
        authenticated: &Authenticated,
    ) -> Result<DeviceInvitation, InviteError> {
        if !self.may_invite_device(authenticated).await? {
            return Err(InviteError::LevelTooLow);
        }
        let now = self.clock.now();
        let life = SignedDuration::from_secs(i64::from(self.settings.app.invitation_s));
        let invitation = Invitation {
            activation: AppActivationId::new(now, &*self.entropy),
            person: authenticated.person(),
            session: authenticated.session(),
            expires_at: now.checked_add(life).unwrap_or(Timestamp::MAX),
        };
        Ok(DeviceInvitation {
            text: invitation.seal(&*self.tokens),
            expires_at: invitation.expires_at,
        })
    }

    /// A device takes an invitation, once.
    ///
    /// # Errors
    /// [`InvitationRefused`].
    pub async fn take_invitation(&self, text: &str) -> Result<ActivationReady, InvitationRefused> {
        let desk = self.app_desk();
        let invitation = Invitation::open(&*self.tokens, text)
            .filter(|invitation| desk.now < invitation.expires_at)
            .ok_or(InvitationRefused::Gone)?;
        self.store
            .transact("authn.app.activation.invite", move |tx| {
                take(tx, &desk, &invitation)
            })
            .await
    }
}

fn take(
    tx: &mut Tx<'_>,
    desk: &AppDesk,
    invitation: &Invitation,
) -> Result<ActivationReady, InvitationRefused> {
    let (id, person, now) = (invitation.activation, invitation.person, desk.now);
    // Two devices that take it at once: the guard row lets one after the other see the first.
    repo::person::guard(tx, person, now)?;
    // It is worth what its session is worth now.
    let session = invitation.session;
    if !repo::session::is_live(tx, session)? || !nothing_forbids(tx, person, now)? {
        return Err(InvitationRefused::Gone);
    }
    if repo::app::activation::find(tx, id)?.is_some() {
        return Err(InvitationRefused::Gone);
    }
    let activation = Activation::invited(id, person, desk.random(), desk.random(), now);
    repo::app::activation::add(tx, &activation, now)?;
    let ready = ready(tx, desk, person, &activation, Some(session))?;
    ready.ok_or(InvitationRefused::Gone)
}

/// While everything is closed no means is made, and while every session is worth little, whatever
/// opened it, none that would be worth more.
fn nothing_forbids(tx: &mut Tx<'_>, person: PersonId, now: Timestamp) -> Result<bool, StoreError> {
    let standing = repo::restriction::in_force(tx, person, now)?;
    Ok(standing.closed(now).is_none() && standing.cap().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_an_sms_opens_invites_a_device() {
        use AuthenticationMethod as M;
        for method in AuthenticationMethod::ALL {
            let expected = matches!(
                method,
                M::AppBound
                    | M::PasswordSms
                    | M::PasswordApp
                    | M::PasskeyBound
                    | M::Certificate
                    | M::CertificateCard
            );
            assert_eq!(invites(method), expected, "{method:?}");
        }
    }
}
