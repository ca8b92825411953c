//! The interface for machines, compared with its description.

use model::issued::DocumentKind;
use serde_json::Value;
use vocab::{SecureVerificationCode, SeededEntropy};

use crate::{
    browser::{Answer, Browser},
    office::{Office, SEDE},
    outside::sha256,
};

#[tokio::test]
async fn a_document_is_verified() {
    let office = Office::open().await;
    let code = office.certificate().await;
    let mut machine = office.browser();
    machine.headers.push(("accept", "application/json".into()));
    let path = format!("/api/v1/documents/{}", code.grouped().to_lowercase());
    let answer = machine.get(&path).await;
    assert_eq!(answer.status, 200);
    assert!(answer.is_private());
    let file = machine
        .get(&format!("/csv/{}/document.pdf", code.as_str()))
        .await;
    let digest: String = sha256(&file.body)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let json = answer.json();
    assert_eq!(json["code"], code.as_str());
    assert_eq!(json["status"], "valid");
    assert_eq!(json["class"], "bearer");
    assert_eq!(json["kind"], "negative_offence_certificate");
    assert_eq!(json["language"], "es");
    assert_eq!(json["issuer"]["dir3"], "EA0000001");
    assert_eq!(json["issuer"]["name"], "Ministerio de Ejemplo");
    assert_eq!(json["issued_at"], "2026-11-22T10:00:00Z");
    assert_eq!(json["digest"]["value"], digest);
    let url = format!("{SEDE}/csv/{}/document.pdf", code.as_str());
    assert_eq!(json["document_url"], url);
    assert!(!answer.text().contains("Jordi"), "no name");
}

#[tokio::test]
async fn unknown_withdrawn_and_mistyped_codes_are_refused_in_json() {
    let office = Office::open().await;
    let document = office
        .issue(DocumentKind::NegativeOffenceCertificate, b"pdf")
        .await;
    office.withdraw(document.id).await;
    let mut machine = office.browser();
    let unknown = machine.get(&wrong(1)).await;
    let withdrawn = machine
        .get(&format!("/api/v1/documents/{}", document.code.as_str()))
        .await;
    for answer in [&unknown, &withdrawn] {
        assert_eq!(answer.status, 404);
        assert_eq!(answer.json()["error"]["code"], "CSV-001");
    }
    assert_eq!(
        unknown.json()["error"]["message"],
        withdrawn.json()["error"]["message"]
    );
    let mistyped = machine.get("/api/v1/documents/A7KM").await;
    assert_eq!(mistyped.status, 422);
    assert_eq!(mistyped.json()["error"]["code"], "CSV-003");
    let nowhere = machine.get("/api/v1/nothing").await;
    assert_eq!(nowhere.json()["error"]["code"], "GEN-404");
}

#[tokio::test]
async fn the_description_says_what_the_router_does() {
    let office = Office::open().await;
    let code = office.certificate().await;
    let holder = office.issue(DocumentKind::ApplicationReceipt, b"pdf").await;
    let mut machine = office.browser().from("198.51.100.9");
    let description = machine.get("/api/v1/openapi.json").await.json();
    assert_eq!(description["openapi"], "3.1.0");

    let mut told: Vec<(String, u16)> = Vec::new();
    for (path, methods) in description["paths"].as_object().unwrap() {
        assert_eq!(
            methods.as_object().unwrap().len(),
            1,
            "only GET is tried here"
        );
        let responses = methods["get"]["responses"].as_object().unwrap();
        let statuses = responses.keys().map(|status| status.parse().unwrap());
        told.extend(statuses.map(|status| (path.clone(), status)));
    }
    let documents = "/api/v1/documents/{code}";
    let mut tried: Vec<(String, u16)> = Vec::new();
    let mut asked = vec![
        ("/api/v1/openapi.json", "/api/v1/openapi.json".to_owned()),
        (documents, format!("/api/v1/documents/{}", code.as_str())),
        (
            documents,
            format!("/api/v1/documents/{}", holder.code.as_str()),
        ),
        (documents, "/api/v1/documents/nonsense".to_owned()),
    ];
    asked.extend((0..6).map(|seed| (documents, wrong(seed))));
    for (template, path) in asked {
        let answer = machine.get(&path).await;
        let status = answer.status.as_u16();
        let responses = &description["paths"][template]["get"]["responses"];
        let response = &responses[status.to_string()];
        assert!(
            response.is_object(),
            "{template} answers {status}, which is not described"
        );
        let content = answer.header("content-type");
        let schema = &response["content"][content]["schema"];
        assert!(
            schema.is_object(),
            "{template} {status}: {content} is not described"
        );
        let faults = mismatch(&description, schema, &answer.json(), "$");
        assert_eq!(faults, Vec::<String>::new(), "{template} {status}");
        for (name, _) in response["headers"].as_object().into_iter().flatten() {
            assert_ne!(
                answer.header(&name.to_lowercase()),
                "",
                "{template} {status}: {name}"
            );
        }
        tried.push((template.to_owned(), status));
    }
    for entry in told {
        assert!(
            tried.contains(&entry),
            "{entry:?} is described and never happens"
        );
    }
}

#[tokio::test]
async fn only_reading_is_possible() {
    let office = Office::open().await;
    let mut machine: Browser = office.browser();
    let answer: Answer = machine.send("/api/v1/documents/x", &[]).await;
    assert_eq!(answer.status, 405);
    assert_eq!(answer.json()["error"]["code"], "GEN-405");
}

fn wrong(seed: u64) -> String {
    let code = SecureVerificationCode::generate(&SeededEntropy::new(seed));
    format!("/api/v1/documents/{}", code.as_str())
}

/// Where a value is not what its schema says: types, required members, no others, enumerations.
fn mismatch(description: &Value, schema: &Value, value: &Value, place: &str) -> Vec<String> {
    if let Some(reference) = schema["$ref"].as_str() {
        let name = reference.strip_prefix("#/components/schemas/").unwrap();
        let schema = &description["components"]["schemas"][name];
        assert!(schema.is_object(), "{name} is not described");
        return mismatch(description, schema, value, place);
    }
    let mut found = Vec::new();
    let types: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(many) => many.iter().map(|one| one.as_str().unwrap()).collect(),
        _ => Vec::new(),
    };
    let is = match value {
        Value::Null => "null",
        Value::String(_) => "string",
        Value::Object(_) => "object",
        _ => "something else",
    };
    if !types.contains(&is) {
        found.push(format!("{place} is {is}, not {types:?}"));
    }
    if let Some(allowed) = schema["enum"].as_array()
        && !allowed.contains(value)
    {
        found.push(format!("{place} is {value}"));
    }
    let Some(members) = value.as_object() else {
        return found;
    };
    for name in schema["required"].as_array().into_iter().flatten() {
        if !members.contains_key(name.as_str().unwrap()) {
            found.push(format!("{place}.{name} is missing"));
        }
    }
    for (name, member) in members {
        let schema = &schema["properties"][name];
        if schema.is_object() {
            let place = format!("{place}.{name}");
            found.extend(mismatch(description, schema, member, &place));
        } else if schema.is_null() && place != "$" {
            found.push(format!("{place}.{name} is not described"));
        }
    }
    found
}
