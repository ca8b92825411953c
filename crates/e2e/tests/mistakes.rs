//! What people type wrong, in a browser.

use e2e::{Demonstration, journey};
use serde_json::json;

/// R026–R045, R053–R065, R122–R128, R233–R245: documents, letters, phones, PINs.
#[test]
fn every_mistake_on_the_way_to_an_identity_gets_a_clear_answer() {
    let demonstration = Demonstration::start();
    let _ = journey("mistakes", &demonstration.input(&json!({})));
}

/// R180–R187, R206, R263: the form, its second tab and its double click, codes of documents.
#[test]
fn every_mistake_in_the_electronic_office_gets_a_clear_answer() {
    let demonstration = Demonstration::start();
    let _ = journey("office-mistakes", &demonstration.input(&json!({})));
}
