//! One person for each rule about the document, the contrast datum and the address.

use vocab::{Lang, SpecialNumberKind};

use crate::population::draft::{Draft, day};
use crate::population::places::{BILBAO, CUENCA, GIRONA, LUGO, SEVILLA, VALENCIA, abroad};
use crate::population::{DemoPerson, DemoRegistration};

pub(super) fn people() -> Vec<DemoPerson> {
    let mut people = in_force();
    people.extend(out_of_force());
    people.extend(addresses());
    people.extend(special_numbers());
    people.extend(deceased());
    people
}

fn in_force() -> Vec<DemoPerson> {
    vec![
        Draft::dni(101)
            .named("Tomás", "Arenas", "Vidal")
            .man()
            .born("1979-11-30")
            .born_in(SEVILLA)
            .parents("Julián", "Remedios")
            .document(day(2025, 3, 9), Some(day(2035, 3, 9)))
            .shows("An ordinary DNI: the validity date is asked."),
        Draft::dni(102)
            .named("Encarnación", "Robles", "Pina")
            .born("1948-06-10")
            .born_in(CUENCA)
            .parents("Facundo", "Dolores")
            .document(day(2019, 6, 11), None)
            .shows(
                "A permanent DNI (1 January 9999): the issue date is asked, never the validity.",
            ),
        Draft::dni(103)
            .named("Eulalia", "Sanz", "Mora")
            .born("1931-12-01")
            .born_in(GIRONA)
            .parents("Pere", "Assumpta")
            .document(day(2004, 10, 5), None)
            .speaking(Lang::Ca)
            .shows(
                "A permanent DNI of before 2006: works, and has to be renewed before August 2031.",
            ),
        Draft::dni(104)
            .named("Bruno", "Quiroga", "Lago")
            .man()
            .born("1995-04-03")
            .born_in(LUGO)
            .parents("Xosé", "Carme")
            .document(day(2025, 5, 4), Some(day(2035, 5, 4)))
            .speaking(Lang::Gl)
            .shows("Valid until 4 May 2035: the same date with day and month swapped is refused."),
        Draft::foreigner(105, "SN")
            .named("Aminata", "Diagne", "")
            .born("1988-09-27")
            .born_abroad("SN", "Thiès")
            .parents("Ousmane", "Khady")
            .living_at(VALENCIA.address("Calle de la Copia Fiel, 5"))
            .shows("A residence permit: the support number begins with E."),
        Draft::eu_citizen(106, "IT")
            .named("Chiara", "Bellandi", "")
            .born("1993-01-22")
            .born_abroad("IT", "Ferrara")
            .parents("Paolo", "Giulia")
            .living_at(BILBAO.address("Plaza del Sello, 6"))
            .shows(
                "An EU-citizen certificate: C and seven digits is enough, the zero is filled in.",
            ),
        Draft::foreigner(107, "VE")
            .named("Rosalía", "Montilla", "Bravo")
            .born("1969")
            .born_abroad("VE", "Mérida")
            .parents("Hernán", "Josefina")
            .speaking(Lang::Es)
            .shows("A register that knows only the year of birth."),
    ]
}

fn out_of_force() -> Vec<DemoPerson> {
    vec![
        Draft::dni(111)
            .named("Gonzalo", "Ibarra", "Tejada")
            .man()
            .born("1990-07-07")
            .parents("Ignacio", "Teresa")
            .document(day(2014, 1, 30), Some(day(2024, 1, 30)))
            .shows("An expired DNI: registration is refused on every route."),
        Draft::foreigner(112, "UA")
            .named("Oksana", "Melnyk", "")
            .born("1986-03-15")
            .born_abroad("UA", "Poltava")
            .parents("Petro", "Halyna")
            .valid_until(day(2025, 8, 31))
            .renewing()
            .shows(
                "An expired foreigner card whose renewal is in progress: refused, with the way to \
                 the helpline and the immigration office.",
            ),
        Draft::foreigner(113, "MA")
            .named("Yasmina", "Berrada", "")
            .born("1992-10-02")
            .born_abroad("MA", "Tetuán")
            .parents("Karim", "Salma")
            .valid_until(day(2024, 12, 31))
            .shows("An expired foreigner card without a renewal in progress."),
        Draft::dni(114)
            .named("Valeria", "Cano", "Rueda")
            .born("1987-05-05")
            .parents("Emilio", "Sonsoles")
            .document(day(2015, 2, 2), Some(day(2025, 2, 2)))
            .registered(DemoRegistration::Basic)
            .shows("Registered before the DNI expired: the document no longer identifies."),
    ]
}

fn addresses() -> Vec<DemoPerson> {
    vec![
        Draft::dni(121)
            .named("Maite", "Etxeberria", "Uriarte")
            .born("1998-08-08")
            .born_in(BILBAO)
            .parents("Koldo", "Arantxa")
            .without_tax_address()
            .speaking(Lang::Eu)
            .shows("No tax address on record: the letter is not offered, the other ways are."),
        Draft::dni(122)
            .named("Sergio", "Palma", "Nieto")
            .man()
            .born("1982-12-24")
            .parents("Damián", "Olga")
            .living_at(abroad("Rua do Exemplo 122", "1000-122", "Lisboa", "PT"))
            .phone("+33 6 39 98 01 22")
            .shows("A tax address abroad: the letter is not offered, the other ways are."),
    ]
}

fn special_numbers() -> Vec<DemoPerson> {
    vec![
        Draft::special(SpecialNumberKind::SpaniardAbroad, 131, "ES")
            .named("Inés", "Maldonado", "Roca")
            .born("1975-02-17")
            .born_abroad("AR", "Rosario")
            .parents("Horacio", "Beatriz")
            .living_at(abroad("Calle Imaginaria 131", "S2000", "Rosario", "AR"))
            .phone("+44 7700 900131")
            .shows("An L number: a Spaniard who lives abroad and has no DNI."),
        Draft::special(SpecialNumberKind::ForeignerWithoutNie, 132, "JP")
            .named("Haruka", "Minami", "")
            .born("1990-06-30")
            .born_abroad("JP", "Nara")
            .parents("Kenji", "Yoko")
            .speaking(Lang::En)
            .shows("An M number: a foreigner who has no NIE."),
        Draft::special(SpecialNumberKind::SpanishMinor, 133, "ES")
            .named("Leo", "Santos", "Abril")
            .man()
            .born("2020-04-20")
            .parents("Hugo", "Alba")
            .shows("A K number: a Spanish child under 14 without DNI."),
    ]
}

fn deceased() -> Vec<DemoPerson> {
    vec![
        Draft::dni(141)
            .named("Aurelio", "Fuentes", "Pastor")
            .man()
            .born("1939-09-09")
            .parents("Anselmo", "Petra")
            .document(day(2018, 4, 12), None)
            .died(day(2024, 3, 2))
            .shows("Deceased and never registered: nobody can register in this name."),
        Draft::dni(142)
            .named("Consuelo", "Varela", "Otero")
            .born("1945-01-16")
            .born_in(LUGO)
            .parents("Manuel", "Xoana")
            .document(day(2019, 2, 1), None)
            .died(day(2025, 9, 14))
            .registered(DemoRegistration::Deceased)
            .shows("Deceased while registered: the registration has ended by itself."),
    ]
}
