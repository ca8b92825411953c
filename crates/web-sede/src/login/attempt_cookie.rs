//! The cookies of identifications under way.

use axum::response::Response;
use http::{HeaderMap, header::COOKIE};
use web_kit::{Face, cookie::CookieName};

/// Attempts that one browser may have open: more tabs than anybody identifies in, and fewer
/// bytes than a server refuses (each has some 700).
const MOST: usize = 4;

/// Characters of `state` that name the cookie. The whole of it is inside, sealed.
const NAME_CHARS: usize = 8;

/// The cookie of the attempt with this `state`; nothing if it is none of ours by its looks.
pub(super) fn of_state(face: &Face, state: &str) -> Option<CookieName> {
    let name = state.get(..NAME_CHARS)?;
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    name.bytes()
        .all(fits)
        .then(|| face.cookie(&format!("login-{name}")))
}

/// Clears all attempts of a browser that has too many, so that its requests stay small.
pub(super) fn sweep(face: &Face, headers: &HeaderMap, response: &mut Response) {
    let names = open(face, headers);
    if names.len() >= MOST {
        for name in names {
            face.cookie(&name).clear_on(response.headers_mut());
        }
    }
}

/// The purposes of the attempts that the browser brought.
fn open(face: &Face, headers: &HeaderMap) -> Vec<String> {
    let ours = face.cookie("login-").as_str().to_owned();
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter_map(|(name, _)| name.strip_prefix(&ours))
        .map(|rest| format!("login-{rest}"))
        .collect()
}
