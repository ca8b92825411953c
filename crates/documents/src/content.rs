//! A document as the data of its template: strings, lists of strings, and nothing that decides.

use jiff::tz::TimeZone;
use ports::documents::{
    ApplicationReceipt, Document, DocumentFrame, IdentificationOutcome, IdentificationResult,
    InvitationLetter, OffenceCertificate, RegistrationReceipt, RenderError, Verification,
};
use serde_json::{Value, json};
use vocab::{CountryCode, IdentityNumber, Lang};

use crate::{
    wording::{Wording, Wordings},
    world::Template,
};

/// What is needed of a document to render it.
pub(crate) struct Content<'a> {
    /// Its template.
    pub(crate) template: Template,
    /// Its common part.
    pub(crate) frame: &'a DocumentFrame,
    /// How it is verified; the letter is not.
    pub(crate) verification: Option<&'a Verification>,
    /// The texts in its language.
    pub(crate) wording: &'a Wording,
    /// All that the template prints.
    pub(crate) data: Value,
}

impl<'a> Content<'a> {
    /// Reads a document.
    ///
    /// # Errors
    /// [`RenderError::Template`] if the body's time zone is unknown.
    pub(crate) fn of(document: &'a Document, wordings: &'a Wordings) -> Result<Self, RenderError> {
        let (template, frame, verification) = match document {
            Document::InvitationLetter(letter) => (Template::Letter, &letter.frame, None),
            Document::RegistrationReceipt(receipt) => (
                Template::Receipt,
                &receipt.frame,
                Some(&receipt.verification),
            ),
            Document::OffenceCertificate(certificate) => (
                Template::Certificate,
                &certificate.frame,
                Some(&certificate.verification),
            ),
            Document::ApplicationReceipt(receipt) => (
                Template::Application,
                &receipt.frame,
                Some(&receipt.verification),
            ),
            Document::IdentificationResult(result) => (
                Template::Identification,
                &result.frame,
                Some(&result.verification),
            ),
        };
        let wording = wordings.of(frame.lang);
        let zone = zone(frame)?;
        let mut data = common(template, frame, verification, wording, &zone);
        let own = match document {
            Document::InvitationLetter(letter) => invitation(letter, wording, &zone),
            Document::RegistrationReceipt(receipt) => registration(receipt, wording),
            Document::OffenceCertificate(certificate) => offences(certificate, wording),
            Document::ApplicationReceipt(receipt) => application(receipt, wording),
            Document::IdentificationResult(result) => identification(result, wording, &zone),
        };
        if let (Value::Object(data), Value::Object(own)) = (&mut data, own) {
            data.extend(own);
        }
        Ok(Self {
            template,
            frame,
            verification,
            wording,
            data,
        })
    }
}

fn zone(frame: &DocumentFrame) -> Result<TimeZone, RenderError> {
    TimeZone::get(&frame.body.time_zone)
        .map_err(|_| RenderError::Template(format!("time zone {:?}", frame.body.time_zone)))
}

fn common(
    template: Template,
    frame: &DocumentFrame,
    verification: Option<&Verification>,
    wording: &Wording,
    zone: &TimeZone,
) -> Value {
    let (lang, region) = tag_parts(wording.lang());
    json!({
        "lang": lang,
        "region": region,
        "title": wording.title(template),
        "body": {
            "name": frame.body.name,
            "helpline": frame.body.helpline,
            "address": frame.body.address,
        },
        "issued_at": wording.date_time(frame.issued_at, zone),
        "verification": verification.map(|verification| json!({
            "code": verification.code.grouped(),
            "address": without_scheme(&verification.address),
        })),
    })
}

/// The language of a document as the typesetter takes it: language and region make the tag of the
/// file. It knows no variants, so Valencian is told by its region, where Catalan has none.
fn tag_parts(lang: Lang) -> (&'static str, Option<&'static str>) {
    match lang {
        Lang::CaValencia => ("ca", Some("ES")),
        Lang::Es | Lang::Ca | Lang::Gl | Lang::Eu | Lang::En => (lang.tag(), None),
    }
}

fn invitation(letter: &InvitationLetter, wording: &Wording, zone: &TimeZone) -> Value {
    let issued_on = letter.frame.issued_at.to_zoned(zone.clone()).date();
    let mut address = vec![letter.name.full()];
    let mut lines = letter.address.envelope_lines();
    if letter.address.is_abroad() {
        // Posts want the country's name in full, on the last line.
        lines.pop();
        lines.push(wording.country(letter.address.country).to_owned());
    }
    address.append(&mut lines);
    json!({
        "name": letter.name.full(),
        "address": address,
        "issued_on": wording.date(issued_on),
        "code": letter.code.as_ref().map(|code| groups_of_four(code.as_str())),
        "usable_until": wording.date(letter.usable_until),
        "register_address": without_scheme(&letter.register_address),
    })
}

fn registration(receipt: &RegistrationReceipt, wording: &Wording) -> Value {
    let mut data = json!({
        "name": receipt.name.full(),
        "phone": receipt.phone.masked(),
        "email": receipt.email.masked(),
        "level": wording.level(receipt.advanced),
        "activation_code": groups_of_four(receipt.activation_code.as_str()),
        "terms_version": receipt.terms_version,
        "terms": receipt.terms.iter().map(|paragraph| titled(paragraph)).collect::<Vec<_>>(),
    });
    add_number(&mut data, &receipt.number, wording);
    data
}

fn offences(certificate: &OffenceCertificate, wording: &Wording) -> Value {
    let count = certificate.entries.len();
    let entries = certificate
        .entries
        .iter()
        .enumerate()
        .map(|(index, entry)| {
            json!({
                "title": wording.entry_title(index + 1, count),
                "court": entry.court,
                "final_on": wording.date(entry.final_on),
                "offence": entry.offence,
                "penalty": entry.penalty,
            })
        });
    // R167; nationals of the Union are exempt (RD 1110/2015 art. 9).
    let foreign = if certificate.nationality == CountryCode::SPAIN {
        None
    } else if certificate.nationality.is_eu_member() {
        Some("eu")
    } else {
        Some("other")
    };
    let mut data = json!({
        "name": certificate.name.full(),
        "birth_date": wording.partial_date(certificate.birth_date),
        "nationality": wording.country(certificate.nationality),
        "foreign": foreign,
        "purpose": certificate.purpose,
        "reference": certificate.reference,
        "outcome": wording.positive_outcome(count),
        "entries": entries.collect::<Vec<_>>(),
    });
    add_number(&mut data, &certificate.number, wording);
    data
}

fn application(receipt: &ApplicationReceipt, wording: &Wording) -> Value {
    let mut data = json!({
        "name": receipt.name.full(),
        "reference": receipt.reference,
        "procedure": receipt.procedure,
        "purpose": receipt.purpose,
        "phone": receipt.phone.masked(),
        "email": receipt.email.as_ref().map(vocab::EmailAddress::masked),
    });
    add_number(&mut data, &receipt.number, wording);
    data
}

/// Whoever has the code sees it, so the number is shown in part.
fn identification(result: &IdentificationResult, wording: &Wording, zone: &TimeZone) -> Value {
    let (outcome, reason) = match &result.outcome {
        IdentificationOutcome::Confirmed => ("confirmed", None),
        IdentificationOutcome::Refused {
            withdrawn: false,
            reason,
        } => ("refused", reason.as_deref()),
        IdentificationOutcome::Refused {
            withdrawn: true,
            reason,
        } => ("withdrawn", reason.as_deref()),
    };
    json!({
        "name": result.name.full(),
        "number": result.number.masked(),
        "number_label": wording.number_label(result.number.kind()),
        "sent_at": wording.date_time(result.sent_at, zone),
        "outcome": outcome,
        "reason": reason,
    })
}

fn add_number(data: &mut Value, number: &IdentityNumber, wording: &Wording) {
    if let Value::Object(data) = data {
        data.insert("number".to_owned(), json!(number.as_str()));
        data.insert(
            "number_label".to_owned(),
            json!(wording.number_label(number.kind())),
        );
    }
}

/// `1. Title. Text.` in its two parts; a paragraph that does not begin so has no title.
fn titled(paragraph: &str) -> Value {
    let numbered = paragraph.split_once(". ").filter(|(number, _)| {
        !number.is_empty() && number.len() <= 3 && number.bytes().all(|b| b.is_ascii_digit())
    });
    let parts = numbered.and_then(|(number, rest)| {
        let (title, text) = rest
            .split_once(". ")
            .filter(|(title, _)| title.len() <= 80)?;
        Some((format!("{number}. {title}"), text))
    });
    let (title, text) = parts.unwrap_or((String::new(), paragraph));
    json!({ "title": title, "text": text })
}

fn groups_of_four(code: &str) -> Vec<String> {
    let characters: Vec<char> = code.chars().collect();
    characters
        .chunks(4)
        .map(|group| group.iter().collect())
        .collect()
}

/// An address as people type it.
fn without_scheme(address: &str) -> &str {
    address.split_once("://").map_or(address, |(_, rest)| rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_numbered_paragraph_gets_its_title() {
        assert_eq!(
            titled("12. Sus datos. Usamos su número. Nada más."),
            json!({ "title": "12. Sus datos", "text": "Usamos su número. Nada más." })
        );
        for plain in ["Sin número. Texto.", "2026. Solo", "1. Solo una frase.", ""] {
            assert_eq!(
                titled(plain),
                json!({ "title": "", "text": plain }),
                "{plain}"
            );
        }
    }

    #[test]
    fn addresses_are_printed_as_people_type_them() {
        assert_eq!(
            without_scheme("https://sede.example/csv"),
            "sede.example/csv"
        );
        assert_eq!(without_scheme("sede.example/csv"), "sede.example/csv");
    }
}
