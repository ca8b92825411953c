//! Options for the browser, in the JSON that `PublicKeyCredential.parseCreationOptionsFromJSON`
//! and `parseRequestOptionsFromJSON` take (WebAuthn §5.1.8, §5.1.9).

use serde::Serialize;

use crate::cose::CoseAlgorithm;
use crate::encoding::to_base64url;

/// Whether the authenticator must recognise its owner (§5.8.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum UserVerification {
    /// It must, and [`crate::Expectation`] checks it.
    Required,
    /// It should if it can.
    Preferred,
    /// It need not: a second factor beside another one.
    Discouraged,
}

/// Whether the authenticator keeps the credential so that it is found without a user name
/// (§5.4.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ResidentKey {
    /// It must.
    Required,
    /// It should if it can.
    Preferred,
    /// It should not.
    Discouraged,
}

/// Which kind of authenticator (§5.4.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Attachment {
    /// Part of the device.
    #[serde(rename = "platform")]
    Platform,
    /// Roaming: a key, or a phone beside the computer.
    #[serde(rename = "cross-platform")]
    CrossPlatform,
}

/// For whom a credential is made (§5.4.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UserEntity<'a> {
    /// An opaque handle, 1 to 64 bytes, without personal data.
    pub id: &'a [u8],
    /// What the person types or recognises: a user name.
    pub name: &'a str,
    /// The name to show.
    pub display_name: &'a str,
}

/// A credential that exists (§5.8.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Descriptor<'a> {
    /// Its id.
    pub id: &'a [u8],
    /// How it can be reached, as the browser told when it was made.
    pub transports: &'a [String],
}

/// What to ask when a credential is to be made.
#[derive(Debug, Clone, Copy)]
pub struct CreationOptions<'a> {
    /// The relying party's id: a domain that is or ends the origin's host.
    pub rp_id: &'a str,
    /// The relying party's name, to show.
    pub rp_name: &'a str,
    /// For whom.
    pub user: UserEntity<'a>,
    /// At least 16 random bytes, used once; 32 are better (§13.4.3).
    pub challenge: &'a [u8],
    /// Milliseconds that the browser waits.
    pub timeout_ms: u32,
    /// The person's credentials, so that no authenticator makes a second one.
    pub exclude: &'a [Descriptor<'a>],
    /// Whether the owner must be recognised.
    pub user_verification: UserVerification,
    /// Whether it is kept in the authenticator.
    pub resident_key: ResidentKey,
    /// Which kind of authenticator; `None` for any.
    pub attachment: Option<Attachment>,
}

/// What to ask when possession is to be proved.
#[derive(Debug, Clone, Copy)]
pub struct RequestOptions<'a> {
    /// The relying party's id.
    pub rp_id: &'a str,
    /// At least 16 random bytes, used once; 32 are better.
    pub challenge: &'a [u8],
    /// Milliseconds that the browser waits.
    pub timeout_ms: u32,
    /// The credentials that will do; none means any that the authenticator keeps for us.
    pub allow: &'a [Descriptor<'a>],
    /// Whether the owner must be recognised.
    pub user_verification: UserVerification,
}

#[derive(Serialize)]
struct DescriptorJson<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    id: String,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    transports: &'a [String],
}

#[derive(Serialize)]
struct ParameterJson {
    #[serde(rename = "type")]
    kind: &'static str,
    alg: i64,
}

#[derive(Serialize)]
struct RpJson<'a> {
    id: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct UserJson<'a> {
    id: String,
    name: &'a str,
    display_name: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SelectionJson {
    #[serde(skip_serializing_if = "Option::is_none")]
    authenticator_attachment: Option<Attachment>,
    resident_key: ResidentKey,
    require_resident_key: bool,
    user_verification: UserVerification,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CreationJson<'a> {
    rp: RpJson<'a>,
    user: UserJson<'a>,
    challenge: String,
    pub_key_cred_params: Vec<ParameterJson>,
    timeout: u32,
    exclude_credentials: Vec<DescriptorJson<'a>>,
    authenticator_selection: SelectionJson,
    attestation: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RequestJson<'a> {
    challenge: String,
    timeout: u32,
    rp_id: &'a str,
    allow_credentials: Vec<DescriptorJson<'a>>,
    user_verification: UserVerification,
}

const PUBLIC_KEY: &str = "public-key";

fn descriptors<'a>(list: &[Descriptor<'a>]) -> Vec<DescriptorJson<'a>> {
    list.iter()
        .map(|descriptor| DescriptorJson {
            kind: PUBLIC_KEY,
            id: to_base64url(descriptor.id),
            transports: descriptor.transports,
        })
        .collect()
}

fn to_json<T: Serialize>(value: &T) -> String {
    // Cannot fail: the options are structs of texts and numbers.
    serde_json::to_string(value).expect("options serialise")
}

/// The options for `navigator.credentials.create`, as JSON.
#[must_use]
pub fn creation_options(options: &CreationOptions<'_>) -> String {
    to_json(&CreationJson {
        rp: RpJson {
            id: options.rp_id,
            name: options.rp_name,
        },
        user: UserJson {
            id: to_base64url(options.user.id),
            name: options.user.name,
            display_name: options.user.display_name,
        },
        challenge: to_base64url(options.challenge),
        pub_key_cred_params: CoseAlgorithm::ALL
            .map(|algorithm| ParameterJson {
                kind: PUBLIC_KEY,
                alg: algorithm.number(),
            })
            .into(),
        timeout: options.timeout_ms,
        exclude_credentials: descriptors(options.exclude),
        authenticator_selection: SelectionJson {
            authenticator_attachment: options.attachment,
            resident_key: options.resident_key,
            require_resident_key: options.resident_key == ResidentKey::Required,
            user_verification: options.user_verification,
        },
        attestation: "none",
    })
}

/// The options for `navigator.credentials.get`, as JSON.
#[must_use]
pub fn request_options(options: &RequestOptions<'_>) -> String {
    to_json(&RequestJson {
        challenge: to_base64url(options.challenge),
        timeout: options.timeout_ms,
        rp_id: options.rp_id,
        allow_credentials: descriptors(options.allow),
        user_verification: options.user_verification,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn creation_options_have_the_shape_that_browsers_parse() {
        let transports = ["internal".to_owned()];
        let json = creation_options(&CreationOptions {
            rp_id: "office.example",
            rp_name: "Office",
            user: UserEntity {
                id: &[1, 2, 3],
                name: "ana",
                display_name: "Ana",
            },
            challenge: &[255; 32],
            timeout_ms: 300_000,
            exclude: &[Descriptor {
                id: &[9, 9],
                transports: &transports,
            }],
            user_verification: UserVerification::Required,
            resident_key: ResidentKey::Required,
            attachment: Some(Attachment::CrossPlatform),
        });
        let expected = concat!(
            r#"{"rp":{"id":"office.example","name":"Office"},"#,
            r#""user":{"id":"AQID","name":"ana","displayName":"Ana"},"#,
            r#""challenge":"__________________________________________8","#,
            r#""pubKeyCredParams":[{"type":"public-key","alg":-7},{"type":"public-key","alg":-8},{"type":"public-key","alg":-257}],"#,
            r#""timeout":300000,"excludeCredentials":[{"type":"public-key","id":"CQk","transports":["internal"]}],"#,
            r#""authenticatorSelection":{"authenticatorAttachment":"cross-platform","residentKey":"required","requireResidentKey":true,"userVerification":"required"},"#,
            r#""attestation":"none"}"#,
        );
        assert_eq!(json, expected);
    }

    #[test]
    fn request_options_have_the_shape_that_browsers_parse() {
        let json = request_options(&RequestOptions {
            rp_id: "office.example",
            challenge: &[0; 16],
            timeout_ms: 60_000,
            allow: &[Descriptor {
                id: &[9, 9],
                transports: &[],
            }],
            user_verification: UserVerification::Preferred,
        });
        let expected = concat!(
            r#"{"challenge":"AAAAAAAAAAAAAAAAAAAAAA","timeout":60000,"rpId":"office.example","#,
            r#""allowCredentials":[{"type":"public-key","id":"CQk"}],"userVerification":"preferred"}"#,
        );
        assert_eq!(json, expected);
    }
}
