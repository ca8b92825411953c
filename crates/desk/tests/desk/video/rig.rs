//! A desk that attends, and people who call.

use std::cmp::Reverse;

use desk::{AtDesk, Decided, Entrance, VideoDecideError, VideoDecision};
use model::{
    document::{ContrastDatum, DocumentDatum},
    notice::{Notice, OutgoingNotice},
    officer::Role,
    origin::Origin,
    registration::RegistrationState,
    video::{
        ActionKind, CaptureKind, CheckItem, CheckResult, MrzData, MrzDigit, MrzDigitFinding,
        MrzReading, VideoRules,
    },
};
use proofing::{
    CallView, Connection, EnterError, EnterWaitingRoom, FromBrowser, Proofing, consent,
};
use registration::{ConfirmDocument, terms};
use simulators::population::{self, DemoPerson, DemoRegistration};
use store::{StoreError, outbox, repo, testing::TestDatabase};
use vocab::{
    BearerSecret, EmailAddress, Line, OtpCode, PhoneNumber, RegistrationLevel, SignedDuration,
    VideoCallId,
};

use crate::office::Office;

/// Ten in the morning of a Monday in Madrid.
pub(crate) const MONDAY: &str = "2026-11-23T09:00:00Z";

/// A person with a call.
pub(crate) struct Caller {
    pub(crate) person: DemoPerson,
    pub(crate) flow: BearerSecret,
    pub(crate) call: BearerSecret,
}

/// An office in which calls are attended, on a Monday at ten.
pub(crate) async fn office(database: &TestDatabase) -> Office {
    under(database, VideoRules::default()).await
}

/// The same under rules that a test chooses.
pub(crate) async fn under(database: &TestDatabase, rules: VideoRules) -> Office {
    let office = Office::under(database, Entrance::PasskeysOnly, rules).await;
    office.world.clock.set(MONDAY.parse().unwrap());
    office
}

/// People of the invented population who are not registered, adults with a document in force.
pub(crate) fn people() -> Vec<DemoPerson> {
    let day = "2026-11-23".parse().unwrap();
    population::people()
        .into_iter()
        .filter(|person| {
            let record = &person.record;
            person.registration == DemoRegistration::None
                && record.died_on.is_none()
                && record.birth_date.has_reached_age(18, day)
                && record.document.valid_until.is_none_or(|until| until >= day)
        })
        .collect()
}

/// Somebody who stands so in the demonstration.
pub(crate) fn somebody() -> DemoPerson {
    people().remove(0)
}

pub(crate) fn origin(last: u8) -> Origin {
    Origin::of(std::net::IpAddr::from([192, 0, 2, last]))
}

pub(crate) fn phone(last: u32) -> PhoneNumber {
    PhoneNumber::parse(&format!("6999{last:05}")).unwrap()
}

pub(crate) fn email() -> EmailAddress {
    EmailAddress::parse("somebody@example.org").unwrap()
}

pub(crate) fn line(text: &str) -> Line {
    Line::parse(text).unwrap()
}

impl Office {
    pub(crate) fn proofing(&self) -> &Proofing {
        &self.desk.proofing
    }

    pub(crate) fn pass(&self, seconds: i64) {
        self.world.clock.advance_seconds(seconds);
    }

    pub(crate) async fn operator(&self, name: &str) -> AtDesk {
        self.at_desk(name, &[Role::VideoOperator]).await
    }

    /// Number and contrast datum are confirmed.
    pub(crate) async fn flow(&self, person: &DemoPerson) -> BearerSecret {
        let document = &person.record.document;
        let contrast = match (&document.datum, document.valid_until) {
            (DocumentDatum::Support(support), _) => ContrastDatum::Support(support.clone()),
            (DocumentDatum::Dates { .. }, Some(until)) => ContrastDatum::ValidUntil(until),
            (DocumentDatum::Dates { issued_on }, None) => ContrastDatum::IssuedOn(*issued_on),
        };
        let given = ConfirmDocument {
            number: person.record.number.clone(),
            contrast,
            origin: origin(1),
            lang: person.lang,
        };
        let registrar = &self.proofing().registrar;
        registrar.confirm_document(given).await.unwrap()
    }

    pub(crate) async fn try_enter(&self, flow: &BearerSecret) -> Result<BearerSecret, EnterError> {
        let lang = vocab::Lang::Es;
        let entering = EnterWaitingRoom {
            shown_name: line("Somebody"),
            consent: consent::current(lang),
            terms: terms::current(lang),
            tested: true,
            contact: None,
            lang,
            origin: origin(1),
        };
        self.proofing().enter(flow, entering).await
    }

    /// Somebody waits.
    pub(crate) async fn caller(&self, person: &DemoPerson) -> Caller {
        let flow = self.flow(person).await;
        let call = self.try_enter(&flow).await.unwrap();
        Caller {
            person: person.clone(),
            flow,
            call,
        }
    }

    pub(crate) async fn view(&self, caller: &Caller) -> CallView {
        self.proofing().view(&caller.call).await.unwrap().unwrap()
    }

    /// An operator takes the next, and both lines stand.
    pub(crate) async fn attend(
        &self,
        operator: &AtDesk,
        caller: &Caller,
    ) -> (VideoCallId, Connection) {
        let call = self.desk.video_take_next(operator).await.unwrap().unwrap();
        let citizen = self
            .proofing()
            .connect(&caller.call, origin(1))
            .await
            .unwrap();
        self.proofing().say(&citizen, offer(1)).await.unwrap();
        let seat = self.desk.video_connect(operator, call).await.unwrap();
        self.desk
            .video_say(operator, &seat, offer(1))
            .await
            .unwrap();
        (call, citizen)
    }

    /// Everything that the operator ticks by hand passes, and both kinds of action.
    pub(crate) async fn look_at_everything(
        &self,
        operator: &AtDesk,
        call: VideoCallId,
        person: &DemoPerson,
    ) {
        let desk = &self.desk;
        desk.video_announce(operator, call).await.unwrap();
        for item in [
            CheckItem::Consent,
            CheckItem::OneDeviceRealTime,
            CheckItem::DocumentGenuine,
            CheckItem::FaceMatches,
            CheckItem::Interview,
        ] {
            desk.video_tick(operator, call, item, CheckResult::Passed, None)
                .await
                .unwrap();
        }
        for kind in [ActionKind::Face, ActionKind::Document] {
            let action = desk.video_next_action(operator, call, kind).await.unwrap();
            let passed = CheckResult::Passed;
            desk.video_action_seen(operator, call, action, passed)
                .await
                .unwrap();
        }
        for kind in [CaptureKind::DocumentFront, CaptureKind::DocumentBack] {
            desk.video_capture(operator, call, kind, vec![0xFF, 0xD8, 7])
                .await
                .unwrap();
        }
        let report = desk
            .video_read_mrz(operator, call, reading(zone(person)))
            .await
            .unwrap();
        assert!(report.agrees(), "{report:?}");
        desk.video_check_register(operator, call).await.unwrap();
    }

    /// Phone and e-mail address are written down, proven and confirmed.
    pub(crate) async fn prove_phone(
        &self,
        operator: &AtDesk,
        call: VideoCallId,
        caller: &Caller,
        phone: PhoneNumber,
    ) {
        let desk = &self.desk;
        desk.video_contact(operator, call, phone, email())
            .await
            .unwrap();
        desk.video_send_code(operator, call).await.unwrap();
        let code = self.phone_code().await;
        self.proofing()
            .enter_code(&caller.call, code)
            .await
            .unwrap();
        let (item, passed) = (CheckItem::Contact, CheckResult::Passed);
        desk.video_tick(operator, call, item, passed, None)
            .await
            .unwrap();
    }

    pub(crate) async fn approve(
        &self,
        operator: &AtDesk,
        call: VideoCallId,
    ) -> Result<Decided, VideoDecideError> {
        let approve = VideoDecision::Approve { displace: false };
        self.desk.video_decide(operator, call, approve).await
    }

    /// From the waiting room to the registration.
    pub(crate) async fn register(
        &self,
        operator: &AtDesk,
        caller: &Caller,
        phone: PhoneNumber,
    ) -> VideoCallId {
        let (call, _) = self.attend(operator, caller).await;
        self.look_at_everything(operator, call, &caller.person)
            .await;
        self.prove_phone(operator, call, caller, phone).await;
        self.approve(operator, call).await.unwrap();
        call
    }

    /// How somebody stands; nothing if they are not registered.
    pub(crate) async fn standing(
        &self,
        person: &DemoPerson,
    ) -> Option<(RegistrationState, RegistrationLevel)> {
        let number = person.record.number.clone();
        self.desk
            .store
            .read::<_, StoreError, _>(
                "test.standing",
                move |tx| match repo::person::find_by_number(tx, &number)? {
                    Some(id) => repo::registration::state_of(tx, id),
                    None => Ok(None),
                },
            )
            .await
            .unwrap()
    }

    /// The last code that went to a phone.
    pub(crate) async fn phone_code(&self) -> OtpCode {
        let sent = self.messages().await;
        sent.iter()
            .rev()
            .find_map(|notice| match &notice.notice {
                Notice::PhoneCode { code, .. } => Some(code.clone()),
                _ => None,
            })
            .unwrap()
    }

    /// Takes everything out of the outbox, oldest first; of one moment the SMS before the e-mail.
    pub(crate) async fn messages(&self) -> Vec<OutgoingNotice> {
        let now = self.world.now();
        let mut leased = self
            .desk
            .store
            .transact::<_, StoreError, _>("test.messages", move |tx| {
                let request = outbox::LeaseRequest {
                    holder: "test",
                    channel: None,
                    limit: 1_000,
                    lease: SignedDuration::from_secs(60),
                };
                let leased = outbox::lease_batch(tx, request, now)?;
                for message in &leased {
                    outbox::mark_sent(tx, message.id, "test", now)?;
                }
                Ok(leased)
            })
            .await
            .unwrap();
        leased.sort_by_key(|message| (message.created_at, Reverse(message.channel.clone())));
        leased
            .iter()
            .map(|message| serde_json::from_slice(&message.payload).unwrap())
            .collect()
    }
}

pub(crate) fn offer(n: u32) -> FromBrowser {
    FromBrowser::Offer {
        n,
        sdp: "v=0".into(),
    }
}

/// What the zone of a person's document says.
pub(crate) fn zone(person: &DemoPerson) -> MrzData {
    let record = &person.record;
    MrzData {
        number: Some(record.number.clone()),
        document_number: match &record.document.datum {
            DocumentDatum::Support(support) => support.as_str().to_owned(),
            DocumentDatum::Dates { .. } => "BAA000589".into(),
        },
        surnames: vocab::normalised_name(&record.name.surnames()),
        given: vocab::normalised_name(record.name.given.as_str()),
        birth_date: record.birth_date.as_date(),
        sex: record.sex,
        expires_on: record.document.valid_until,
        check_digits_right: true,
    }
}

/// The same as it is read, every digit right.
pub(crate) fn reading(data: MrzData) -> MrzReading {
    let digits = [
        MrzDigit::DocumentNumber,
        MrzDigit::Birth,
        MrzDigit::Expiry,
        MrzDigit::Composite,
    ];
    MrzReading {
        digits: digits
            .map(|digit| MrzDigitFinding { digit, right: true })
            .into(),
        data: Some(data),
    }
}
