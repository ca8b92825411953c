//! The relying parties of the demonstration. Their secrets are public knowledge: production
//! refuses them.

use std::collections::{BTreeMap, BTreeSet};

use model::body::Body;
use serde_json::{Map, Value, json};
use store::{StoreError, repo};
use vocab::AssuranceLevel;
use wire_oidc::{
    claims::{Claim, Scope},
    client::{
        ClaimGrant, ClientAuthMethod, ClientId, ClientKind, ClientRegistration, DeliveryMode,
        GrantType, LegalBasis, Profile, RedirectRule, TokenSettings,
    },
    jose::{JwkSet, KeyManagement},
};

use super::Seeding;

/// A confidential relying party for tests and trials.
pub const DEMO_RP: &str = "demo-rp";
/// Its secret.
pub const DEMO_RP_SECRET: &str = "demo-rp-secret";
/// A public relying party (a page in the browser).
pub const DEMO_SPA: &str = "demo-spa";
/// A confidential relying party under the FAPI 2.0 Security Profile: it signs its assertions, binds
/// its tokens to a key and reads encrypted ID tokens.
pub const DEMO_FAPI: &str = "demo-fapi";
/// Its keys, private halves included: `signing` and `encryption`, each a JSON Web Key.
pub const DEMO_FAPI_KEYS: &str = include_str!("demo-fapi.json");
/// The electronic office.
pub const SEDE_CLIENT: &str = "sede";
/// Its secret in the demonstration.
pub const SEDE_SECRET: &str = "demo-sede-secret";

pub(super) async fn seed(seeding: &Seeding, body: &Body) -> Result<(), StoreError> {
    let now = seeding.clock.now();
    let rows: Vec<(String, String)> = [rp(seeding), spa(), fapi(), sede(seeding)]
        .into_iter()
        .map(|client| ClientRegistration {
            body: body.dir3.clone(),
            ..client
        })
        .map(|client| {
            let id = client.client_id.as_str().to_owned();
            // Cannot fail: a registration is made of values that serialise to JSON.
            (
                id,
                serde_json::to_string(&client).expect("a registration serialises"),
            )
        })
        .collect();
    seeding
        .store
        .transact("demo.seed_clients", move |tx| {
            for (id, registration) in &rows {
                repo::client::put(tx, id, registration, now)?;
            }
            Ok::<_, StoreError>(())
        })
        .await
}

fn rp(seeding: &Seeding) -> ClientRegistration {
    ClientRegistration {
        // It asks by telephone too.
        grant_types: GrantType::ALL.into(),
        backchannel_token_delivery_mode: Some(DeliveryMode::Poll),
        names: names([
            "Ayuntamiento de Ejemplo",
            "Ajuntament d'Exemple",
            "Concello de Exemplo",
            "Adibideko Udala",
            "Example Town Hall",
        ]),
        ..confidential(seeding, DEMO_RP, DEMO_RP_SECRET)
    }
}

fn spa() -> ClientRegistration {
    ClientRegistration {
        kind: ClientKind::Public,
        auth_method: ClientAuthMethod::None,
        names: names([
            "Cita de Ejemplo",
            "Cita d'Exemple",
            "Cita de Exemplo",
            "Adibideko Hitzordua",
            "Example Appointments",
        ]),
        ..base(DEMO_SPA)
    }
}

fn fapi() -> ClientRegistration {
    ClientRegistration {
        kind: ClientKind::Confidential,
        auth_method: ClientAuthMethod::PrivateKeyJwt,
        jwks: public_halves(DEMO_FAPI_KEYS),
        id_token_encrypted_response_alg: Some(KeyManagement::EcdhEsA256Kw),
        profile: Profile::Fapi2,
        tokens: TokenSettings {
            dpop_required: true,
            rotate_refresh_tokens: false,
            ..TokenSettings::default()
        },
        names: names([
            "Hacienda de Ejemplo",
            "Hisenda d'Exemple",
            "Facenda de Exemplo",
            "Adibideko Ogasuna",
            "Example Tax Office",
        ]),
        ..base(DEMO_FAPI)
    }
}

/// What a client would register of its keys.
fn public_halves(keys: &str) -> JwkSet {
    let keys: BTreeMap<String, Map<String, Value>> = serde_json::from_str(keys)
        // Cannot fail: the file is part of this program, and the tests read it.
        .expect("keys of the demonstration");
    let public = keys.into_values().map(|mut key| {
        key.remove("d");
        Value::Object(key)
    });
    let set = json!({ "keys": public.collect::<Vec<_>>() });
    // Cannot fail: as above.
    serde_json::from_value(set).expect("public keys of the demonstration")
}

fn sede(seeding: &Seeding) -> ClientRegistration {
    let origin = &seeding.sede_origin;
    ClientRegistration {
        redirect_uris: rules(&[&format!("{origin}/login/callback")]),
        post_logout_redirect_uris: rules(&[&format!("{origin}/")]),
        backchannel_logout_uri: Some(format!("{origin}/login/log-out-told")),
        sector: Some("sede.administracion.example".into()),
        names: names([
            "Sede electrónica",
            "Seu electrònica",
            "Sede electrónica",
            "Egoitza elektronikoa",
            "Electronic office",
        ]),
        claims: grants(&[
            Claim::IdentityNumber,
            Claim::Name,
            Claim::GivenName,
            Claim::FamilyName,
            Claim::FirstSurname,
            Claim::SecondSurname,
            Claim::Birthdate,
        ]),
        scopes: BTreeSet::from([Scope::OpenId, Scope::Identity, Scope::Profile]),
        ..confidential(seeding, SEDE_CLIENT, SEDE_SECRET)
    }
}

fn confidential(seeding: &Seeding, id: &str, secret: &str) -> ClientRegistration {
    let hash = seeding
        .hashes
        .hash("client.secret", format!("{id}|{secret}").as_bytes());
    ClientRegistration {
        kind: ClientKind::Confidential,
        auth_method: ClientAuthMethod::SecretBasic,
        secret_hash: Some(hash.to_vec()),
        ..base(id)
    }
}

fn base(id: &str) -> ClientRegistration {
    ClientRegistration {
        kind: ClientKind::Public,
        auth_method: ClientAuthMethod::None,
        redirect_uris: rules(&["http://localhost:*", "http://127.0.0.1:*"]),
        post_logout_redirect_uris: rules(&["http://localhost:*", "http://127.0.0.1:*"]),
        sector: Some(format!("{id}.example")),
        scopes: Scope::ALL.into_iter().collect(),
        claims: grants(Claim::ALL),
        max_level: AssuranceLevel::High,
        // Certified clients that send no challenge can be tried too; the public ones must.
        require_pkce: false,
        // Cannot fail: the ids of the demonstration are well formed.
        ..ClientRegistration::new(ClientId::parse(id).expect("a demonstration client id"))
    }
}

fn rules(addresses: &[&str]) -> Vec<RedirectRule> {
    addresses
        .iter()
        // Cannot fail: the addresses of the demonstration are well formed.
        .map(|address| RedirectRule::parse(address).expect("a demonstration address"))
        .collect()
}

fn grants(claims: &[Claim]) -> Vec<ClaimGrant> {
    let law = "art. 9.2 Ley 39/2015";
    claims
        .iter()
        .map(|claim| ClaimGrant {
            claim: *claim,
            basis: LegalBasis::Law(law.into()),
        })
        .collect()
}

/// Names in Spanish, Catalan (Valencian says the same), Galician, Basque and English.
fn names([es, ca, gl, eu, en]: [&str; 5]) -> BTreeMap<String, String> {
    [("es", es), ("ca", ca), ("gl", gl), ("eu", eu), ("en", en)]
        .into_iter()
        .map(|(tag, name)| (tag.to_owned(), name.to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use wire_oidc::client::{ClientFault, Surroundings};

    use super::*;

    #[test]
    fn the_client_under_fapi_can_keep_its_profile() {
        let registration = ClientRegistration {
            body: "E99999901".into(),
            ..fapi()
        };
        let faults: Vec<ClientFault> = registration.faults(Surroundings::Demonstration);
        assert_eq!(faults, []);
        assert_eq!(registration.jwks.keys.len(), 1);
        assert_eq!(registration.jwks.encryption.len(), 1);
    }
}
