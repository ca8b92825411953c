//! The staff of the demonstration. A visitor may step in as one of them, under a banner.

use vocab::PersonName;

use super::draft::name;

/// An invented officer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoOfficer {
    /// Names the officer in the address that steps in; never changes.
    pub key: &'static str,
    /// The name that the desk shows.
    pub name: PersonName,
    /// Roles in the demonstration's body, as words of `model::officer::Role`.
    pub roles: &'static [&'static str],
}

/// All officers, always the same. Two case workers, two operators, two reviewers and two
/// registrars, so that a race between them can be tried, a doubt can be passed on, and a block be
/// lifted: four eyes are two people.
#[must_use]
pub fn officers() -> Vec<DemoOfficer> {
    let officer = |key, [given, surname1, surname2]: [&str; 3], roles| DemoOfficer {
        key,
        name: name(given, surname1, Some(surname2)),
        roles,
    };
    vec![
        officer("julia", ["Julia", "Roldán", "Peris"], &["case_worker"]),
        officer("mateo", ["Mateo", "Bauzà", "Ferrando"], &["case_worker"]),
        officer("ines", ["Inés", "Landa", "Cuesta"], &["administrator"]),
        officer("david", ["David", "Oliver", "Tena"], &["auditor"]),
        officer("nerea", ["Nerea", "Salvat", "Ruano"], &["video_operator"]),
        officer("hugo", ["Hugo", "Cervera", "Lago"], &["video_operator"]),
        officer("amparo", ["Amparo", "Rius", "Camps"], &["reviewer"]),
        officer("brais", ["Brais", "Souto", "Varela"], &["reviewer"]),
        officer("olalla", ["Olalla", "Ferreiro", "Coira"], &["registrar"]),
        officer("gorka", ["Gorka", "Etxaniz", "Zubia"], &["registrar"]),
    ]
}
