//! A relying party asks for a person (CIBA Core §7).

use authn::{AskByCall, AskByCallError, AskedByCall, Backchannel, PartyNames};
use model::{
    app::call::{BindingMessage, Delivery, Pace},
    limit::wait_until,
};
use store::StoreError;
use vocab::{IdentityNumber, Lang, Timestamp};
use wire_oidc::{
    JsonAnswer, Parameters,
    authorize::{
        Refusal,
        backchannel::{self, BackchannelRequest, NOBODY, UNFIT_MESSAGE},
    },
    claims::{ClaimsRequest, ReleasePlan, Scope},
    client::{ClientRegistration, DeliveryMode},
    token::{PresentedClient, TokenRefusal},
};

use super::WantedByCall;
use crate::{Credentials, Federation, PATHS, authorize::decide::release_words, counts::Happening};

/// A request lives so many seconds at least, whatever the client would like: the person has to
/// find the phone.
const SHORTEST_S: u32 = 30;

/// Why nobody is asked.
#[derive(Debug, thiserror::Error)]
enum AskError {
    #[error(transparent)]
    Client(#[from] TokenRefusal),
    #[error(transparent)]
    Request(#[from] Refusal),
    #[error("too many requests of the client")]
    TooMany { until: Timestamp },
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<AskByCallError> for AskError {
    fn from(error: AskByCallError) -> Self {
        match error {
            AskByCallError::TooMany { until } => Self::TooMany { until },
            AskByCallError::Store(error) => Self::Store(error),
        }
    }
}

impl Federation {
    /// Answers a request over the back channel. The answer is the same whoever the number names,
    /// or nobody.
    pub async fn ask_person(&self, credentials: &Credentials<'_>, form: &Parameters) -> JsonAnswer {
        match self.asked_person(credentials, form).await {
            Ok(asked) => {
                let left = asked.expires_at.duration_since(self.clock.now()).as_secs();
                let interval = Pace::FIRST.interval_s;
                backchannel::accepted(asked.secret.as_str(), left, interval)
            }
            Err(AskError::Client(refusal)) => refusal.to_answer(),
            Err(AskError::Request(refusal)) => backchannel::refused(refusal),
            Err(AskError::TooMany { until }) => {
                backchannel::too_many(wait_until(until, self.clock.now()).as_secs())
            }
            Err(AskError::Store(error)) => {
                tracing::error!(%error, "nobody could be asked over the back channel");
                TokenRefusal::Unavailable.to_answer()
            }
        }
    }

    async fn asked_person(
        &self,
        credentials: &Credentials<'_>,
        form: &Parameters,
    ) -> Result<AskedByCall, AskError> {
        let path = PATHS.backchannel_authentication;
        let presented = PresentedClient::parse(credentials.authorization, form)?;
        let client = self.authenticate(&presented, credentials, path).await?;
        let id = client.client_id.as_str();
        let asked = self.read_call(&client, form).await;
        let asked = asked.inspect_err(|error| {
            if let AskError::Request(refusal) = error {
                let happening = Happening::Refused(refusal.code);
                self.clients.counts.add(id, happening);
            }
        })?;
        let asked = self.doorkeeper.ask_by_call(asked).await?;
        self.clients.counts.add(id, Happening::Asked);
        Ok(asked)
    }

    /// The request of a client that has authenticated.
    async fn read_call(
        &self,
        client: &ClientRegistration,
        form: &Parameters,
    ) -> Result<AskByCall, AskError> {
        let now = self.clock.now().as_second();
        let unpacked = backchannel::parameters(form, client, &self.issuer, now)?;
        let request = backchannel::parse(&unpacked.parameters, client)?;
        let number = IdentityNumber::parse(&request.login_hint).map_err(|_| NOBODY)?;
        let message = BindingMessage::parse(&request.binding_message).map_err(|_| UNFIT_MESSAGE)?;
        if let Some((jti, until)) = &unpacked.once {
            let until = Timestamp::from_second(*until).unwrap_or(Timestamp::MAX);
            let owner = client.client_id.as_str();
            if !self.spend("oidc.backchannel", owner, jti, until).await? {
                return Err(USED.into());
            }
        }
        Ok(AskByCall {
            number,
            asked_by: PartyNames::of(&|lang: Lang| client.name(lang.tag()).to_owned()),
            message,
            level: request.level.minimum(),
            lasts_s: request.requested_expiry.map(|asked| asked.max(SHORTEST_S)),
            by: asks(client, request),
        })
    }
}

/// The refusal of a signed request that was used before.
const USED: Refusal = Refusal {
    code: wire_oidc::ErrorCode::InvalidRequest,
    description: "the signed request was used before",
};

fn asks(client: &ClientRegistration, mut request: BackchannelRequest) -> Backchannel {
    // The app shows what is released now; a client that would come back while the person is away
    // asks in a browser, where that is said at length.
    request.scopes.remove(&Scope::OfflineAccess);
    let plan = ReleasePlan::new(&request.scopes, &ClaimsRequest::default(), client);
    let released = release_words(&plan.all(), &request.scopes);
    let wanted = WantedByCall {
        scopes: request.scopes,
        plan,
        level: request.level,
        resource: request.resource,
    };
    Backchannel::Client {
        client: client.client_id.as_str().to_owned(),
        // Cannot fail: it is made of values that serialise to JSON.
        wanted: serde_json::to_string(&wanted).expect("what is wanted serialises"),
        released,
        delivery: match client.backchannel_token_delivery_mode {
            Some(DeliveryMode::Ping) => Delivery::Ping,
            Some(DeliveryMode::Poll) | None => Delivery::Poll,
        },
        notification_token: request.notification_token,
    }
}
