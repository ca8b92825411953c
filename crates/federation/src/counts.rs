//! What relying parties did, for the operator: log-ins, refusals by reason, log-outs told.
//!
//! The labels are bounded: a client is counted by its identifier only if it is registered, the
//! outcomes are a closed list, and beyond [`CLIENTS`] clients the rest share one label.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    sync::{Mutex, MutexGuard, PoisonError},
};

use wire_oidc::ErrorCode;

/// Clients that have a label of their own: some thousand series in all.
const CLIENTS: usize = 200;

/// The label of the others.
const OTHERS: &str = "(others)";

/// Something that happened with a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Happening {
    /// A person went on to the client.
    LoggedIn,
    /// A request was refused to the client.
    Refused(ErrorCode),
    /// A request was answered with a page of ours, because no address could be trusted.
    RefusedOnPage,
    /// A request was accepted over the back channel.
    Pushed,
    /// A person was asked for over the back channel.
    Asked,
    /// The client was told that it may ask for its tokens, or not, in the words of the store.
    Ping(&'static str),
    /// Tokens were given.
    Redeemed,
    /// The client was told of a log-out, or not, in the words of the store.
    LogOut(&'static str),
}

impl Happening {
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::LoggedIn => ("logged_in", ""),
            Self::Refused(code) => ("refused", code.as_str()),
            Self::RefusedOnPage => ("refused", "page"),
            Self::Pushed => ("pushed", ""),
            Self::Asked => ("asked", ""),
            Self::Ping(outcome) => ("ping", outcome),
            Self::Redeemed => ("redeemed", ""),
            Self::LogOut(outcome) => ("log_out", outcome),
        }
    }
}

/// The counters.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    by_client: Mutex<BTreeMap<String, BTreeMap<Happening, u64>>>,
}

impl Counts {
    /// One more. `client` must be the identifier of a registered client.
    pub(crate) fn add(&self, client: &str, happening: Happening) {
        let mut clients = self.lock();
        let known = clients.contains_key(client) || clients.len() < CLIENTS;
        let label = if known { client } else { OTHERS };
        *clients
            .entry(label.to_owned())
            .or_default()
            .entry(happening)
            .or_default() += 1;
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, BTreeMap<Happening, u64>>> {
        self.by_client
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// In Prometheus' text format.
    pub(crate) fn render(&self) -> String {
        let mut out = String::from(
            "# HELP aldaba_relying_party_total What relying parties did and were told.\n\
             # TYPE aldaba_relying_party_total counter\n",
        );
        for (client, happenings) in &*self.lock() {
            for (happening, count) in happenings {
                let (what, reason) = happening.words();
                // Cannot fail: writing to a String never does. Identifiers need no escaping:
                // they are letters, digits and `-._~`.
                let _ = writeln!(
                    out,
                    "aldaba_relying_party_total{{client=\"{client}\",what=\"{what}\",reason=\"{reason}\"}} {count}"
                );
            }
        }
        out
    }
}

impl crate::Federation {
    /// What relying parties did since the start of this process, in Prometheus' text format.
    #[must_use]
    pub fn counts(&self) -> String {
        self.clients.counts.render()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_by_client_and_reason() {
        let counts = Counts::default();
        counts.add("town", Happening::LoggedIn);
        counts.add("town", Happening::LoggedIn);
        counts.add("town", Happening::Refused(ErrorCode::LoginRequired));
        let text = counts.render();
        for line in [
            "aldaba_relying_party_total{client=\"town\",what=\"logged_in\",reason=\"\"} 2",
            "aldaba_relying_party_total{client=\"town\",what=\"refused\",reason=\"login_required\"} 1",
        ] {
            assert!(text.contains(line), "{text}");
        }
    }

    #[test]
    fn more_clients_than_labels_share_one() {
        let counts = Counts::default();
        for number in 0..CLIENTS + 50 {
            counts.add(&format!("client-{number}"), Happening::LoggedIn);
        }
        let text = counts.render();
        assert!(text.contains("client=\"(others)\",what=\"logged_in\",reason=\"\"} 50"));
        assert_eq!(text.lines().count(), CLIENTS + 1 + 2);
    }
}
