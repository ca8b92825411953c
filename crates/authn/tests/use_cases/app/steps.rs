//! The steps of a person with the app.

use authn::{
    Activated, ActivationReady, ActivationTicket, AskInApp, Authenticated, BeginActivation,
    ConfirmError, HowToUnlock, NewUnlock, OpenRequestError, Opened, PartyNames, RegisterDevice,
    RegisterDeviceError, RequestTicket, Unlocking, Waiting, Which,
};
use model::{
    app::request::RequestState,
    notice::{Notice, OutgoingNotice},
    session::{AuthenticationMethod, Session},
};
use ports::sealing::KeyedHash as _;
use simulators::population::DemoPerson;
use store::{StoreError, repo, testing::TestSealer};
use vocab::{
    AppRequestId, AssuranceLevel, BearerSecret, Clock as _, Line, OtpCode, PersonId,
    RegistrationLevel, SessionId, UnlockCode,
};

use super::phone::Phone;
use crate::support::{Door, arrival, asked, newest, origin, service};

pub(crate) const CODE: &str = "730518";

pub(crate) fn code(text: &str) -> UnlockCode {
    UnlockCode::parse(text).unwrap()
}

pub(crate) fn begun(person: &DemoPerson) -> BeginActivation {
    let asked = asked(person, &BearerSecret::parse(&"0".repeat(64)).unwrap());
    BeginActivation {
        number: asked.number,
        contrast: asked.contrast,
        origin: asked.origin,
        known: asked.known,
    }
}

/// The newest activation code among messages.
pub(crate) fn sms_code(messages: &[OutgoingNotice]) -> Option<OtpCode> {
    newest(messages, |notice| match notice {
        Notice::AppCode { code, .. } => Some(code.clone()),
        _ => None,
    })
}

/// How a device is made to recognise its person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    Code,
    Passkey,
}

impl Door {
    pub(crate) async fn begin(&self, person: &DemoPerson) -> ActivationTicket {
        self.keeper.begin_activation(begun(person)).await.unwrap()
    }

    /// An activation whose code by SMS was typed.
    pub(crate) async fn proven(&self, person: &DemoPerson) -> ActivationReady {
        let ticket = self.begin(person).await;
        let code = sms_code(&self.messages().await).unwrap();
        self.keeper
            .enter_activation_code(&ticket, &code)
            .await
            .unwrap()
    }

    pub(crate) async fn register(
        &self,
        ready: &ActivationReady,
        phone: &mut Phone,
        by: By,
        replace: bool,
    ) -> Result<Activated, RegisterDeviceError> {
        let unlock = match by {
            By::Code => NewUnlock::Code(code(CODE)),
            By::Passkey => NewUnlock::Passkey(phone.passkey.create(&ready.passkey_options)),
        };
        let activated = self
            .keeper
            .register_device(RegisterDevice {
                ticket: ready.seal(&*self.keeper.tokens),
                name: Line::parse("Pixel 8 · Chrome").unwrap(),
                public_key: phone.public_key(),
                unlock,
                replace,
                signed: phone.signed(self, "{}"),
            })
            .await?;
        phone.id = Some(activated.device.id);
        Ok(activated)
    }

    /// A phone in which the app is activated by SMS.
    pub(crate) async fn phone(&self, person: &DemoPerson, by: By) -> Phone {
        let mut phone = Phone::new();
        let ready = self.proven(person).await;
        self.register(&ready, &mut phone, by, true).await.unwrap();
        self.messages().await;
        phone
    }

    /// A session that a qualified certificate opened: not by the use case, which is not of this
    /// area, but with the row that it writes.
    pub(crate) async fn with_certificate(&self, person: PersonId) -> Authenticated {
        let now = self.now();
        let secret = self.browser();
        let hash = TestSealer::default().hash("session.secret", secret.as_str().as_bytes());
        let session = Session {
            id: SessionId::new(now, &*self.keeper.entropy),
            person,
            registration_level: RegistrationLevel::Advanced,
            method: AuthenticationMethod::Certificate,
            authenticated_at: now,
            last_used_at: now,
            ended_at: None,
        };
        self.store
            .transact::<_, StoreError, _>("test.session", move |tx| {
                repo::session::add(tx, &session, hash)
            })
            .await
            .unwrap();
        self.keeper.resume(&secret).await.unwrap().unwrap()
    }

    /// An activation that such a session invited.
    pub(crate) async fn invited(&self, person: PersonId) -> ActivationReady {
        let session = self.with_certificate(person).await;
        let invitation = self.keeper.invite_device(&session).await.unwrap();
        self.keeper.take_invitation(&invitation.text).await.unwrap()
    }

    /// What a browser asks for, from the network with this last number.
    pub(crate) fn asking(&self, browser: &BearerSecret, last: u8) -> AskInApp {
        AskInApp {
            browser: browser.clone(),
            origin: origin(last),
            asked_by: PartyNames::of(&*service()),
            level: AssuranceLevel::Low,
            browser_word: "firefox",
            system_word: "windows",
        }
    }

    /// A request that waits in a browser, to be found by its code.
    pub(crate) async fn waits(&self, browser: &BearerSecret) -> RequestTicket {
        self.keeper
            .ask_in_app(self.asking(browser, 1))
            .await
            .unwrap()
    }

    pub(crate) async fn by_number(
        &self,
        person: &DemoPerson,
        browser: &BearerSecret,
    ) -> RequestTicket {
        let begun = begun(person);
        self.keeper
            .ask_in_app_by_number(
                self.asking(browser, 1),
                begun.number,
                &begun.contrast,
                browser.clone(),
            )
            .await
            .unwrap()
    }

    /// The code that the browser shows now.
    pub(crate) fn shown(&self, ticket: &RequestTicket) -> Which {
        let (hashes, rules) = (&*self.keeper.hashes, self.keeper.settings.app);
        Which::Code(ticket.code(hashes, self.clock.now(), rules).0)
    }

    pub(crate) async fn open_in(
        &self,
        phone: &Phone,
        which: Which,
    ) -> Result<Opened, OpenRequestError> {
        let known = phone.known(self).await;
        self.keeper.open_request(&known, which, origin(1)).await
    }

    /// The request is open in the phone.
    pub(crate) async fn opened(&self, phone: &Phone, ticket: &RequestTicket) -> Opened {
        self.open_in(phone, self.shown(ticket)).await.unwrap()
    }

    /// The person unlocks as the app asks, and types the number that the browser shows.
    pub(crate) async fn confirm(
        &self,
        phone: &mut Phone,
        opened: &Opened,
        ticket: &RequestTicket,
    ) -> Result<(), ConfirmError> {
        let unlocking = match &opened.unlock {
            HowToUnlock::Code { .. } => Unlocking::Code(code(CODE)),
            HowToUnlock::Passkey { options } => Unlocking::Passkey(phone.passkey.get(options)),
        };
        let known = phone.known(self).await;
        self.keeper
            .confirm_request(&known, opened.request.id, &ticket.number, unlocking)
            .await
    }

    /// The person confirms with the unlock code, whatever they type.
    pub(crate) async fn confirm_with(
        &self,
        phone: &Phone,
        request: AppRequestId,
        number: &str,
        unlock: &str,
    ) -> Result<(), ConfirmError> {
        let known = phone.known(self).await;
        let number = number.parse().unwrap();
        let unlocking = Unlocking::Code(code(unlock));
        self.keeper
            .confirm_request(&known, request, &number, unlocking)
            .await
    }

    /// The browser goes on.
    pub(crate) async fn enters(
        &self,
        ticket: &RequestTicket,
        browser: &BearerSecret,
    ) -> (BearerSecret, Authenticated) {
        match self
            .keeper
            .go_on_from_app(ticket, browser, arrival(1))
            .await
            .unwrap()
        {
            Waiting::Entered(secret, authenticated) => (secret, *authenticated),
            other => panic!("{other:?}"),
        }
    }

    /// Where the page of a request stands.
    pub(crate) async fn stands(
        &self,
        ticket: &RequestTicket,
        browser: &BearerSecret,
    ) -> Option<RequestState> {
        match self
            .keeper
            .go_on_from_app(ticket, browser, arrival(1))
            .await
            .unwrap()
        {
            Waiting::At(state) => Some(state),
            Waiting::Entered(..) => panic!("entered"),
            Waiting::Held(kept_out) => panic!("{kept_out:?}"),
            Waiting::NotHere => None,
        }
    }
}

/// A number of three digits that is not this one.
pub(crate) fn other_number(ticket: &RequestTicket) -> &'static str {
    if ticket.number.as_str() == "111" {
        "222"
    } else {
        "111"
    }
}
