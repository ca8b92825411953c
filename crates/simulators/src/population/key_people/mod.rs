//! People written by hand, each for one rule. Places (the last digits of their numbers): 1 to 99
//! those to try, 100 documents, 200 registrations, 300 the register of offences, 400 minors,
//! 500 names.

mod documents;
mod minors;
mod names;
mod namesakes;
mod registrations;

use super::draft::Draft;
use super::places::{BARCELONA, CUENCA, MADRID};
use super::{DemoPerson, DemoRegistration};
use vocab::Lang;

pub(super) fn key_people() -> Vec<DemoPerson> {
    let mut people = to_try();
    people.extend(documents::people());
    people.extend(registrations::people());
    people.extend(namesakes::people());
    people.extend(minors::people());
    people.extend(names::people());
    people
}

/// See [`super::TO_TRY`].
fn to_try() -> Vec<DemoPerson> {
    vec![
        Draft::foreigner(17, "IN")
            .named("Ananya", "Raghavan", "")
            .born("2001-08-19")
            .born_abroad("IN", "Kochi")
            .parents("Suresh", "Lakshmi")
            .living_at(MADRID.address("Calle de la Demostración, 17, 3.º B"))
            .shows(
                "The main journey: a student with a foreigner card, not registered, whose \
                 certificate is there at once.",
            ),
        Draft::dni(23)
            .named("Lucía", "Prado", "Serrano")
            .born("1991-05-14")
            .born_in(CUENCA)
            .parents("Andrés", "María Pilar")
            .living_at(CUENCA.address("Calle del Ejemplo, 23"))
            .registered(DemoRegistration::Basic)
            .shows(
                "A namesake born on the same day is in the register of offences: the application \
                 is reviewed, and the answer should be that it is not her.",
            ),
        Draft::dni(31)
            .named("Jordi", "Camps", "Ferrer")
            .man()
            .born("1984-02-11")
            .born_in(BARCELONA)
            .parents("Ramon", "Núria")
            .living_at(BARCELONA.address("Carrer de l'Exemple, 31, 2n 1a"))
            .speaking(Lang::Ca)
            .registered(DemoRegistration::Basic)
            .shows("Registered at the basic level: identifies with a one-time PIN at once."),
    ]
}
