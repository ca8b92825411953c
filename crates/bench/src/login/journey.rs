//! One log-in, request by request, as a browser and a relying party make them.

use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use simulators::seed::{DEMO_RP, DEMO_RP_SECRET};
use url::{Url, form_urlencoded};
use wire_webauthn::testing::Authenticator;

use super::{
    browser::{Browser, field},
    means::Means,
    phones::Phones,
};
use crate::{
    AnyError,
    app::{http::Events, phone::Phone},
    crowd::BenchPerson,
};

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
    means: &mut Means,
    release: Release,
) -> Result<(), AnyError> {
    let entrance = browser.get(&authorize(release)).await?.onward()?;
    browser.get(&entrance).await?.page()?;
    let waiting = entrance.split_once('?').map_or("", |(_, query)| query);
    let next = match means {
        Means::Pin => by_pin(browser, phones, person, waiting).await?,
        Means::App(phone) => by_app(browser, phone, waiting).await?,
        Means::Passkey(key) => by_passkey(browser, key, waiting).await?,
    };
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

/// By PIN; returns where the browser goes, as the other ways do.
pub(super) async fn by_pin(
    browser: &mut Browser,
    phones: &Phones,
    person: &BenchPerson,
    waiting: &str,
) -> Result<String, AnyError> {
    let token = obtain_pin(browser, person, waiting).await?;
    enter_pin(browser, phones, person, waiting, &token).await
}

/// The page with the code, whose events the browser listens to; the phone opens the request, the
/// person types the number and confirms, and the browser goes on when it is told.
async fn by_app(
    browser: &mut Browser,
    phone: &mut Phone,
    waiting: &str,
) -> Result<String, AnyError> {
    let ask = format!("/login/app?{waiting}");
    let waits = browser.get(&ask).await?.onward()?;
    let page = browser.get(&waits).await?.page()?;
    let number = between(&page, "<output aria-label=\"", "\"")?.replace(' ', "");
    let events = between(&page, "data-events=\"", "\"")?.replace("&amp;", "&");
    let own = browser.cookie("aldaba-identity-browser");
    let mut events = Events::open(browser.server(), &events, own.unwrap_or_default()).await?;
    let code = loop {
        let event = events.next().await?.ok_or("the stream ended")?;
        if let Some(code) = event.code {
            break code;
        }
    };
    phone.reconnect(browser.server()).await?;
    let request = phone.open(&code).await?;
    phone.confirm(&request, &number).await?;
    while events.next().await?.ok_or("not confirmed")?.state != "confirmed" {}
    browser.get(&waits).await?.onward()
}

/// The page, the challenge that its script asks for, and the answer of the authenticator.
async fn by_passkey(
    browser: &mut Browser,
    key: &mut Authenticator,
    waiting: &str,
) -> Result<String, AnyError> {
    let path = format!("/login/passkey?{waiting}");
    let token = field(&browser.get(&path).await?.page()?, "_token")?;
    let (ceremony, options) = challenge(browser, "/login/passkey/options", &token).await?;
    let response = String::from_utf8(key.get(&options))?;
    let fields = [
        ("_token", &*token),
        ("ceremony", &ceremony),
        ("response", &response),
    ];
    browser.post(&path, &fields).await?.onward()
}

/// The secret of a challenge, and the options for the authenticator.
pub(super) async fn challenge(
    browser: &mut Browser,
    path: &str,
    token: &str,
) -> Result<(String, String), AnyError> {
    let asked = browser.post(path, &[("_token", token)]).await?.page()?;
    let asked: Value = serde_json::from_str(&asked)?;
    let ceremony = asked.get("ceremony").and_then(Value::as_str);
    let options = asked.get("options").ok_or("no options")?;
    Ok((
        ceremony.ok_or("no ceremony")?.to_owned(),
        options.to_string(),
    ))
}

fn between<'a>(page: &'a str, before: &str, after: &str) -> Result<&'a str, AnyError> {
    let rest = page.split_once(before).map(|(_, rest)| rest);
    let found = rest.and_then(|rest| rest.split_once(after));
    let (found, _) = found.ok_or_else(|| format!("the page has no {before}"))?;
    Ok(found)
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
