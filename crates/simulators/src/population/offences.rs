//! Entries of the register of offences. Everybody in it is invented, and no entry says more than
//! what matching and a transcription need.

use model::offence::{Conviction, OffenceEntry};
use vocab::{Dni, IdentityNumber, Nie, OffenceEntryId, SeededEntropy, Sex, Timestamp};

use super::draft::{country, day, name, partial_date, place_abroad, place_in_spain};
use super::generated::{SURNAMES, WOMEN, picked};
use super::places::{CUENCA, LUGO, SEVILLA, TOWNS, Town, VALENCIA};

/// The seed of ids and of the entries about people outside the population.
const SEED: u64 = 0x0FFE_2CE5;

/// Entries about people who are not in the population, so that the table is not empty of others.
const OTHERS: u64 = 40;

/// All entries, always the same: those that concern somebody of the population first.
#[must_use]
pub fn offences() -> Vec<OffenceEntry> {
    let entropy = SeededEntropy::new(SEED);
    let mut entries = own_number(&entropy);
    entries.extend(possible_matches(&entropy));
    entries.extend(near_misses(&entropy));
    entries.extend((0..OTHERS).map(|_| other(&entropy)));
    entries
}

/// An entry about somebody with this name and birth date, of whom nothing else is recorded.
fn entry(
    entropy: &SeededEntropy,
    [given, surname1, surname2]: [&str; 3],
    born: &str,
) -> OffenceEntry {
    OffenceEntry {
        // The ids carry the moment at which the demonstration's register was "opened".
        id: OffenceEntryId::new(Timestamp::UNIX_EPOCH, entropy),
        number: None,
        name: name(given, surname1, Some(surname2)),
        birth_date: partial_date(born),
        birth_place: None,
        sex: None,
        nationality: None,
        father: None,
        mother: None,
        conviction: Conviction {
            court: "Audiencia Provincial de Ejemplo, sección 2.ª".to_owned(),
            final_on: day(2014, 6, 3),
            offence: "Delito contra la libertad sexual (título VIII del Código Penal)".to_owned(),
            penalty: "Prisión de cuatro años e inhabilitación especial".to_owned(),
            cancelled: false,
        },
    }
}

fn with_dni(mut entry: OffenceEntry, place: u32) -> OffenceEntry {
    entry.number = Dni::from_digits(99_000_000 + place).map(IdentityNumber::Dni);
    entry
}

fn with_parents(mut entry: OffenceEntry, father: &str, mother: &str) -> OffenceEntry {
    entry.father = Some(father.to_owned());
    entry.mother = Some(mother.to_owned());
    entry
}

fn born_in(mut entry: OffenceEntry, town: Town, sex: Sex) -> OffenceEntry {
    entry.birth_place = Some(place_in_spain(town));
    entry.sex = Some(sex);
    entry.nationality = Some(vocab::CountryCode::SPAIN);
    entry
}

fn own_number(entropy: &SeededEntropy) -> Vec<OffenceEntry> {
    let evaristo = entry(entropy, ["Evaristo", "Cuevas", "Malo"], "1970-02-20");
    let leandro = || entry(entropy, ["Leandro", "Cuervo", "Sotillo"], "1981-09-13");
    let mut second = with_dni(leandro(), 302);
    second.conviction.court = "Audiencia Nacional de Ejemplo, Sala de lo Penal".to_owned();
    second.conviction.offence =
        "Trata de seres humanos (título VII bis del Código Penal)".to_owned();
    second.conviction.penalty = "Prisión de ocho años".to_owned();
    second.conviction.final_on = day(2019, 11, 28);
    let mut cancelled = with_dni(
        entry(entropy, ["Silvestre", "Olmo", "Parra"], "1959-06-06"),
        303,
    );
    cancelled.conviction.final_on = day(1984, 5, 21);
    cancelled.conviction.cancelled = true;
    vec![
        with_parents(
            born_in(with_dni(evaristo, 301), SEVILLA, Sex::Male),
            "Ginés",
            "Rosa",
        ),
        with_dni(leandro(), 302),
        second,
        cancelled,
    ]
}

fn possible_matches(entropy: &SeededEntropy) -> Vec<OffenceEntry> {
    let lucia = entry(entropy, ["Lucia", "Prado", "Serrano"], "1991-05-14");
    let maria_jose = entry(entropy, ["MARIA JOSE", "PENA", "LOPEZ"], "1985-12-08");
    let antonio = entry(entropy, ["Antonio", "Rey", "Santos"], "1976");
    let twin = entry(entropy, ["Berenice", "Montes", "Claro"], "1990-03-11");
    let mut eduardo = entry(entropy, ["Eduardo", "Lemos", "Faria"], "1968-01-31");
    eduardo.number = Nie::from_digits(9_900_314).map(IdentityNumber::Nie);
    eduardo.nationality = Some(country("BR"));
    eduardo.birth_place = Some(place_abroad(country("BR"), Some("Recife")));
    eduardo.sex = Some(Sex::Male);
    let maricel = entry(entropy, ["Maricel", "Santos", "Reyes"], "1984-02-29");
    let nuria = entry(entropy, ["Nuria", "Guell", "Coll Vinent"], "1993-07-30");
    vec![
        with_parents(
            OffenceEntry {
                sex: None,
                ..born_in(lucia, LUGO, Sex::Female)
            },
            "Ramón",
            "María del Pilar",
        ),
        born_in(with_dni(maria_jose, 9_311), VALENCIA, Sex::Female),
        antonio,
        with_parents(with_dni(twin, 9_313), "Norberto", "Casilda"),
        with_parents(eduardo, "Jorge", "Célia"),
        maricel,
        born_in(nuria, CUENCA, Sex::Female),
    ]
}

fn near_misses(entropy: &SeededEntropy) -> Vec<OffenceEntry> {
    let carlos = entry(entropy, ["Carlos", "Rivas", "Duarte"], "1988-08-19");
    let sonia = entry(entropy, ["Sonia", "Calvo", "Prieta"], "1991-01-10");
    vec![
        with_dni(carlos, 9_321),
        with_parents(with_dni(sonia, 9_322), "Santos", "Elena"),
    ]
}

/// Somebody outside the population: the third name is one that nobody in it has.
fn other(entropy: &SeededEntropy) -> OffenceEntry {
    let (given, surname) = (picked(&WOMEN, entropy), picked(&SURNAMES, entropy));
    let born = format!(
        "{}-{:02}-{:02}",
        1940 + entropy.below(60),
        1 + entropy.below(12),
        1 + entropy.below(28)
    );
    let entry = entry(entropy, [given, surname, "Del Registro"], &born);
    let place = u32::try_from(8_000 + entropy.below(1_000)).unwrap_or(8_000);
    let born_here = born_in(with_dni(entry, place), *picked_town(entropy), Sex::Female);
    let (father, mother) = (picked(&SURNAMES, entropy), picked(&WOMEN, entropy));
    with_parents(born_here, father, mother)
}

fn picked_town(entropy: &SeededEntropy) -> &'static Town {
    let place = usize::try_from(entropy.below(24)).unwrap_or(0);
    TOWNS.get(place).unwrap_or(&CUENCA)
}
