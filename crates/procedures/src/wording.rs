//! The words of a document that depend on the procedure and that the renderer takes as data, in
//! every language of the platform.

use model::procedure::Purpose;
use vocab::Lang;

/// Name of the procedure.
pub(crate) fn procedure(lang: Lang) -> &'static str {
    match lang {
        Lang::Es => "Certificado de delitos de naturaleza sexual",
        Lang::Ca | Lang::CaValencia => "Certificat de delictes de naturalesa sexual",
        Lang::Gl => "Certificado de delitos de natureza sexual",
        Lang::Eu => "Sexu-izaerako delituen ziurtagiria",
        Lang::En => "Certificate of offences of a sexual nature",
    }
}

/// What the certificate is wanted for (R184, defaults D25).
pub(crate) fn purpose(purpose: Purpose, lang: Lang) -> &'static str {
    match purpose {
        Purpose::HabitualWorkWithMinors => match lang {
            Lang::Es => "Trabajo y/o contacto habitual con menores",
            Lang::Ca | Lang::CaValencia => "Treball i/o contacte habitual amb menors",
            Lang::Gl => "Traballo e/ou contacto habitual con menores",
            Lang::Eu => "Adingabeekin lan egitea eta/edo ohiko harremana izatea",
            Lang::En => "Work and/or habitual contact with minors",
        },
        Purpose::Volunteering => match lang {
            Lang::Es => "Voluntariado con menores",
            Lang::Ca | Lang::CaValencia => "Voluntariat amb menors",
            Lang::Gl => "Voluntariado con menores",
            Lang::Eu => "Boluntariotza adingabeekin",
            Lang::En => "Volunteering with minors",
        },
        Purpose::AdoptionOrFostering => match lang {
            Lang::Es => "Adopción o acogimiento",
            Lang::Ca | Lang::CaValencia => "Adopció o acolliment",
            Lang::Gl => "Adopción ou acollemento",
            Lang::Eu => "Adopzioa edo harrera",
            Lang::En => "Adoption or fostering",
        },
        Purpose::OtherAbroad => match lang {
            Lang::Es => "Otra finalidad, en el extranjero",
            Lang::Ca | Lang::CaValencia => "Una altra finalitat, a l’estranger",
            Lang::Gl => "Outra finalidade, no estranxeiro",
            Lang::Eu => "Beste helburu bat, atzerrian",
            Lang::En => "Another purpose, abroad",
        },
    }
}
