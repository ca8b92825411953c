//! What relying parties read about us.

use store::on_both_engines;
use wire_oidc::jose::{Algorithm, JwkSet};

use crate::support::{ISSUER, World};

on_both_engines! {
    async fn the_metadata_names_what_there_is(database: TestDatabase) {
        let world = World::new(&database).await;
        let metadata = world.metadata();
        assert_eq!(metadata.token_endpoint, format!("{ISSUER}/token"));
        assert_eq!(metadata.authorization_endpoint, format!("{ISSUER}/authorize"));
        assert_eq!(metadata.id_token_signing_alg_values_supported, ["ES256", "RS256"]);
        assert_eq!(metadata.code_challenge_methods_supported, ["S256"]);
        assert_eq!(metadata.ui_locales_supported, ["es", "ca", "ca-valencia", "gl", "eu", "en"]);
        let back_channel = metadata.backchannel_authentication_endpoint;
        assert_eq!(back_channel, Some(format!("{ISSUER}/bc-authorize")));
        assert_eq!(metadata.backchannel_token_delivery_modes_supported, ["poll", "ping"]);
        assert!(!metadata.backchannel_user_code_parameter_supported);
        assert!(metadata.authorization_response_iss_parameter_supported);
    }

    /// The seal signs documents: nobody should take a token signed by it.
    async fn the_key_of_the_seal_is_not_among_the_keys_of_tokens(database: TestDatabase) {
        let world = World::new(&database).await;
        let keys = JwkSet::parse(world.federation.jwks().as_bytes()).unwrap().keys;
        let algorithms: Vec<_> = keys.iter().filter_map(|key| key.alg).collect();
        assert_eq!(algorithms, [Algorithm::Es256, Algorithm::Rs256]);
    }
}
