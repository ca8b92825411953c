//! Requests over the back channel, and a phone that answers them.

use federation::Credentials;
use serde_json::Value;
use simulators::population::DemoPerson;
use store::{StoreError, repo};
use vocab::{PersonId, Timestamp};
use wire_oidc::{JsonAnswer, Parameters};

use crate::{
    door,
    parties::basic,
    phone::{self, Says},
    support::World,
};

pub(crate) const MESSAGE: &str = "luna puente 47";

/// A request without a mistake, with some of it changed; an empty value takes a parameter away.
pub(crate) fn call_form(number: &str, more: &[(&str, &str)]) -> Parameters {
    let mut pairs = vec![
        ("scope", "openid identity"),
        ("login_hint", number),
        ("binding_message", MESSAGE),
    ];
    pairs.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    pairs.extend(more.iter().filter(|(_, value)| !value.is_empty()));
    Parameters::from_pairs(pairs).unwrap()
}

impl World {
    /// Somebody registered, with the app in a phone that is bound to its key.
    pub(crate) async fn with_app(&self, person: &DemoPerson) -> PersonId {
        door::register(self, person).await;
        phone::activate(&self.store, &person.record.number, self.now()).await
    }

    /// A party asks over the back channel.
    pub(crate) async fn call_with(&self, client: &str, form: &Parameters) -> JsonAnswer {
        let header = basic(client);
        self.federation
            .ask_person(&Credentials::header(Some(&header)), form)
            .await
    }

    /// The identifier that a party gets for a request about this number.
    pub(crate) async fn calls(&self, client: &str, number: &str, more: &[(&str, &str)]) -> String {
        let answer = self.call_with(client, &call_form(number, more)).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let body: Value = serde_json::from_str(&answer.body).unwrap();
        body["auth_req_id"].as_str().unwrap().to_owned()
    }

    /// A party asks for its tokens.
    pub(crate) async fn comes_back(&self, client: &str, auth_req_id: &str) -> JsonAnswer {
        let form = format!(
            "grant_type=urn%3Aopenid%3Aparams%3Agrant-type%3Aciba&auth_req_id={auth_req_id}"
        );
        self.post(Some(&basic(client)), &form).await
    }

    /// The person answers the newest request in their phone.
    pub(crate) async fn answers(&self, person: PersonId, says: Says) {
        phone::answer(&self.store, person, says, self.now()).await;
    }

    /// How many requests wait in somebody's app.
    pub(crate) async fn rung(&self, person: PersonId) -> usize {
        let since = Timestamp::UNIX_EPOCH;
        self.store
            .read::<_, StoreError, _>("test.rung", move |tx| {
                repo::app::request::list_of(tx, person, since, 100)
            })
            .await
            .unwrap()
            .len()
    }
}
