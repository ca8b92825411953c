//! What comes in: a JSON body, and the proof of the device that sent it.

use authn::{KnownDevice, ProofError, SignedRequest, digest_of};
use axum::{
    body::Bytes,
    http::{HeaderMap, Method, Uri, header::AUTHORIZATION},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use model::app::device::DeviceState;
use serde::de::DeserializeOwned;
use vocab::AppDeviceId;

use super::answer::Reply;
use crate::IdentityState;

/// The scheme of the header.
const SCHEME: &str = "Aldaba-App ";

/// Longest header that is read: three values of at most 256 characters, and their names.
const LONGEST: usize = 1_024;

/// A body that is JSON of the right shape.
pub(super) fn read<T: DeserializeOwned>(body: &Bytes) -> Result<T, Reply> {
    // A JSON array would be read as a struct, member by member.
    if body.trim_ascii_start().first() != Some(&b'{') {
        return Err(Reply::malformed());
    }
    serde_json::from_slice(body).map_err(|_| Reply::malformed())
}

/// The proof of a request, read but not checked.
pub(super) fn proof(
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<SignedRequest, Reply> {
    let refused = || Reply::refused(401, "signature");
    let header = headers.get(AUTHORIZATION).ok_or_else(refused)?;
    let header = header.to_str().map_err(|_| refused())?;
    let [device, nonce, signature] = parameters(header).ok_or_else(refused)?;
    let device = match device {
        "new" => None,
        id => Some(id.parse::<AppDeviceId>().map_err(|_| refused())?),
    };
    let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| refused())?;
    Ok(SignedRequest {
        method: method.as_str().to_owned(),
        path: uri.path().to_owned(),
        body_digest: digest_of(body),
        device,
        nonce: nonce.to_owned(),
        signature,
    })
}

/// The three parameters of the header, each once, in any order (RFC 9110 §11.4, quoted strings
/// without escapes: none of the values needs one).
fn parameters(header: &str) -> Option<[&str; 3]> {
    if header.len() > LONGEST {
        return None;
    }
    let mut values = [None; 3];
    for part in header.strip_prefix(SCHEME)?.split(',') {
        let (name, quoted) = part.trim().split_once('=')?;
        let value = quoted.strip_prefix('"')?.strip_suffix('"')?;
        let place = ["device", "nonce", "signature"]
            .iter()
            .position(|known| *known == name)?;
        let slot = values.get_mut(place)?;
        if slot.replace(value).is_some() || value.contains(['"', '\\']) {
            return None;
        }
    }
    let [device, nonce, signature] = values;
    Some([device?, nonce?, signature?])
}

/// The device behind a request that may act.
pub(super) async fn acting(
    state: &IdentityState,
    signed: &SignedRequest,
) -> Result<KnownDevice, Reply> {
    let known = recognised(state, signed, true).await?;
    if known.was_replaced() {
        return Err(Reply::refused(403, "device_replaced"));
    }
    Ok(known)
}

/// The device behind a request, replaced or not.
pub(super) async fn recognised(
    state: &IdentityState,
    signed: &SignedRequest,
    spends: bool,
) -> Result<KnownDevice, Reply> {
    let recognised = state.doorkeeper.recognise_device(signed, spends).await;
    recognised.map_err(Reply::from)
}

impl From<ProofError> for Reply {
    fn from(error: ProofError) -> Self {
        match error {
            ProofError::Nonce => Self::refused(401, "nonce"),
            ProofError::Signature => Self::refused(401, "signature"),
            ProofError::Gone(DeviceState::Replaced) => Self::refused(403, "device_replaced"),
            ProofError::Gone(state) => Self::refused(401, "device_gone").and("why", state.as_str()),
            ProofError::Store(error) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_is_read_in_any_order_and_nothing_else() {
        let expected = Some(["d", "n", "s"]);
        let right = [
            r#"Aldaba-App device="d", nonce="n", signature="s""#,
            r#"Aldaba-App signature="s",nonce="n",device="d""#,
        ];
        for header in right {
            assert_eq!(parameters(header), expected, "{header}");
        }
        let long = format!(
            r#"Aldaba-App device="d", nonce="{}", signature="s""#,
            "n".repeat(1_024)
        );
        for wrong in [
            "",
            "Aldaba-App ",
            r#"Bearer device="d", nonce="n", signature="s""#,
            r#"Aldaba-App device="d", nonce="n""#,
            r#"Aldaba-App device="d", device="d", nonce="n", signature="s""#,
            r#"Aldaba-App device="d", nonce="n", signature="s", more="m""#,
            r#"Aldaba-App device=d, nonce="n", signature="s""#,
            r#"Aldaba-App device="d\"", nonce="n", signature="s""#,
            &long,
        ] {
            assert_eq!(parameters(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_body_is_an_object() {
        #[derive(serde::Deserialize)]
        struct One {
            _code: String,
        }
        for wrong in ["", "[]", r#"["K7QM"]"#, "null", "{", r#"{"_code":1}"#] {
            let body = Bytes::from(wrong);
            assert!(read::<One>(&body).is_err(), "{wrong}");
        }
        assert!(read::<One>(&Bytes::from(r#" {"_code":"K","more":1}"#)).is_ok());
    }
}
