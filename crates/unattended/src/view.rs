//! What the pages may know of an attempt.

use model::{
    unattended::{AttemptState, Film, Side, SideKind, Step},
    video::RandomAction,
};
use store::{StoreError, repo::unattended::capture};
use vocab::{BearerSecret, EmailAddress, IdentityNumber, Lang, PersonName, PhoneNumber, Timestamp};

use crate::Unattended;

/// What the pages may know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttemptView {
    /// Where it stands.
    pub state: AttemptState,
    /// The next step while the person is at it; nothing after that.
    pub step: Option<Step>,
    /// The number.
    pub number: IdentityNumber,
    /// The name.
    pub name: PersonName,
    /// Language.
    pub lang: Lang,
    /// The front.
    pub front: Option<Side>,
    /// The back.
    pub back: Option<Side>,
    /// Pictures that may still be taken of front and back.
    pub pictures_left: (u8, u8),
    /// Phone and e-mail address.
    pub contact: Option<(PhoneNumber, EmailAddress)>,
    /// The film that was begun last.
    pub film: Option<FilmView>,
    /// Films that may still be begun.
    pub films_left: u8,
    /// It must be sent by then.
    pub send_by: Timestamp,
}

/// A film as the page needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilmView {
    /// Which film.
    pub number: u8,
    /// What is asked for, in order.
    pub actions: Vec<RandomAction>,
    /// The last piece must have arrived by then.
    pub until: Timestamp,
    /// Which piece is expected next.
    pub next: u32,
    /// Did the code come back?
    pub code_entered: bool,
    /// Is it complete?
    pub complete: bool,
}

impl FilmView {
    pub(crate) fn of(film: &Film) -> Self {
        Self {
            number: film.number,
            actions: film.actions.clone(),
            until: film.until,
            next: film.pieces,
            code_entered: film.code_entered_at.is_some(),
            complete: film.kept.is_some(),
        }
    }
}

impl Unattended {
    /// What a browser's attempt looks like; nothing if it is unknown, or nothing of it is kept.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn view(&self, secret: &BearerSecret) -> Result<Option<AttemptView>, StoreError> {
        let (keeper, secret_hash) = (self.keeper(), self.secret_hash(secret));
        let found = {
            let keeper = keeper.clone();
            self.store
                .read("unattended.view", move |tx| {
                    keeper.open_by_secret(tx, secret_hash)
                })
                .await?
        };
        Ok(found.map(|open| {
            let rules = &keeper.rules;
            let dossier = open.dossier;
            let left = |taken: u8| rules.side_tries.saturating_sub(taken);
            AttemptView {
                state: open.stored.state,
                step: keeper.is_open(&open.stored).then(|| dossier.next()),
                lang: open.stored.lang,
                pictures_left: (left(dossier.tries.0), left(dossier.tries.1)),
                film: dossier.film.as_ref().map(FilmView::of),
                films_left: rules.film_tries.saturating_sub(dossier.films),
                send_by: rules.send_by(open.stored.begun_at),
                number: dossier.number,
                name: dossier.name,
                front: dossier.front,
                back: dossier.back,
                contact: dossier.contact,
            }
        }))
    }

    /// The picture of a side, for the person's own page, while they are at it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn picture(
        &self,
        secret: &BearerSecret,
        side: SideKind,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let (keeper, secret_hash) = (self.keeper(), self.secret_hash(secret));
        self.store
            .read("unattended.picture", move |tx| {
                let open = keeper.open_by_secret(tx, secret_hash)?;
                let Some(open) = open.filter(|open| keeper.is_open(&open.stored)) else {
                    return Ok(None);
                };
                capture::picture(tx, (open.stored.id, open.stored.data_key), side)
            })
            .await
    }
}
