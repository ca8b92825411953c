//! What translators wrote, in every crate of the repository: nothing left in another language.
//!
//! That no key is missing is a build error already; here the words themselves are looked at. The
//! names of countries are left out: they are names, and Unicode CLDR keeps them.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The languages in the order of the menu.
const LANGUAGES: [&str; 6] = ["es", "ca", "ca-valencia", "gl", "eu", "en"];

/// Texts of two languages that are spelled alike although they are translated. Basque and English
/// share almost nothing with the others: these are technical names, and words that both have.
const ALIKE: [&str; 20] = [
    "Aldaba",
    "App",
    "Chat",
    "Cookies",
    "Data",
    "Dates",
    "Document",
    "Documents",
    "Error",
    "Error:",
    "Historia",
    "JavaScript",
    "NIE",
    "No",
    "Proba",
    "Sessions",
    "{name} (DIR3 {dir3})",
    // Whole sentences that Spanish and Galician spell alike.
    "Traerá un código de 16 caracteres. Vale 45 días.",
    "Cifrada de extremo a extremo con esta sede",
    "Acaba de pedir un código",
];

/// Longer texts that are the same in two Romance languages are copies, but for those in `ALIKE`:
/// sister languages share short labels ("Certificado", "Continuar"), not sentences.
const SHORT: usize = 4;

/// Words that no text of a language may have, because they are another language's: the articles,
/// pronouns and endings that give an untranslated half-sentence away.
const FOREIGN: [(&str, &[&str]); 6] = [
    (
        "es",
        &[
            "el seu", "la seva", "aquest", "aquesta", "vostè", "vostede", "non", "the", "your",
        ],
    ),
    (
        "ca",
        &[
            "usted", "su", "sus", "y", "una vez", "las", "este", "esta", "hui", "seua", "vosté",
            "servici", "the", "your",
        ],
    ),
    (
        "ca-valencia",
        &[
            "aquest", "aquesta", "aquests", "aquestes", "avui", "seva", "seves", "meva", "meves",
            "vostè", "aquí", "allà", "servei", "serveis", "truqui", "gairebé", "usted", "sus", "y",
            "las", "the", "your",
        ],
    ),
    (
        "gl",
        &[
            "usted", "los", "las", "y", "su", "sus", "una", "hay", "de la", "en la", "a la", "the",
            "your",
        ],
    ),
    (
        "eu",
        &[
            "usted", "el", "los", "las", "y", "su", "para", "de la", "the", "your", "vostè",
        ],
    ),
    ("en", &["usted", "el", "los", "las", "su", "para", "y"]),
];

type Texts = BTreeMap<String, BTreeMap<String, String>>;

/// Every text of the repository: language, place, words.
fn texts() -> Texts {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut all = Texts::new();
    for folder in sorted(crates) {
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let root = folder.join("texts");
        if root.join("es").is_dir() {
            for (lang, texts) in texts_build::words(&root).unwrap() {
                let texts = texts
                    .into_iter()
                    .filter(|(key, _)| !key.starts_with("country/"));
                let texts = texts.map(|(key, words)| (format!("{name}: {key}"), words));
                all.entry(lang).or_default().extend(texts);
            }
        }
        for file in sorted(&root).iter().filter(|file| ends(file, "toml")) {
            let lang = stem(file);
            let table: toml::Table = fs::read_to_string(file).unwrap().parse().unwrap();
            let sections = table
                .into_iter()
                .filter(|(section, _)| section != "countries");
            for (section, value) in sections {
                flatten(
                    &format!("{name}: {section}"),
                    value,
                    all.entry(lang.clone()).or_default(),
                );
            }
        }
    }
    for version in sorted(&crates.join("registration/terms")) {
        for file in sorted(&version) {
            let words = fs::read_to_string(&file).unwrap();
            for (number, paragraph) in words.split("\n\n").enumerate() {
                let place = format!("{}: {number}", version.display());
                all.entry(stem(&file))
                    .or_default()
                    .insert(place, paragraph.trim().to_owned());
            }
        }
    }
    all
}

fn flatten(path: &str, value: toml::Value, into: &mut BTreeMap<String, String>) {
    match value {
        toml::Value::String(words) => _ = into.insert(path.to_owned(), words),
        toml::Value::Array(items) => {
            for (index, item) in items.into_iter().enumerate() {
                flatten(&format!("{path}.{index}"), item, into);
            }
        }
        toml::Value::Table(fields) => {
            for (key, field) in fields {
                flatten(&format!("{path}.{key}"), field, into);
            }
        }
        other => panic!("{path} is no text: {other}"),
    }
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut found: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    found.sort();
    found
}

fn ends(file: &Path, ending: &str) -> bool {
    file.extension().is_some_and(|found| found == ending)
}

fn stem(file: &Path) -> String {
    file.file_stem().unwrap().to_str().unwrap().to_owned()
}

/// The words of a text without arguments and marks, in small letters.
fn spelled(text: &str) -> Vec<String> {
    let mut plain = String::new();
    let mut inside = false;
    for c in text.chars() {
        match c {
            '{' | '<' => inside = true,
            '}' | '>' => inside = false,
            _ if inside => {}
            c if c.is_alphabetic() => plain.extend(c.to_lowercase()),
            _ => plain.push(' '),
        }
    }
    plain.split_whitespace().map(str::to_owned).collect()
}

#[test]
fn every_language_of_the_platform_has_every_text() {
    let all = texts();
    let tags: BTreeSet<_> = all.keys().map(String::as_str).collect();
    assert_eq!(tags, LANGUAGES.into_iter().collect());
    let keys = |lang: &str| {
        all.get(lang)
            .unwrap()
            .keys()
            .cloned()
            .collect::<BTreeSet<_>>()
    };
    assert!(keys("es").len() > 900, "the texts are not found");
    for lang in LANGUAGES {
        assert_eq!(keys(lang), keys("es"), "{lang}");
    }
    for (place, words) in all.values().flatten() {
        // The same name in both languages needs no second line on the certificate.
        assert!(
            !words.is_empty() || place.ends_with("register_gloss"),
            "{place} is empty"
        );
    }
}

#[test]
fn no_text_is_the_same_in_two_languages() {
    let all = texts();
    let romance = |lang: &str| !matches!(lang, "eu" | "en");
    let mut copies = Vec::new();
    for (place, first) in LANGUAGES.iter().enumerate() {
        for second in LANGUAGES.iter().skip(place + 1) {
            if (*first, *second) == ("ca", "ca-valencia") {
                continue; // One language in two standards: what differs is looked for below.
            }
            let short = if romance(first) && romance(second) {
                SHORT
            } else {
                0
            };
            let there = all.get(*second).unwrap();
            for (key, words) in all.get(*first).unwrap() {
                let same = there.get(key) == Some(words);
                let count = spelled(words).len();
                if same && count > short && !ALIKE.contains(&words.as_str()) && !known(key) {
                    copies.push(format!("{first} and {second}, {key}: {words}"));
                }
            }
        }
    }
    assert_eq!(
        copies,
        Vec::<String>::new(),
        "translate them, or say in `ALIKE` why they are the same"
    );
}

/// Texts whose choice of words by number is the same in Spanish and Galician, and the Spanish name
/// of a register below its translation.
fn known(key: &str) -> bool {
    [
        "web-kit: kit/errors-title",
        "web-kit: kit/seconds-left",
        "documents: certificate.register_gloss",
    ]
    .contains(&key)
}

#[test]
fn no_text_has_words_of_another_language() {
    let all = texts();
    let mut found = Vec::new();
    for (lang, foreign) in FOREIGN {
        for (key, words) in all.get(lang).unwrap() {
            if known(key) {
                continue;
            }
            let spelled = format!(" {} ", spelled(words).join(" "));
            for word in foreign {
                let here = spelled.contains(&format!(" {word} "));
                if here {
                    found.push(format!("{lang}, {key}: \"{word}\" in: {words}"));
                }
            }
        }
    }
    assert_eq!(found, Vec::<String>::new());
}
