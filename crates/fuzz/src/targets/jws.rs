//! Signed tokens: nothing verifies but what was signed.

use std::sync::LazyLock;

use wire_oidc::jose::{Algorithm, Expected, Jwk, JwkSet, TokenType, verify};

use crate::Target;

pub(crate) const TARGET: Target = Target {
    name: "jws",
    seeds,
    run,
};

/// RFC 7515 appendices A.2 and A.3: the same payload, signed with RS256 and with ES256.
const TOKENS: [&str; 2] = [
    "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw",
    "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q",
];

static KEYS: LazyLock<JwkSet> = LazyLock::new(|| {
    let keys = [
        r#"{"kty":"RSA","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ","e":"AQAB"}"#,
        r#"{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#,
    ];
    // Cannot fail: the keys are those of the RFC; the seeds would not verify otherwise.
    let keys = keys.map(|key| Jwk::parse(key.as_bytes()).expect("a key"));
    JwkSet {
        keys: keys.into(),
        ..JwkSet::default()
    }
});

fn seeds() -> Vec<Vec<u8>> {
    let mut seeds = super::texts(&TOKENS);
    seeds.extend(super::texts(&[
        "eyJhbGciOiJub25lIn0.eyJpc3MiOiJqb2UifQ.",
        "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UifQ.AAAA",
        "eyJhbGciOiJFUzI1NiIsImp3ayI6e319.e30.AAAA",
    ]));
    seeds
}

fn run(bytes: &[u8]) -> bool {
    let Ok(token) = std::str::from_utf8(bytes) else {
        return false;
    };
    let expected = Expected {
        algorithms: &[Algorithm::Rs256, Algorithm::Es256],
        token_type: TokenType::JwtOrAbsent,
    };
    let verified = verify(token, &KEYS, &expected).is_ok();
    assert_eq!(verified, TOKENS.contains(&token), "{token}");
    verified
}
