//! Who the authenticated person is, to be shown to them and released to relying parties.

use store::{StoreError, Tx, repo};
use vocab::{
    EmailAddress, IdentityNumber, Lang, PartialDate, PersonId, PersonName, PhoneNumber,
    RegistrationLevel,
};

use crate::{Authenticated, Doorkeeper};

/// The authenticated person's own data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// Number in force.
    pub number: IdentityNumber,
    /// Names.
    pub name: PersonName,
    /// Birth date.
    pub birth_date: PartialDate,
    /// Language of messages.
    pub lang: Lang,
    /// The proven phone.
    pub phone: PhoneNumber,
    /// E-mail address as given.
    pub email: EmailAddress,
    /// Level of the registration.
    pub registration_level: RegistrationLevel,
}

impl Doorkeeper {
    /// The data of an authenticated person; nothing if they were erased meanwhile.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn who(&self, authenticated: &Authenticated) -> Result<Option<Who>, StoreError> {
        self.who_is(authenticated.person()).await
    }

    /// The data of a person whom an authorization already names; nothing if they were erased or
    /// have no registration any more.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn who_is(&self, id: PersonId) -> Result<Option<Who>, StoreError> {
        self.store.read("authn.who", move |tx| who_in(tx, id)).await
    }
}

/// The same within a transaction that looks up more than this.
///
/// # Errors
/// [`StoreError`].
pub fn who_in(tx: &mut Tx<'_>, id: PersonId) -> Result<Option<Who>, StoreError> {
    let registered = repo::person::find_registered(tx, id)?;
    Ok(registered.map(|(person, number, registration)| Who {
        number,
        name: person.name,
        birth_date: person.birth_date,
        lang: person.lang,
        phone: registration.phone,
        email: registration.email,
        registration_level: registration.level,
    }))
}
