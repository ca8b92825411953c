//! Folders of texts in, Rust or problems out.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::path::Path;

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = dir.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    dir
}

fn code(root: &Path) -> String {
    texts_build::compile(root).unwrap()
}

fn problems(files: &[(&str, &str)]) -> Vec<String> {
    let dir = folder(files);
    let problems = texts_build::compile(dir.path()).unwrap_err();
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn plain_texts_become_fields_in_the_order_of_languages() {
    let dir = folder(&[
        (
            "en/letter.ftl",
            "code-hint = 16 characters\ncontinue = Continue\n",
        ),
        (
            "es/letter.ftl",
            "code-hint = 16 caracteres\ncontinue = Continuar\n",
        ),
    ]);
    let code = code(dir.path());
    assert!(
        code.contains("pub const LANGS: &[Lang] = &[Lang::Es, Lang::En];"),
        "{code}"
    );
    assert!(code.contains("pub code_hint: &'static str"), "{code}");
    assert!(code.contains("pub continue_: &'static str"), "{code}");
    assert!(code.contains("code_hint: \"16 caracteres\""), "{code}");
    assert!(
        code.contains("pub fn letter(lang: Lang) -> &'static LetterTexts"),
        "{code}"
    );
}

#[test]
fn arguments_are_alphabetical_and_typed_by_their_most_demanding_use() {
    let dir = folder(&[
        (
            "es/a.ftl",
            "left = { $who }: { $tries ->\n    [one] queda uno\n   *[other] quedan { $tries }\n }\n",
        ),
        ("en/a.ftl", "left = { $who }: { $tries } left\n"),
    ]);
    let code = code(dir.path());
    assert!(
        code.contains("pub fn left(&self, tries: impl Count, who: impl core::fmt::Display)"),
        "{code}"
    );
}

#[test]
fn terms_and_references_are_resolved() {
    let dir = folder(&[
        ("es/terms.ftl", "-brand = Aldaba\n"),
        (
            "es/a.ftl",
            "title = Entre en { -brand }\nagain = { title } otra vez\n",
        ),
    ]);
    let code = code(dir.path());
    assert!(
        code.contains("again: \"Entre en Aldaba otra vez\""),
        "{code}"
    );
}

#[test]
fn valencian_falls_back_to_catalan_when_it_has_no_folder() {
    let files = [("es/a.ftl", "k = a\n"), ("ca/a.ftl", "k = b\n")];
    let dir = folder(&files);
    assert!(code(dir.path()).contains("Lang::CaValencia => 1"));
}

#[test]
fn a_sixth_language_needs_nothing_but_its_folder() {
    let tags = ["es", "ca", "ca-valencia", "gl", "eu", "en"];
    let names: Vec<String> = tags.iter().map(|tag| format!("{tag}/a.ftl")).collect();
    let files: Vec<(&str, &str)> = names
        .iter()
        .map(|name| (name.as_str(), "k = x\n"))
        .collect();
    let dir = folder(&files);
    let code = code(dir.path());
    assert!(
        code.contains("[Lang::Es, Lang::Ca, Lang::CaValencia, Lang::Gl, Lang::Eu, Lang::En]"),
        "{code}"
    );
}

#[test]
fn a_missing_key_is_told_with_file_and_key() {
    let found = problems(&[
        ("es/letter.ftl", "a = x\nb = y\n"),
        ("eu/letter.ftl", "a = x\n"),
    ]);
    assert_eq!(
        found,
        ["eu/letter.ftl: `b`: is missing; es/letter.ftl has it"]
    );
}

#[test]
fn a_missing_file_is_told_once() {
    let found = problems(&[
        ("es/a.ftl", "k = x\n"),
        ("es/b.ftl", "k = x\nl = y\n"),
        ("ca/a.ftl", "k = x\n"),
    ]);
    assert_eq!(
        found,
        ["ca/b.ftl: the file is missing; other languages have it"]
    );
}

#[test]
fn differing_arguments_are_told() {
    let found = problems(&[
        ("es/a.ftl", "k = { $n } de { $total }\n"),
        ("en/a.ftl", "k = { $n }\n"),
    ]);
    assert_eq!(
        found,
        ["en/a.ftl: `k`: has the arguments $n, but es/a.ftl has the arguments $n, $total"]
    );
}

#[test]
fn refuses_what_would_surprise() {
    let cases = [
        ("Key = x\n", "kebab-case"),
        ("k =\n    .title = x\n", "has no text"),
        ("k = x\n    .title = y\n", "attributes are not supported"),
        ("k = x\nk = y\n", "is there twice"),
        ("k = { NUMBER($n) }\n", "functions"),
        ("k = { other }\n", "there is no text `other`"),
        ("k = { -brand }\n", "there is no term `-brand`"),
        ("k = { k }\n", "refers to itself"),
        (
            "k = { $n ->\n    [few] x\n   *[other] y\n }\n",
            "has no plural category [few]",
        ),
        (
            "k = { $n ->\n    [1] x\n    [female] z\n   *[other] y\n }\n",
            "no plural category",
        ),
        ("lang = x\n", "is taken"),
        ("k = x\n??\n", "line 2"),
    ];
    for (text, expected) in cases {
        let found = problems(&[("es/a.ftl", text)]).join("; ");
        assert!(found.contains(expected), "{text}: {found}");
    }
}

#[test]
fn refuses_an_unknown_language_and_an_empty_folder() {
    let found = problems(&[("fr/a.ftl", "k = x\n")]).join("; ");
    assert!(found.contains("unknown language"), "{found}");
    let dir = tempfile::tempdir().unwrap();
    assert!(texts_build::compile(dir.path()).is_err());
}
