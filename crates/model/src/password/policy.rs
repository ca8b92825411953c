//! Is this password good enough for this person?

use vocab::{IdentityNumber, Password, PersonName, normalised_name};

use super::{Profile, guess};

/// What a password must not be made of.
#[derive(Debug, Clone)]
pub struct Owner<'a> {
    /// The person's names.
    pub name: &'a PersonName,
    /// Their number.
    pub number: &'a IdentityNumber,
}

/// What has to be put right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weakness {
    /// Fewer characters than the profile asks for.
    TooShort,
    /// Fewer kinds of characters, and not long enough to do without.
    TooFewKinds,
    /// It contains the given name or a surname.
    Name,
    /// It contains the identity number.
    Number,
    /// A common password, or little else than words, sequences, dates or repetitions.
    Guessable,
    /// One that the person has had before. Told by the use case, which has the hashes.
    Reused,
}

/// Parts of names that are no names: nobody is refused for `delta`.
const PARTICLES: [&str; 8] = ["DEL", "LAS", "LOS", "DOS", "VAN", "VON", "DER", "SAN"];

/// Everything that has to be put right, in the order of the rules on the page; nothing if the
/// password satisfies the profile.
#[must_use]
pub fn weaknesses(password: &Password, owner: &Owner<'_>, profile: Profile) -> Vec<Weakness> {
    let text = password.expose();
    let characters = text.chars().count();
    let long = characters >= profile.free_from();
    let found = [
        (Weakness::TooShort, characters < profile.least_characters()),
        (
            Weakness::TooFewKinds,
            !long && kinds(text) < profile.least_kinds(),
        ),
        (Weakness::Name, has_name(text, owner.name)),
        (Weakness::Number, has_number(text, owner.number)),
        (
            Weakness::Guessable,
            guess::effort(text) < profile.least_effort(),
        ),
    ];
    found
        .into_iter()
        .filter_map(|(weakness, is_there)| is_there.then_some(weakness))
        .collect()
}

/// Small letters, capitals, digits, and everything else.
fn kinds(text: &str) -> usize {
    let tests: [fn(char) -> bool; 4] = [
        char::is_lowercase,
        char::is_uppercase,
        |c| c.is_numeric(),
        |c| !c.is_alphanumeric(),
    ];
    tests
        .into_iter()
        .filter(|test| text.chars().any(test))
        .count()
}

/// Case, accents and signs in between do not hide a name.
fn has_name(text: &str, name: &PersonName) -> bool {
    let squeezed = normalised_name(text).replace(' ', "");
    name.normalised()
        .split(' ')
        .filter(|part| part.chars().count() >= 3 && !PARTICLES.contains(part))
        .any(|part| squeezed.contains(part))
}

/// With its letters or without them, and with anything in between.
fn has_number(text: &str, number: &IdentityNumber) -> bool {
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    let own = digits(number.as_str());
    !own.is_empty() && digits(text).contains(&own)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn found(text: &str, profile: Profile) -> Vec<Weakness> {
        let name = PersonName::parse("María José", "Núñez", Some("de la Peña")).unwrap();
        let number = IdentityNumber::parse("99000001C")
            .unwrap_or_else(|_| vocab::Dni::from_digits(99_000_001).unwrap().into());
        let owner = Owner {
            name: &name,
            number: &number,
        };
        weaknesses(&Password::parse(text).unwrap(), &owner, profile)
    }

    #[test]
    fn each_rule_is_told_and_no_other() {
        use Weakness::{Guessable, Name, Number, TooFewKinds, TooShort};
        let table: [(&str, Profile, &[Weakness]); 14] = [
            ("x7Kp!q2Zr9Vt", Profile::EnsAlta, &[]),
            ("x7Kp!q2Z", Profile::Clave, &[]),
            ("x7Kp!q2Zr9V", Profile::EnsAlta, &[TooShort]),
            ("x7Kp!q2", Profile::Clave, &[TooShort]),
            ("xkqpvwzrtmbf", Profile::EnsAlta, &[TooFewKinds]),
            // Sixteen characters are free of kinds.
            ("xkqpvwzrtmbfjhdg", Profile::EnsAlta, &[]),
            ("xkqpvwzrtmbfjhd", Profile::EnsAlta, &[TooFewKinds]),
            // Letters of ours count as letters.
            ("ñçÁ7éíóúxkqw", Profile::EnsAlta, &[]),
            ("xk7!Nuñezqp2Z", Profile::EnsAlta, &[Name]),
            ("xk7!j.o.s.é.qp2Zw", Profile::EnsAlta, &[Name]),
            ("xK!9900-0001-qpzw", Profile::EnsAlta, &[Number]),
            ("Password1234!", Profile::EnsAlta, &[Guessable]),
            ("Qwertyuiop12", Profile::EnsAlta, &[Guessable]),
            ("aaaa", Profile::Clave, &[TooShort, TooFewKinds, Guessable]),
        ];
        for (text, profile, expected) in table {
            assert_eq!(found(text, profile), expected, "{text}");
        }
    }

    #[test]
    fn three_words_without_relation_are_a_good_password() {
        for profile in [Profile::Clave, Profile::EnsAlta] {
            assert_eq!(found("grapa caballo bateria", profile), []);
        }
    }

    #[test]
    fn particles_of_a_name_are_no_name() {
        assert_eq!(found("delas7!Qzxkwvp", Profile::EnsAlta), []);
    }
}
