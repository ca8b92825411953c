//! The receipts of a registration and of an application, and the result of a review.

use documents::Typesetter;
use ports::documents::{Document, RenderError};
use vocab::Lang;

use crate::{rendered, sample, samples, text_of};

#[test]
fn the_receipt_has_code_masked_data_instructions_and_terms() {
    let text = text_of(&rendered(Lang::Es, "receipt"));
    let code = samples::activation_code().grouped();
    for needed in [
        &code,
        "Amara Okoro Díaz",
        "X1234567L",
        "******417",
        "a***@correo.example",
        "Registro básico",
        "22 de noviembre de 2026, a las 10:42",
        "Cómo activar la contraseña",
        "Versión 2026-11",
        "3. Un móvil, una persona",
        "Cada número de móvil sirve para un solo registro.",
    ] {
        assert!(text.contains(needed), "{needed}\n{text}");
    }
    for hidden in ["612 345", "612345", "amara.okoro"] {
        assert!(!text.contains(hidden), "{hidden}");
    }
}

#[test]
fn the_receipt_of_an_application_says_what_was_asked_by_whom_and_when() {
    let text = text_of(&rendered(Lang::En, "application"));
    for needed in [
        "2026-004817",
        "Certificate of sexual offences",
        "22 November 2026, at 10:42",
        "Amara Okoro Díaz",
        "X1234567L",
        "a***@correo.example",
    ] {
        assert!(text.contains(needed), "{needed}\n{text}");
    }
}

#[test]
fn markup_in_data_stays_text() {
    let text = text_of(&rendered(Lang::Es, "application-markup"));
    assert!(
        text.contains(r"#evil() *x* $y$ _a_ <b> @c \ `d` {name} [e]"),
        "{text}"
    );
}

#[test]
fn content_without_end_is_refused() {
    let typesetter = Typesetter::load().unwrap();
    let Document::RegistrationReceipt(mut receipt) = sample(Lang::Es, "receipt") else {
        panic!()
    };
    receipt.terms = vec!["a".to_owned(); 1_500];
    let refusal = typesetter.render(&Document::RegistrationReceipt(receipt.clone()));
    assert!(
        matches!(refusal, Err(RenderError::TooLong(pages)) if pages > 20),
        "{refusal:?}"
    );
    receipt.terms = vec!["palabra ".repeat(1_000); 100];
    let refusal = typesetter.render(&Document::RegistrationReceipt(receipt));
    assert!(
        matches!(refusal, Err(RenderError::TooLong(201))),
        "{refusal:?}"
    );
}

#[test]
fn the_result_of_a_review_says_what_was_decided_and_shows_the_number_in_part() {
    let text = text_of(&rendered(Lang::En, "identification"));
    assert!(text.contains("Confirmed: advanced level"), "{text}");
    assert!(text.contains("No program has compared your face"), "{text}");
    let text = text_of(&rendered(Lang::En, "identification-refused"));
    assert!(
        text.contains("Picture or sound did not allow a decision"),
        "{text}"
    );
    let text = text_of(&rendered(Lang::En, "identification-withdrawn"));
    assert!(text.contains("registration withdrawn"), "{text}");
    let number = samples::number();
    assert!(
        !text.contains(number.as_str()) && text.contains(&number.masked()),
        "{text}"
    );
}
