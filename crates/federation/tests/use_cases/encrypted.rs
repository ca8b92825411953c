//! Answers that only the client can read (OpenID Connect Core §10.2, RFC 7516). The cryptography
//! itself is tested in `wire-oidc` and, by an implementation of others, in `e2e`.

use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey},
    agreement::{self, ECDH_P256, PrivateKey, UnparsedPublicKey},
    digest,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use federation::Credentials;
use serde_json::{Value, json};
use store::on_both_engines;
use wire_oidc::{
    client::{ClientFault, Surroundings},
    jose::{Algorithm, ContentEncryption, JwkSet, KeyManagement},
};

use crate::{
    parties::TOWN,
    support::{ISSUER, World, marta},
};

/// A key with which a client reads what is for it.
struct Reader(PrivateKey);

impl Reader {
    fn mint() -> Self {
        Self(PrivateKey::generate(&ECDH_P256).unwrap())
    }

    /// As it is registered.
    fn set(&self) -> JwkSet {
        let public = self.0.compute_public_key().unwrap();
        let number = |from: usize| URL_SAFE_NO_PAD.encode(&public.as_ref()[from..from + 32]);
        let jwk = json!({
            "kty": "EC", "crv": "P-256", "x": number(1), "y": number(33), "use": "enc",
            "kid": "reader",
        });
        serde_json::from_value(json!({ "keys": [jwk] })).unwrap()
    }

    /// What is inside, if it is for this reader, agreed upon by `ECDH-ES`.
    fn read(&self, token: &str) -> Option<String> {
        let parts: Vec<&str> = token.split('.').collect();
        let [header, key, iv, text, tag] = parts[..] else {
            return None;
        };
        assert_eq!(key, "", "the key was agreed upon");
        let bytes = |part: &str| URL_SAFE_NO_PAD.decode(part).unwrap();
        let told: Value = serde_json::from_slice(&bytes(header)).unwrap();
        assert_eq!(
            (&told["alg"], &told["enc"], &told["cty"], &told["kid"]),
            (
                &json!("ECDH-ES"),
                &json!("A256GCM"),
                &json!("JWT"),
                &json!("reader")
            )
        );
        let number = |name: &str| bytes(told["epk"][name].as_str().unwrap());
        let point = [vec![4], number("x"), number("y")].concat();
        let sender = UnparsedPublicKey::new(&ECDH_P256, point);
        let key = agreement::agree(&self.0, sender, (), |shared| Ok(derived(shared))).unwrap();
        let key = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &key).unwrap());
        let nonce = Nonce::try_assume_unique_for_key(&bytes(iv)).unwrap();
        let mut sealed = [bytes(text), bytes(tag)].concat();
        let plain = key.open_in_place(nonce, Aad::from(header.as_bytes()), &mut sealed);
        Some(String::from_utf8(plain.ok()?.to_vec()).unwrap())
    }
}

/// RFC 7518 §4.6.2 for `A256GCM`, without names of the parties.
fn derived(shared: &[u8]) -> Vec<u8> {
    let mut input = vec![0, 0, 0, 1];
    input.extend(shared);
    input.extend([0, 0, 0, 7]);
    input.extend(b"A256GCM");
    input.extend([0; 8]);
    input.extend([0, 0, 1, 0]);
    digest::digest(&digest::SHA256, &input).as_ref().to_vec()
}

on_both_engines! {
    async fn an_id_token_is_for_the_holder_of_the_key_alone(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        let (reader, stranger) = (Reader::mint(), Reader::mint());
        let set = reader.set();
        world.change(TOWN, move |client| {
            client.id_token_encrypted_response_alg = Some(KeyManagement::EcdhEs);
            client.jwks = set.clone();
            assert_eq!(client.faults(Surroundings::Production), []);
        }).await;
        let mut tokens = world.log_in(TOWN, &[("scope", "openid identity")], &her).await;
        assert_eq!(stranger.read(&tokens.id_token), None);
        tokens.id_token = reader.read(&tokens.id_token).unwrap();
        let inside = world.verified(TOWN, &tokens);
        let userinfo = world.userinfo(&tokens.access_token).await;
        assert!(userinfo.body.contains(inside.sub()), "plain, as it was not registered otherwise");
    }

    async fn userinfo_is_signed_and_encrypted_for_who_registered_so(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        let reader = Reader::mint();
        let set = reader.set();
        world.change(TOWN, |client| {
            client.userinfo_signed_response_alg = Some(Algorithm::Es256);
        }).await;
        let tokens = world.log_in(TOWN, &[("scope", "openid identity")], &her).await;
        let sub = world.verified(TOWN, &tokens).sub().to_owned();
        let signed = world.userinfo(&tokens.access_token).await;
        assert_eq!(signed.headers[0], ("content-type", "application/jwt".to_owned()));
        let claims = world.claims_of(&signed.body, "userinfo+jwt");
        assert_eq!(
            (&claims["iss"], &claims["aud"], &claims["sub"]),
            (&json!(ISSUER), &json!(TOWN), &json!(sub))
        );
        assert_eq!(claims["identity_number"], marta().record.number.as_str());

        world.change(TOWN, move |client| {
            client.userinfo_encrypted_response_alg = Some(KeyManagement::EcdhEs);
            client.jwks = set.clone();
            assert_eq!(client.faults(Surroundings::Production), []);
        }).await;
        let encrypted = world.userinfo(&tokens.access_token).await;
        let inside = reader.read(&encrypted.body).unwrap();
        assert_eq!(world.claims_of(&inside, "userinfo+jwt"), claims);
        let header = Credentials::header(None);
        assert_eq!(world.federation.userinfo("GET", &header, None).await.status, 401);
    }

    /// A registration that asks for what cannot be done is refused, not found out at a log-in.
    async fn what_cannot_be_encrypted_is_a_fault_of_the_registration(database: TestDatabase) {
        let world = World::new(&database).await;
        let set = Reader::mint().set();
        world.change(TOWN, move |client| {
            client.jwks = set.clone();
            let faults = |client: &wire_oidc::client::ClientRegistration| {
                client.faults(Surroundings::Production)
            };
            client.id_token_encrypted_response_alg = Some(KeyManagement::RsaOaep256);
            let missing = ClientFault::NoEncryptionKey(KeyManagement::RsaOaep256);
            assert_eq!(faults(client), [missing]);
            client.id_token_encrypted_response_alg = None;
            client.userinfo_encrypted_response_alg = Some(KeyManagement::EcdhEsA256Kw);
            assert_eq!(faults(client), [ClientFault::UserinfoNotSigned]);
            client.userinfo_signed_response_alg = Some(Algorithm::Ps256);
            assert_eq!(faults(client), [ClientFault::UserinfoAlgorithmNotMade(Algorithm::Ps256)]);
            client.userinfo_signed_response_alg = None;
            client.userinfo_encrypted_response_alg = None;
            client.id_token_encrypted_response_enc = Some(ContentEncryption::A256Gcm);
            let half = ClientFault::CipherWithoutKeyManagement("id_token_encrypted_response_enc");
            assert_eq!(faults(client), [half]);
            client.id_token_encrypted_response_enc = None;
        }).await;
    }
}
