//! One person for each outcome of matching against the register of offences (D30). The entries
//! are in `population/offences.rs`, by the same places.

use crate::population::DemoPerson;
use crate::population::DemoRegistration::{Advanced, Basic};
use crate::population::draft::Draft;
use crate::population::places::{LUGO, SEVILLA, VALENCIA};

pub(super) fn people() -> Vec<DemoPerson> {
    let mut people = own_number();
    people.extend(possible_matches());
    people.extend(no_match());
    people
}

fn own_number() -> Vec<DemoPerson> {
    vec![
        Draft::dni(301)
            .named("Evaristo", "Cuevas", "Malo")
            .man()
            .born("1970-02-20")
            .born_in(SEVILLA)
            .parents("Ginés", "Rosa")
            .registered(Basic)
            .shows("In the register of offences with the own number: the certificate is positive."),
        Draft::dni(302)
            .named("Leandro", "Cuervo", "Sotillo")
            .man()
            .born("1981-09-13")
            .parents("Abel", "Marina")
            .registered(Advanced)
            .shows("In the register with two entries, registered at the advanced level."),
        Draft::dni(303)
            .named("Silvestre", "Olmo", "Parra")
            .man()
            .born("1959-06-06")
            .parents("Roque", "Ángela")
            .registered(Basic)
            .shows("The entry with the own number is cancelled: it does not count."),
    ]
}

fn possible_matches() -> Vec<DemoPerson> {
    vec![
        Draft::dni(311)
            .named("María José", "Peña", "López")
            .born("1985-12-08")
            .born_in(VALENCIA)
            .parents("Vicente", "Josefa")
            .registered(Basic)
            .shows("A namesake recorded in capitals without accents, same birth date: reviewed."),
        Draft::dni(312)
            .named("Antonio", "Rey", "Santos")
            .man()
            .born("1976-04-02")
            .born_in(LUGO)
            .parents("Antonio", "Manuela")
            .registered(Basic)
            .shows("A namesake of whom only the year of birth is recorded: reviewed."),
        Draft::dni(313)
            .named("Ariadna", "Montes", "Claro")
            .born("1990-03-11")
            .parents("Norberto", "Casilda")
            .registered(Basic)
            .shows("Another name, same parents and birth date, perhaps a twin: reviewed."),
        Draft::dni(314)
            .named("Eduardo", "Lemos", "Faria")
            .man()
            .born("1968-01-31")
            .born_abroad("BR", "Recife")
            .parents("Jorge", "Célia")
            .registered(Basic)
            .shows("The entry has his old foreigner number, and all else agrees: reviewed, and it is he."),
        Draft::foreigner(315, "PH")
            .named("Maricel", "Santos", "Reyes")
            .born("1984")
            .born_abroad("PH", "Cebú")
            .parents("Ernesto", "Corazón")
            .registered(Basic)
            .shows("Only the year of birth is known, and a namesake was born in it: reviewed."),
        Draft::dni(316)
            .named("Núria", "Güell", "Coll-Vinent")
            .born("1993-07-30")
            .parents("Oriol", "Laia")
            .registered(Basic)
            .shows("A namesake written without hyphen and diaeresis, same birth date: reviewed."),
    ]
}

fn no_match() -> Vec<DemoPerson> {
    vec![
        Draft::dni(321)
            .named("Carlos", "Rivas", "Duarte")
            .man()
            .born("1988-08-18")
            .parents("Carlos", "Ana")
            .registered(Basic)
            .shows("A namesake born on another day: no match, the certificate is there at once."),
        Draft::dni(322)
            .named("Sonia", "Calvo", "Prieto")
            .born("1991-01-10")
            .parents("Santiago", "Elena")
            .registered(Basic)
            .shows("Born on the day of an entry whose surname differs by one letter: no match."),
    ]
}
