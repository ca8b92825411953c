//! Which assurance level a request asks for.

use serde::{Deserialize, Serialize};
use vocab::AssuranceLevel;

use crate::claims::AcrDemand;

/// The levels that a request names, in the client's order. Levels above the client's
/// registered maximum, and values that are no eIDAS level, have been left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelDemand {
    /// The levels, preferred first; empty means that any will do.
    pub levels: Vec<AssuranceLevel>,
    /// Whether a lower level than the lowest named is a failure
    /// (`unmet_authentication_requirements`) rather than an answer that the client judges.
    pub essential: bool,
}

impl LevelDemand {
    /// The demand of `acr_values` and of the claims parameter's `acr`, which weighs more.
    /// `None` if it is essential and nothing of it can be reached by this client.
    pub(super) fn new(
        acr_values: &[String],
        acr: Option<&AcrDemand>,
        maximum: AssuranceLevel,
    ) -> Option<Self> {
        let named = acr
            .map(|demand| &demand.values)
            .filter(|values| !values.is_empty());
        let mut levels = Vec::new();
        for value in named.map_or(acr_values, Vec::as_slice) {
            let level = AssuranceLevel::from_acr(value).filter(|level| *level <= maximum);
            levels.extend(level.filter(|level| !levels.contains(level)));
        }
        let essential = acr.is_some_and(|demand| demand.essential) && named.is_some();
        (!essential || !levels.is_empty()).then_some(Self { levels, essential })
    }

    /// The lowest level that satisfies the client: the lowest that it named. A higher level
    /// satisfies a lower demand (Regulation (EU) 910/2014, article 6).
    #[must_use]
    pub fn minimum(&self) -> AssuranceLevel {
        self.levels
            .iter()
            .copied()
            .min()
            .unwrap_or(AssuranceLevel::Low)
    }

    /// The level that the client would like best: the first that it named.
    #[must_use]
    pub fn preferred(&self) -> AssuranceLevel {
        self.levels.first().copied().unwrap_or(AssuranceLevel::Low)
    }

    /// Whether a level reached satisfies the client.
    #[must_use]
    pub fn is_met_by(&self, reached: AssuranceLevel) -> bool {
        reached >= self.minimum()
    }
}
