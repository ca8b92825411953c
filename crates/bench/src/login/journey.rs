//! One log-in, request by request, as a browser and a relying party make them.

use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use sha2::{Digest as _, Sha256};
use simulators::seed::{DEMO_RP, DEMO_RP_SECRET};
use url::{Url, form_urlencoded};

use super::{
    browser::{Browser, field},
    phones::Phones,
};
use crate::{AnyError, crowd::BenchPerson};

/// Nothing listens there: the code is read from the redirect.
const REDIRECT_URI: &str = "http://localhost:9/callback";
const VERIFIER: &str = "a-code-verifier-of-the-benchmark-that-is-long-enough";

/// What the relying party asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Release {
    /// The subject alone: nothing is shown after the PIN.
    Nothing,
    /// Number and names: the person sees what is released, and goes on.
    Identity,
}

impl Release {
    fn scope(self) -> &'static str {
        match self {
            Self::Nothing => "openid",
            Self::Identity => "openid identity",
        }
    }
}

/// One person's log-in from the relying party and back; whoever logged in before on this
/// connection is forgotten.
pub(super) async fn log_in(
    browser: &mut Browser,
    phones: &Phones,
    person: &BenchPerson,
    release: Release,
) -> Result<(), AnyError> {
    let entrance = browser.get(&authorize(release)).await?.onward()?;
    browser.get(&entrance).await?.page()?;
    let waiting = entrance.split_once('?').map_or("", |(_, query)| query);
    let token = obtain_pin(browser, person, waiting).await?;
    let next = enter_pin(browser, phones, person, waiting, &token).await?;
    let decided = browser.get(&next).await?;
    let back = match release {
        Release::Nothing => decided.onward()?,
        Release::Identity => {
            let token = field(&decided.page()?, "_token")?;
            let path = format!("/login/release?{waiting}");
            browser.post(&path, &[("_token", &token)]).await?.onward()?
        }
    };
    redeem(browser, &back, release).await
}

fn authorize(release: Release) -> String {
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER));
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("client_id", DEMO_RP)
        .append_pair("response_type", "code")
        .append_pair("scope", release.scope())
        .append_pair("redirect_uri", REDIRECT_URI)
        .append_pair("state", "s-4711")
        .append_pair("nonce", "n-0815")
        .append_pair("code_challenge", &challenge)
        .append_pair("code_challenge_method", "S256")
        .finish();
    format!("/authorize?{query}")
}

/// The number, then the datum that the page asks for; returns the token of the forms.
async fn obtain_pin(
    browser: &mut Browser,
    person: &BenchPerson,
    waiting: &str,
) -> Result<String, AnyError> {
    let path = format!("/login/pin?{waiting}");
    let page = browser.get(&path).await?.page()?;
    let (token, user_part) = (field(&page, "_token")?, field(&page, "user_part")?);
    let mut fields = vec![
        ("_token", &*token),
        ("number", person.number.as_str()),
        ("user_part", &*user_part),
    ];
    let page = browser.post(&path, &fields).await?.page()?;
    let asked = field(&page, "asked")?;
    fields.extend([("asked", &*asked), ("support", person.support.as_str())]);
    browser.post(&path, &fields).await?.onward()?;
    Ok(token)
}

/// Waits for the PIN by SMS and types it; returns where the browser goes.
async fn enter_pin(
    browser: &mut Browser,
    phones: &Phones,
    person: &BenchPerson,
    waiting: &str,
    token: &str,
) -> Result<String, AnyError> {
    let path = format!("/login/pin/code?{waiting}");
    browser.get(&path).await?.page()?;
    let pin = phones.expect(person.phone.as_e164());
    let send = format!("/login/pin/sms?{waiting}");
    browser.post(&send, &[("_token", token)]).await?.onward()?;
    let page = browser.get(&path).await?.page()?;
    let user_part = field(&page, "user_part")?;
    let pin = pin.await.map_err(|_| "the server sends no more messages")?;
    let fields = [
        ("_token", token),
        ("user_part", &*user_part),
        ("pin", &*pin),
    ];
    browser.post(&path, &fields).await?.onward()
}

/// The relying party's part.
async fn redeem(browser: &mut Browser, back: &str, release: Release) -> Result<(), AnyError> {
    let url = Url::parse(back)?;
    let code = url.query_pairs().find(|(name, _)| name == "code");
    let (_, code) = code.ok_or_else(|| format!("no code in {back}"))?;
    let form = form_urlencoded::Serializer::new(String::new())
        .append_pair("grant_type", "authorization_code")
        .append_pair("code", &code)
        .append_pair("redirect_uri", REDIRECT_URI)
        .append_pair("code_verifier", VERIFIER)
        .finish();
    let basic = STANDARD.encode(format!("{DEMO_RP}:{DEMO_RP_SECRET}"));
    let tokens = browser
        .call("/token", &format!("Basic {basic}"), Some(form))
        .await?;
    let of = |name: &str| {
        tokens
            .get(name)
            .and_then(|value| value.as_str())
            .map(str::to_owned)
    };
    let id_token = of("id_token").unwrap_or_default();
    let access_token = of("access_token").unwrap_or_default();
    if id_token.split('.').count() != 3 {
        return Err("no ID token".into());
    }
    let claims = browser
        .call("/userinfo", &format!("Bearer {access_token}"), None)
        .await?;
    let complete = claims.get("sub").is_some()
        && (release == Release::Nothing || claims.get("name").is_some());
    if complete {
        Ok(())
    } else {
        Err(format!("userinfo lacks something: {claims}").into())
    }
}
