//! The `claims` parameter (OpenID Connect Core §5.5).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Claim;
use crate::encoding::from_json;
use crate::limits;

/// What a client asks for by name, beside its scopes. Names that we do not know are left
/// out, as the standard asks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimsRequest {
    /// Claims for the userinfo document.
    pub userinfo: BTreeMap<Claim, ClaimDemand>,
    /// Claims for the ID token.
    pub id_token: BTreeMap<Claim, ClaimDemand>,
    /// A demand on the level, from the ID token's `acr`.
    pub acr: Option<AcrDemand>,
    /// Whether `auth_time` was asked for; the ID token always has it.
    pub auth_time: bool,
    /// The subject that must be the one identified (§5.5.1: `sub` with `value`).
    pub subject: Option<String>,
}

/// How much a claim is wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimDemand {
    /// The service cannot go on without it. It is still released only to those entitled.
    pub essential: bool,
    /// Values of which the claim should be one; empty means any.
    pub values: Vec<Value>,
}

/// A demand on the level.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcrDemand {
    /// If true, a level outside `values` is a failure (§5.5.1.1).
    pub essential: bool,
    /// The `acr` values, preferred first.
    pub values: Vec<String>,
}

/// Why a `claims` parameter was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ClaimsRequestError {
    /// Not JSON of the shape of §5.5, or more than [`limits::CLAIMS_BYTES`].
    #[error("the claims parameter is malformed or too long")]
    Malformed,
    /// More than [`limits::CLAIMS_COUNT`] claims or [`limits::LIST_COUNT`] values.
    #[error("the claims parameter asks for too much")]
    TooMany,
}

#[derive(Deserialize)]
struct RawRequest {
    #[serde(default)]
    userinfo: Option<BTreeMap<String, Option<RawDemand>>>,
    #[serde(default)]
    id_token: Option<BTreeMap<String, Option<RawDemand>>>,
}

#[derive(Deserialize, Default)]
struct RawDemand {
    #[serde(default)]
    essential: Option<bool>,
    #[serde(default)]
    value: Option<Value>,
    #[serde(default)]
    values: Option<Vec<Value>>,
}

impl ClaimsRequest {
    /// Reads the parameter.
    ///
    /// # Errors
    /// See [`ClaimsRequestError`].
    pub fn parse(json: &str) -> Result<Self, ClaimsRequestError> {
        let raw: RawRequest = from_json(json.as_bytes(), limits::CLAIMS_BYTES)
            .ok_or(ClaimsRequestError::Malformed)?;
        let mut request = Self::default();
        request.read_userinfo(raw.userinfo.unwrap_or_default())?;
        request.read_id_token(raw.id_token.unwrap_or_default())?;
        Ok(request)
    }

    fn read_userinfo(
        &mut self,
        raw: BTreeMap<String, Option<RawDemand>>,
    ) -> Result<(), ClaimsRequestError> {
        for (name, demand) in bounded(raw)? {
            if name == "sub" {
                self.set_subject(&demand)?;
            } else if let Some(claim) = Claim::from_name(&name) {
                self.userinfo.insert(claim, demand);
            }
        }
        Ok(())
    }

    fn read_id_token(
        &mut self,
        raw: BTreeMap<String, Option<RawDemand>>,
    ) -> Result<(), ClaimsRequestError> {
        for (name, demand) in bounded(raw)? {
            match name.as_str() {
                "sub" => self.set_subject(&demand)?,
                "auth_time" => self.auth_time = true,
                "acr" => {
                    let values = demand
                        .values
                        .iter()
                        .filter_map(Value::as_str)
                        .map(str::to_owned);
                    self.acr = Some(AcrDemand {
                        essential: demand.essential,
                        values: values.collect(),
                    });
                }
                other => {
                    if let Some(claim) = Claim::from_name(other) {
                        self.id_token.insert(claim, demand);
                    }
                }
            }
        }
        Ok(())
    }

    fn set_subject(&mut self, demand: &ClaimDemand) -> Result<(), ClaimsRequestError> {
        match demand.values.as_slice() {
            [] => Ok(()),
            [Value::String(subject)]
                if self.subject.as_ref().is_none_or(|known| known == subject) =>
            {
                self.subject = Some(subject.clone());
                Ok(())
            }
            _ => Err(ClaimsRequestError::Malformed),
        }
    }
}

fn bounded(
    raw: BTreeMap<String, Option<RawDemand>>,
) -> Result<Vec<(String, ClaimDemand)>, ClaimsRequestError> {
    if raw.len() > limits::CLAIMS_COUNT {
        return Err(ClaimsRequestError::TooMany);
    }
    raw.into_iter()
        .map(|(name, demand)| {
            let demand = demand.unwrap_or_default();
            let mut values = demand.values.unwrap_or_default();
            values.extend(demand.value);
            if values.len() > limits::LIST_COUNT {
                return Err(ClaimsRequestError::TooMany);
            }
            Ok((
                name,
                ClaimDemand {
                    essential: demand.essential.unwrap_or(false),
                    values,
                },
            ))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
    use super::*;

    #[test]
    fn reads_the_example_of_core_section_5_5() {
        let request = ClaimsRequest::parse(
            r#"{"userinfo":{"given_name":{"essential":true},"nickname":null,"email":{"essential":true},
                "picture":null},"id_token":{"auth_time":{"essential":true},
                "acr":{"values":["urn:mace:incommon:iap:silver"]}}}"#,
        )
        .unwrap();
        assert!(request.userinfo[&Claim::GivenName].essential);
        assert!(request.userinfo[&Claim::Email].essential);
        assert_eq!(request.userinfo.len(), 2);
        assert!(request.auth_time);
        let acr = request.acr.unwrap();
        assert!(!acr.essential);
        assert_eq!(acr.values, ["urn:mace:incommon:iap:silver"]);
    }

    #[test]
    fn one_subject_may_be_demanded_but_not_two() {
        let one = r#"{"id_token":{"sub":{"value":"a"}},"userinfo":{"sub":{"value":"a"}}}"#;
        assert_eq!(
            ClaimsRequest::parse(one).unwrap().subject.as_deref(),
            Some("a")
        );
        for two in [
            r#"{"id_token":{"sub":{"value":"a"}},"userinfo":{"sub":{"value":"b"}}}"#,
            r#"{"id_token":{"sub":{"values":["a","b"]}}}"#,
            r#"{"id_token":{"sub":{"value":1}}}"#,
        ] {
            assert_eq!(
                ClaimsRequest::parse(two),
                Err(ClaimsRequestError::Malformed),
                "{two}"
            );
        }
    }

    #[test]
    fn refuses_other_shapes_and_sizes() {
        for text in [
            "",
            "null",
            "[]",
            "1",
            "{",
            r#"{"userinfo":1}"#,
            r#"{"id_token":{"email":1}}"#,
            r#"{"id_token":{"email":{"essential":"yes"}}}"#,
            r#"{"userinfo":{},"userinfo":{}}"#,
        ] {
            assert_eq!(
                ClaimsRequest::parse(text),
                Err(ClaimsRequestError::Malformed),
                "{text}"
            );
        }
        let deep = format!(
            "{{\"userinfo\":{{\"email\":{{\"value\":{}{}}}}}}}",
            "[".repeat(500),
            "]".repeat(500)
        );
        assert_eq!(
            ClaimsRequest::parse(&deep),
            Err(ClaimsRequestError::Malformed)
        );
        let long = format!("{{\"x\":\"{}\"}}", "a".repeat(limits::CLAIMS_BYTES));
        assert_eq!(
            ClaimsRequest::parse(&long),
            Err(ClaimsRequestError::Malformed)
        );
        let names: Vec<String> = (0..=limits::CLAIMS_COUNT)
            .map(|n| format!("\"c{n}\":null"))
            .collect();
        let many = format!("{{\"userinfo\":{{{}}}}}", names.join(","));
        assert_eq!(
            ClaimsRequest::parse(&many),
            Err(ClaimsRequestError::TooMany)
        );
        let values = format!(
            "{{\"id_token\":{{\"acr\":{{\"values\":[{}1]}}}}}}",
            "1,".repeat(limits::LIST_COUNT)
        );
        assert_eq!(
            ClaimsRequest::parse(&values),
            Err(ClaimsRequestError::TooMany)
        );
    }
}
