//! The gateways from the configuration: text messages, e-mail, letters, push messages.

use std::{fs, path::Path, sync::Arc, time::Duration};

use anyhow::Context as _;
use gateways::{
    HttpSms, PrintFolder, SmppSms, SmsProviders, SmtpMailer, WebPush,
    smpp::{SmppSecurity, SmppSettings},
    sms_http::HttpSmsSettings,
    sms_providers::SmsProvider,
    smtp::{SmtpSecurity, SmtpSettings},
};
use url::Url;
use vocab::Secret;

use crate::config::{self, Config, HttpProvider, Mail, SmppProtection, SmppProvider, Sms};

/// How long a provider over HTTP has for an answer where nothing else is said.
const ANSWER: Duration = Duration::from_secs(10);

/// Makes the gateways; nothing is opened before the first message goes.
pub(super) fn gateways(config: &Config, push: WebPush) -> anyhow::Result<notify::Gateways> {
    let domain = super::parts::host(&config.identity.public_url);
    Ok(notify::Gateways {
        sms: Arc::new(text_messages(&config.sms)?),
        mailer: Arc::new(SmtpMailer::new(&mail(&config.mail, domain)?)?),
        printer: Arc::new(PrintFolder::new(&config.print.folder)),
        push: Arc::new(push),
    })
}

/// The mail server, for whom wants to greet it.
pub(crate) fn mail_server(config: &Config) -> anyhow::Result<SmtpMailer> {
    let domain = super::parts::host(&config.identity.public_url);
    Ok(SmtpMailer::new(&mail(&config.mail, domain)?)?)
}

/// Where a provider of text messages can be reached, for whom wants to see whether it is there.
pub(crate) enum SmsDoor {
    Http(HttpSms),
    Smpp(SmppSettings),
}

/// Every provider by name.
pub(crate) fn sms_doors(config: &Config) -> Vec<(String, anyhow::Result<SmsDoor>)> {
    let sms = &config.sms;
    let only = (!sms.url.is_empty()).then(|| ("sms".to_owned(), only(sms).map(SmsDoor::Http)));
    let others = sms.providers.iter().map(|provider| {
        let door = match provider {
            config::SmsProvider::Http(http) => over_http(http, &sms.sender).map(SmsDoor::Http),
            config::SmsProvider::Smpp(smpp) => smpp_settings(smpp, &sms.sender).map(SmsDoor::Smpp),
        };
        (format!("sms.providers: {}", provider.name()), door)
    });
    only.into_iter().chain(others).collect()
}

fn text_messages(sms: &Sms) -> anyhow::Result<SmsProviders> {
    let (reports, queue) = SmsProviders::reports();
    let mut providers: Vec<Arc<dyn SmsProvider>> = Vec::new();
    if !sms.url.is_empty() {
        providers.push(Arc::new(only(sms)?));
    }
    for provider in &sms.providers {
        let made = match provider {
            config::SmsProvider::Http(provider) => {
                over_http(provider, &sms.sender).map(|made| Arc::new(made) as Arc<dyn SmsProvider>)
            }
            config::SmsProvider::Smpp(provider) => smpp_settings(provider, &sms.sender)
                .and_then(|settings| Ok(SmppSms::new(settings, reports.clone())?))
                .map(|made| Arc::new(made) as Arc<dyn SmsProvider>),
        };
        providers.push(made.with_context(|| format!("sms.providers: {}", provider.name()))?);
    }
    Ok(SmsProviders::new(providers, queue))
}

/// The one provider of `sms.url`.
fn only(sms: &Sms) -> anyhow::Result<HttpSms> {
    let settings = HttpSmsSettings {
        name: "http".into(),
        url: Url::parse(&sms.url).context("sms.url")?,
        token: sms.token.clone(),
        sender: sms.sender.clone(),
        timeout: ANSWER,
    };
    Ok(HttpSms::new(&settings)?)
}

fn over_http(provider: &HttpProvider, sender: &str) -> anyhow::Result<HttpSms> {
    let settings = HttpSmsSettings {
        name: provider.name.clone(),
        url: Url::parse(&provider.url).context("url")?,
        token: secret(&provider.token_file).context("token_file")?,
        sender: sender.to_owned(),
        timeout: Duration::from_secs(provider.timeout_s),
    };
    Ok(HttpSms::new(&settings)?)
}

fn smpp_settings(provider: &SmppProvider, sender: &str) -> anyhow::Result<SmppSettings> {
    let SmppProvider {
        name,
        host,
        port,
        system_id,
        ..
    } = provider;
    let password = secret(&provider.password_file).context("password_file")?;
    Ok(SmppSettings {
        security: match provider.security {
            SmppProtection::Tls => SmppSecurity::Tls,
            SmppProtection::Plain => SmppSecurity::Plain,
        },
        extra_authority: authority(&provider.authority_file)?,
        password: Secret::new(password),
        system_type: provider.system_type.clone(),
        sender: sender.to_owned(),
        window: provider.window,
        per_second: provider.per_second,
        timeout: Duration::from_secs(provider.timeout_s),
        enquire: Duration::from_secs(provider.enquire_s),
        ..SmppSettings::new(name, host, *port, system_id, "")
    })
}

fn mail(mail: &Mail, message_id_domain: String) -> anyhow::Result<SmtpSettings> {
    let password = match mail.password_file.as_str() {
        "" => mail.password.clone(),
        file => secret(file).context("mail.password_file")?,
    };
    Ok(SmtpSettings {
        host: mail.host.clone(),
        port: mail.port,
        security: match mail.security.as_str() {
            "tls" => SmtpSecurity::Tls,
            "plain" => SmtpSecurity::PlainOnLoopback,
            _ => SmtpSecurity::StartTls,
        },
        credentials: (!mail.user.is_empty()).then(|| (mail.user.clone(), password)),
        from: mail.from.clone(),
        message_id_domain,
        extra_authority: authority(&mail.authority_file).context("mail.authority_file")?,
        timeout: Duration::from_secs(15),
    })
}

/// The first line of a file, which nobody else may read.
pub(super) fn secret(file: &str) -> anyhow::Result<String> {
    let path = Path::new(file);
    let text =
        fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    warn_if_open(path);
    let line = text.lines().next().unwrap_or_default().trim();
    anyhow::ensure!(!line.is_empty(), "{} is empty", path.display());
    Ok(line.to_owned())
}

/// The key-encryption key demands it; a provider's password that others can read is told.
fn warn_if_open(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    let open = fs::metadata(path).is_ok_and(|file| file.permissions().mode() & 0o077 != 0);
    if open {
        tracing::warn!(file = %path.display(), "others can read this file with a password");
    }
}

fn authority(file: &str) -> anyhow::Result<Option<Vec<u8>>> {
    if file.is_empty() {
        return Ok(None);
    }
    let pem = fs::read(file).with_context(|| format!("{file} cannot be read"))?;
    Ok(Some(pem))
}
