//! Mail server, SMS provider, registers, and our own public addresses as others see them.

use std::{path::Path, time::Duration};

use gateways::{
    SmppSms,
    outbound::{OutboundClient, OutboundLimits, OutboundRequest, policy::OutboundPolicy},
    registers::{CivilRegisterFile, OffenceRegisterFile},
};
use url::Url;

use super::{chain, finding::Finding};
use crate::{
    config::Config,
    serve::{self, messages::SmsDoor},
};

/// As long as anybody waits for a line of a report.
const PATIENCE: Duration = Duration::from_secs(5);

pub(super) async fn look(config: &Config) -> Vec<Finding> {
    let (mail, sms, identity) = tokio::join!(mail(config), sms(config), identity(config));
    let mut findings = vec![mail];
    findings.extend(sms);
    findings.extend(identity);
    findings.extend(registers(config));
    findings
}

async fn mail(config: &Config) -> Finding {
    let about = "mail";
    let server = format!("{}:{}", config.mail.host, config.mail.port);
    let mend = "see to the server, or correct the section [mail]; e-mails wait until then";
    let mailer = match serve::messages::mail_server(config) {
        Ok(mailer) => mailer,
        Err(error) => return Finding::fault(about, format!("{error:#}"), mend),
    };
    match mailer.greet().await {
        Ok(()) => Finding::good(
            about,
            format!("{server} greets, and takes our name and password"),
        ),
        Err(found) => Finding::fault(about, format!("{server}: {found}"), mend),
    }
}

async fn sms(config: &Config) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (about, door) in serve::messages::sms_doors(config) {
        let reached = match door {
            Ok(SmsDoor::Http(provider)) => provider.reach().await,
            Ok(SmsDoor::Smpp(settings)) => SmppSms::reach(&settings).await,
            Err(error) => Err(format!("{error:#}")),
        };
        let mend = "see to the connection, or correct the section [sms]; text messages wait, or \
                    go to the next provider, until then";
        findings.push(match reached {
            Ok(()) => Finding::good(about, "the provider answers (no message was sent)"),
            Err(found) => Finding::fault(about, found, mend),
        });
    }
    findings
}

/// Relying parties ask for this page. This machine may be unable to reach its own public address,
/// which is no fault.
async fn identity(config: &Config) -> Option<Finding> {
    let about = "identity.public_url";
    let issuer = Url::parse(&config.identity.public_url).ok()?;
    let url = issuer.join(".well-known/openid-configuration").ok()?;
    let limits = OutboundLimits {
        time: PATIENCE,
        ..OutboundLimits::default()
    };
    let client = OutboundClient::new(OutboundPolicy::only(&url).ok()?, limits);
    let mend = "nothing, if the platform is not running yet or this machine may not reach its own \
                public address; otherwise see to the name, the proxy and its certificate";
    Some(
        match client.send(&OutboundRequest::get(url.clone())).await {
            Ok(answer) if answer.status.is_success() => {
                let said: Option<serde_json::Value> = serde_json::from_slice(&answer.body).ok();
                let said = said.as_ref().and_then(|page| page.get("issuer")?.as_str());
                let expected = config.identity.public_url.trim_end_matches('/');
                if said == Some(expected) {
                    Finding::good(about, format!("{url} answers over a trusted certificate"))
                } else {
                    Finding::fault(
                        about,
                        format!("{url} is somebody else's page, or of another installation"),
                        "let the proxy lead this host to identity.listen",
                    )
                }
            }
            Ok(answer) => Finding::warning(about, format!("{url} answers {}", answer.status), mend),
            Err(error) => Finding::warning(about, format!("{url}: {}", chain(&error)), mend),
        },
    )
}

fn registers(config: &Config) -> Vec<Finding> {
    let files = &config.registers;
    let civil = CivilRegisterFile::load(Path::new(&files.civil_file)).map(drop);
    let offences = OffenceRegisterFile::load(Path::new(&files.offences_file)).map(drop);
    [
        ("registers.civil_file", &files.civil_file, civil),
        ("registers.offences_file", &files.offences_file, offences),
    ]
    .into_iter()
    // Without a file the register is the imported one, in the database.
    .filter(|(_, path, _)| !path.is_empty())
    .map(|(about, path, loaded)| match loaded {
        Ok(()) => Finding::good(about, format!("{path} is read to its last line")),
        Err(error) => Finding::fault(
            about,
            chain(&error),
            "correct the file: nothing starts while a line of it cannot be read",
        ),
    })
    .collect()
}
