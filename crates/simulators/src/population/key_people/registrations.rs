//! One person for each state of a registration and each rule about the phone.

use vocab::Lang;

use crate::population::DemoPerson;
use crate::population::DemoRegistration::{Advanced, Basic, PhoneDisplaced, Renounced, Revoked};
use crate::population::draft::Draft;
use crate::population::places::{BARCELONA, BILBAO, LUGO, SEVILLA, VALENCIA};

pub(super) fn people() -> Vec<DemoPerson> {
    let mut people = levels();
    people.extend(phones());
    people.extend(ended());
    people
}

fn levels() -> Vec<DemoPerson> {
    vec![
        Draft::foreigner(201, "CO")
            .named("Camila", "Restrepo", "Ochoa")
            .born("1997-12-12")
            .born_abroad("CO", "Manizales")
            .parents("Álvaro", "Luz Marina")
            .speaking(Lang::Es)
            .registered(Basic)
            .shows("A foreigner registered at the basic level."),
        Draft::eu_citizen(202, "DE")
            .named("Jürgen", "Großmann", "")
            .man()
            .born("1961-03-28")
            .born_abroad("DE", "Görlitz")
            .parents("Heinz", "Käthe")
            .phone("+49 171 3920002")
            .registered(Basic)
            .shows("Registered with a foreign phone."),
        Draft::dni(203)
            .named("Pilar", "Ugarte", "Ríos")
            .born("1972-10-18")
            .born_in(BILBAO)
            .parents("Luis", "Begoña")
            .speaking(Lang::Eu)
            .registered(Advanced)
            .shows("Registered at the advanced level, in person."),
        Draft::foreigner(204, "PE")
            .named("Renato", "Huamán", "Salas")
            .man()
            .born("1983-05-29")
            .born_abroad("PE", "Ayacucho")
            .parents("Wilfredo", "Nelly")
            .speaking(Lang::Es)
            .registered(Advanced)
            .shows("A foreigner registered at the advanced level, with a permanent password."),
        Draft::dni(205)
            .named("Empar", "Climent", "Soler")
            .born("1989-09-01")
            .born_in(VALENCIA)
            .parents("Vicent", "Amparo")
            .speaking(Lang::CaValencia)
            .registered(Basic)
            .shows("Registered, and prefers Valencian."),
    ]
}

fn phones() -> Vec<DemoPerson> {
    vec![
        Draft::dni(211)
            .named("Marta", "Gallego", "Benito")
            .born("1980-01-25")
            .born_in(SEVILLA)
            .parents("Rafael", "Isabel")
            .registered(Basic)
            .shows("One of a couple with one phone: registered with it."),
        Draft::dni(212)
            .named("Joan", "Roig", "Mas")
            .man()
            .born("1978-07-19")
            .born_in(BARCELONA)
            .parents("Miquel", "Montserrat")
            .phone("+34 600 00 0211")
            .speaking(Lang::Ca)
            .shows(
                "The other of the couple: registering with the same phone displaces the first, \
                 after the code and a confirmation.",
            ),
        Draft::dni(213)
            .named("Iker", "Zabala", "Ortiz")
            .man()
            .born("1994-04-14")
            .born_in(BILBAO)
            .parents("Jon", "Miren")
            .phone("+34 600 00 0214")
            .speaking(Lang::Eu)
            .registered(PhoneDisplaced)
            .shows(
                "The phone has been proven by somebody else: cannot identify until a new letter \
                 brings a new number.",
            ),
        Draft::dni(214)
            .named("Nerea", "Zabala", "Ortiz")
            .born("1996-06-21")
            .born_in(BILBAO)
            .parents("Jon", "Miren")
            .speaking(Lang::Eu)
            .registered(Basic)
            .shows("Holds the phone that was her brother's."),
    ]
}

fn ended() -> Vec<DemoPerson> {
    vec![
        Draft::dni(221)
            .named("Fermín", "Lobo", "Castro")
            .man()
            .born("1966-11-11")
            .born_in(LUGO)
            .parents("Amador", "Sara")
            .speaking(Lang::Gl)
            .registered(Renounced)
            .shows("Gave the registration up: only a certificate or an office registers again."),
        Draft::foreigner(222, "GB")
            .named("Olivia", "Hartwell", "")
            .born("1999-02-03")
            .born_abroad("GB", "Leeds")
            .parents("George", "Emma")
            .phone("+44 7700 900222")
            .registered(Revoked)
            .shows(
                "Withdrawn by the administration: only a certificate or an office registers again.",
            ),
    ]
}
