//! The token endpoint: a code, a refresh token or a request over the back channel becomes an access
//! token and an ID token.

use wire_oidc::{
    JsonAnswer, Parameters,
    token::{Grant, TokenRefusal, TokenRequest, TokenResponse},
};

use crate::{
    Credentials, Federation, PATHS, ProofHeader, issue::Wanted, possession::binding,
    redeem::PresentedCode,
};

impl Federation {
    /// Answers a token request.
    pub async fn token(&self, credentials: &Credentials<'_>, form: &Parameters) -> JsonAnswer {
        let answer = match self.tokens_for(credentials, form).await {
            Ok(tokens) => tokens.to_answer(),
            Err(refusal) => refusal.to_answer(),
        };
        match credentials.proof {
            ProofHeader::Absent => answer,
            // The next one, also with an answer that is good (RFC 9449 §8.2).
            ProofHeader::One(_) | ProofHeader::Unfit => answer.with_dpop_nonce(self.nonce()),
        }
    }

    /// The stateless checks come first, so that a request that must come again with a nonce has
    /// used up neither its assertion nor its code.
    async fn tokens_for(
        &self,
        credentials: &Credentials<'_>,
        form: &Parameters,
    ) -> Result<TokenResponse, TokenRefusal> {
        let request = TokenRequest::parse(credentials.authorization, form)?;
        let proof = self.proof(credentials, "POST", PATHS.token, None)?;
        let client = self
            .authenticate(&request.client, credentials, PATHS.token)
            .await?;
        if !client.may_use(request.grant.kind()) {
            return Err(TokenRefusal::UnauthorizedClient);
        }
        let binding = binding(&client, proof.as_ref(), credentials)?;
        if let Some(proof) = &proof {
            self.spend_proof(proof).await?;
        }
        let wanted = Wanted {
            issuer: self.issuer.clone(),
            client,
            resource: request.resource,
            binding,
        };
        match request.grant {
            Grant::AuthorizationCode {
                code,
                redirect_uri,
                code_verifier,
            } => {
                let presented = PresentedCode {
                    code,
                    redirect_uri,
                    verifier: code_verifier,
                };
                self.redeem(presented, wanted).await
            }
            Grant::RefreshToken {
                refresh_token,
                scopes,
            } => self.refresh(&refresh_token, scopes, wanted).await,
            Grant::Ciba { auth_req_id } => self.redeem_call(&auth_req_id, wanted).await,
        }
    }
}

/// What the client is told of our own failures; what happened is for the log.
pub(crate) fn unavailable(error: &dyn std::error::Error) -> TokenRefusal {
    tracing::error!(error = %error, "the token endpoint could not answer");
    TokenRefusal::Unavailable
}
