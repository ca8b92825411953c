//! Log-in with a certificate: what opens a session, at which level, and what does not.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

use audit::Event;
use authn::{
    Authenticated, Certificates,
    certificate::{
        CheckError, EnterCertificateError, IssuerError, IssuerRules, Issuers, Refusal,
        UnknownStatus,
    },
};
use model::{
    registration::RegistrationState,
    restriction::{Means, RestrictionKind},
    session::AuthenticationMethod,
};
use ports::{
    BoxFuture,
    certificate_status::{CertificateStatus, StatusUnavailable},
};
use simulators::population::DemoPerson;
use store::{on_both_engines, testing::TestDatabase};
use vocab::{AssuranceLevel, BearerSecret, PersonId, RegistrationLevel, SignedDuration, Timestamp};
use wire_x509::{
    Revocation, Standing,
    mint::{Asked, Draft, DraftList, Issuer, Purpose},
    testing::{CITIZEN_POLICY, DNIE_POLICY, TestAuthority, at, citizen, dnie},
};

use crate::support::{Door, arrival, marta, tomas};

/// A responder and lists, as the tests set them.
struct Outside {
    issuer: Issuer,
    now: Timestamp,
    /// Nothing: the responder is down.
    standing: Mutex<Option<Standing>>,
    list: Mutex<Option<DraftList>>,
    delta: Mutex<Option<DraftList>>,
    asked: AtomicUsize,
}

impl Outside {
    fn say(&self, standing: Option<Standing>) {
        *self.standing.lock().unwrap() = standing;
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::Relaxed)
    }
}

fn down() -> StatusUnavailable {
    StatusUnavailable("nobody answers".into())
}

impl CertificateStatus for Outside {
    fn ask<'a>(
        &'a self,
        address: &'a str,
        request: Vec<u8>,
    ) -> BoxFuture<'a, Result<Vec<u8>, StatusUnavailable>> {
        assert_eq!(address, "http://ocsp.example/");
        self.asked.fetch_add(1, Ordering::Relaxed);
        let standing = *self.standing.lock().unwrap();
        let until = self.now.checked_add(SignedDuration::from_hours(2)).unwrap();
        let answer = standing.map(|standing| {
            let asked = Asked::read(&request).unwrap();
            asked.answer(Some(standing), &self.issuer, None, (self.now, until))
        });
        Box::pin(async move { answer.ok_or_else(down) })
    }

    fn list<'a>(&'a self, address: &'a str) -> BoxFuture<'a, Result<Vec<u8>, StatusUnavailable>> {
        let list = match address {
            "http://crl.example/whole" => &self.list,
            _ => &self.delta,
        };
        let list = list.lock().unwrap().clone();
        let list = list.map(|list| list.issue(&self.issuer));
        Box::pin(async move { list.ok_or_else(down) })
    }
}

pub(crate) struct Bed {
    pub(crate) door: Door,
    authority: TestAuthority,
    outside: Arc<Outside>,
    log_in: Certificates,
    pub(crate) person: PersonId,
}

fn rules(unknown_status: UnknownStatus) -> IssuerRules {
    IssuerRules {
        name: "prueba".into(),
        software: vec![CITIZEN_POLICY.parse().unwrap()],
        card: vec![
            DNIE_POLICY.parse().unwrap(),
            "0.4.0.194112.1.2".parse().unwrap(),
        ],
        unknown_status,
        ocsp: None,
        crl: None,
    }
}

impl Bed {
    /// Marta is registered, and her issuer's responder says that all is well.
    pub(crate) async fn new(database: &TestDatabase, unknown: UnknownStatus) -> Self {
        let door = Door::open(database);
        let authority = TestAuthority::root("AC DE PRUEBA");
        let mut issuers = Issuers::default();
        issuers
            .add(rules(unknown), std::slice::from_ref(&authority.certificate))
            .unwrap();
        let outside = Arc::new(Outside {
            issuer: authority.issuer.clone(),
            now: door.now(),
            standing: Mutex::new(Some(Standing::Good)),
            list: Mutex::default(),
            delta: Mutex::default(),
            asked: AtomicUsize::default(),
        });
        let log_in = door.certificates(issuers, outside.clone());
        let (level, state) = (RegistrationLevel::Advanced, RegistrationState::Active);
        let person = door.registered_as(&marta(), level, state).await;
        Self {
            door,
            authority,
            outside,
            log_in,
            person,
        }
    }

    pub(crate) fn chain(&self, draft: &Draft) -> Vec<Vec<u8>> {
        vec![self.authority.issue(draft).0]
    }

    /// There and back in one browser.
    pub(crate) async fn enter(
        &self,
        chain: &[Vec<u8>],
    ) -> Result<(BearerSecret, Authenticated), EnterCertificateError> {
        let browser = self.door.browser();
        let errand = self.log_in.begin(&browser, false);
        let verdict = self.log_in.check(&errand, chain).await.unwrap();
        self.log_in.enter(&verdict, &browser, arrival(1)).await
    }

    async fn refused(&self, chain: &[Vec<u8>]) -> Refusal {
        match self.enter(chain).await.unwrap_err() {
            EnterCertificateError::Refused(refusal) => refusal,
            other => panic!("{other}"),
        }
    }

    /// A whole revocation list, and what came after it.
    fn lists(&self, whole: &[u8], delta: Option<&[u8]>) {
        let list = DraftList {
            number: 5,
            base: None,
            entries: whole.iter().map(|serial| (vec![*serial], 1)).collect(),
            persons_only: true,
            from: self.outside.now,
            until: at("2026-11-24T09:00:00Z"),
        };
        let newer = delta.map(|delta| DraftList {
            number: 6,
            base: Some(5),
            entries: delta.iter().map(|serial| (vec![*serial], 1)).collect(),
            ..list.clone()
        });
        *self.outside.list.lock().unwrap() = Some(list);
        *self.outside.delta.lock().unwrap() = newer;
    }
}

/// Everything that says where its status is told.
fn told(mut draft: Draft) -> Draft {
    draft.ocsp = Some("http://ocsp.example/".into());
    draft.crl = Some("http://crl.example/whole".into());
    draft.delta = Some("http://crl.example/delta".into());
    draft
}

/// A certificate in software of somebody of the population.
fn of(person: &DemoPerson, serial: u8) -> Draft {
    let name = &person.record.name;
    let surname2 = name.surname2.as_ref().map_or("", |line| line.as_str());
    let surnames = [name.surname1.as_str(), surname2];
    told(citizen(
        &[serial],
        person.record.number.as_str(),
        name.given.as_str(),
        surnames,
    ))
}

pub(crate) fn card(person: &DemoPerson) -> Draft {
    let name = &person.record.name;
    let surname2 = name.surname2.as_ref().map_or("", |line| line.as_str());
    let surnames = [name.surname1.as_str(), surname2];
    told(dnie(
        &[9],
        person.record.number.as_str(),
        name.given.as_str(),
        surnames,
    ))
}

on_both_engines! {
    async fn a_certificate_is_held_and_says_why(database: TestDatabase) {
        let bed = Bed::new(&database, UnknownStatus::Refuse).await;
        for kind in RestrictionKind::ALL {
            let id = bed.door.restrict(bed.person, kind).await;
            let entered = bed.enter(&bed.chain(&card(&marta()))).await;
            let off = kind == RestrictionKind::MeansOff(Means::Certificate);
            match entered {
                Err(EnterCertificateError::Held(kept_out)) => {
                    assert!(kind.closes_everything() || off, "{kind:?}");
                    assert_eq!(kept_out.why().as_str(), kind.as_str());
                    assert_eq!(kept_out.may_thaw(), kind == RestrictionKind::Frozen);
                }
                Ok((_, entered)) => {
                    assert!(!kind.closes_everything() && !off, "{kind:?}");
                    let capped = kind == RestrictionKind::NewProofing;
                    let level = if capped { AssuranceLevel::Low } else { AssuranceLevel::High };
                    assert_eq!(entered.level(), level, "{kind:?}");
                }
                Err(other) => panic!("{kind:?}: {other}"),
            }
            assert!(bed.door.lifted(id).await);
        }
    }

    async fn a_certificate_reaches_what_its_policy_and_the_registration_allow(database: TestDatabase) {
        let bed = Bed::new(&database, UnknownStatus::Refuse).await;
        let mut qualified = of(&marta(), 3).policy("0.4.0.194112.1.2");
        qualified.in_device = true;
        for (draft, method, level) in [
            (of(&marta(), 1), AuthenticationMethod::Certificate, AssuranceLevel::Substantial),
            (card(&marta()), AuthenticationMethod::CertificateCard, AssuranceLevel::High),
            (qualified, AuthenticationMethod::CertificateCard, AssuranceLevel::High),
            // Without the statement of the device the policy alone does not count.
            (
                of(&marta(), 2).policy("0.4.0.194112.1.2"),
                AuthenticationMethod::Certificate,
                AssuranceLevel::Substantial,
            ),
        ] {
            let (secret, entered) = bed.enter(&bed.chain(&draft)).await.unwrap();
            assert_eq!(entered.person(), bed.person);
            assert_eq!((entered.method(), entered.level()), (method, level));
            assert!(bed.door.keeper.resume(&secret).await.unwrap().is_some());
        }
        bed.door.registered(&tomas()).await;
        let (_, entered) = bed.enter(&bed.chain(&card(&tomas()))).await.unwrap();
        assert_eq!(entered.level(), AssuranceLevel::Low);
    }

    async fn a_verdict_is_for_one_browser_one_use_and_one_minute(database: TestDatabase) {
        let bed = Bed::new(&database, UnknownStatus::Refuse).await;
        let (browser, other) = (bed.door.browser(), bed.door.browser());
        let chain = bed.chain(&of(&marta(), 1));
        let errand = bed.log_in.begin(&browser, false);
        let verdict = bed.log_in.check(&errand, &chain).await.unwrap();
        let stale = |outcome| matches!(outcome, Err(EnterCertificateError::Stale));
        assert!(stale(bed.log_in.enter(&verdict, &other, arrival(1)).await));
        assert!(stale(bed.log_in.enter(&errand, &browser, arrival(1)).await));
        assert!(stale(bed.log_in.enter("made-up", &browser, arrival(1)).await));
        assert!(bed.log_in.enter(&verdict, &browser, arrival(1)).await.is_ok());
        assert!(stale(bed.log_in.enter(&verdict, &browser, arrival(1)).await), "once");

        let verdict = bed.log_in.check(&errand, &chain).await.unwrap();
        bed.door.clock.advance_seconds(60);
        assert!(bed.log_in.enter(&verdict, &browser, arrival(1)).await.is_ok());
        let verdict = bed.log_in.check(&errand, &chain).await.unwrap();
        bed.door.clock.advance_seconds(61);
        assert!(stale(bed.log_in.enter(&verdict, &browser, arrival(1)).await), "a minute");

        bed.door.wait_minutes(15);
        let late = bed.log_in.check(&errand, &chain).await;
        assert!(matches!(late, Err(CheckError::Stale)));
        let swapped = bed.log_in.check(&verdict, &chain).await;
        assert!(matches!(swapped, Err(CheckError::Stale)));
    }

    async fn what_is_no_certificate_of_a_person_here_is_refused_by_name(database: TestDatabase) {
        let bed = Bed::new(&database, UnknownStatus::AdmitLow).await;
        let marta = marta();
        let number = marta.record.number.as_str();
        let (begin, end) = (at("2026-11-24T00:00:00Z"), at("2026-11-22T00:00:00Z"));
        let mut over = of(&marta, 1);
        over.until = end;
        let mut early = of(&marta, 1);
        early.from = begin;
        let represents = {
            let mut draft = of(&marta, 1);
            draft.subject.push(("2.5.4.97".into(), "VATES-B00000000".into()));
            draft
        };
        let employee = of(&marta, 1).directory(&[("2.16.724.1.3.5.7.2.4", number)]);
        let agent = of(&marta, 1).directory(&[("2.16.724.1.3.5.4.2.12", "AGENTE")]);
        let seal = of(&marta, 1).directory(&[("2.16.724.1.3.5.6.2.1", "SELLO")]);
        let mut foreign = of(&marta, 1).directory(&[]);
        foreign.subject = vec![
            ("2.5.4.5".into(), "PASDE-C01X00T47".into()),
            ("2.5.4.42".into(), "MARTA".into()),
            ("2.5.4.4".into(), "GALLEGO".into()),
        ];
        let mut other_policy = of(&marta, 1);
        other_policy.policies = vec!["1.2.3.4".into()];
        let mut other_name = of(&marta, 1);
        other_name.subject.retain(|(id, _)| id == "2.5.4.5");
        let other_name = other_name.directory(&[]);
        for (draft, refusal) in [
            (over, Refusal::Expired(end)),
            (early, Refusal::NotYetValid(begin)),
            (of(&marta, 1).purpose(Purpose::Signing), Refusal::NotForAuthentication),
            (of(&marta, 1).purpose(Purpose::Authority), Refusal::NotForAuthentication),
            (represents, Refusal::Representative),
            (employee, Refusal::PublicEmployee),
            (agent, Refusal::PublicEmployee),
            (seal, Refusal::Entity),
            (foreign, Refusal::NoNumber),
            (other_policy, Refusal::OtherKind),
            (other_name, Refusal::OtherName),
            (of(&tomas(), 1), Refusal::NotRegistered),
        ] {
            assert_eq!(bed.refused(&bed.chain(&draft)).await, refusal);
        }
        assert_eq!(bed.refused(&[]).await, Refusal::NotShown);
        assert_eq!(bed.refused(&[vec![0x30, 0]]).await, Refusal::Unreadable);
        let stranger = TestAuthority::root("AC DE PRUEBA");
        let forged = vec![stranger.issue(&of(&marta, 1)).0, stranger.certificate];
        assert_eq!(bed.refused(&forged).await, Refusal::UnknownIssuer);
    }

    async fn who_acts_for_an_organisation_enters_services_that_accept_it(database: TestDatabase) {
        let bed = Bed::new(&database, UnknownStatus::Refuse).await;
        let mut draft = card(&marta());
        draft.subject.push(("2.5.4.97".into(), "VATES-B00000000".into()));
        let browser = bed.door.browser();
        let errand = bed.log_in.begin(&browser, true);
        let verdict = bed.log_in.check(&errand, &bed.chain(&draft)).await.unwrap();
        let (_, entered) = bed.log_in.enter(&verdict, &browser, arrival(1)).await.unwrap();
        let method = AuthenticationMethod::CertificateRepresentative;
        assert_eq!(entered.method(), method);
    }

    async fn a_registration_that_cannot_be_used_opens_nothing(database: TestDatabase) {
        let bed = Bed::new(&database, UnknownStatus::Refuse).await;
        let (level, state) = (RegistrationLevel::Advanced, RegistrationState::Revoked);
        bed.door.registered_as(&tomas(), level, state).await;
        let refusal = bed.refused(&bed.chain(&of(&tomas(), 1))).await;
        assert_eq!(refusal, Refusal::NotActive);
        // Between the verdict and its redemption.
        let browser = bed.door.browser();
        let errand = bed.log_in.begin(&browser, false);
        let verdict = bed.log_in.check(&errand, &bed.chain(&of(&marta(), 1))).await.unwrap();
        bed.door.displace(bed.person).await;
        let refused = bed.log_in.enter(&verdict, &browser, arrival(1)).await.unwrap_err();
        assert!(matches!(refused, EnterCertificateError::Refused(Refusal::NotActive)));
    }

    async fn a_revoked_certificate_opens_nothing_and_its_person_can_see_it_was_tried(database: TestDatabase) {
        let bed = Bed::new(&database, UnknownStatus::AdmitLow).await;
        bed.outside.say(Some(Standing::Revoked(Revocation::Revoked)));
        let chain = bed.chain(&of(&marta(), 1));
        assert_eq!(bed.refused(&chain).await, Refusal::Revoked);
        bed.outside.say(Some(Standing::Revoked(Revocation::OnHold)));
        assert_eq!(bed.refused(&bed.chain(&of(&marta(), 2))).await, Refusal::OnHold);
        bed.outside.say(Some(Standing::Good));
        bed.enter(&bed.chain(&of(&marta(), 3))).await.unwrap();
        let audited = bed.door.audited(bed.person).await;
        let words: Vec<_> = audited
            .iter()
            .map(|(event, _)| match event {
                Event::CertificateAccepted { issuer, status, .. } => format!("{issuer} {status}"),
                Event::CertificateRefused { reason, fingerprint } => {
                    assert_eq!(fingerprint.len(), 64);
                    reason.clone()
                }
                other => format!("{other:?}"),
            })
            .collect();
        assert_eq!(words.len(), 3, "{words:?}");
        for word in ["prueba good", "revoked", "on_hold"] {
            assert!(words.iter().any(|found| found == word), "{words:?}");
        }
    }

    async fn lists_say_what_a_silent_responder_does_not(database: TestDatabase) {
        let bed = Bed::new(&database, UnknownStatus::Refuse).await;
        bed.outside.say(None);
        bed.lists(&[1], None);
        assert_eq!(bed.refused(&bed.chain(&of(&marta(), 1))).await, Refusal::Revoked);
        let (_, entered) = bed.enter(&bed.chain(&of(&marta(), 2))).await.unwrap();
        assert_eq!(entered.method(), AuthenticationMethod::Certificate);
        // The whole list is kept for ten minutes; the delta list that came since is read.
        bed.lists(&[], Some(&[3]));
        assert_eq!(bed.refused(&bed.chain(&of(&marta(), 3))).await, Refusal::Revoked);
    }

    async fn without_any_word_the_setting_decides_and_the_level_shows_it(database: TestDatabase) {
        let closed = Bed::new(&database, UnknownStatus::Refuse).await;
        closed.outside.say(None);
        let refusal = closed.refused(&closed.chain(&of(&marta(), 1))).await;
        assert_eq!(refusal, Refusal::StatusUnknown);
        // A list that is over says nothing.
        closed.lists(&[], None);
        closed.outside.list.lock().unwrap().as_mut().unwrap().until = at("2026-11-23T08:00:00Z");
        let refusal = closed.refused(&closed.chain(&of(&marta(), 1))).await;
        assert_eq!(refusal, Refusal::StatusUnknown);

        let mut issuers = Issuers::default();
        let root = std::slice::from_ref(&closed.authority.certificate);
        issuers.add(rules(UnknownStatus::AdmitLow), root).unwrap();
        let open = Bed {
            log_in: closed.door.certificates(issuers, closed.outside.clone()),
            ..closed
        };
        let (_, entered) = open.enter(&open.chain(&card(&marta()))).await.unwrap();
        let method = AuthenticationMethod::CertificateUnchecked;
        assert_eq!((entered.method(), entered.level()), (method, AssuranceLevel::Low));
    }

    async fn an_answer_is_kept_for_ten_minutes_and_no_longer(database: TestDatabase) {
        let bed = Bed::new(&database, UnknownStatus::Refuse).await;
        let chain = bed.chain(&of(&marta(), 1));
        bed.enter(&chain).await.unwrap();
        bed.outside.say(Some(Standing::Revoked(Revocation::Revoked)));
        bed.door.clock.advance_seconds(599);
        bed.enter(&chain).await.unwrap();
        assert_eq!(bed.outside.asked(), 1);
        bed.door.clock.advance_seconds(1);
        assert_eq!(bed.refused(&chain).await, Refusal::Revoked);
        assert_eq!(bed.outside.asked(), 2);
    }
}

#[test]
fn an_issuer_has_a_root_and_a_policy() {
    let root = TestAuthority::root("AC RAÍZ");
    let below = TestAuthority::below("AC", Some(&root));
    let mut issuers = Issuers::default();
    let refuse = UnknownStatus::Refuse;
    let no_policy = IssuerRules {
        software: Vec::new(),
        card: Vec::new(),
        ..rules(refuse)
    };
    let (root, below) = (root.certificate, below.certificate);
    let refused = issuers.add(no_policy, std::slice::from_ref(&root));
    assert_eq!(refused, Err(IssuerError::NoPolicy));
    let refused = issuers.add(rules(refuse), std::slice::from_ref(&below));
    assert_eq!(refused, Err(IssuerError::NoRoot));
    let refused = issuers.add(rules(refuse), &[root.clone(), vec![0x30, 0]]);
    assert!(matches!(refused, Err(IssuerError::Certificate(2, _))));
    assert!(issuers.is_empty());
    assert_eq!(issuers.add(rules(refuse), &[root, below]), Ok(()));
    assert!(!issuers.is_empty());
}
