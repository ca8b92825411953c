//! People for the benchmarks: as many as wanted, each with a number, a support number and a phone
//! of their own. The demonstration's population is there as well. Nobody here exists.

use model::{
    document::{DocumentDatum, IdentityDocument},
    registration::{Registration, RegistrationState},
};
use ports::civil_register::CivilRecord;
use simulators::population::{TableCivilRegister, people};
use store::{Store, StoreError, Tx, repo};
use vocab::{
    Date, EmailAddress, Entropy, IdentityNumber, Lang, Nie, PersonName, PhoneNumber,
    RegistrationId, RegistrationLevel, SupportNumber, Timestamp,
};

use crate::AnyError;

/// Most people that there are numbers for: the phones of the demonstration have five free digits.
pub const MOST: u32 = 50_000;

/// People that one transaction registers.
const AT_ONCE: usize = 500;

/// Somebody who logs in, and applies for a certificate.
#[derive(Debug, Clone)]
pub struct BenchPerson {
    /// A NIE that nobody has.
    pub number: IdentityNumber,
    /// Printed on the card.
    pub support: SupportNumber,
    /// A phone that nobody else has.
    pub phone: PhoneNumber,
    /// What the civil register says.
    pub record: CivilRecord,
}

/// The first `size` people, always the same.
///
/// # Errors
/// If there are not so many.
pub fn crowd(size: u32) -> Result<Vec<BenchPerson>, AnyError> {
    if size > MOST {
        return Err(format!("there are numbers for {MOST} people").into());
    }
    let pattern = people()
        .into_iter()
        .map(|person| person.record)
        .find(|record| matches!(record.document.datum, DocumentDatum::Support(_)))
        .ok_or("the demonstration has no foreigner")?;
    (0..size).map(|place| person(place, &pattern)).collect()
}

fn person(place: u32, pattern: &CivilRecord) -> Result<BenchPerson, AnyError> {
    let nie = Nie::from_digits(9_900_000 + place).ok_or("no NIE has these digits")?;
    let number = IdentityNumber::from(nie);
    let support = SupportNumber::parse(&format!("E{}", 98_000_000 + place))?;
    let record = CivilRecord {
        number: number.clone(),
        name: name(place)?,
        document: IdentityDocument {
            datum: DocumentDatum::Support(support.clone()),
            valid_until: Some(Date::constant(2036, 5, 20)),
            renewal_in_progress: false,
        },
        died_on: None,
        ..pattern.clone()
    };
    let phone = PhoneNumber::parse(&format!("+346000{}", 50_000 + place))?;
    Ok(BenchPerson {
        number,
        support,
        phone,
        record,
    })
}

/// Names that repeat as little as those of a town.
fn name(place: u32) -> Result<PersonName, AnyError> {
    const GIVEN: [&str; 8] = [
        "Prueba", "Ensayo", "Muestra", "Medida", "Núria", "Iñaki", "Ximena", "Björn",
    ];
    const SURNAMES: [&str; 10] = [
        "Cronómetro",
        "Reloj",
        "Vatio",
        "Amperio",
        "Culombio",
        "Faradio",
        "Henrio",
        "Julio",
        "Ohmio",
        "Voltio",
    ];
    let pick = |list: &'static [&'static str], of: u32| {
        let length = u32::try_from(list.len()).unwrap_or(1);
        list.get((of % length) as usize).copied().unwrap_or("Nadie")
    };
    let surname2 = pick(&SURNAMES, place / 80);
    Ok(PersonName::parse(
        pick(&GIVEN, place),
        pick(&SURNAMES, place / 8),
        Some(surname2),
    )?)
}

/// The civil register that knows the demonstration's population and the crowd.
#[must_use]
pub fn register_of(crowd: &[BenchPerson]) -> TableCivilRegister {
    let demonstration = people().into_iter().map(|person| person.record);
    TableCivilRegister::new(demonstration.chain(crowd.iter().map(|person| person.record.clone())))
}

/// Registers the whole crowd at the basic level.
///
/// # Errors
/// [`StoreError`].
pub async fn register(
    store: &Store,
    crowd: &[BenchPerson],
    entropy: &std::sync::Arc<dyn Entropy>,
    now: Timestamp,
) -> Result<(), StoreError> {
    for some in crowd.chunks(AT_ONCE) {
        let (some, entropy) = (some.to_vec(), entropy.clone());
        store
            .transact("bench.register", move |tx| {
                some.iter()
                    .try_for_each(|person| register_one(tx, person, &*entropy, now))
            })
            .await?;
    }
    Ok(())
}

fn register_one(
    tx: &mut Tx<'_>,
    person: &BenchPerson,
    entropy: &dyn Entropy,
    now: Timestamp,
) -> Result<(), StoreError> {
    let CivilRecord {
        name, birth_date, ..
    } = &person.record;
    let added = repo::person::add(
        tx,
        &person.number,
        name,
        *birth_date,
        Lang::Es,
        now,
        entropy,
    )?;
    let registration = Registration {
        id: RegistrationId::new(now, entropy),
        person: added.id,
        level: RegistrationLevel::Basic,
        state: RegistrationState::Active,
        phone: person.phone.clone(),
        // Cannot fail: the address is well formed.
        email: EmailAddress::parse("persona@example.org").expect("an address"),
        lang: Lang::Es,
        registered_at: now,
    };
    // No activation code hashes to this.
    repo::registration::add(tx, &registration, added.data_key, "office", [0; 32], now)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use std::collections::HashSet;

    use super::*;

    #[test]
    fn nobody_shares_a_number_or_a_phone_not_even_with_the_demonstration() {
        let crowd = crowd(MOST).unwrap();
        let of_demo = people();
        let numbers: HashSet<_> = crowd.iter().map(|p| p.number.as_str().to_owned()).collect();
        let phones: HashSet<_> = crowd.iter().map(|p| p.phone.as_e164().to_owned()).collect();
        assert_eq!(numbers.len(), crowd.len());
        assert_eq!(phones.len(), crowd.len());
        assert!(
            of_demo
                .iter()
                .all(|p| !numbers.contains(p.record.number.as_str()))
        );
        assert!(of_demo.iter().all(|p| !phones.contains(p.phone.as_e164())));
    }
}
