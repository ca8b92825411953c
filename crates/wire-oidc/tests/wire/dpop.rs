//! Proofs of possession: the examples of RFC 9449, and what must be refused.

use crate::common::{TestKey, json};
use proptest::prelude::*;
use serde_json::{Value, json};
use wire_oidc::dpop::{DpopProof, Freshness, ProofDemand, ProofError, thumbprint_of};
use wire_oidc::jose::{Algorithm, JwkSet, JwsError};

/// RFC 9449 §4.1: the proof of a token request.
const TOKEN_REQUEST: &str = "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19.eyJqdGkiOiItQndDM0VTYzZhY2MybFRjIiwiaHRtIjoiUE9TVCIsImh0dSI6Imh0dHBzOi8vc2VydmVyLmV4YW1wbGUuY29tL3Rva2VuIiwiaWF0IjoxNTYyMjYyNjE2fQ.2-GxA6T8lP4vfrg8v-FdWP0A0zdrj8igiMLvqRMUvwnQg4PtFLbdLXiOSsX0x7NVY-FNyJK70nfbV37xRZT3Lg";
/// RFC 9449 §7.1: the proof of a request with an access token.
const RESOURCE_REQUEST: &str = "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19.eyJqdGkiOiJlMWozVl9iS2ljOC1MQUVCIiwiaHRtIjoiR0VUIiwiaHR1IjoiaHR0cHM6Ly9yZXNvdXJjZS5leGFtcGxlLm9yZy9wcm90ZWN0ZWRyZXNvdXJjZSIsImlhdCI6MTU2MjI2MjYxOCwiYXRoIjoiZlVIeU8ycjJaM0RaNTNFc05yV0JiMHhXWG9hTnk1OUlpS0NBcWtzbVFFbyJ9.2oW9RP35yRqzhrtNP86L-Ey71EOptxRimPPToA1plemAgR6pxHF8y6-yqyVnmcw6Fy1dqd-jfxSYoMxhAJpLjA";
const ACCESS_TOKEN: &str = "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU";

const fn at_token() -> ProofDemand<'static> {
    ProofDemand {
        method: "POST",
        address: "https://server.example.com/token",
        access_token: None,
        now: 1_562_262_616,
    }
}

fn with_token(access_token: &str) -> ProofDemand<'_> {
    ProofDemand {
        method: "GET",
        address: "https://resource.example.org/protectedresource",
        access_token: Some(access_token),
        now: 1_562_262_618,
    }
}

#[test]
fn verifies_the_proof_of_rfc_9449_section_4_1_and_its_thumbprint_of_section_6_1() {
    let proof = DpopProof::verify(TOKEN_REQUEST, &at_token()).unwrap();
    assert_eq!(proof.jkt(), "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I");
    assert_eq!(proof.jti(), "-BwC3ESc6acc2lTc");
    assert_eq!(proof.nonce(), None);
    for (now, fits) in [
        (1_562_262_616, true),
        (1_562_262_676, true),
        (1_562_262_556, true),
        (1_562_262_677, false),
        (1_562_262_555, false),
    ] {
        let own = proof.check_time(Freshness::OwnDate, now);
        assert_eq!(own.is_ok(), fits, "{now}");
        assert_eq!(proof.check_time(Freshness::Nonce, now), Ok(()));
    }
}

#[test]
fn verifies_the_proof_of_rfc_9449_section_7_1_with_its_access_token_alone() {
    assert_eq!(
        thumbprint_of(ACCESS_TOKEN),
        "fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo"
    );
    assert!(DpopProof::verify(RESOURCE_REQUEST, &with_token(ACCESS_TOKEN)).is_ok());
    assert_eq!(
        DpopProof::verify(RESOURCE_REQUEST, &with_token("another")),
        Err(ProofError::AccessToken)
    );
    let without = ProofDemand {
        method: "POST",
        address: "https://server.example.com/token",
        ..with_token(ACCESS_TOKEN)
    };
    assert_eq!(
        DpopProof::verify(TOKEN_REQUEST, &without),
        Err(ProofError::AccessToken)
    );
}

#[test]
fn a_proof_for_another_request_is_none() {
    for demand in [
        ProofDemand {
            method: "GET",
            ..at_token()
        },
        ProofDemand {
            method: "post",
            ..at_token()
        },
        ProofDemand {
            address: "https://server.example.com/userinfo",
            ..at_token()
        },
        ProofDemand {
            address: "https://other.example.com/token",
            ..at_token()
        },
    ] {
        assert_eq!(
            DpopProof::verify(TOKEN_REQUEST, &demand),
            Err(ProofError::Request)
        );
    }
}

fn jwk_of(set: &JwkSet) -> Value {
    json(&set.to_json())["keys"][0].clone()
}

#[test]
fn the_algorithms_of_fapi_make_proofs_and_no_other() {
    let claims = json!({
        "jti": "x", "htm": "POST", "htu": "https://server.example.com/token", "iat": 1,
    });
    let proof = |key: &TestKey| {
        let header = json!({
            "typ": "dpop+jwt", "alg": key.algorithm().name(), "jwk": jwk_of(&key.set()),
        });
        key.token_with_header(&header.to_string(), claims.to_string().as_bytes())
    };
    for key in [TestKey::es256(), TestKey::rsa(Algorithm::Ps256)] {
        let verified = DpopProof::verify(&proof(&key), &at_token()).unwrap();
        assert_eq!(verified.jkt(), key.jwk().key.thumbprint());
    }
    let refused = DpopProof::verify(&proof(&TestKey::rsa(Algorithm::Rs256)), &at_token());
    assert!(refused.is_err(), "RS256");
}

#[test]
fn refuses_proofs_whose_header_or_claims_are_not_as_they_must_be() {
    let (key, other) = (TestKey::es256(), TestKey::es256());
    let claims = json!({
        "jti": "x", "htm": "POST", "htu": "https://server.example.com/token", "iat": 1,
    });
    let own = jwk_of(&key.set());
    let private = {
        let mut jwk = own.clone();
        jwk["d"] = json!("AAAA");
        jwk
    };
    for (header, why) in [
        (
            json!({"typ": "JWT", "alg": "ES256", "jwk": own}),
            JwsError::Type,
        ),
        (json!({"alg": "ES256", "jwk": own}), JwsError::Type),
        (
            json!({"typ": "dpop+jwt", "alg": "none", "jwk": own}),
            JwsError::Algorithm,
        ),
        (
            json!({"typ": "dpop+jwt", "alg": "HS256", "jwk": own}),
            JwsError::Algorithm,
        ),
        (
            json!({"typ": "dpop+jwt", "alg": "RS256", "jwk": own}),
            JwsError::Algorithm,
        ),
        (
            json!({"typ": "dpop+jwt", "alg": "ES256"}),
            JwsError::UnknownKey,
        ),
        (
            json!({"typ": "dpop+jwt", "alg": "ES256", "jwk": private}),
            JwsError::UnknownKey,
        ),
        (
            json!({"typ": "dpop+jwt", "alg": "ES256", "jwk": {"kty": "oct", "k": "AA"}}),
            JwsError::UnknownKey,
        ),
        (
            json!({"typ": "dpop+jwt", "alg": "ES256", "jwk": jwk_of(&other.set())}),
            JwsError::Signature,
        ),
        (
            json!({"typ": "dpop+jwt", "alg": "ES256", "jwk": own, "crit": ["x"]}),
            JwsError::Critical,
        ),
    ] {
        let proof = key.token_with_header(&header.to_string(), claims.to_string().as_bytes());
        assert_eq!(
            DpopProof::verify(&proof, &at_token()),
            Err(ProofError::Token(why)),
            "{header}"
        );
    }
    let header = json!({"typ": "dpop+jwt", "alg": "ES256", "jwk": own}).to_string();
    for name in ["jti", "htm", "htu", "iat"] {
        let mut claims = claims.clone();
        claims.as_object_mut().unwrap().remove(name);
        let proof = key.token_with_header(&header, claims.to_string().as_bytes());
        let refused = DpopProof::verify(&proof, &at_token());
        assert_eq!(refused, Err(ProofError::Claims), "{name}");
    }
    let long = format!("{TOKEN_REQUEST}{}", "A".repeat(9_000));
    assert_eq!(
        DpopProof::verify(&long, &at_token()),
        Err(ProofError::Token(JwsError::TooLong))
    );
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic_and_no_truncation_is_a_proof(
        text in "\\PC{0,200}",
        cut in 0..TOKEN_REQUEST.len(),
    ) {
        prop_assert!(DpopProof::verify(&text, &at_token()).is_err());
        prop_assert!(DpopProof::verify(&TOKEN_REQUEST[..cut], &at_token()).is_err());
    }
}
