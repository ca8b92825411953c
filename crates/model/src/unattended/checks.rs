//! What a machine established, and what a human must. The two are never mixed: a machine reads the
//! zone, adds up check digits, compares dates and names with the register and measures sharpness;
//! whether the face is the one of the photograph and the document is genuine, a reviewer says.

use serde::{Deserialize, Serialize};
use vocab::Date;

use super::{Dossier, UnattendedRules};
use crate::video::{
    MrzData, MrzDatum, MrzReport, RegisterReply,
    mrz::{Expected, compare},
};

/// What a machine checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AutoCheck {
    /// The picture of the front is sharp, lit and complete.
    Front,
    /// The picture of the back is sharp, lit and complete.
    Back,
    /// The check digits of the zone are right.
    MrzDigits,
    /// Birth date and last day in force of the zone are those of the register, and the document
    /// is in force.
    MrzDates,
    /// Number and names of the zone are those of the register.
    MrzHolder,
    /// The register has this person, alive, with a document in force.
    Register,
    /// The code sent to the phone came back during the film.
    PhoneCode,
}

/// How it came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AutoResult {
    /// As it should be.
    Passed,
    /// Not as it should be.
    Failed,
    /// It could not be established.
    Unknown,
}

/// Why the basic level is not given at once although every check passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Obstacle {
    /// The phone belongs to another identity.
    PhoneInUse,
    /// There is, or was, a registration for this number.
    KnownBefore,
    /// Several attempts for this number in few days.
    SeveralAttempts,
}

/// What came of reading the zone in the picture of the back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "zone", rename_all = "snake_case")]
pub enum ZoneRead {
    /// It was read.
    Read(MrzData),
    /// There is a zone, and its check digits are wrong: misread, or forged.
    WrongDigits,
    /// No zone was found.
    NotFound,
}

/// What the machine says of an attempt that is being sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AutoReport {
    /// Each check, in order.
    pub results: Vec<(AutoCheck, AutoResult)>,
    /// The zone beside the register, for the reviewer; nothing where there was no zone to compare.
    pub mrz: Option<MrzReport>,
    /// What else speaks against deciding without a human.
    pub obstacles: Vec<Obstacle>,
}

/// Proof that no check failed and nothing speaks against the basic level at once. Only
/// [`AutoReport::cleared`] makes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleared(());

/// What a human checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HumanCheck {
    /// The face in the film is the one of the document's photograph (art. 11.1, 10.8).
    Face,
    /// The document looks authentic, intact and in force (art. 8, 11.1).
    Genuine,
    /// The actions were done as asked (art. 11.4 b).
    Actions,
    /// A living person, one device, one act, freely (art. 10.4 e–h).
    OneAct,
}

/// Proof that a reviewer answered every question with yes. Only [`Convinced::of`] makes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Convinced(());

impl AutoCheck {
    /// Every check, in the order of the pages.
    pub const ALL: [Self; 7] = [
        Self::Front,
        Self::Back,
        Self::MrzDigits,
        Self::MrzDates,
        Self::MrzHolder,
        Self::Register,
        Self::PhoneCode,
    ];

    /// The word in evidence and in the keys of texts.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Front => "front",
            Self::Back => "back",
            Self::MrzDigits => "mrz_digits",
            Self::MrzDates => "mrz_dates",
            Self::MrzHolder => "mrz_holder",
            Self::Register => "register",
            Self::PhoneCode => "phone_code",
        }
    }
}

impl HumanCheck {
    /// Every question, in the order of the page.
    pub const ALL: [Self; 4] = [Self::Face, Self::Genuine, Self::Actions, Self::OneAct];

    /// The word in evidence, in forms and in the keys of texts.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Face => "face",
            Self::Genuine => "genuine",
            Self::Actions => "actions",
            Self::OneAct => "one_act",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|check| check.as_str() == word)
    }
}

impl Convinced {
    /// The proof, if every question was answered with yes.
    #[must_use]
    pub fn of(answers: &[(HumanCheck, bool)]) -> Option<Self> {
        HumanCheck::ALL
            .into_iter()
            .all(|check| answers.contains(&(check, true)))
            .then_some(Self(()))
    }
}

impl AutoReport {
    /// The proof, if nothing failed or stayed open, nothing speaks against it and the
    /// administration allows it.
    #[must_use]
    pub fn cleared(&self, rules: &UnattendedRules) -> Option<Cleared> {
        let passed = |check| self.results.contains(&(check, AutoResult::Passed));
        let clear = rules.basic_at_once
            && self.obstacles.is_empty()
            && AutoCheck::ALL.into_iter().all(passed);
        clear.then_some(Cleared(()))
    }

    /// How one check came out.
    #[must_use]
    pub fn result(&self, check: AutoCheck) -> AutoResult {
        let found = self.results.iter().find(|(other, _)| *other == check);
        found.map_or(AutoResult::Unknown, |(_, result)| *result)
    }

    /// How many checks came out so.
    #[must_use]
    pub fn count(&self, result: AutoResult) -> usize {
        let same = self.results.iter().filter(|(_, other)| *other == result);
        same.count()
    }
}

/// Looks at everything that was captured, beside what the register says now. `expected` is empty
/// where the register did not answer or does not know the number.
#[must_use]
pub fn examine(
    dossier: &Dossier,
    expected: Option<&Expected<'_>>,
    reply: RegisterReply,
    mut obstacles: Vec<Obstacle>,
    today: Date,
) -> AutoReport {
    let zone = dossier.zone();
    let read = match zone {
        Some(ZoneRead::Read(data)) => Some(data),
        Some(ZoneRead::WrongDigits | ZoneRead::NotFound) | None => None,
    };
    let mrz = read
        .zip(expected)
        .map(|(data, expected)| compare(data, expected));
    let clean = |side: Option<&super::Side>| {
        side.map_or(AutoResult::Unknown, |side| passed(side.flaws.is_empty()))
    };
    let digits = match zone {
        Some(ZoneRead::Read(data)) => passed(data.check_digits_right),
        Some(ZoneRead::WrongDigits) => AutoResult::Failed,
        Some(ZoneRead::NotFound) | None => AutoResult::Unknown,
    };
    let in_force = read
        .and_then(|data| data.expires_on)
        .map(|day| day >= today);
    let dates = both(
        in_force.map_or(AutoResult::Unknown, passed),
        both(
            agreement(mrz.as_ref(), &[MrzDatum::BirthDate]),
            // The register may not know the last day of a document that is in force.
            lenient(agreement(mrz.as_ref(), &[MrzDatum::Expiry])),
        ),
    );
    let holder = both(
        agreement(mrz.as_ref(), &[MrzDatum::Number, MrzDatum::DocumentNumber]),
        agreement(mrz.as_ref(), &[MrzDatum::Name]),
    );
    let register = match reply {
        RegisterReply::Confirmed => AutoResult::Passed,
        RegisterReply::Differs | RegisterReply::Unknown | RegisterReply::OutOfForce => {
            AutoResult::Failed
        }
        RegisterReply::Unavailable => AutoResult::Unknown,
    };
    let code = dossier
        .film
        .as_ref()
        .is_some_and(super::Film::code_came_back);
    obstacles.sort_unstable();
    obstacles.dedup();
    AutoReport {
        results: vec![
            (AutoCheck::Front, clean(dossier.front.as_ref())),
            (AutoCheck::Back, clean(dossier.back.as_ref())),
            (AutoCheck::MrzDigits, digits),
            (AutoCheck::MrzDates, dates),
            (AutoCheck::MrzHolder, holder),
            (AutoCheck::Register, register),
            (AutoCheck::PhoneCode, passed(code)),
        ],
        mrz,
        obstacles,
    }
}

fn passed(yes: bool) -> AutoResult {
    if yes {
        AutoResult::Passed
    } else {
        AutoResult::Failed
    }
}

/// Failed if one is, passed if both are.
fn both(one: AutoResult, other: AutoResult) -> AutoResult {
    match (one, other) {
        (AutoResult::Failed, _) | (_, AutoResult::Failed) => AutoResult::Failed,
        (AutoResult::Passed, AutoResult::Passed) => AutoResult::Passed,
        (AutoResult::Unknown, _) | (_, AutoResult::Unknown) => AutoResult::Unknown,
    }
}

/// Not known counts as agreed.
fn lenient(result: AutoResult) -> AutoResult {
    match result {
        AutoResult::Unknown | AutoResult::Passed => AutoResult::Passed,
        AutoResult::Failed => AutoResult::Failed,
    }
}

/// Passed if one of the data agrees and none disagrees.
fn agreement(report: Option<&MrzReport>, data: &[MrzDatum]) -> AutoResult {
    let Some(report) = report else {
        return AutoResult::Unknown;
    };
    let found = || {
        let all = report.findings.iter();
        all.filter(|finding| data.contains(&finding.datum))
    };
    if found().any(|finding| finding.agrees == Some(false)) {
        AutoResult::Failed
    } else if found().any(|finding| finding.agrees == Some(true)) {
        AutoResult::Passed
    } else {
        AutoResult::Unknown
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use vocab::{IdentityNumber, PartialDate, PersonName};

    use super::*;
    use crate::unattended::dossier::tests::complete;

    const TODAY: &str = "2026-11-23";

    fn report_of(dossier: &Dossier, reply: RegisterReply) -> AutoReport {
        let number = IdentityNumber::parse("12345678Z").unwrap();
        let name = PersonName::parse("Ana", "Gil", Some("Mora")).unwrap();
        let expected = Expected {
            number: &number,
            name: &name,
            birth_date: PartialDate::parse("1991-05-14").unwrap(),
            sex: None,
            valid_until: Some("2030-02-01".parse().unwrap()),
            support: None,
        };
        examine(
            dossier,
            Some(&expected),
            reply,
            Vec::new(),
            TODAY.parse().unwrap(),
        )
    }

    fn rules() -> UnattendedRules {
        UnattendedRules {
            basic_at_once: true,
            ..UnattendedRules::default()
        }
    }

    #[test]
    fn everything_passed_clears_where_the_administration_allows_it() {
        let report = report_of(&complete(), RegisterReply::Confirmed);
        assert!(report.cleared(&rules()).is_some(), "{report:?}");
        assert!(report.cleared(&UnattendedRules::default()).is_none());
    }

    /// What is wrong, and how it comes to be.
    type Fault = (&'static str, Box<dyn Fn(&mut Dossier)>);

    /// One fault at a time: none of them clears.
    #[test]
    fn nothing_is_cleared_with_a_fault() {
        let faults: Vec<Fault> = vec![
            (
                "a blurred front",
                Box::new(|d| {
                    d.front.as_mut().unwrap().flaws.push("blurred".into());
                }),
            ),
            ("no back", Box::new(|d| d.back = None)),
            (
                "wrong digits",
                Box::new(|d| d.back.as_mut().unwrap().zone = Some(ZoneRead::WrongDigits)),
            ),
            (
                "no zone",
                Box::new(|d| d.back.as_mut().unwrap().zone = Some(ZoneRead::NotFound)),
            ),
            (
                "another birth date",
                Box::new(|d| {
                    with_zone(d, |z| z.birth_date = Some("1991-05-15".parse().unwrap()));
                }),
            ),
            (
                "expired",
                Box::new(|d| {
                    with_zone(d, |z| z.expires_on = Some("2020-02-01".parse().unwrap()));
                }),
            ),
            (
                "another holder",
                Box::new(|d| {
                    with_zone(d, |z| z.given = "EVA".into());
                }),
            ),
            (
                "another number",
                Box::new(|d| {
                    with_zone(d, |z| {
                        z.number = Some(IdentityNumber::parse("87654321X").unwrap());
                    });
                }),
            ),
            (
                "no number",
                Box::new(|d| {
                    with_zone(d, |z| {
                        z.number = None;
                        z.document_number = String::new();
                    });
                }),
            ),
            (
                "no code",
                Box::new(|d| d.film.as_mut().unwrap().code_entered_at = None),
            ),
        ];
        for (what, spoil) in faults {
            let mut dossier = complete();
            spoil(&mut dossier);
            let report = report_of(&dossier, RegisterReply::Confirmed);
            assert!(report.cleared(&rules()).is_none(), "{what}: {report:?}");
        }
        for reply in [
            RegisterReply::Differs,
            RegisterReply::Unknown,
            RegisterReply::OutOfForce,
            RegisterReply::Unavailable,
        ] {
            assert!(
                report_of(&complete(), reply).cleared(&rules()).is_none(),
                "{reply:?}"
            );
        }
        let mut report = report_of(&complete(), RegisterReply::Confirmed);
        report.obstacles.push(Obstacle::PhoneInUse);
        assert!(report.cleared(&rules()).is_none());
    }

    fn with_zone(dossier: &mut Dossier, change: impl Fn(&mut MrzData)) {
        if let Some(ZoneRead::Read(zone)) = dossier.back.as_mut().unwrap().zone.as_mut() {
            change(zone);
        }
    }

    #[test]
    fn a_reviewer_is_convinced_by_every_answer_only() {
        for missing in HumanCheck::ALL {
            let answers = HumanCheck::ALL.map(|check| (check, check != missing));
            assert!(Convinced::of(&answers).is_none(), "{missing:?}");
        }
        assert!(Convinced::of(&[]).is_none());
    }
}
