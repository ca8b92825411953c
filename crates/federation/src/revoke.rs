//! A client gives a token back (RFC 7009).

use audit::Event;
use store::{StoreError, Tx, repo};
use vocab::{Entropy, PersonId, Timestamp};
use wire_oidc::{
    JsonAnswer, Parameters,
    token::{TokenInQuestion, TokenRefusal, revocation_done},
};

use crate::{Credentials, Federation, PATHS, authorize::grant::Granted, token::unavailable};

const NAME: &str = "federation.revoke";

/// What is looked for, and by whom.
struct Wanted {
    refresh_token_hash: [u8; 32],
    access_token: Option<([u8; 32], bool)>,
    client: String,
    now: Timestamp,
}

/// What was done.
enum Outcome {
    /// Revoked now, or never known.
    Done,
    /// It belongs to another client, which is told (§2.1).
    Foreign,
}

impl Federation {
    /// Revokes a token of the client that asks. A refresh token takes its whole family with it,
    /// access tokens included (§2.1). What is unknown is as good as revoked.
    pub async fn revoke(&self, credentials: &Credentials<'_>, form: &Parameters) -> JsonAnswer {
        match self.revoked(credentials, form).await {
            Ok(Outcome::Done) => revocation_done(),
            Ok(Outcome::Foreign) => {
                TokenRefusal::InvalidGrant("the token is another client's").to_answer()
            }
            Err(refusal) => refusal.to_answer(),
        }
    }

    async fn revoked(
        &self,
        credentials: &Credentials<'_>,
        form: &Parameters,
    ) -> Result<Outcome, TokenRefusal> {
        let asked = TokenInQuestion::parse(credentials.authorization, form)?;
        let client = self
            .authenticate(&asked.client, credentials, PATHS.revocation)
            .await?;
        let wanted = Wanted {
            refresh_token_hash: self.refresh_token_hash(&asked.token),
            access_token: self.access_token_hash(&asked.token),
            client: client.client_id.as_str().to_owned(),
            now: self.clock.now(),
        };
        let entropy = self.entropy.clone();
        self.store
            .transact(NAME, move |tx| revoke(tx, &wanted, &*entropy))
            .await
            .map_err(|error| unavailable(&error))
    }
}

/// Tokens of both kinds are random, so that at most one of the two is found whatever the hint.
fn revoke(tx: &mut Tx<'_>, wanted: &Wanted, entropy: &dyn Entropy) -> Result<Outcome, StoreError> {
    if let Some(found) = repo::refresh::find_token(tx, wanted.refresh_token_hash)? {
        if found.family.client != wanted.client {
            return Ok(Outcome::Foreign);
        }
        if repo::refresh::revoke_family(tx, found.family.id, wanted.now)? {
            written(tx, wanted, found.family.person, entropy)?;
        }
        return Ok(Outcome::Done);
    }
    let Some((hash, jwt)) = wanted.access_token else {
        return Ok(Outcome::Done);
    };
    let Some(token) = repo::authorization::find_token(tx, hash, wanted.now)? else {
        return Ok(Outcome::Done);
    };
    if Granted::read(&token.granted)?.token.jwt != jwt {
        return Ok(Outcome::Done);
    }
    if token.client != wanted.client {
        return Ok(Outcome::Foreign);
    }
    if repo::authorization::revoke_token(tx, token.id, wanted.now)? {
        written(tx, wanted, token.person, entropy)?;
    }
    Ok(Outcome::Done)
}

fn written(
    tx: &mut Tx<'_>,
    wanted: &Wanted,
    person: PersonId,
    entropy: &dyn Entropy,
) -> Result<(), StoreError> {
    let Some(data_key) = repo::person::data_key_of(tx, person)? else {
        return Ok(());
    };
    let event = Event::TokensRevoked {
        client: wanted.client.clone(),
    };
    let about = audit::about_person(person, data_key);
    audit::append(tx, &event, about, wanted.now, entropy)
}
