//! What was typed and could not be saved because the visit had ended. It waits, sealed, in a
//! cookie while the person identifies again, so that nothing has to be typed twice (WCAG 3.3.7).

use std::time::Duration;

use axum::response::Response;
use http::HeaderMap;
use model::procedure::ApplicationReference;
use serde::{Deserialize, Serialize};
use web_kit::{Face, Form};

use crate::SedeState;

const PURPOSE: &str = "sede.unsent";

/// As long as one may take to identify.
const LIFETIME: Duration = Duration::from_secs(30 * 60);

/// More than any field of the section takes; a longer value is not kept.
const LONGEST: usize = 300;

/// The fields of a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Unsent {
    reference: ApplicationReference,
    fields: Vec<(String, String)>,
}

/// Keeps what was typed into `fields`.
pub(super) fn keep(
    state: &SedeState,
    face: &Face,
    response: &mut Response,
    reference: &ApplicationReference,
    form: &Form,
    fields: &[&str],
) {
    let typed = fields
        .iter()
        .map(|field| ((*field).to_owned(), form.value(field).to_owned()))
        .filter(|(_, value)| value.len() <= LONGEST);
    let unsent = Unsent {
        reference: reference.clone(),
        fields: typed.collect(),
    };
    if let Ok(plain) = serde_json::to_vec(&unsent) {
        let sealed = state.procedures.tokens.seal_token(PURPOSE, &plain);
        let cookie = face.cookie("unsent");
        cookie.set_on(response.headers_mut(), &sealed, Some(LIFETIME));
    }
}

/// Puts what was kept for this application into the form. Only the application's own person sees
/// this page, so that nobody else sees what was typed.
pub(super) fn restore(
    state: &SedeState,
    face: &Face,
    headers: &HeaderMap,
    reference: &ApplicationReference,
    form: &mut Form,
) {
    let Some(sealed) = face.cookie("unsent").read(headers) else {
        return;
    };
    let plain = state.procedures.tokens.open_token(PURPOSE, sealed);
    let unsent = plain.and_then(|plain| serde_json::from_slice::<Unsent>(&plain).ok());
    if let Some(unsent) = unsent.filter(|unsent| unsent.reference == *reference) {
        for (field, value) in unsent.fields {
            form.set(&field, value);
        }
    }
}

/// Forgets it: it is saved now.
pub(super) fn forget(face: &Face, headers: &HeaderMap, response: &mut Response) {
    let cookie = face.cookie("unsent");
    if cookie.read(headers).is_some() {
        cookie.clear_on(response.headers_mut());
    }
}
