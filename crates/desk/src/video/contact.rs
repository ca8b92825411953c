//! The operator writes down phone and e-mail address (R101). Other data have to be proven and
//! confirmed anew.

use model::{phone::PossessionProven, video::Evidence};
use proofing::call::Contact;
use vocab::{EmailAddress, PhoneNumber, VideoCallId};

use super::VideoError;
use crate::{AtDesk, Desk, Task};

impl Desk {
    /// Writes down phone and e-mail address.
    ///
    /// # Errors
    /// [`VideoError`].
    pub async fn video_contact(
        &self,
        at_desk: &AtDesk,
        call: VideoCallId,
        phone: PhoneNumber,
        email: EmailAddress,
    ) -> Result<(), VideoError> {
        let acting = self.acting(at_desk, Task::AttendCalls)?;
        self.store
            .transact("desk.video_contact", move |tx| {
                let mut call = acting.own_call(tx, call)?;
                let dossier = &mut call.dossier;
                let proven = dossier.proven.as_ref().map(PossessionProven::phone);
                if proven.is_some_and(|proven| *proven != phone) {
                    dossier.proven = None;
                    dossier.phone_in_use = false;
                }
                let sent_to = dossier.challenge.as_ref().map(|sent| &sent.phone);
                if sent_to.is_some_and(|sent_to| *sent_to != phone) {
                    dossier.challenge = None;
                }
                dossier.contact = Some(Contact {
                    phone: phone.clone(),
                    email: email.clone(),
                });
                acting.keeper.save(tx, &mut call)?;
                let by = Some(acting.officer());
                acting
                    .keeper
                    .record(tx, &call, Evidence::ContactGiven, by)?;
                Ok(())
            })
            .await
    }
}
