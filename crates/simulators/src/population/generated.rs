//! The people without a rule of their own, drawn from a fixed seed, so that lists are long and
//! searches find more than one.

use vocab::{Lang, SeededEntropy};

use super::draft::Draft;
use super::places::{CUENCA, STREETS, TOWNS, Town};
use super::{DemoPerson, DemoRegistration};

/// The seed of the population. Another seed gives other people with the same rules.
const SEED: u64 = 0xA1DA_BA00;

/// How many people are drawn.
const COUNT: u32 = 240;

/// The first place of a generated person; the key people lie below.
const FIRST_PLACE: u32 = 1_000;

pub(super) fn generated() -> Vec<DemoPerson> {
    let entropy = SeededEntropy::new(SEED);
    (FIRST_PLACE..FIRST_PLACE + COUNT)
        .map(|place| drawn(place, &entropy))
        .collect()
}

fn drawn(place: u32, entropy: &SeededEntropy) -> DemoPerson {
    let town = *picked_of(&TOWNS, entropy).unwrap_or(&CUENCA);
    let street = format!("{}, {}", picked(&STREETS, entropy), 1 + entropy.below(98));
    let (draft, kind) = match entropy.below(10) {
        0..=6 => (spaniard(place, town, entropy), Kind::Spaniard),
        7..=8 => (foreigner(place, entropy), Kind::Foreigner),
        _ => (eu_citizen(place, entropy), Kind::EuCitizen),
    };
    let registration = match entropy.below(10) {
        0..=5 => DemoRegistration::None,
        6..=8 => DemoRegistration::Basic,
        _ => DemoRegistration::Advanced,
    };
    let born = format!(
        "{}-{:02}-{:02}",
        1945 + entropy.below(60),
        1 + entropy.below(12),
        1 + entropy.below(28)
    );
    let draft = draft
        .born(&born)
        .living_at(town.address(&street))
        .registered(registration);
    draft.shows(kind.shows(registration))
}

fn spaniard(place: u32, town: Town, entropy: &SeededEntropy) -> Draft {
    let draft = Draft::dni(place)
        .born_in(*picked_of(&TOWNS, entropy).unwrap_or(&CUENCA))
        .parents(picked(&MEN, entropy), picked(&WOMEN, entropy))
        .speaking(language_of(town));
    let surnames = [picked(&SURNAMES, entropy), picked(&SURNAMES, entropy)];
    named(draft, surnames, entropy)
}

fn foreigner(place: u32, entropy: &SeededEntropy) -> Draft {
    let Some((country, given, surname)) = picked_of(&FOREIGNERS, entropy) else {
        return Draft::foreigner(place, "MA");
    };
    Draft::foreigner(place, country)
        .named(given, surname, "")
        .sex(None)
}

fn eu_citizen(place: u32, entropy: &SeededEntropy) -> Draft {
    let Some((country, given, surname)) = picked_of(&EU_CITIZENS, entropy) else {
        return Draft::eu_citizen(place, "PT");
    };
    Draft::eu_citizen(place, country)
        .named(given, surname, "")
        .sex(None)
}

fn named(draft: Draft, [surname1, surname2]: [&str; 2], entropy: &SeededEntropy) -> Draft {
    if entropy.below(2) == 0 {
        draft.named(picked(&WOMEN, entropy), surname1, surname2)
    } else {
        draft.named(picked(&MEN, entropy), surname1, surname2).man()
    }
}

fn language_of(town: Town) -> Lang {
    match town.province {
        "Barcelona" | "Girona" | "Illes Balears" => Lang::Ca,
        "València" | "Alacant" => Lang::CaValencia,
        "Lugo" | "Pontevedra" => Lang::Gl,
        "Bizkaia" | "Araba/Álava" => Lang::Eu,
        _ => Lang::Es,
    }
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Spaniard,
    Foreigner,
    EuCitizen,
}

impl Kind {
    fn shows(self, registration: DemoRegistration) -> &'static str {
        match (self, registration.level().is_some()) {
            (Self::Spaniard, false) => "An ordinary Spaniard, not registered.",
            (Self::Spaniard, true) => "An ordinary Spaniard, registered.",
            (Self::Foreigner, false) => "An ordinary foreigner with a card, not registered.",
            (Self::Foreigner, true) => "An ordinary foreigner with a card, registered.",
            (Self::EuCitizen, false) => "An ordinary citizen of the Union, not registered.",
            (Self::EuCitizen, true) => "An ordinary citizen of the Union, registered.",
        }
    }
}

/// One of the list.
pub(super) fn picked_of<'a, T>(list: &'a [T], entropy: &SeededEntropy) -> Option<&'a T> {
    let length = u64::try_from(list.len()).unwrap_or(0);
    list.get(usize::try_from(entropy.below(length)).unwrap_or(0))
}

/// One text of the list.
pub(super) fn picked(list: &[&'static str], entropy: &SeededEntropy) -> &'static str {
    picked_of(list, entropy).copied().unwrap_or("Ejemplo")
}

pub(super) const WOMEN: [&str; 24] = [
    "Adela",
    "Aitana",
    "Amaia",
    "Blanca",
    "Catalina",
    "Clara",
    "Daniela",
    "Elisenda",
    "Estrella",
    "Fátima",
    "Gloria",
    "Irene",
    "Jimena",
    "Leonor",
    "Manuela",
    "Mercè",
    "Noa",
    "Paloma",
    "Quima",
    "Rocío",
    "Sabela",
    "Triana",
    "Verónica",
    "Yolanda",
];

const MEN: [&str; 24] = [
    "Adrià", "Álvaro", "Anxo", "Benito", "César", "Diego", "Eneko", "Fabián", "Gerard", "Héctor",
    "Ismael", "Jacinto", "Lázaro", "Marcos", "Néstor", "Olegario", "Pau", "Raúl", "Samuel",
    "Telmo", "Ulises", "Vicente", "Xavier", "Yago",
];

pub(super) const SURNAMES: [&str; 32] = [
    "Aguado",
    "Alarcón",
    "Amorós",
    "Barrio",
    "Bernabéu",
    "Cabello",
    "Carballo",
    "Cisneros",
    "Dorado",
    "Echeverría",
    "Espina",
    "Ferreiro",
    "Galindo",
    "Garmendia",
    "Hierro",
    "Iglesias",
    "Jurado",
    "Lacasa",
    "Llopis",
    "Marín",
    "Núñez",
    "Olivares",
    "Pedraza",
    "Quintana",
    "Rosell",
    "Salvatierra",
    "Tordera",
    "Urrutia",
    "Valverde",
    "Yáñez",
    "Zamora",
    "Zubiri",
];

const FOREIGNERS: [(&str, &str, &str); 12] = [
    ("MA", "Hicham", "Lahlou"),
    ("EC", "Nathaly", "Quishpe"),
    ("CN", "Yifan", "Shen"),
    ("PK", "Adeel", "Chaudhry"),
    ("UA", "Bohdan", "Kovalchuk"),
    ("NG", "Chinwe", "Okonjo"),
    ("AR", "Florencia", "Benedetti"),
    ("HN", "Wendy", "Zelaya"),
    ("DO", "Yudelka", "Peralta"),
    ("BD", "Tanvir", "Hossain"),
    ("GB", "Imogen", "Ashdown"),
    ("US", "Trevor", "Lindqvist"),
];

const EU_CITIZENS: [(&str, &str, &str); 12] = [
    ("RO", "Mihaela", "Dragomir"),
    ("IT", "Lorenzo", "Fabbri"),
    ("PT", "Inês", "Carvalhal"),
    ("DE", "Wiebke", "Lührs"),
    ("FR", "Maëlle", "Desjardins"),
    ("PL", "Zbigniew", "Ćwikła"),
    ("BG", "Radostina", "Vasileva"),
    ("NL", "Sjoerd", "van der Heijden"),
    ("SE", "Åsa", "Öberg"),
    ("LT", "Žygimantas", "Šimkus"),
    ("GR", "Eleftheria", "Makri"),
    ("HR", "Tihana", "Šimić"),
];
