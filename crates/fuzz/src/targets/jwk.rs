//! Public keys and sets of them, as relying parties publish them.

use wire_oidc::jose::JwkSet;

use crate::Target;

pub(crate) const TARGET: Target = Target {
    name: "jwk",
    seeds,
    run,
};

fn seeds() -> Vec<Vec<u8>> {
    super::texts(&[
        r#"{"keys":[{"kty":"EC","crv":"P-256","use":"sig","kid":"1","alg":"ES256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]}"#,
        r#"{"keys":[{"kty":"RSA","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ","e":"AQAB"},{"kty":"OKP"}]}"#,
    ])
}

fn run(bytes: &[u8]) -> bool {
    let set = JwkSet::parse(bytes);
    if let Ok(set) = &set {
        let said = set.to_json();
        match JwkSet::parse(said.as_bytes()) {
            Ok(again) => assert_eq!(again.to_json(), said),
            Err(error) => panic!("a set that was read cannot be read again: {error}"),
        }
        assert!(!said.contains("\"d\":"), "a private part is passed on");
    }
    set.is_ok()
}
