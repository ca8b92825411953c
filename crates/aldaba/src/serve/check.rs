//! What production demands of its configuration; every fault at once, so that one run finds all.

use std::collections::BTreeSet;

use keys::HashCost;
use model::{password::Profile, work::WorkLane};
use url::Url;

use crate::config::{Config, Mtls, RelyingParties, Sms};

/// Checks what can be checked without opening anything.
pub(crate) fn check(config: &Config) -> anyhow::Result<()> {
    let faults = faults(config);
    if faults.is_empty() {
        return Ok(());
    }
    anyhow::bail!(
        "the configuration cannot be served:\n- {}",
        faults.join("\n- ")
    )
}

/// Everything that stands in the way, each in words of its own.
pub(crate) fn faults(config: &Config) -> Vec<String> {
    let mut faults = Vec::new();
    for (key, text) in [
        ("identity.public_url", &config.identity.public_url),
        ("sede.public_url", &config.sede.public_url),
        ("office.public_url", &config.office.public_url),
    ] {
        match Url::parse(text) {
            Ok(url) if url.scheme() == "https" && url.path() == "/" => {}
            _ => faults.push(format!("{key} must be an https address without path")),
        }
    }
    let needed = [
        ("body.dir3", config.body.dir3.is_empty()),
        (
            "body.names.es",
            config.body.names.get("es").is_none_or(String::is_empty),
        ),
        ("sede.client_secret", config.sede.client_secret.is_empty()),
        ("mail.host", config.mail.host.is_empty()),
        ("mail.from", config.mail.from.is_empty()),
    ];
    let missing = needed.iter().filter(|(_, missing)| *missing);
    faults.extend(missing.map(|(key, _)| format!("{key} is missing")));
    if !["software", "pkcs11"].contains(&config.keys.token_keys.as_str()) {
        faults.push("keys.token_keys must be software or pkcs11".into());
    }
    if config.keys.token_keys == "pkcs11" && config.pkcs11.library.is_empty() {
        faults.push("keys.token_keys is pkcs11, but pkcs11.library is missing".into());
    }
    if !config.pkcs11.library.is_empty() && config.pkcs11.pin_file.is_empty() {
        faults.push("pkcs11.pin_file is missing".into());
    }
    if config.keys.seal_key_file.is_empty() != config.keys.seal_chain_file.is_empty() {
        faults.push("keys.seal_key_file and keys.seal_chain_file belong together".into());
    }
    faults.extend(sms_faults(&config.sms));
    faults.extend(super::media::faults(&config.video));
    faults.extend(super::calls::faults(&config.calls));
    faults.extend(super::push::faults(&config.push));
    faults.extend(super::unattended::faults(config));
    if !["clave-2024", "clave-2021"].contains(&config.registration.contrast_profile.as_str()) {
        faults.push("registration.contrast_profile must be clave-2024 or clave-2021".into());
    }
    if Profile::from_word(&config.password.profile).is_none() {
        faults.push("password.profile must be ens-alta or clave".into());
    }
    if HashCost::new(config.password.memory_kib, config.password.passes).is_none() {
        faults.push(
            "password.memory_kib times password.passes must be 35840 at least, with 7168 KiB or \
             more, and no more than 1048576 KiB and 32 passes"
                .into(),
        );
    }
    if config.password.waiting == 0 || config.password.valid_days == 0 {
        faults.push("password.waiting and password.valid_days must be 1 at least".into());
    }
    if config.proof_of_work.lane.parse::<WorkLane>().is_err() {
        faults.push("proof_of_work.lane must be off, under-stress or always".into());
    }
    if !(1..=20).contains(&config.proof_of_work.bits) {
        faults.push("proof_of_work.bits must be 1 to 20".into());
    }
    if !["starttls", "tls", "plain"].contains(&config.mail.security.as_str()) {
        faults.push("mail.security must be starttls, tls or plain".into());
    }
    faults.extend(mtls_faults(&config.mtls));
    faults.extend(super::certificate_log_in::faults(&config.certificates));
    faults.extend(relying_party_faults(&config.relying_parties));
    faults
}

fn mtls_faults(mtls: &Mtls) -> Vec<String> {
    if mtls.listen.is_empty() {
        return Vec::new();
    }
    let mut faults = Vec::new();
    match Url::parse(&mtls.public_url) {
        Ok(url) if url.scheme() == "https" && url.path() == "/" => {}
        _ => faults.push("mtls.public_url must be an https address without path".to_owned()),
    }
    for (key, file) in [
        ("certificate_file", &mtls.certificate_file),
        ("key_file", &mtls.key_file),
    ] {
        if file.is_empty() {
            faults.push(format!("mtls.{key} is missing"));
        }
    }
    faults
}

fn relying_party_faults(wanted: &RelyingParties) -> Vec<String> {
    let mut faults = Vec::new();
    // FAPI 2.0 Security Profile §5.3.2.2: less than 600 seconds.
    if !(10..600).contains(&wanted.pushed_request_s) {
        faults.push("relying_parties.pushed_request_s must be 10 to 599".into());
    }
    for (key, days) in [
        ("consent_days", wanted.consent_days),
        ("refresh_idle_days", wanted.refresh_idle_days),
        ("refresh_days", wanted.refresh_days),
    ] {
        if !(1..=3_650).contains(&days) {
            faults.push(format!("relying_parties.{key} must be 1 to 3650"));
        }
    }
    if wanted.refresh_idle_days > wanted.refresh_days {
        faults.push("relying_parties.refresh_idle_days must not be more than refresh_days".into());
    }
    // A forgotten old secret must not work for ever.
    if wanted.secret_overlap_s > 30 * 86_400 {
        faults.push("relying_parties.secret_overlap_s must be at most 2592000 (30 days)".into());
    }
    faults
}

fn sms_faults(sms: &Sms) -> Vec<String> {
    let mut faults = Vec::new();
    match (sms.url.is_empty(), sms.providers.is_empty()) {
        (true, true) => faults.push("sms.url is missing, and so is sms.providers".into()),
        (false, false) => faults.push("sms.url and sms.providers exclude each other".into()),
        _ => {}
    }
    let mut names = BTreeSet::new();
    for provider in &sms.providers {
        let name = provider.name();
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
        if name.is_empty() || name.len() > 32 || !name.chars().all(plain) {
            faults
                .push("the name of an SMS provider must have 1 to 32 letters, digits or -".into());
        }
        if !names.insert(name) {
            faults.push(format!("two SMS providers are called {name}"));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn an_issuer_that_is_not_https_is_refused() {
        let mut config = Config::default();
        config.identity.public_url = "http://identidad.example".into();
        let text = check(&config).unwrap_err().to_string();
        assert!(
            text.contains("identity.public_url must be an https address"),
            "{text}"
        );
    }

    #[test]
    fn every_fault_is_told_at_once() {
        let text = check(&Config::default()).unwrap_err().to_string();
        for key in ["body.dir3", "sms.url", "mail.from"] {
            assert!(text.contains(key), "{text}");
        }
    }

    #[test]
    fn an_address_for_certificates_needs_its_own_certificate() {
        assert!(mtls_faults(&Mtls::default()).is_empty());
        let listening = Mtls {
            listen: "127.0.0.1:8444".into(),
            public_url: "https://mtls.identidad.example".into(),
            ..Mtls::default()
        };
        assert_eq!(
            mtls_faults(&listening),
            [
                "mtls.certificate_file is missing",
                "mtls.key_file is missing"
            ]
        );
    }

    #[test]
    fn lifetimes_that_make_no_sense_together_are_refused() {
        assert!(relying_party_faults(&RelyingParties::default()).is_empty());
        let faults = relying_party_faults(&RelyingParties {
            refresh_idle_days: 91,
            secret_overlap_s: 2_592_001,
            consent_days: 0,
            ..RelyingParties::default()
        });
        assert_eq!(faults.len(), 3, "{faults:?}");
    }

    #[test]
    fn one_way_of_naming_sms_providers_and_each_by_its_own_name() {
        let provider = |name: &str| {
            crate::config::SmsProvider::Http(crate::config::HttpProvider {
                name: name.into(),
                url: "https://sms.example/".into(),
                token_file: "token".into(),
                timeout_s: 10,
            })
        };
        let with = |url: &str, names: &[&str]| {
            sms_faults(&Sms {
                url: url.into(),
                providers: names.iter().map(|name| provider(name)).collect(),
                ..Sms::default()
            })
        };
        assert!(with("https://sms.example/", &[]).is_empty());
        assert!(with("", &["first", "second"]).is_empty());
        assert_eq!(
            with("", &[]),
            ["sms.url is missing, and so is sms.providers"]
        );
        assert_eq!(
            with("https://sms.example/", &["first"]),
            ["sms.url and sms.providers exclude each other"]
        );
        assert_eq!(with("", &["a", "a"]), ["two SMS providers are called a"]);
        assert_eq!(with("", &["a \"b"]).len(), 1);
    }
}
