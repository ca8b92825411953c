//! What is left of a password once everything is taken out that anybody tries first.
//!
//! Programs that guess do not try letters; they try words, names, sequences, dates and repetitions
//! with a little decoration. So each of these counts as few characters, however long it is, and
//! the password is cut in the way that leaves least. `Password1234!` is a word, a sequence and a
//! sign: six. A password of random characters loses nothing; neither do several words that have
//! nothing to do with each other, which is what we recommend.

use super::common;

/// A word of the list counts like so many characters: there are some thirty thousand.
const WORD: usize = 3;
/// A run on the keyboard, in the alphabet, of digits, or of one character.
const RUN: usize = 2;
/// A year of the last or the present century.
const YEAR: usize = 2;
/// A day of such a year.
const DAY: usize = 3;

/// The rows of keyboards in our languages; runs go along them in both directions.
const ROWS: [&str; 6] = [
    "1234567890",
    "qwertyuiop",
    "asdfghjklñ",
    "zxcvbnm",
    "azertyuiop",
    "qazwsxedcrfvtgbyhnujmik",
];

/// How many characters are left.
#[must_use]
pub fn effort(password: &str) -> usize {
    let plain: Vec<char> = password.chars().flat_map(folded).collect();
    match period(&plain) {
        // Something repeated is the thing and "again".
        Some(once) => least(plain.get(..once).unwrap_or(&plain)) + 1,
        None => least(&plain),
    }
}

/// The length of what is repeated, if the whole is nothing but that.
fn period(plain: &[char]) -> Option<usize> {
    (1..=plain.len() / 2).find(|once| {
        plain
            .iter()
            .zip(plain.iter().skip(*once))
            .all(|(here, next)| here == next)
    })
}

/// The cheapest way to put the text together, from left to right.
fn least(plain: &[char]) -> usize {
    let spoken: Vec<char> = plain.iter().map(|c| letter_meant(*c)).collect();
    let mut cheapest = vec![usize::MAX; plain.len() + 1];
    if let Some(first) = cheapest.first_mut() {
        *first = 0;
    }
    for from in 0..plain.len() {
        let so_far = cheapest.get(from).copied().unwrap_or(usize::MAX);
        let (rest, meant) = (tail(plain, from), tail(&spoken, from));
        let mut offer = |length: usize, cost: usize| {
            if let Some(there) = cheapest.get_mut(from + length) {
                *there = (*there).min(so_far.saturating_add(cost));
            }
        };
        offer(1, 1);
        for length in 3..=run(rest) {
            offer(length, RUN);
        }
        for (length, cost) in [(4, YEAR), (6, DAY), (8, DAY)] {
            if rest.get(..length).is_some_and(is_date) {
                offer(length, cost);
            }
        }
        for length in common::SHORTEST..=rest.len().min(common::LONGEST) {
            if is_word(rest, length) || is_word(meant, length) {
                offer(length, WORD);
            }
        }
    }
    cheapest.last().copied().unwrap_or_default()
}

fn tail(all: &[char], from: usize) -> &[char] {
    all.get(from..).unwrap_or_default()
}

fn is_word(rest: &[char], length: usize) -> bool {
    let word: Option<String> = rest.get(..length).map(|word| word.iter().collect());
    word.is_some_and(|word| common::contains(&word))
}

/// How many characters from the first on follow each other in a way that fingers or the alphabet
/// know.
fn run(rest: &[char]) -> usize {
    let steps = [step_same, step_up, step_down, step_right, step_left];
    let along = |step: fn(char, char) -> bool| {
        let pairs = rest.iter().zip(rest.iter().skip(1));
        1 + pairs
            .take_while(|(here, next)| step(**here, **next))
            .count()
    };
    steps.into_iter().map(along).max().unwrap_or_default()
}

fn step_same(here: char, next: char) -> bool {
    here == next
}

fn step_up(here: char, next: char) -> bool {
    here.is_alphanumeric() && u32::from(here) + 1 == u32::from(next)
}

fn step_down(here: char, next: char) -> bool {
    step_up(next, here)
}

fn step_right(here: char, next: char) -> bool {
    ROWS.iter().any(|row| {
        let mut keys = row.chars().skip_while(|key| *key != here);
        keys.next().is_some() && keys.next() == Some(next)
    })
}

fn step_left(here: char, next: char) -> bool {
    step_right(next, here)
}

/// `1987`, `290287`, `29021987`, or the same from the year on.
fn is_date(text: &[char]) -> bool {
    let digits: Option<Vec<u32>> = text.iter().map(|c| c.to_digit(10)).collect();
    let Some(digits) = digits else { return false };
    let pair = |at: usize| -> u32 {
        digits.get(at).copied().unwrap_or_default() * 10
            + digits.get(at + 1).copied().unwrap_or_default()
    };
    let century = |at| matches!(pair(at), 19 | 20);
    let day = |at| (1..=31).contains(&pair(at));
    let month = |at| (1..=12).contains(&pair(at));
    match digits.len() {
        4 => century(0),
        6 => (day(0) && month(2)) || (month(2) && day(4)),
        8 => (day(0) && month(2) && century(4)) || (century(0) && month(4) && day(6)),
        _ => false,
    }
}

/// Small letters without accents.
fn folded(c: char) -> impl Iterator<Item = char> {
    c.to_lowercase().map(|c| match c {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ñ' => 'n',
        'ç' => 'c',
        other => other,
    })
}

/// The letter that a sign stands for where people write `P@ssw0rd`.
fn letter_meant(c: char) -> char {
    match c {
        '@' | '4' => 'a',
        '3' | '€' => 'e',
        '1' | '!' | '|' => 'i',
        '0' => 'o',
        '5' | '$' => 's',
        '7' | '+' => 't',
        '8' => 'b',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_sequences_dates_and_repetitions_count_for_little() {
        let table = [
            ("Password1234!", 6),
            ("P@ssw0rd!", 4),
            ("Contraseña2026!", 6),
            ("qwertyuiop123", 4),
            ("1234567890ab", 4),
            ("aaaaaaaaaaaaaaaa", 2),
            ("abcabcabcabcabc", 3),
            ("Barcelona1992", 5),
            ("Maria29021987", 6),
            ("LpoiuytrewqL", 4),
        ];
        for (password, most) in table {
            assert!(effort(password) <= most, "{password}: {}", effort(password));
        }
    }

    #[test]
    fn chance_and_words_without_relation_keep_their_worth() {
        let table = [
            ("x7Kp!q2Zr9Vt", 12),
            ("tuercebotas-Ojal-39", 12),
            ("caballo grapa bateria correcto", 12),
        ];
        for (password, least) in table {
            assert!(
                effort(password) >= least,
                "{password}: {}",
                effort(password)
            );
        }
    }

    #[test]
    fn nothing_and_the_longest_take_no_time() {
        assert_eq!(effort(""), 0);
        assert!(effort(&"aB3$".repeat(32)) <= 5);
    }
}
