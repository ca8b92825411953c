//! The site whose pages ask for passkeys and whose address apps sign.

/// Who we are to browsers and apps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// The public address of identity, whole and without a slash at the end:
    /// `https://identidad.example`, `http://localhost:8080`.
    pub origin: String,
    /// The name that browsers show beside a passkey.
    pub name: String,
}

impl Default for Site {
    fn default() -> Self {
        Self {
            origin: "http://localhost:8080".into(),
            name: "Aldaba".into(),
        }
    }
}

impl Site {
    /// The relying party's id of WebAuthn: the host (§5.1.2).
    #[must_use]
    pub fn rp_id(&self) -> &str {
        let host = self.origin.split_once("://").map_or("", |(_, host)| host);
        host.rsplit_once(':').map_or(host, |(host, _)| host)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_is_the_host_without_scheme_and_port() {
        let site = |origin: &str| Site {
            origin: origin.into(),
            ..Site::default()
        };
        assert_eq!(
            site("https://identidad.example").rp_id(),
            "identidad.example"
        );
        assert_eq!(site("http://localhost:8080").rp_id(), "localhost");
    }
}
