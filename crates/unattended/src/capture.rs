//! A picture of one side of the document. A poor one is taken too, with what is wrong with it: the
//! person sees it and may take another, or go on and leave it to the reviewer.

use audit::Event;
use aws_lc_rs::digest;
use jiff::tz::TimeZone;
use model::unattended::{Side, SideKind, Step, ZoneRead};
use store::{StoreError, Tx, repo::unattended::capture};
use vocab::{BearerSecret, CaptureId, Date, Timestamp};

use crate::{
    AttemptError, Examined, NotAPicture, Unattended,
    attempt::{CITIZEN, Keeper},
};

const NAME: &str = "unattended.capture";

/// What came of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Captured {
    /// What is wrong with it; empty: nothing.
    pub flaws: Vec<String>,
    /// What came of the zone; only of the back.
    pub zone: Option<ZoneRead>,
    /// Pictures of this side that may still be taken.
    pub left: u8,
}

/// Why a picture was not taken.
#[derive(Debug, thiserror::Error)]
pub enum CaptureError {
    /// As every step.
    #[error(transparent)]
    Attempt(#[from] AttemptError),
    /// So many pictures of this side were taken that there is no more.
    #[error("too many pictures of this side")]
    TooMany,
    /// It is no picture.
    #[error(transparent)]
    NotAPicture(#[from] NotAPicture),
}

impl From<StoreError> for CaptureError {
    fn from(error: StoreError) -> Self {
        Self::Attempt(error.into())
    }
}

#[derive(Clone)]
struct Capturing {
    keeper: Keeper,
    secret_hash: [u8; 32],
    side: SideKind,
    examined: Examined,
    digest: String,
}

impl Unattended {
    /// Takes a picture of a side. `file` is what the browser sent.
    ///
    /// # Errors
    /// [`CaptureError`].
    pub async fn capture(
        &self,
        secret: &BearerSecret,
        side: SideKind,
        file: &[u8],
    ) -> Result<Captured, CaptureError> {
        let keeper = self.keeper();
        let secret_hash = self.secret_hash(secret);
        // Strangers do not make the reader work.
        self.may_capture(&keeper, secret_hash, side).await?;
        let examined = self.reader.examine(file, side, self.today(keeper.now))?;
        let capturing = Capturing {
            keeper,
            secret_hash,
            side,
            digest: hexadecimal(&sha256(&examined.jpeg)),
            examined,
        };
        self.store.transact(NAME, move |tx| capturing.run(tx)).await
    }

    async fn may_capture(
        &self,
        keeper: &Keeper,
        secret_hash: [u8; 32],
        side: SideKind,
    ) -> Result<(), CaptureError> {
        let keeper = keeper.clone();
        self.store
            .read("unattended.capture.may", move |tx| {
                let open = keeper.at_step(tx, secret_hash, step_of(side))?;
                if left(&keeper, open.dossier.tries, side) == 0 {
                    return Err(CaptureError::TooMany);
                }
                Ok(())
            })
            .await
    }

    /// The day in the body's time zone: documents expire at local midnight.
    pub(crate) fn today(&self, now: Timestamp) -> Date {
        let zone = TimeZone::get(&self.body.time_zone).unwrap_or(TimeZone::UTC);
        now.to_zoned(zone).date()
    }
}

impl Capturing {
    fn run(&self, tx: &mut Tx<'_>) -> Result<Captured, CaptureError> {
        let Keeper { now, entropy, .. } = &self.keeper;
        let mut open = self
            .keeper
            .at_step(tx, self.secret_hash, step_of(self.side))?;
        if left(&self.keeper, open.dossier.tries, self.side) == 0 {
            return Err(CaptureError::TooMany);
        }
        let id = CaptureId::new(*now, &**entropy);
        let of = (open.stored.id, open.stored.data_key);
        capture::put(tx, of, id, self.side, &self.examined.jpeg, *now)?;
        let side = Side {
            capture: id,
            digest: self.digest.clone(),
            flaws: self.examined.flaws.clone(),
            zone: self.examined.zone.clone(),
        };
        let (front, back) = &mut open.dossier.tries;
        match self.side {
            SideKind::Front => {
                *front += 1;
                open.dossier.front = Some(side);
            }
            SideKind::Back => {
                *back += 1;
                open.dossier.back = Some(side);
            }
        }
        self.keeper.save(tx, &open)?;
        let event = Event::UnattendedCaptured {
            side: self.side.as_str().to_owned(),
            digest: self.digest.clone(),
            flaws: self.examined.flaws.clone(),
        };
        self.keeper.note(tx, &open.stored, &event, CITIZEN)?;
        Ok(Captured {
            flaws: self.examined.flaws.clone(),
            zone: self.examined.zone.clone(),
            left: left(&self.keeper, open.dossier.tries, self.side),
        })
    }
}

fn step_of(side: SideKind) -> Step {
    match side {
        SideKind::Front => Step::Front,
        SideKind::Back => Step::Back,
    }
}

fn left(keeper: &Keeper, (front, back): (u8, u8), side: SideKind) -> u8 {
    let taken = match side {
        SideKind::Front => front,
        SideKind::Back => back,
    };
    keeper.rules.side_tries.saturating_sub(taken)
}

pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    let mut hash = [0; 32];
    hash.copy_from_slice(digest::digest(&digest::SHA256, bytes).as_ref());
    hash
}

pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
