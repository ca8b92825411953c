//! Which claims a request may release, and in which document.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Claim, ClaimValues, ClaimsRequest, Scopes};
use crate::client::ClientRegistration;

/// What one authorization will release. Kept with the authorization, so that the userinfo
/// document later says exactly what the person saw.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleasePlan {
    /// Claims in the ID token.
    pub id_token: BTreeSet<Claim>,
    /// Claims at userinfo.
    pub userinfo: BTreeSet<Claim>,
    /// Those among them without which the client says it cannot go on.
    pub essential: BTreeSet<Claim>,
}

impl ReleasePlan {
    /// Scopes and claims request, cut down to what the client is entitled to: a claim is in
    /// the plan if and only if it was asked for and [`ClientRegistration::claims`] lists it.
    ///
    /// Claims of scopes go to userinfo, claims by name go where the client asked for them
    /// (OpenID Connect Core §5.4, §5.5).
    #[must_use]
    pub fn new(scopes: &Scopes, request: &ClaimsRequest, client: &ClientRegistration) -> Self {
        let entitled = |claim: &Claim| client.basis_for(*claim).is_some();
        let of_scopes = scopes.iter().flat_map(|scope| scope.claims()).copied();
        let userinfo: BTreeSet<Claim> = of_scopes
            .chain(request.userinfo.keys().copied())
            .filter(entitled)
            .collect();
        let id_token: BTreeSet<Claim> = request.id_token.keys().copied().filter(entitled).collect();
        let essential = request
            .userinfo
            .iter()
            .chain(&request.id_token)
            .filter(|(_, demand)| demand.essential)
            .map(|(claim, _)| *claim)
            .filter(entitled)
            .collect();
        Self {
            id_token,
            userinfo,
            essential,
        }
    }

    /// The same plan, without what the client is not entitled to any more.
    #[must_use]
    pub fn still_entitled(mut self, client: &ClientRegistration) -> Self {
        self.keep(|claim| client.basis_for(claim).is_some());
        self
    }

    /// The same plan for fewer scopes: at userinfo only what one of them asks for.
    #[must_use]
    pub fn narrowed(mut self, scopes: &Scopes) -> Self {
        self.userinfo
            .retain(|claim| scopes.iter().any(|scope| scope.claims().contains(claim)));
        self
    }

    fn keep(&mut self, wanted: impl Fn(Claim) -> bool) {
        for claims in [&mut self.id_token, &mut self.userinfo, &mut self.essential] {
            claims.retain(|claim| wanted(*claim));
        }
    }

    /// Every claim that leaves, in either document: what the person is shown.
    #[must_use]
    pub fn all(&self) -> BTreeSet<Claim> {
        self.id_token.union(&self.userinfo).copied().collect()
    }

    /// The values that the ID token carries.
    #[must_use]
    pub fn for_id_token(&self, known: &ClaimValues) -> ClaimValues {
        only(known, &self.id_token)
    }

    /// The values that the userinfo document carries.
    #[must_use]
    pub fn for_userinfo(&self, known: &ClaimValues) -> ClaimValues {
        only(known, &self.userinfo)
    }
}

fn only(known: &ClaimValues, allowed: &BTreeSet<Claim>) -> ClaimValues {
    known
        .iter()
        .filter(|(claim, value)| allowed.contains(claim) && !value.is_null())
        .map(|(claim, value)| (*claim, value.clone()))
        .collect()
}
