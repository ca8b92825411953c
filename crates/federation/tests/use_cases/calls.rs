//! Requests over the back channel, and a phone that answers them: not by the use cases, which are
//! not of this area, but with the rows that they write.

use federation::Credentials;
use model::app::{
    AppRules,
    activation::ActivatedBy,
    device::{Device, DeviceState, Unlock},
    request::AppRequest,
};
use serde_json::Value;
use simulators::population::DemoPerson;
use store::{
    StoreError, Tx, repo,
    repo::app::device::{DevicePasskey, StoredDevice},
};
use vocab::{AppDeviceId, Line, PersonId, Timestamp};
use wire_oidc::{JsonAnswer, Parameters};

use crate::{door, parties::basic, support::World};

pub(crate) const MESSAGE: &str = "luna puente 47";

/// What the person does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Says {
    Yes,
    No,
}

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
        let (number, entropy) = (person.record.number.clone(), self.entropy.clone());
        let now = self.now();
        self.store
            .transact::<_, StoreError, _>("test.phone", move |tx| {
                let person = repo::person::find_by_number(tx, &number)?.unwrap();
                let data_key = repo::person::data_key_of(tx, person)?.unwrap();
                let stored = StoredDevice {
                    device: Device {
                        id: AppDeviceId::new(now, &*entropy),
                        person,
                        state: DeviceState::Active,
                        unlock: Unlock::Passkey { copied: false },
                        activated_by: ActivatedBy::Session,
                        activated_at: now,
                        wrong_unlocks: 0,
                        replaced_by: None,
                        veto_until: None,
                    },
                    name: Line::parse("Pixel").unwrap(),
                    public_key: person.as_bytes().to_vec(),
                    passkey: Some(DevicePasskey {
                        credential_id: person.as_bytes().to_vec(),
                        public_key: Vec::new(),
                        sign_count: 0,
                    }),
                    unlock_hash: None,
                };
                assert!(repo::app::device::add(tx, &stored, data_key, now)?);
                Ok(person)
            })
            .await
            .unwrap()
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
        let now = self.now();
        self.store
            .transact::<_, StoreError, _>("test.answer", move |tx| {
                let waiting = waiting(tx, person, now)?;
                let id = waiting.id;
                let device = repo::app::device::active_id_of(tx, person)?.unwrap();
                let device = repo::app::device::find(tx, device)?.unwrap().device;
                let (_, version) = repo::app::request::find(tx, id)?.unwrap();
                let rules = AppRules::default();
                let seen = waiting.open(&device, [4; 32], now, rules).unwrap();
                let recognised = device.recognised_by_passkey().unwrap();
                let answered = match says {
                    Says::Yes => seen.confirm_call(&device, &recognised, now, rules).unwrap(),
                    Says::No => seen.reject(&device, now, rules).unwrap(),
                };
                assert!(repo::app::request::set(tx, &answered, version, now)?);
                repo::app::call::answered(tx, id, now)
            })
            .await
            .unwrap();
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

fn waiting(tx: &mut Tx<'_>, person: PersonId, now: Timestamp) -> Result<AppRequest, StoreError> {
    let since = now - vocab::SignedDuration::from_secs(300);
    let newest = repo::app::request::list_of(tx, person, since, 1)?.pop();
    Ok(newest.unwrap().request)
}
