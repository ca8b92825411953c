//! The log-in with a certificate: who is trusted, and the address at which people are asked.

use std::{path::Path, sync::Arc};

use anyhow::Context as _;
use authn::certificate::{IssuerRules, Issuers, UnknownStatus};
use gateways::{StatusAddresses, outbound::AllowedOrigin};
use keys::{TlsFiles, pem_certificates};
use platform::{CertificateLogIn, Platform};
use url::Url;
use web_kit::tls::Tls;

use crate::{
    config::{CertificateIssuer, Certificates},
    run::Listener,
};

/// What stands in the way, each in words of its own. Files are read later.
pub(super) fn faults(wanted: &Certificates) -> Vec<String> {
    let mut faults = Vec::new();
    if wanted.issuers.is_empty() {
        if !wanted.listen.is_empty() {
            faults.push("certificates.listen is set, but nobody is in certificates.issuers".into());
        }
        return faults;
    }
    match Url::parse(&wanted.public_url) {
        Ok(url) if url.scheme() == "https" && url.path() == "/" => {}
        _ => faults.push("certificates.public_url must be an https address without path".into()),
    }
    for (key, file) in [
        ("certificate_file", &wanted.certificate_file),
        ("key_file", &wanted.key_file),
    ] {
        if file.is_empty() && !wanted.listen.is_empty() {
            faults.push(format!("certificates.{key} is missing"));
        }
    }
    for issuer in &wanted.issuers {
        if let Err(error) = rules(issuer) {
            faults.push(format!("certificates.issuers `{}`: {error:#}", issuer.name));
        }
    }
    faults
}

/// What is handed in, if anybody is trusted.
pub(crate) fn parts(wanted: &Certificates) -> anyhow::Result<Option<CertificateLogIn>> {
    if wanted.issuers.is_empty() {
        return Ok(None);
    }
    let allowed = wanted
        .allowed_hosts
        .iter()
        .map(|host| host.parse().context("certificates.allowed_hosts"))
        .collect::<anyhow::Result<Vec<AllowedOrigin>>>()?;
    Ok(Some(CertificateLogIn {
        issuers: Arc::new(issuers(wanted)?),
        status: Arc::new(StatusAddresses::new(allowed)),
        address: Url::parse(&wanted.public_url).context("certificates.public_url")?,
    }))
}

/// Reads the files of all issuers.
pub(crate) fn issuers(wanted: &Certificates) -> anyhow::Result<Issuers> {
    let mut issuers = Issuers::default();
    for issuer in &wanted.issuers {
        let about = || format!("certificates.issuers `{}`, {}", issuer.name, issuer.file);
        let text = std::fs::read_to_string(Path::new(&issuer.file)).with_context(about)?;
        let certificates = pem_certificates(&text)
            .filter(|certificates| !certificates.is_empty())
            .context("it holds no certificates (BEGIN CERTIFICATE)")
            .with_context(about)?;
        issuers
            .add(rules(issuer)?, &certificates)
            .with_context(about)?;
    }
    Ok(issuers)
}

fn rules(issuer: &CertificateIssuer) -> anyhow::Result<IssuerRules> {
    let policies = |list: &[String]| -> anyhow::Result<Vec<_>> {
        Ok(list
            .iter()
            .map(|policy| policy.parse())
            .collect::<Result<_, _>>()?)
    };
    let address = |text: &str| -> anyhow::Result<Option<String>> {
        if !text.is_empty() {
            Url::parse(text).with_context(|| format!("`{text}`"))?;
        }
        Ok((!text.is_empty()).then(|| text.to_owned()))
    };
    let unknown_status = match issuer.unknown_status.as_str() {
        "refuse" => UnknownStatus::Refuse,
        "admit-low" => UnknownStatus::AdmitLow,
        other => anyhow::bail!("unknown_status is `{other}`; it must be refuse or admit-low"),
    };
    anyhow::ensure!(!issuer.name.is_empty(), "name is missing");
    anyhow::ensure!(
        !issuer.software.is_empty() || !issuer.card.is_empty(),
        "software and card are both empty: none of its certificates would count"
    );
    Ok(IssuerRules {
        name: issuer.name.clone(),
        software: policies(&issuer.software)?,
        card: policies(&issuer.card)?,
        unknown_status,
        ocsp: address(&issuer.ocsp_url)?,
        crl: address(&issuer.crl_url)?,
    })
}

/// The listener, if TLS ends here.
pub(super) async fn listener(
    wanted: &Certificates,
    platform: &Platform,
) -> anyhow::Result<Option<Listener>> {
    let Some(router) = platform.certificate_log_in() else {
        return Ok(None);
    };
    if wanted.listen.is_empty() {
        return Ok(None);
    }
    let files = TlsFiles::load(
        Path::new(&wanted.certificate_file),
        Path::new(&wanted.key_file),
    )?;
    let tls = Tls::asking_for_certificates(Arc::new(files))?;
    let address = super::address("certificates.listen", &wanted.listen)?;
    let listener = Listener::bind("certificates", address, router).await?;
    tracing::info!(face = listener.name, "listening");
    Ok(Some(listener.with_tls(tls)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fnmt() -> CertificateIssuer {
        CertificateIssuer {
            name: "fnmt".into(),
            file: "fnmt.pem".into(),
            software: vec!["1.3.6.1.4.1.5734.3.10.1".into()],
            card: Vec::new(),
            unknown_status: "refuse".into(),
            ocsp_url: String::new(),
            crl_url: String::new(),
        }
    }

    fn with(issuer: CertificateIssuer) -> Certificates {
        Certificates {
            listen: "127.0.0.1:8084".into(),
            public_url: "https://certificado.identidad.example".into(),
            certificate_file: "chain.pem".into(),
            key_file: "key.pem".into(),
            issuers: vec![issuer],
            ..Certificates::default()
        }
    }

    #[test]
    fn what_is_missing_is_told_at_once() {
        assert!(faults(&Certificates::default()).is_empty());
        assert!(faults(&with(fnmt())).is_empty());
        let alone = Certificates {
            issuers: Vec::new(),
            ..with(fnmt())
        };
        assert_eq!(faults(&alone).len(), 1, "nobody is trusted");
        let bare = Certificates {
            listen: "127.0.0.1:8084".into(),
            issuers: vec![fnmt()],
            ..Certificates::default()
        };
        assert_eq!(faults(&bare).len(), 3, "{:?}", faults(&bare));
        let behind_a_proxy = Certificates {
            listen: String::new(),
            certificate_file: String::new(),
            key_file: String::new(),
            ..with(fnmt())
        };
        assert!(faults(&behind_a_proxy).is_empty());
    }

    #[test]
    fn an_issuer_is_described_in_words_that_exist() {
        for wrong in [
            CertificateIssuer {
                unknown_status: "open".into(),
                ..fnmt()
            },
            CertificateIssuer {
                software: vec!["fnmt".into()],
                ..fnmt()
            },
            CertificateIssuer {
                software: Vec::new(),
                ..fnmt()
            },
            CertificateIssuer {
                ocsp_url: "ocsp".into(),
                ..fnmt()
            },
            CertificateIssuer {
                name: String::new(),
                ..fnmt()
            },
        ] {
            assert_eq!(faults(&with(wrong.clone())).len(), 1, "{wrong:?}");
        }
    }

    #[test]
    fn files_that_hold_no_root_are_told_with_the_issuer() {
        let missing = issuers(&with(fnmt())).map(|_| ());
        let text = missing.err().map(|error| format!("{error:#}"));
        assert!(text.is_some_and(|text| text.contains("fnmt")));
    }
}
