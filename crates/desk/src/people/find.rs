//! An officer finds a person by number, and says what for. Whoever looks at many is stopped, and
//! a number that leads to nobody is written down too.

use audit::Event;
use model::limit::{Growth, Limit};
use store::{
    StoreError, Tx,
    repo::{
        self,
        office::{inquiry::Inquiry, officer},
        velocity,
    },
};
use vocab::{IdentityNumber, InquiryId, PersonId, SignedDuration, Timestamp};

use super::Acting;
use crate::{AtDesk, Desk, LONGEST_PURPOSE, NotAllowed, SHORTEST_PURPOSE, Task};

/// How long a person may be looked at before the officer says again what for: a long conversation.
const OPEN_FOR: SignedDuration = SignedDuration::from_hours(1);

/// People that one officer finds in an hour. A counter attends some six; a telephone some fifteen.
/// Whoever needs more looks at people, not at problems.
const FINDS: Limit = Limit {
    name: "desk.find_person.officer",
    most: 40,
    window_s: 3_600,
    growth: Growth::NONE,
};

/// Why nobody was found.
#[derive(Debug, thiserror::Error)]
pub enum FindPersonError {
    /// Another role is needed.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// No purpose, or one that says nothing.
    #[error("the purpose is too short or too long")]
    Purpose,
    /// The officer has found too many people in the last hour.
    #[error("the officer has looked for too many people")]
    TooMany {
        /// From here on it goes on.
        until: Timestamp,
    },
    /// Nobody here has, or had, this number.
    #[error("nobody has this number")]
    Unknown,
    /// The number is known, from a letter that was asked for perhaps, and was never registered.
    #[error("the person is not registered")]
    NotRegistered,
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[derive(Clone)]
struct Finding {
    acting: Acting,
    number: IdentityNumber,
    purpose: String,
}

/// What a look at the number found. A refusal commits too: it was counted and written down.
enum Found {
    Person(InquiryId),
    Refused(FindPersonError),
}

impl Desk {
    /// Opens an inquiry about the person of a number. The person reads the purpose in their own
    /// activity.
    ///
    /// # Errors
    /// [`FindPersonError`].
    pub async fn find_person(
        &self,
        at_desk: &AtDesk,
        number: &IdentityNumber,
        purpose: &str,
    ) -> Result<InquiryId, FindPersonError> {
        let acting = self.acting_on_people(at_desk, Task::FindPerson)?;
        let purpose = purpose.split_whitespace().collect::<Vec<_>>().join(" ");
        if !(SHORTEST_PURPOSE..=LONGEST_PURPOSE).contains(&purpose.chars().count()) {
            return Err(FindPersonError::Purpose);
        }
        let finding = Finding {
            acting,
            number: number.clone(),
            purpose,
        };
        let found = self
            .store
            .transact("desk.find_person", move |tx| finding.run(tx))
            .await?;
        match found {
            Found::Person(inquiry) => Ok(inquiry),
            Found::Refused(refused) => Err(refused),
        }
    }
}

impl Finding {
    fn run(&self, tx: &mut Tx<'_>) -> Result<Found, FindPersonError> {
        self.acting.check::<FindPersonError>(tx)?;
        let (officer, now) = (self.acting.officer(), self.acting.now);
        let standing = velocity::count(tx, FINDS, officer.as_bytes(), now)?;
        if standing.exceeded() {
            let until = standing.ends_at;
            return Ok(Found::Refused(FindPersonError::TooMany { until }));
        }
        let Some(person) = repo::person::find_by_number(tx, &self.number)? else {
            self.write_down_nobody(tx)?;
            return Ok(Found::Refused(FindPersonError::Unknown));
        };
        if repo::registration::state_of(tx, person)?.is_none() {
            self.write_down(tx, person)?;
            return Ok(Found::Refused(FindPersonError::NotRegistered));
        }
        self.write_down(tx, person)?;
        Ok(Found::Person(self.acting.look_at(tx, person)?))
    }

    fn write_down(&self, tx: &mut Tx<'_>, person: PersonId) -> Result<(), StoreError> {
        let Some(data_key) = repo::person::data_key_of(tx, person)? else {
            return Ok(());
        };
        let event = Event::PersonFound {
            purpose: self.purpose.clone(),
        };
        self.acting.note(tx, &event, person, data_key)
    }

    /// There is nobody to write it down about but the officer.
    fn write_down_nobody(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        let acting = &self.acting;
        let Some(stored) = officer::find(tx, acting.officer())? else {
            return Ok(());
        };
        let event = Event::PersonNotFound {
            purpose: self.purpose.clone(),
        };
        let (id, actor) = (stored.officer.id, acting.at_desk.actor());
        let about = audit::about_subject(id.as_bytes(), stored.data_key, &actor);
        audit::append(tx, &event, about, acting.now, &*acting.entropy)
    }
}

impl Acting {
    /// Opens an inquiry about a person. Why is written down by the caller.
    pub(crate) fn look_at(
        &self,
        tx: &mut Tx<'_>,
        person: PersonId,
    ) -> Result<InquiryId, StoreError> {
        let inquiry = Inquiry {
            id: InquiryId::new(self.now, &*self.entropy),
            officer: self.officer(),
            person,
            expires_at: self.now.checked_add(OPEN_FOR).unwrap_or(Timestamp::MAX),
        };
        repo::office::inquiry::add(tx, &inquiry, self.now)?;
        Ok(inquiry.id)
    }
}
