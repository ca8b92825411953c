//! Children and young people: nobody under 18 registers alone at a distance, and representation
//! is needed under 16.

use vocab::Lang;

use crate::population::DemoPerson;
use crate::population::draft::Draft;
use crate::population::places::{BARCELONA, GIRONA, SEVILLA};

pub(super) fn people() -> Vec<DemoPerson> {
    let mut people = vec![
        Draft::dni(401)
            .named("Vega", "Molina", "Cruz")
            .born("2018-03-03")
            .born_in(SEVILLA)
            .parents("Adrián", "Noelia")
            .shows("Under 16 until March 2034: registers in person only, with a representative."),
        Draft::dni(402)
            .named("Arnau", "Puig", "Bosch")
            .man()
            .born("2010-11-20")
            .born_in(GIRONA)
            .parents("Albert", "Mireia")
            .speaking(Lang::Ca)
            .shows("16 or 17 until November 2028: of age for the certificate rules of 2024, a minor for registering."),
        Draft::foreigner(403, "CN")
            .named("Wenjie", "Zhou", "")
            .born("2011-05-08")
            .born_in(BARCELONA)
            .parents("Guang", "Meilin")
            .speaking(Lang::Ca)
            .shows("A foreigner born in Spain, 16 or 17 from May 2027 to May 2029."),
        Draft::dni(404)
            .named("Gael", "Rubio", "Vera")
            .man()
            .born("2008-11-01")
            .born_in(SEVILLA)
            .parents("Óscar", "Lorena")
            .shows("Came of age in November 2026: may do everything alone."),
    ];
    people.extend(one_for_each_year());
    people
}

/// Somebody born in each year from 2009 to 2022, so that every age of a minor is there for years.
fn one_for_each_year() -> impl Iterator<Item = DemoPerson> {
    const GIVEN: [&str; 14] = [
        "Jimena", "Bastian", "Carlota", "Enzo", "Abril", "Izan", "Olivia", "Thiago", "Candela",
        "Biel", "Uxía", "Unai", "Triana", "Nil",
    ];
    GIVEN
        .into_iter()
        .zip(2009_i16..)
        .zip(410..)
        .map(|((given, year), place)| {
            Draft::dni(place)
                .named(given, "Menor", "De Muestra")
                .born(&format!("{year}-06-15"))
                .parents("Mateo", "Rebeca")
                .sex(None)
                .shows(
                    "One child is born in June of each year from 2009 to 2022, to try every age.",
                )
        })
}
