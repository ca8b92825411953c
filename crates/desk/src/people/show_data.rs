//! Everything of a person's data, shown on purpose and written down: what the page masks.

use audit::Event;
use store::repo;
use vocab::{EmailAddress, IdentityNumber, InquiryId, PartialDate, PersonName, PhoneNumber};

use super::PersonError;
use crate::{AtDesk, Desk, Task};

/// A person's data in clear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonData {
    /// Number in force.
    pub number: IdentityNumber,
    /// Names as the civil register gave them.
    pub name: PersonName,
    /// Birth date as the civil register gave it.
    pub birth_date: PartialDate,
    /// The phone of the registration.
    pub phone: PhoneNumber,
    /// The e-mail address.
    pub email: EmailAddress,
}

impl Desk {
    /// The data of the person of an inquiry.
    ///
    /// # Errors
    /// [`PersonError`].
    pub async fn show_person_data(
        &self,
        at_desk: &AtDesk,
        inquiry: InquiryId,
    ) -> Result<PersonData, PersonError> {
        let acting = self.acting_on_people(at_desk, Task::FindPerson)?;
        self.store
            .transact("desk.show_person_data", move |tx| {
                acting.check::<PersonError>(tx)?;
                let person = acting.person(tx, inquiry)?;
                let found = repo::person::find_registered(tx, person)?;
                let (person, number, registration) = found.ok_or(PersonError::InquiryOver)?;
                acting.note(tx, &Event::PersonDataShown, person.id, person.data_key)?;
                Ok(PersonData {
                    number,
                    name: person.name,
                    birth_date: person.birth_date,
                    phone: registration.phone,
                    email: registration.email,
                })
            })
            .await
    }
}
