//! Documents by their code: neutrality, limits, classes, comparison.

use model::issued::DocumentKind;
use vocab::{SecureVerificationCode, SeededEntropy};

use crate::office::{Office, jordi};

fn code_of_nothing(seed: u64) -> String {
    SecureVerificationCode::generate(&SeededEntropy::new(seed))
        .as_str()
        .to_owned()
}

#[tokio::test]
async fn a_stranger_sees_what_was_issued_by_whom_and_when() {
    let office = Office::open().await;
    let code = office.certificate().await;
    let mut browser = office.browser();
    browser.get("/csv").await;
    let typed = code.grouped().to_lowercase().replace('-', " ");
    let found = browser.send("/csv", &[("code", &typed)]).await;
    assert_eq!(found.location(), format!("/csv/{}", code.as_str()));
    let page = browser.get(found.location()).await;
    assert_eq!(page.status, 200);
    assert!(page.is_private());
    assert_eq!(page.title(), "El código es de un documento auténtico");
    let text = page.text();
    for shown in [
        "Certificado de delitos de naturaleza sexual",
        "Ministerio de Ejemplo (DIR3 EA0000001)",
        "22 de noviembre de 2026, 11:00",
        "Jordi C. F.",
        &jordi().record.number.masked(),
    ] {
        assert!(text.contains(shown), "{shown}");
    }
    assert!(!text.contains("Camps") && !text.contains(jordi().record.number.as_str()));

    let original = browser
        .get(&format!("/csv/{}/document.pdf", code.as_str()))
        .await;
    assert_eq!(original.header("content-type"), "application/pdf");
    assert!(original.header("content-disposition").starts_with("inline"));
    assert!(
        !original
            .header("content-disposition")
            .contains(code.as_str())
    );
    assert!(original.is_private());
    assert!(original.text().contains("Camps"), "the original itself");
}

#[tokio::test]
async fn what_is_mistyped_is_told_before_any_look_up() {
    let office = Office::open().await;
    let code = office.certificate().await;
    let mut browser = office.browser();
    browser.get("/csv").await;
    let mut swapped: Vec<char> = code.as_str().chars().collect();
    let other = swapped.iter().position(|c| *c != swapped[0]).unwrap();
    swapped.swap(0, other);
    let swapped: String = swapped.into_iter().collect();
    for (typed, words) in [
        ("", "Escriba el código del documento"),
        ("A7KM", "El código tiene 22 caracteres"),
        (
            "A7KM-4QXT-2NRE-WZ5H-B3VD-60",
            "un carácter que estos códigos no tienen",
        ),
        (&swapped, "los dos últimos caracteres no corresponden"),
    ] {
        let answer = browser.send("/csv", &[("code", typed)]).await;
        assert_eq!(answer.status, 422, "{typed}");
        assert!(answer.text().contains(words), "{typed}");
        assert!(answer.is_private());
    }
    // None of them counts as a try, wherever it is typed.
    for _ in 0..20 {
        let answer = browser.get(&format!("/csv/{swapped}")).await;
        assert_eq!(answer.status, 404);
        assert!(
            answer
                .text()
                .contains("los dos últimos caracteres no corresponden")
        );
        assert!(answer.is_private());
    }
    assert_eq!(
        browser
            .get(&format!("/csv/{swapped}/document.pdf"))
            .await
            .status,
        404
    );
    assert_eq!(
        browser.get(&format!("/csv/{}", code.as_str())).await.status,
        200
    );
}

#[tokio::test]
async fn unknown_and_withdrawn_codes_answer_alike() {
    let office = Office::open().await;
    let pdf = b"%PDF-1.7 a certificate";
    let document = office
        .issue(DocumentKind::NegativeOffenceCertificate, pdf)
        .await;
    let code = document.code.as_str().to_owned();
    let mut browser = office.browser();
    assert_eq!(browser.get(&format!("/csv/{code}")).await.status, 200);
    office.withdraw(document.id).await;
    let mut pages = Vec::new();
    for code in [code, code_of_nothing(7)] {
        let page = browser.get(&format!("/csv/{code}")).await;
        assert_eq!(page.status, 404);
        assert!(page.is_private());
        let reference = page
            .text()
            .split("CSV-001 · ")
            .nth(1)
            .map(|rest| rest[..7].to_owned());
        let text = page
            .text()
            .replace(&code, "")
            .replace(&reference.unwrap(), "");
        let token = page
            .text()
            .contains("_token")
            .then(|| page.hidden("_token"));
        pages.push(token.map_or(text.clone(), |token| text.replace(&token, "")));
    }
    assert_eq!(pages[0], pages[1]);
    assert!(pages[0].contains("No hay ningún documento con ese código"));
}

#[tokio::test]
async fn codes_that_do_not_exist_are_limited_and_codes_that_do_are_not() {
    let office = Office::open().await;
    let code = office.certificate().await;
    let mut browser = office.browser().from("198.51.100.7");
    let right = format!("/csv/{}", code.as_str());
    for seed in 0..5 {
        for _ in 0..3 {
            assert_eq!(browser.get(&right).await.status, 200);
        }
        let wrong = format!("/csv/{}", code_of_nothing(seed));
        assert_eq!(browser.get(&wrong).await.status, 404);
    }
    for path in [format!("/csv/{}", code_of_nothing(9)), right.clone()] {
        let refused = browser.get(&path).await;
        assert_eq!(refused.status, 429);
        assert_eq!(refused.header("retry-after"), "60");
        assert!(refused.text().contains("Demasiados intentos"));
        assert!(refused.is_private());
    }
    assert_eq!(
        browser.get(&format!("{right}/document.pdf")).await.status,
        429
    );
    let mut elsewhere = office.browser().from("198.51.100.8");
    assert_eq!(elsewhere.get(&right).await.status, 200, "another origin");
    office.clock.advance_seconds(60);
    assert_eq!(browser.get(&right).await.status, 200, "a minute later");
}

#[tokio::test]
async fn a_holder_document_is_told_of_and_compared_but_not_shown() {
    let office = Office::open().await;
    let pdf = b"%PDF-1.7 a receipt with an activation code";
    let document = office.issue(DocumentKind::RegistrationReceipt, pdf).await;
    let here = format!("/csv/{}", document.code.as_str());
    let mut browser = office.browser();
    let page = browser.get(&here).await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("Resguardo de registro"));
    assert!(
        page.text()
            .contains("Este documento solo lo puede ver su titular")
    );
    assert!(!page.text().contains("document.pdf") && !page.text().contains("A nombre de"));
    let refused = browser.get(&format!("{here}/document.pdf")).await;
    assert_eq!(refused.status, 403);
    assert!(refused.text().contains("CSV-002") && !refused.text().contains("activation"));
    browser.get(&here).await;
    let compared = browser.upload(&format!("{here}/compare"), Some(pdf)).await;
    assert!(compared.text().contains("Es el mismo documento"));
}

#[tokio::test]
async fn a_copy_is_the_same_byte_by_byte_or_not_the_document() {
    let office = Office::open().await;
    let code = office.certificate().await;
    let here = format!("/csv/{}", code.as_str());
    let mut browser = office.browser();
    let original = browser.get(&format!("{here}/document.pdf")).await.body;
    browser.get(&here).await;
    let compare = format!("{here}/compare");
    let same = browser.upload(&compare, Some(&original)).await;
    assert_eq!(same.status, 200);
    assert!(same.text().contains("Es el mismo documento"));
    assert!(same.is_private());
    let mut changed = original.clone();
    changed[10] ^= 1;
    let appended = [original.as_slice(), b"\n%%EOF"].concat();
    for copy in [changed, appended, original[1..].to_vec()] {
        let other = browser.upload(&compare, Some(&copy)).await;
        assert!(other.text().contains("No es el documento que expedimos"));
    }
    let nothing = browser.upload(&compare, None).await;
    assert_eq!(nothing.status, 422);
    assert!(
        nothing
            .text()
            .contains("Elija el archivo que quiere comparar")
    );
    assert_eq!(browser.get(&compare).await.location(), here, "a reload");
    let large = vec![b'x'; 10 * 1024 * 1024];
    let largest = browser.upload(&compare, Some(&large)).await;
    assert!(largest.text().contains("No es el documento que expedimos"));
    let too_large = browser
        .upload(&compare, Some(&[large, vec![0; 64 * 1024]].concat()))
        .await;
    assert_eq!(too_large.status, 413);
    let unknown = format!("/csv/{}/compare", code_of_nothing(3));
    assert_eq!(browser.upload(&unknown, Some(b"x")).await.status, 404);
    let mistyped = browser.upload("/csv/A7KM/compare", Some(b"x")).await;
    assert_eq!(mistyped.status, 404);
}

#[tokio::test]
async fn a_comparison_of_another_site_is_refused() {
    let office = Office::open().await;
    let code = office.certificate().await;
    let compare = format!("/csv/{}/compare", code.as_str());
    let answer = office.browser().upload(&compare, Some(b"x")).await;
    assert_eq!(answer.status, 403, "without a token");
}
