//! Tokens bound to a key (RFC 9449) or a certificate (RFC 8705), and clients that authenticate with
//! them (RFC 7523).

use federation::{Credentials, Door, ProofHeader};
use ports::certificates::CertifiedName;
use serde_json::{Value, json};
use store::on_both_engines;
use wire_oidc::{
    JsonAnswer, Parameters,
    certificate::CertificateThumbprint,
    client::{ClientAuthMethod, ClientFault, ClientKind, Surroundings},
    token::TokenResponse,
};

use crate::{
    client_keys::{ClientKey, with_assertion},
    parties::{LIBRARY, PAGE, TOWN, basic, callback},
    support::{CERTIFICATES, ISSUER, World, certified, is, marta, request, verifier},
};

const INVALID_CLIENT: (u16, &str) = (401, "invalid_client");
const INVALID_PROOF: (u16, &str) = (400, "invalid_dpop_proof");
const OFFLINE: [(&str, &str); 1] = [("scope", "openid offline_access")];

fn code_form(client: &str, code: &str, more: &[(&str, &str)]) -> Parameters {
    let (redirect_uri, verifier) = (callback(client), verifier());
    let mut pairs = vec![
        ("grant_type", "authorization_code"),
        ("client_id", client),
        ("code", code),
        ("redirect_uri", redirect_uri.as_str()),
        ("code_verifier", verifier.as_str()),
    ];
    pairs.extend(more);
    Parameters::from_pairs(pairs).unwrap()
}

fn refresh_form(client: &str, tokens: &TokenResponse) -> Parameters {
    Parameters::from_pairs([
        ("grant_type", "refresh_token"),
        ("client_id", client),
        ("refresh_token", tokens.refresh_token.as_deref().unwrap()),
    ])
    .unwrap()
}

fn proven(proof: &str) -> Credentials<'_> {
    Credentials {
        proof: ProofHeader::One(proof),
        ..Credentials::default()
    }
}

fn tokens(answer: &JsonAnswer) -> TokenResponse {
    assert_eq!(answer.status, 200, "{}", answer.body);
    serde_json::from_str(&answer.body).unwrap()
}

async fn with_proof(world: &World, token: &str, proof: &str) -> JsonAnswer {
    let header = format!("DPoP {token}");
    let credentials = Credentials {
        authorization: Some(&header),
        ..proven(proof)
    };
    world.federation.userinfo("GET", &credentials, None).await
}

/// A page's tokens bound to this key.
async fn bound(world: &World, key: &ClientKey, her: &authn::Authenticated) -> TokenResponse {
    let code = {
        let pending = world.ask_with(PAGE, &OFFLINE).await;
        world.code(&pending, her).await
    };
    let proof = key.token_proof(world, &code);
    let form = code_form(PAGE, &code, &[]);
    tokens(&world.federation.token(&proven(&proof), &form).await)
}

on_both_engines! {
    async fn a_token_bound_to_a_key_works_with_its_proof_alone(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        let key = ClientKey::mint();
        let given = bound(&world, &key, &her).await;
        assert_eq!(given.token_type, "DPoP");
        let token = given.access_token.as_str();
        let proof = key.userinfo_proof(&world, "one", token);
        let answer = with_proof(&world, token, &proof).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        // A proof works once (RFC 9449 §11.1), with its token, its key, its request.
        is(&with_proof(&world, token, &proof).await, (401, "invalid_dpop_proof"));
        let stranger = ClientKey::mint().userinfo_proof(&world, "two", token);
        is(&with_proof(&world, token, &stranger).await, (401, "invalid_token"));
        let other_token = key.userinfo_proof(&world, "three", "another token");
        is(&with_proof(&world, token, &other_token).await, (401, "invalid_dpop_proof"));
        let elsewhere = key.token_proof(&world, "four");
        is(&with_proof(&world, token, &elsewhere).await, (401, "invalid_dpop_proof"));
        // And never as a bearer token: a copy is worth nothing.
        is(&world.userinfo(token).await, (401, "invalid_token"));
        let bare = Credentials::header(Some("DPoP x"));
        is(&world.federation.userinfo("GET", &bare, None).await, (401, "invalid_dpop_proof"));
    }

    async fn a_bearer_token_is_not_dressed_up_with_a_proof(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        let given = world.log_in(PAGE, &[], &her).await;
        let proof = ClientKey::mint().userinfo_proof(&world, "one", &given.access_token);
        is(&with_proof(&world, &given.access_token, &proof).await, (401, "invalid_token"));
    }

    /// RFC 9449 §8, §9: the nonce comes with the refusal, and the code was not used up.
    async fn a_proof_without_our_nonce_is_told_to_come_again_with_it(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        let key = ClientKey::mint();
        let code = world.fresh_code(PAGE, &her).await;
        let form = code_form(PAGE, &code, &[]);
        let claims = |more: Value| {
            let mut claims = json!({
                "jti": "a", "htm": "POST", "htu": format!("{ISSUER}/token"),
                "iat": world.now().as_second(),
            });
            claims.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            key.proof(&claims)
        };
        for proof in [claims(json!({})), claims(json!({"nonce": "invented"}))] {
            let refused = world.federation.token(&proven(&proof), &form).await;
            is(&refused, (400, "use_dpop_nonce"));
            let nonce = refused.headers.iter().find(|(name, _)| *name == "dpop-nonce");
            assert_eq!(nonce.map(|(_, value)| value.as_str()), Some(world.nonce().as_str()));
        }
        // With the nonce the clock of the client does not matter.
        let proof = claims(json!({"nonce": world.nonce(), "iat": 1}));
        let given = tokens(&world.federation.token(&proven(&proof), &form).await);
        let old = key.proof(&json!({
            "jti": "b", "htm": "GET", "htu": format!("{ISSUER}/userinfo"), "iat": 1,
            "nonce": world.nonce(),
            "ath": wire_oidc::dpop::thumbprint_of(&given.access_token),
        }));
        world.wait(450);
        let late = with_proof(&world, &given.access_token, &old).await;
        is(&late, (401, "use_dpop_nonce"));
        assert!(late.headers.iter().any(|(name, value)| {
            *name == "www-authenticate" && value.starts_with("DPoP ")
        }));
    }

    async fn proofs_for_other_requests_or_of_no_key_are_refused(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        let key = ClientKey::mint();
        let code = world.fresh_code(PAGE, &her).await;
        let form = code_form(PAGE, &code, &[]);
        let good = json!({
            "jti": "a", "htm": "POST", "htu": format!("{ISSUER}/token"),
            "iat": world.now().as_second(), "nonce": world.nonce(),
        });
        let changed = |name: &str, value: Value| {
            let mut claims = good.clone();
            claims[name] = value;
            key.proof(&claims)
        };
        let header = json!({"typ": "dpop+jwt", "alg": "ES256"});
        let mut with_secret = json!({"typ": "dpop+jwt", "alg": "none"});
        with_secret["jwk"] = json!({"kty": "oct", "k": "AAAA"});
        let wrong = [
            changed("htm", json!("GET")),
            changed("htu", json!("https://other.example/token")),
            changed("htu", json!(format!("{ISSUER}/userinfo"))),
            changed("jti", json!("")),
            key.sign(&header, &good),
            key.sign(&with_secret, &good),
            "nonsense".to_owned(),
        ];
        for proof in wrong {
            is(&world.federation.token(&proven(&proof), &form).await, INVALID_PROOF);
        }
        let two = Credentials { proof: ProofHeader::Unfit, ..Credentials::default() };
        is(&world.federation.token(&two, &form).await, INVALID_PROOF);
        let proof = key.token_proof(&world, "again");
        tokens(&world.federation.token(&proven(&proof), &form).await);
        let code = world.fresh_code(PAGE, &her).await;
        let replayed = world.federation.token(&proven(&proof), &code_form(PAGE, &code, &[])).await;
        is(&replayed, INVALID_PROOF);
    }

    /// RFC 9449 §5: what a public client refreshes stays with the key that it began with.
    async fn a_public_client_refreshes_with_its_key_and_no_other(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        let key = ClientKey::mint();
        let first = bound(&world, &key, &her).await;
        let form = refresh_form(PAGE, &first);
        let stranger = ClientKey::mint().token_proof(&world, "x");
        is(&world.federation.token(&proven(&stranger), &form).await, INVALID_PROOF);
        is(&world.federation.token(&Credentials::default(), &form).await, INVALID_PROOF);
        let own = key.token_proof(&world, "y");
        let second = tokens(&world.federation.token(&proven(&own), &form).await);
        assert_eq!(second.token_type, "DPoP");
        // A thief without the key can neither use the old one nor have the family revoked.
        is(&world.federation.token(&Credentials::default(), &form).await, INVALID_PROOF);
        let own = key.token_proof(&world, "z");
        tokens(&world.federation.token(&proven(&own), &refresh_form(PAGE, &second)).await);
    }

    /// No way down from a bound token to a bearer token.
    async fn what_began_with_a_proof_goes_on_with_one(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        let key = ClientKey::mint();
        let pending = world.ask_with(TOWN, &OFFLINE).await;
        let code = world.code(&pending, &her).await;
        let (proof, header) = (key.token_proof(&world, "a"), basic(TOWN));
        let credentials = Credentials { authorization: Some(&header), ..proven(&proof) };
        let form = code_form(TOWN, &code, &[]);
        let first = tokens(&world.federation.token(&credentials, &form).await);
        is(&world.refresh(TOWN, &first).await, INVALID_PROOF);
        // A confidential client authenticates, and may have a new key.
        let proof = ClientKey::mint().token_proof(&world, "b");
        let credentials = Credentials { authorization: Some(&header), ..proven(&proof) };
        let form = world.refresh_form(TOWN, &first, &[]);
        assert_eq!(tokens(&world.federation.token(&credentials, &form).await).token_type, "DPoP");
    }

    async fn a_client_that_must_bind_its_tokens_gets_no_other(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        world.change(PAGE, |client| client.tokens.dpop_required = true).await;
        let code = world.fresh_code(PAGE, &her).await;
        let form = code_form(PAGE, &code, &[]);
        is(&world.federation.token(&Credentials::default(), &form).await, INVALID_PROOF);
    }

    /// RFC 9449 §10: a code is bound to the key that the authorization request named.
    async fn a_code_is_redeemed_with_the_key_that_was_named(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        let key = ClientKey::mint();
        let jkt = key.public().thumbprint();
        let pending = world.ask_with(PAGE, &[("dpop_jkt", jkt.as_str())]).await;
        let code = world.code(&pending, &her).await;
        let form = code_form(PAGE, &code, &[]);
        let stranger = ClientKey::mint().token_proof(&world, "a");
        is(&world.federation.token(&proven(&stranger), &form).await, INVALID_PROOF);
        is(&world.federation.token(&Credentials::default(), &form).await, INVALID_PROOF);
        let own = key.token_proof(&world, "b");
        tokens(&world.federation.token(&proven(&own), &form).await);
    }

    /// RFC 9449 §10.1: a proof at the pushed request says the same as `dpop_jkt`.
    async fn a_proof_at_the_pushed_request_binds_the_code(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        let key = ClientKey::mint();
        let at_par = |jti: &str| {
            key.proof(&json!({
                "jti": jti, "htm": "POST", "htu": format!("{ISSUER}/par"),
                "iat": world.now().as_second(), "nonce": world.nonce(),
            }))
        };
        let stranger = ClientKey::mint();
        let other = stranger.public().thumbprint();
        let contradicts = request(PAGE, &[("dpop_jkt", other.as_str())]);
        let proof = at_par("a");
        let refused = world.federation.push(&proven(&proof), &contradicts).await;
        is(&refused, INVALID_PROOF);
        let elsewhere = key.token_proof(&world, "b");
        let form = request(PAGE, &[]);
        is(&world.federation.push(&proven(&elsewhere), &form).await, INVALID_PROOF);
        let pushed = world.federation.push(&proven(&at_par("c")), &form).await;
        assert_eq!(pushed.status, 201, "{}", pushed.body);
        let pushed: Value = serde_json::from_str(&pushed.body).unwrap();
        let reference = [
            ("client_id", PAGE),
            ("request_uri", pushed["request_uri"].as_str().unwrap()),
        ];
        let reference = Parameters::from_pairs(reference).unwrap();
        let pending = world.federation.begin(&reference).await.unwrap();
        let code = world.code(&pending, &her).await;
        let form = code_form(PAGE, &code, &[]);
        let wrong = stranger.token_proof(&world, "d");
        is(&world.federation.token(&proven(&wrong), &form).await, INVALID_PROOF);
        let right = key.token_proof(&world, "e");
        tokens(&world.federation.token(&proven(&right), &form).await);
    }

    async fn a_client_authenticates_with_an_assertion_that_it_signs(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        let key = ClientKey::mint();
        let set = key.set();
        world.change(TOWN, move |client| {
            client.auth_method = ClientAuthMethod::PrivateKeyJwt;
            client.secret_hash = None;
            client.jwks = set.clone();
        }).await;
        for (at, audience) in [ISSUER.to_owned(), format!("{ISSUER}/token")].iter().enumerate() {
            let code = world.fresh_code(TOWN, &her).await;
            let more = json!({"aud": [audience]});
            let assertion = key.assertion(&world, TOWN, &format!("good {at}"), &more);
            let form = code_form(TOWN, &code, &with_assertion(&assertion));
            tokens(&world.federation.token(&Credentials::default(), &form).await);
            // The same assertion again, for another code: refused, in whatever process.
            let code = world.fresh_code(TOWN, &her).await;
            let form = code_form(TOWN, &code, &with_assertion(&assertion));
            is(&world.federation.token(&Credentials::default(), &form).await, INVALID_CLIENT);
        }
    }

    /// RFC 7523 §3 and what went wrong elsewhere: `none`, keys of others, servers of others.
    async fn assertions_that_are_not_for_us_now_are_refused(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        let (key, stranger) = (ClientKey::mint(), ClientKey::mint());
        let set = key.set();
        world.change(TOWN, move |client| {
            client.auth_method = ClientAuthMethod::PrivateKeyJwt;
            client.secret_hash = None;
            client.jwks = set.clone();
        }).await;
        let now = world.now().as_second();
        let with = |more: Value| key.assertion(&world, TOWN, "x", &more);
        let good = json!({
            "iss": TOWN, "sub": TOWN, "aud": ISSUER, "jti": "x", "iat": now, "exp": now + 60,
        });
        let tries = [
            with(json!({"aud": "https://other.example"})),
            with(json!({"aud": [ISSUER, "https://other.example"]})),
            with(json!({"aud": []})),
            with(json!({"aud": format!("{ISSUER}/userinfo")})),
            with(json!({"iss": LIBRARY})),
            with(json!({"sub": LIBRARY})),
            with(json!({"exp": now - 31})),
            with(json!({"exp": now + 700})),
            with(json!({"exp": null})),
            with(json!({"nbf": now + 31})),
            with(json!({"iat": now + 31})),
            with(json!({"jti": null})),
            with(json!({"jti": ""})),
            with(json!({"jti": "j".repeat(257)})),
            stranger.assertion(&world, TOWN, "x", &json!({})),
            key.sign(&json!({"alg": "none"}), &good),
            key.sign(&json!({"alg": "HS256"}), &good),
            key.sign(&json!({"alg": "RS256"}), &good),
            key.sign(&json!({"alg": "ES256", "typ": "dpop+jwt"}), &good),
            "nonsense".to_owned(),
        ];
        let code = world.fresh_code(TOWN, &her).await;
        for assertion in &tries {
            let form = code_form(TOWN, &code, &with_assertion(assertion));
            let answer = world.federation.token(&Credentials::default(), &form).await;
            let (status, error) = crate::support::refusal(&answer);
            let told = (status, error.as_str());
            let refused = [INVALID_CLIENT, (400, "invalid_request")].contains(&told);
            assert!(refused, "{assertion}: {told:?}");
        }
        // Without one, with a secret besides, and with a type of another kind.
        let plain = code_form(TOWN, &code, &[]);
        is(&world.federation.token(&Credentials::default(), &plain).await, INVALID_CLIENT);
        let assertion = with(json!({}));
        let header = basic(TOWN);
        let both = code_form(TOWN, &code, &with_assertion(&assertion));
        let answer = world.federation.token(&Credentials::header(Some(&header)), &both).await;
        is(&answer, (400, "invalid_request"));
        let saml = [("client_assertion_type", "urn:x"), ("client_assertion", assertion.as_str())];
        let form = code_form(TOWN, &code, &saml);
        is(&world.federation.token(&Credentials::default(), &form).await, INVALID_CLIENT);
        // And after all of that the code and a good assertion still work.
        let form = code_form(TOWN, &code, &with_assertion(&assertion));
        tokens(&world.federation.token(&Credentials::default(), &form).await);
    }

    /// RFC 8705 §2.2, §3: the certificate authenticates, and binds.
    async fn a_client_authenticates_with_its_certificate_and_binds_its_tokens(
        database: TestDatabase
    ) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        let own = CertificateThumbprint::of_der(b"the certificate of the town hall");
        let other = CertificateThumbprint::of_der(b"the certificate of somebody else");
        world.change(TOWN, move |client| {
            client.auth_method = ClientAuthMethod::SelfSignedTls;
            client.secret_hash = None;
            client.tokens.certificates.insert(own);
            client.tokens.certificate_bound = true;
        }).await;
        let over = |certificate| Credentials { certificate, ..Credentials::default() };
        let code = world.fresh_code(TOWN, &her).await;
        let form = code_form(TOWN, &code, &[]);
        for wrong in [None, Some(other)] {
            is(&world.federation.token(&over(wrong), &form).await, INVALID_CLIENT);
        }
        let given = tokens(&world.federation.token(&over(Some(own)), &form).await);
        assert_eq!(given.token_type, "Bearer");
        let header = format!("Bearer {}", given.access_token);
        for (certificate, status) in [(None, 401), (Some(other), 401), (Some(own), 200)] {
            let credentials = Credentials { authorization: Some(&header), ..over(certificate) };
            let answer = world.federation.userinfo("GET", &credentials, None).await;
            assert_eq!(answer.status, status, "{}", answer.body);
        }
        let about = Parameters::from_pairs([
            ("client_id", TOWN),
            ("token", given.access_token.as_str()),
        ])
        .unwrap();
        let told = world.federation.introspect(&over(Some(own)), &about).await;
        let told: Value = serde_json::from_str(&told.body).unwrap();
        assert_eq!(told["cnf"], json!({"x5t#S256": own.to_string()}));
    }

    /// RFC 8705 §2.1: an authority says whose certificate it is.
    async fn a_client_authenticates_with_the_name_that_an_authority_gave_it(
        database: TestDatabase
    ) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        world.change(TOWN, |client| {
            client.auth_method = ClientAuthMethod::Tls;
            client.secret_hash = None;
            client.tls_client_auth_san_dns = Some("town.example".into());
            assert_eq!(client.faults(Surroundings::Production), []);
        }).await;
        let code = world.fresh_code(TOWN, &her).await;
        let form = code_form(TOWN, &code, &[]);
        let own = certified(&CertifiedName::Dns("town.example"));
        for wrong in [
            vec![],
            certified(&CertifiedName::Dns("other.example")),
            certified(&CertifiedName::Email("town.example")),
        ] {
            let over = Credentials { chain: &wrong, ..Credentials::default() };
            is(&world.federation.token(&over, &form).await, INVALID_CLIENT);
        }
        // A secret is no way in beside it.
        let header = basic(TOWN);
        let secret = Credentials::header(Some(&header));
        is(&world.federation.token(&secret, &form).await, INVALID_CLIENT);
        let over = Credentials { chain: &own, ..Credentials::default() };
        tokens(&world.federation.token(&over, &form).await);
        // Two names are one too many to be sure.
        world.change(TOWN, |client| {
            client.tls_client_auth_san_email = Some("town@town.example".into());
            assert_eq!(client.faults(Surroundings::Production), [ClientFault::CertificateNames]);
        }).await;
        let code = world.fresh_code(TOWN, &her).await;
        let form = code_form(TOWN, &code, &[]);
        is(&world.federation.token(&over, &form).await, INVALID_CLIENT);
    }

    /// RFC 8705 §5: the address of certificates is another one, and proofs say which they are for.
    async fn a_proof_is_for_the_address_at_which_it_comes(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        let key = ClientKey::mint();
        let proof = |origin: &str, jti: &str| key.proof(&json!({
            "jti": jti, "htm": "POST", "htu": format!("{origin}/token"),
            "iat": world.now().as_second(), "nonce": world.nonce(),
        }));
        let code = world.fresh_code(PAGE, &her).await;
        let form = code_form(PAGE, &code, &[]);
        let at = |door, proof| {
            let credentials = Credentials { door, ..proven(proof) };
            let (federation, form) = (world.federation.clone(), form.clone());
            async move { federation.token(&credentials, &form).await }
        };
        let wrong = proof(ISSUER, "a");
        is(&at(Door::Certificates, &wrong).await, INVALID_PROOF);
        let wrong = proof(CERTIFICATES, "b");
        is(&at(Door::Issuer, &wrong).await, INVALID_PROOF);
        let right = proof(CERTIFICATES, "c");
        tokens(&at(Door::Certificates, &right).await);
    }

    async fn a_public_client_is_bound_by_certificate_too(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        world.change(PAGE, |client| {
            assert_eq!(client.kind, ClientKind::Public);
            client.tokens.certificate_bound = true;
        }).await;
        let own = CertificateThumbprint::of_der(b"of this browser");
        let over = |certificate| Credentials { certificate, ..Credentials::default() };
        let pending = world.ask_with(PAGE, &OFFLINE).await;
        let code = world.code(&pending, &her).await;
        let form = code_form(PAGE, &code, &[]);
        is(&world.federation.token(&over(None), &form).await, (400, "invalid_request"));
        let first = tokens(&world.federation.token(&over(Some(own)), &form).await);
        let other = CertificateThumbprint::of_der(b"of another browser");
        let form = refresh_form(PAGE, &first);
        is(&world.federation.token(&over(Some(other)), &form).await, (400, "invalid_grant"));
        tokens(&world.federation.token(&over(Some(own)), &form).await);
    }
}
