//! How much of anything is read. One place, so that a reviewer sees all of it.
//!
//! The standards name few bounds; these leave an order of magnitude over what the known
//! clients send and keep one request below what a worker may hold.

/// Bytes of a query string or form body. Browsers and servers in the field cut addresses
/// between 8 and 64 KiB; a form with a long `id_token_hint` stays below 20 KiB.
pub const PARAMETERS_BYTES: usize = 64 * 1024;

/// Parameters in one request. OpenID Connect Core defines about twenty.
pub const PARAMETERS_COUNT: usize = 64;

/// Bytes of a compact JWS. Our ID tokens stay below 2 KiB.
pub const TOKEN_BYTES: usize = 16 * 1024;

/// Bytes of a decoded JWS header. Ours are below 150; a proof of possession carries a public key.
pub const HEADER_BYTES: usize = 2 * 1024;

/// Bytes of a JSON document fetched from a provider (metadata, key set, token, userinfo).
pub const DOCUMENT_BYTES: usize = 256 * 1024;

/// Keys read from one key set. Two algorithms, each with the last, the present and the next
/// key, make six.
pub const KEYS_COUNT: usize = 32;

/// Bytes of an RSA modulus: 8192 bits, the most that the verifier accepts.
pub const RSA_MODULUS_BYTES: usize = 1024;

/// Characters of `client_id`.
pub const CLIENT_ID_CHARS: usize = 128;

/// Characters of a client secret. RFC 6749 sets none; ours are 43.
pub const CLIENT_SECRET_CHARS: usize = 512;

/// Characters of a redirect address.
pub const REDIRECT_URI_CHARS: usize = 2048;

/// Characters of `state`; some frameworks put a sealed cookie of 1 to 2 KiB there.
pub const STATE_CHARS: usize = 4096;

/// Characters of `nonce`.
pub const NONCE_CHARS: usize = 512;

/// Characters of `scope`, all scopes together.
pub const SCOPE_CHARS: usize = 1024;

/// Values in `acr_values`, `ui_locales` and in one claim of the `claims` parameter.
pub const LIST_COUNT: usize = 16;

/// Characters of one value in such a list.
pub const LIST_VALUE_CHARS: usize = 256;

/// Characters of `login_hint` and `logout_hint`: an e-mail address is at most 254 (RFC 5321).
pub const HINT_CHARS: usize = 320;

/// Bytes of the `claims` parameter.
pub const CLAIMS_BYTES: usize = 8 * 1024;

/// Claims named in one half of the `claims` parameter.
pub const CLAIMS_COUNT: usize = 64;

/// Greatest `max_age` in seconds: ten years. More can only be a mistake.
pub const MAX_AGE_SECONDS: i64 = 10 * 366 * 24 * 3600;

/// Seconds for which a request object may be valid, and how old it may be: FAPI 2.0 Message
/// Signing §5.3.1 allows 60 minutes.
pub const REQUEST_OBJECT_SECONDS: i64 = 3600;

/// Characters of an authorization code, access token or refresh token that is presented to us.
/// An access token in the form of a JWT, signed with a key of 8192 bits, is the longest.
pub const CREDENTIAL_CHARS: usize = 4096;

/// Bytes of a binding message (CIBA Core §7.1), before it is known how many characters it has: 64
/// characters of four bytes each, with room for marks.
pub const BINDING_MESSAGE_BYTES: usize = 512;

/// Characters of `client_notification_token` (CIBA Core §7.1).
pub const NOTIFICATION_TOKEN_CHARS: usize = 1024;

/// Characters of a resource indicator (RFC 8707).
pub const RESOURCE_CHARS: usize = 512;

/// Resources that one client may ask for or serve.
pub const RESOURCES_COUNT: usize = 32;

/// Bytes of an assertion or a proof of possession that a client signs. The largest in the field
/// carry an RSA key of 8192 bits in their header.
pub const ASSERTION_BYTES: usize = 8 * 1024;

/// Characters of the identifier (`jti`) of an assertion or proof. RFC 7519 sets none.
pub const TOKEN_ID_CHARS: usize = 256;

/// Seconds that an assertion of a client may still be good for: libraries make them for one
/// minute, some for five. Its identifier is remembered for as long.
pub const ASSERTION_SECONDS: i64 = 600;

/// Seconds that the clock of a client may be ahead of ours. The FAPI 2.0 Security Profile
/// (§5.3.2.1) demands 10 at least and 60 at most.
pub const CLOCK_SKEW_SECONDS: i64 = 30;

/// Seconds around our clock in which a proof of possession that bears no nonce of ours must have
/// been made (RFC 9449 §11.1).
pub const PROOF_SECONDS: i64 = 60;

/// Bytes of a client's certificate in a header (RFC 9440). Certificates of persons with many
/// extensions stay below 4 KiB.
pub const CERTIFICATE_BYTES: usize = 8 * 1024;

/// Certificates above a client's own. Public authorities have two or three levels.
pub const CHAIN_COUNT: usize = 6;
