//! Acts in any order: whatever people and operators do, somebody is registered if and only if an
//! approval was answered with yes, and an approval is answered with yes only when every line of
//! the checklist stands.

use desk::{AtDesk, VideoDecision};
use model::video::{ActionKind, CaptureKind, CheckItem, CheckResult, RefusalReason};
use store::{testing, testing::TestDatabase};
use vocab::{RegistrationLevel, SeededEntropy, VideoCallId};

use super::rig::{Caller, email, offer, office, origin, people, phone, reading, zone};
use crate::office::Office;

const WALKS: u64 = 24;
const STEPS: u64 = 60;

struct Walk<'a> {
    office: &'a Office,
    operator: AtDesk,
    caller: Caller,
    chance: SeededEntropy,
    approved: bool,
}

impl Walk<'_> {
    fn pick<T: Copy>(&self, all: &[T]) -> T {
        all[usize::try_from(self.chance.below(all.len() as u64)).unwrap()]
    }

    /// The call that the operator has, or an id of none.
    async fn call(&self) -> VideoCallId {
        let mine = self.office.desk.video_call(&self.operator).await.unwrap();
        mine.map_or(VideoCallId::from_bytes([0; 16]), |view| view.id)
    }

    async fn step(&mut self) {
        let (office, desk) = (self.office, &self.office.desk);
        let call = self.call().await;
        let results = [
            CheckResult::Passed,
            CheckResult::Passed,
            CheckResult::Failed,
        ];
        // Each act may be refused: that is what the walk is about.
        match self.chance.below(16) {
            0 => drop(desk.video_take_next(&self.operator).await),
            1 | 2 => {
                if let Ok(seat) = office
                    .proofing()
                    .connect(&self.caller.call, origin(1))
                    .await
                {
                    drop(office.proofing().say(&seat, offer(1)).await);
                }
            }
            3..=5 => {
                let item = self.pick(&CheckItem::ALL);
                let result = self.pick(&results);
                drop(
                    desk.video_tick(&self.operator, call, item, result, None)
                        .await,
                );
            }
            6 => {
                let kind = self.pick(&[ActionKind::Face, ActionKind::Document]);
                if let Ok(action) = desk.video_next_action(&self.operator, call, kind).await {
                    let result = self.pick(&results);
                    let seen = desk
                        .video_action_seen(&self.operator, call, action, result)
                        .await;
                    drop(seen);
                }
            }
            7 => {
                let kind = self.pick(&[CaptureKind::DocumentFront, CaptureKind::DocumentBack]);
                drop(
                    desk.video_capture(&self.operator, call, kind, vec![1])
                        .await,
                );
            }
            8 => drop(
                desk.video_read_mrz(&self.operator, call, reading(zone(&self.caller.person)))
                    .await,
            ),
            9 => drop(desk.video_check_register(&self.operator, call).await),
            10 => {
                let other = phone(u32::try_from(self.chance.below(2)).unwrap());
                drop(
                    desk.video_contact(&self.operator, call, other, email())
                        .await,
                );
            }
            11 => {
                office.pass(31);
                if desk.video_send_code(&self.operator, call).await.is_ok() {
                    let code = office.phone_code().await;
                    drop(office.proofing().enter_code(&self.caller.call, code).await);
                }
            }
            12 => {
                if let Ok(seat) = office
                    .proofing()
                    .connect(&self.caller.call, origin(2))
                    .await
                {
                    drop(office.proofing().disconnect(&seat).await);
                }
            }
            13 => drop(office.proofing().sweep().await),
            14 if self.chance.below(8) == 0 => {
                let reason = self.pick(&RefusalReason::ALL);
                let refuse = VideoDecision::Refuse { reason, note: None };
                drop(desk.video_decide(&self.operator, call, refuse).await);
            }
            14 => drop(desk.video_announce(&self.operator, call).await),
            _ => self.approve(call).await,
        }
    }

    async fn approve(&mut self, call: VideoCallId) {
        let before = self.office.desk.video_call(&self.operator).await.unwrap();
        let decided = self.office.approve(&self.operator, call).await;
        if decided.is_ok() {
            let list = before.unwrap().checklist;
            assert_eq!(list.missing(RegistrationLevel::Basic), []);
            self.approved = true;
        }
    }
}

async fn walk(database: TestDatabase) {
    let office = office(&database).await;
    let (people, mut registered) = (people(), 0);
    for number in 0..WALKS {
        let person = &people[usize::try_from(number).unwrap() % people.len()];
        // Names differ, so that each walk begins with an operator without a call.
        let operator = office
            .operator(&format!("walker {}", letters(number)))
            .await;
        let before = office.standing(person).await;
        let caller = office.caller(person).await;
        let chance = SeededEntropy::new(number);
        let mut walk = Walk {
            office: &office,
            operator,
            caller,
            chance,
            approved: false,
        };
        // Some walks begin with everything in order, so that approvals happen.
        if number % 3 == 0 {
            let (call, _) = office.attend(&walk.operator, &walk.caller).await;
            office
                .look_at_everything(&walk.operator, call, person)
                .await;
            office
                .prove_phone(
                    &walk.operator,
                    call,
                    &walk.caller,
                    phone(100 + u32::try_from(number).unwrap()),
                )
                .await;
        }
        for _ in 0..STEPS {
            walk.step().await;
        }
        let is_registered = office.standing(person).await.is_some();
        assert_eq!(
            is_registered,
            before.is_some() || walk.approved,
            "walk {number}"
        );
        registered += u64::from(walk.approved);
        drop(office.proofing().leave(&walk.caller.call).await);
    }
    assert!(
        registered > 0 && registered < WALKS,
        "{registered} of {WALKS}"
    );
}

fn letters(number: u64) -> String {
    let letter = |digit: u64| char::from(b'a' + u8::try_from(digit).unwrap());
    format!("{}{}", letter(number / 10), letter(number % 10))
}

#[test]
fn no_sequence_of_acts_registers_without_an_approval() {
    testing::run(testing::Engine::Sqlite, walk);
}
