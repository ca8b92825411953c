//! The address at which relying parties' machines are asked for certificates.

use std::{path::Path, sync::Arc};

use keys::{ClientAuthorities, TlsFiles};
use platform::Platform;
use ports::certificates::CertificateAuthorities;
use web_kit::tls::Tls;

use crate::{config::Mtls, run::Listener};

/// The listener, if one is configured.
pub(super) async fn listener(
    config: &Mtls,
    platform: &Platform,
) -> anyhow::Result<Option<Listener>> {
    let Some(router) = platform.certificates() else {
        return Ok(None);
    };
    let files = TlsFiles::load(
        Path::new(&config.certificate_file),
        Path::new(&config.key_file),
    )?;
    let tls = Tls::asking_for_certificates(Arc::new(files))?;
    let address = super::address("mtls.listen", &config.listen)?;
    let listener = Listener::bind("mtls", address, router).await?;
    tracing::info!(face = listener.name, "listening");
    Ok(Some(listener.with_tls(tls)))
}

/// The authorities whose certificates are believed, if any are named.
pub(super) fn authorities(
    config: &Mtls,
) -> anyhow::Result<Option<Arc<dyn CertificateAuthorities>>> {
    if config.authorities_file.is_empty() {
        return Ok(None);
    }
    let read = ClientAuthorities::load(Path::new(&config.authorities_file))?;
    Ok(Some(Arc::new(read)))
}
