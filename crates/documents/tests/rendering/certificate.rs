//! What the certificate says, to whom, and in which letters.

use documents::Typesetter;
use ports::documents::RenderError;
use vocab::Lang;

use crate::{rendered, sample, samples, text_of};

#[test]
fn the_negative_certificate_says_what_the_law_asks() {
    let text = text_of(&rendered(Lang::Es, "certificate"));
    for needed in [
        "Registro Central de Delincuentes Sexuales y de Trata de Seres Humanos",
        "certifica que, en el día de la fecha, consultada su base de datos, no consta información penal relativa a:",
        "Amara Okoro Díaz",
        "X1234567L",
        "3 de mayo de 1991",
        "Nigeria",
        "22 de noviembre de 2026, a las 10:42",
        "Trabajo o contacto habitual con menores",
        "2026-004817",
        "artículo 57 de la Ley Orgánica 8/2021",
        "Artículo 13.5 de la Ley Orgánica 1/1996",
        "Real Decreto 1110/2015",
        "22 caracteres",
        "responsable de comprobar",
        "actuación administrativa automatizada",
        "en la fecha y hora de expedición",
        "debe presentar además el certificado de su país",
        "Sellado electrónicamente",
    ] {
        assert!(text.contains(needed), "{needed}\n{text}");
    }
    assert!(!text.contains("Anotación"));
}

#[test]
fn the_certificate_asks_only_those_whose_state_does_not_answer_for_another_one() {
    let note = "el certificado de su país";
    assert!(
        text_of(&rendered(Lang::Es, "certificate"))
            .contains("debe presentar además el certificado")
    );
    assert!(
        text_of(&rendered(Lang::Es, "certificate-european"))
            .contains("no tiene que aportar el certificado")
    );
    assert!(!text_of(&rendered(Lang::Es, "certificate-spanish")).contains(note));
}

#[test]
fn the_positive_certificate_transcribes_every_entry() {
    let text = text_of(&rendered(Lang::Es, "certificate-positive"));
    for needed in [
        "Constan 2 anotaciones",
        "Anotación 1 de 2",
        "Anotación 2 de 2",
        "Audiencia Provincial de Ejemplo",
        "4 de marzo de 2019",
        "Agresión sexual (artículo 178 del Código Penal)",
        "Dos años de prisión",
    ] {
        assert!(text.contains(needed), "{needed}\n{text}");
    }
    assert!(!text.contains("No consta") && !text.contains("no consta"));
    assert!(
        text_of(&rendered(Lang::Es, "certificate-positive-one")).contains("Consta una anotación")
    );
}

#[test]
fn names_of_every_european_script_are_printed_as_their_owners_write_them() {
    let typesetter = Typesetter::load().unwrap();
    for (key, given, surname) in samples::SCRIPTS {
        let text = text_of(&typesetter.render(&sample(Lang::Es, key)).unwrap());
        assert!(
            text.contains(&format!("{given} {surname}")),
            "{key}: {text}"
        );
    }
}

#[test]
fn a_name_that_cannot_be_printed_is_refused_with_the_character() {
    let typesetter = Typesetter::load().unwrap();
    let document = samples::certificate(Lang::Es, &samples::name("小龙", "Li", None), "CN", vec![]);
    assert!(matches!(
        typesetter.render(&document),
        Err(RenderError::Unprintable('小'))
    ));
}
