//! A code becomes tokens, once.

use audit::{About, Event};
use store::{
    StoreError, Tx, repo,
    repo::{
        authorization::{CodeInContext, StoredCode, StoredToken},
        refresh::RefreshFamily,
    },
};
use vocab::{AuthorizationId, BearerSecret, Entropy, PersonId, SessionId, Timestamp, TokenId};
use wire_oidc::{
    claims::Scope,
    client::ClientKind,
    token::{CodeVerifier, Confirmation, TokenRefusal, TokenResponse, check_pkce},
};

use crate::{
    Federation,
    authorize::grant::{Granted, TokenNature},
    counts::Happening,
    held::may_assert,
    issue::{Issue, Wanted},
    refresh::FamilySeed,
    token::unavailable,
};

const NAME: &str = "federation.redeem";

/// One answer for everything that a thief could probe.
const NOT_VALID: TokenRefusal = TokenRefusal::InvalidGrant("the code is not valid");

/// A code as it was presented.
pub(crate) struct PresentedCode {
    pub(crate) code: String,
    pub(crate) redirect_uri: String,
    pub(crate) verifier: Option<CodeVerifier>,
}

/// A code that was accepted, and what its token grants.
struct Redeemed {
    code: StoredCode,
    granted: Granted,
}

/// What a code must fit, and what is stored for it.
struct Expected {
    code_hash: [u8; 32],
    redirect_uri: String,
    verifier: Option<CodeVerifier>,
    rows: TokenRows,
}

/// What is stored of tokens that are given now.
pub(crate) struct TokenRows {
    pub(crate) wanted: Wanted,
    token_hash: [u8; 32],
    token: TokenId,
    token_expires_at: Timestamp,
    family: FamilySeed,
    now: Timestamp,
}

/// Whom tokens are about, in which session, and what they come from.
pub(crate) struct TokenSource<'a> {
    pub(crate) authorization: AuthorizationId,
    pub(crate) client: &'a str,
    pub(crate) session: SessionId,
    pub(crate) person: PersonId,
}

impl Federation {
    pub(crate) async fn redeem(
        &self,
        presented: PresentedCode,
        wanted: Wanted,
    ) -> Result<TokenResponse, TokenRefusal> {
        let secret = BearerSecret::generate(&*self.entropy);
        let refresh_token = BearerSecret::generate(&*self.entropy);
        let client = wanted.client.clone();
        let expected = Expected {
            code_hash: self.hashes.hash("oidc.code", presented.code.as_bytes()),
            redirect_uri: presented.redirect_uri,
            verifier: presented.verifier,
            rows: self.token_rows(wanted, &secret, &refresh_token),
        };
        let entropy = self.entropy.clone();
        let redeemed = self
            .store
            .transact(NAME, move |tx| use_up(tx, &expected, &*entropy))
            .await
            .map_err(|error| unavailable(&error))??;
        let id = client.client_id.as_str();
        self.clients.counts.add(id, Happening::Redeemed);
        let offline = redeemed.granted.scopes.contains(&Scope::OfflineAccess);
        let issue = Issue {
            client: &client,
            granted: &redeemed.granted,
            person: redeemed.code.person,
            session: redeemed.code.session,
            secret: &secret,
            refresh_token: offline.then_some(&refresh_token),
            nonce: redeemed.granted.nonce.clone(),
        };
        self.put_together(&issue).await
    }

    /// What is to be stored of tokens that are given now.
    pub(crate) fn token_rows(
        &self,
        wanted: Wanted,
        secret: &BearerSecret,
        refresh_token: &BearerSecret,
    ) -> TokenRows {
        let now = self.clock.now();
        TokenRows {
            wanted,
            token_hash: self.hashes.hash("oidc.token", secret.as_str().as_bytes()),
            token: TokenId::new(now, &*self.entropy),
            token_expires_at: self.access_token_end(now),
            family: self.family_seed(refresh_token, now),
            now,
        }
    }
}

/// Marks the code as used and stores the tokens in one transaction, if everything fits.
fn use_up(
    tx: &mut Tx<'_>,
    expected: &Expected,
    entropy: &dyn Entropy,
) -> Result<Result<Redeemed, TokenRefusal>, StoreError> {
    let now = expected.rows.now;
    let found = repo::authorization::find_code_in_context(tx, expected.code_hash)?;
    let Some(CodeInContext {
        code,
        session_live,
        data_key,
    }) = found
    else {
        return Ok(Err(NOT_VALID));
    };
    // Whoever logs out everywhere or is frozen at this moment bumps it too: one of the two comes
    // after the other, and sees what it did.
    repo::person::guard(tx, code.person, now)?;
    let about = || audit::about_person(code.person, data_key);
    let Ok(granted) = serde_json::from_str::<Granted>(&code.granted) else {
        return Err(StoreError::decode("authorization_code.granted"));
    };
    if code.client != expected.rows.wanted.client.client_id.as_str() {
        return Ok(Err(NOT_VALID));
    }
    if code.used_at.is_some() {
        return replayed(tx, &code, about(), now, entropy).map(Err);
    }
    let fits = now < code.expires_at && granted.redirect_uri == expected.redirect_uri;
    if !fits || !session_live || !may_assert(tx, code.person, &granted.acr, now)? {
        return Ok(Err(NOT_VALID));
    }
    let nature = match judge(expected, &granted) {
        Ok(nature) => nature,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if !repo::authorization::use_code(tx, code.id, now)? {
        return replayed(tx, &code, about(), now, entropy).map(Err);
    }
    let granted = Granted {
        token: nature,
        ..granted
    };
    let source = TokenSource {
        authorization: code.id,
        client: &code.client,
        session: code.session,
        person: code.person,
    };
    store_tokens(tx, &expected.rows, &source, &granted)?;
    let event = Event::TokensIssued {
        client: code.client.clone(),
    };
    audit::append(tx, &event, about(), now, entropy)?;
    Ok(Ok(Redeemed { code, granted }))
}

/// PKCE, the key that the authorization request named, and the resource.
fn judge(expected: &Expected, granted: &Granted) -> Result<TokenNature, TokenRefusal> {
    check_pkce(granted.challenge.as_ref(), expected.verifier.as_ref())?;
    let proven = expected.rows.wanted.binding.jkt.as_deref();
    if granted.dpop_jkt.is_some() && granted.dpop_jkt.as_deref() != proven {
        return Err(TokenRefusal::InvalidDpopProof(
            "the authorization request named another key",
        ));
    }
    expected.rows.wanted.nature(granted)
}

/// Stores the access token, and the refresh token with its family if the client may come back.
pub(crate) fn store_tokens(
    tx: &mut Tx<'_>,
    rows: &TokenRows,
    source: &TokenSource<'_>,
    granted: &Granted,
) -> Result<(), StoreError> {
    let now = rows.now;
    let token = StoredToken {
        id: rows.token,
        authorization: source.authorization,
        client: source.client.to_owned(),
        session: source.session,
        person: source.person,
        granted: granted.to_json(),
        expires_at: rows.token_expires_at,
        offline: false,
    };
    repo::authorization::add_token(tx, &token, rows.token_hash, now)?;
    if !granted.scopes.contains(&Scope::OfflineAccess) {
        return Ok(());
    }
    let family = RefreshFamily {
        id: source.authorization,
        client: source.client.to_owned(),
        session: source.session,
        person: source.person,
        granted: of_family(granted, &rows.wanted).to_json(),
        expires_at: rows.family.ends_at,
    };
    repo::refresh::add_family(tx, &family, now)?;
    let FamilySeed {
        token,
        token_hash,
        token_expires_at,
        ..
    } = rows.family;
    repo::refresh::add_token(
        tx,
        token,
        source.authorization,
        token_hash,
        token_expires_at,
        now,
    )
}

/// What a family grants. A public client proves nothing but the key or certificate that it began
/// with, so the family is bound to that (RFC 9449 §5, RFC 8705 §4). A confidential client
/// authenticates and may change its key, but not go on without one.
fn of_family(granted: &Granted, wanted: &Wanted) -> Granted {
    let binding = match wanted.client.kind {
        ClientKind::Public => wanted.binding.clone(),
        ClientKind::Confidential => Confirmation::default(),
    };
    Granted {
        token: TokenNature {
            binding,
            proof_demanded: wanted.binding.jkt.is_some(),
            ..TokenNature::default()
        },
        ..granted.clone()
    }
}

/// RFC 6749 §4.1.2: a code that comes twice was stolen by one of the two; what it gave is revoked.
fn replayed(
    tx: &mut Tx<'_>,
    code: &StoredCode,
    about: About,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<TokenRefusal, StoreError> {
    repo::refresh::revoke_family(tx, code.id, now)?;
    let event = Event::CodeReplayed {
        client: code.client.clone(),
    };
    audit::append(tx, &event, about, now, entropy)?;
    Ok(NOT_VALID)
}
