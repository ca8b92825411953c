//! Names that pages, letters, messages and documents must print as they are.

use vocab::Lang;

use crate::population::DemoPerson;
use crate::population::DemoRegistration::Basic;
use crate::population::draft::Draft;
use crate::population::places::{BARCELONA, BILBAO, LUGO};

pub(super) fn people() -> Vec<DemoPerson> {
    let mut people = citizens_of_the_union();
    people.extend(from_further_away());
    people.extend(spaniards());
    people
}

fn citizens_of_the_union() -> Vec<DemoPerson> {
    let eu = |place, country, [given, surname1, surname2]: [&str; 3], born, shows| {
        Draft::eu_citizen(place, country)
            .named(given, surname1, surname2)
            .born(born)
            .shows(shows)
    };
    vec![
        eu(
            501,
            "PL",
            ["Łucja", "Wiśniewska-Żółtowska", ""],
            "1987-04-04",
            "A Polish name with strokes and a hyphen.",
        ),
        eu(
            502,
            "RO",
            ["Ștefania", "Țurcanu", ""],
            "1990-10-10",
            "A Romanian name with commas below, not cedillas.",
        ),
        eu(
            503,
            "GR",
            ["Αλεξάνδρα", "Παπαδημητρίου", ""],
            "1985-03-25",
            "A name recorded in Greek letters.",
        ),
        eu(
            504,
            "BG",
            ["Йоана", "Щерева", ""],
            "1992-05-24",
            "A name recorded in Cyrillic letters.",
        ),
        eu(
            505,
            "IE",
            ["Siobhán", "Ní Dhálaigh", "O’Hara"],
            "1994-02-01",
            "An Irish name with a typographic apostrophe.",
        ),
        eu(
            506,
            "HU",
            ["Győző", "Őrsi", ""],
            "1979-08-20",
            "A Hungarian name with double acutes.",
        ),
        eu(
            507,
            "PT",
            ["Conceição", "Guimarães de Assunção", "Brandão"],
            "1968-06-10",
            "A Portuguese name with particles.",
        ),
        eu(
            508,
            "DE",
            ["Änne", "Weißenfels", ""],
            "1971-10-03",
            "A German name: ß is SS when capitals are compared.",
        ),
        eu(
            509,
            "MT",
            ["Ġorġa", "Ħamrunija", ""],
            "1996-09-21",
            "A Maltese name.",
        ),
        eu(
            510,
            "LV",
            ["Žaklīna", "Ķirse", ""],
            "1989-11-18",
            "A Latvian name with a cedilla that hangs from a K.",
        ),
        eu(
            511,
            "CZ",
            ["Bořek", "Přerovský", ""],
            "1983-10-28",
            "A Czech name with a letter of its own.",
        ),
        eu(
            512,
            "DK",
            ["Søren", "Ærøskov", ""],
            "1976-06-05",
            "A Danish name with letters that do not decompose.",
        ),
    ]
}

fn from_further_away() -> Vec<DemoPerson> {
    let foreigner = |place, country, [given, surname1, surname2]: [&str; 3], born, shows| {
        Draft::foreigner(place, country)
            .named(given, surname1, surname2)
            .born(born)
            .shows(shows)
    };
    vec![
        foreigner(
            521,
            "UA",
            ["Daria", "Shcherbak", ""],
            "1998-08-24",
            "Cyrillic written in Latin letters: her sister is Scerbak.",
        ),
        foreigner(
            522,
            "RU",
            ["Dar’ya", "Ščerbak", ""],
            "2000-06-12",
            "The same surname by another rule of transliteration.",
        ),
        foreigner(
            523,
            "TR",
            ["İpek", "Işıklı", ""],
            "1993-04-23",
            "A Turkish name with both letters i.",
        ),
        foreigner(
            524,
            "IS",
            ["Þórunn", "Ægisdóttir", ""],
            "1981-06-17",
            "An Icelandic name that is no family name.",
        ),
        foreigner(
            525,
            "VN",
            ["Thị Ánh", "Nguyễn", ""],
            "1995-09-02",
            "A Vietnamese name with two marks on one letter.",
        ),
        foreigner(
            526,
            "RS",
            ["Đorđe", "Njegovan", ""],
            "1988-02-15",
            "A Serbian name with a stroke.",
        ),
        foreigner(
            527,
            "KR",
            ["Ji-u", "O", ""],
            "1999-05-05",
            "A surname of one letter.",
        ),
    ]
}

fn spaniards() -> Vec<DemoPerson> {
    vec![
        Draft::dni(541)
            .named("Marcel·lí", "Vil·lalonga", "Gal·la")
            .man()
            .born("1965-04-23")
            .born_in(BARCELONA)
            .parents("Gal·lus", "Coŀleta")
            .speaking(Lang::Ca)
            .registered(Basic)
            .shows("Catalan names with the middle dot, in both ways of writing it."),
        Draft::dni(542)
            .named(
                "Begoña",
                "Iturriberrigorrigoikoerrotaberrikoetxea",
                "Burionagonatotorecagageazcoechea",
            )
            .born("1957-12-03")
            .born_in(BILBAO)
            .parents("Sabin", "Karmele")
            .speaking(Lang::Eu)
            .shows("The longest surnames: no page, letter or document may cut them."),
        Draft::dni(543)
            .named(
                "María de los Ángeles Purificación Inmaculada Concepción Fernanda",
                "Fernández-Villaverde de la Puente y Castañeda del Río",
                "Álvarez de Toledo y Fitz-James Stuart de la Invención",
            )
            .born("1950-08-15")
            .parents("Fernando", "María Inmaculada")
            .shows("A very long name of many words: it wraps and is never cut."),
        Draft::dni(544)
            .named("Uxía", "Nóvoa", "Añón")
            .born("2000-05-17")
            .born_in(LUGO)
            .parents("Brais", "Iria")
            .speaking(Lang::Gl)
            .registered(Basic)
            .shows("A Galician name with ñ and accents in a text message."),
        Draft::dni(545)
            .named("M.ª José", "D'Ors", "de la O")
            .born("1974-03-19")
            .parents("José Mª", "M. Dolores")
            .shows("Abbreviations, a straight apostrophe and a surname of particles."),
        Draft::dni(546)
            .named("José", "Null", "True")
            .man()
            .born("1970-01-01")
            .parents("N/A", "Ninguno")
            .shows("A name that careless programs take for something else."),
    ]
}
