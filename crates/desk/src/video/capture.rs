//! Pictures of document and face, taken from the received video (Orden ETD/465/2021 art. 12.4).
//! The face has re-encoded them: no file of the person's gets here.

use aws_lc_rs::digest;
use model::video::{CaptureKind, Evidence};
use store::{StoreError, repo::video::capture};
use vocab::{CaptureId, VideoCallId};

use super::VideoError;
use crate::{AtDesk, Desk, Task};

/// Bytes of one picture: 1920 × 1080 at the best quality is below.
const LARGEST: usize = 2 * 1_024 * 1_024;

/// Pictures of one call.
const MOST: usize = 40;

/// Why a picture was not kept.
#[derive(Debug, thiserror::Error)]
pub enum CaptureError {
    /// The picture is too large.
    #[error("the picture is too large")]
    TooLarge,
    /// The call has too many pictures.
    #[error("the call has too many pictures")]
    TooMany,
    /// As every act.
    #[error(transparent)]
    Video(#[from] VideoError),
}

impl From<StoreError> for CaptureError {
    fn from(error: StoreError) -> Self {
        Self::Video(error.into())
    }
}

impl Desk {
    /// Keeps a picture, sealed.
    ///
    /// # Errors
    /// [`CaptureError`].
    pub async fn video_capture(
        &self,
        at_desk: &AtDesk,
        call: VideoCallId,
        kind: CaptureKind,
        jpeg: Vec<u8>,
    ) -> Result<CaptureId, CaptureError> {
        let acting = self
            .acting(at_desk, Task::AttendCalls)
            .map_err(VideoError::from)?;
        if jpeg.len() > LARGEST {
            return Err(CaptureError::TooLarge);
        }
        let digest: String = digest::digest(&digest::SHA256, &jpeg)
            .as_ref()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let id = CaptureId::new(acting.keeper.now, &*self.entropy);
        self.store
            .transact("desk.video_capture", move |tx| {
                let keeper = &acting.keeper;
                let call = acting.own_call(tx, call)?;
                if capture::list(tx, call.id())?.len() >= MOST {
                    return Err(CaptureError::TooMany);
                }
                let new = capture::NewCapture {
                    id,
                    call: call.id(),
                    kind,
                    picture: &jpeg,
                    officer: acting.officer(),
                };
                capture::add(tx, &new, call.stored.data_key, keeper.now)?;
                let evidence = Evidence::Captured {
                    kind,
                    capture: id,
                    digest: digest.clone(),
                };
                keeper.record(tx, &call, evidence, Some(acting.officer()))?;
                Ok(id)
            })
            .await
    }

    /// A picture of a call, for the operator who attends it and for reviewers; nothing if the
    /// call has no such picture.
    ///
    /// # Errors
    /// [`VideoError`].
    pub async fn video_captured(
        &self,
        at_desk: &AtDesk,
        call: VideoCallId,
        capture: CaptureId,
    ) -> Result<Option<Vec<u8>>, VideoError> {
        let reviewer = self.may(at_desk, Task::ReviewCalls);
        let task = if reviewer {
            Task::ReviewCalls
        } else {
            Task::AttendCalls
        };
        let acting = self.acting(at_desk, task)?;
        self.store
            .read("desk.video_captured", move |tx| {
                let call = if reviewer {
                    acting.keeper.open(tx, call)?.ok_or(VideoError::NoCall)?
                } else {
                    acting.own_call(tx, call)?
                };
                let key = call.stored.data_key;
                Ok(capture::picture(tx, call.id(), key, capture)?)
            })
            .await
    }
}
