#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::collections::VecDeque;

use vocab::{PhoneNumber, SeededEntropy, Timestamp};

use super::*;

/// Answers from a list, and remembers what it was asked.
#[derive(Default)]
struct Scripted {
    name: &'static str,
    answers: Mutex<VecDeque<Result<(), OfferError>>>,
    asked: Mutex<Vec<&'static str>>,
}

impl Scripted {
    fn new(name: &'static str, answers: Vec<Result<(), OfferError>>) -> Arc<Self> {
        Arc::new(Self {
            name,
            answers: Mutex::new(answers.into()),
            asked: Mutex::default(),
        })
    }

    fn asked(&self) -> Vec<&'static str> {
        self.asked.lock().unwrap().clone()
    }

    fn answer(&self, question: &'static str) -> BoxFuture<'_, Result<SmsTaken, OfferError>> {
        Box::pin(async move {
            self.asked.lock().unwrap().push(question);
            let answer = self.answers.lock().unwrap().pop_front().unwrap_or(Ok(()));
            answer.map(|()| SmsTaken {
                provider: self.name.into(),
                reference: None,
            })
        })
    }
}

impl SmsProvider for Scripted {
    fn name(&self) -> &str {
        self.name
    }

    fn offer<'a>(
        &'a self,
        _: MessageId,
        _: &'a Sms,
    ) -> BoxFuture<'a, Result<SmsTaken, OfferError>> {
        self.answer("offer")
    }

    fn recall<'a>(
        &'a self,
        _: MessageId,
        _: &'a Sms,
    ) -> BoxFuture<'a, Result<SmsTaken, OfferError>> {
        self.answer("recall")
    }
}

fn line(providers: &[Arc<Scripted>]) -> SmsProviders {
    let (_, queue) = SmsProviders::reports();
    let provider = |one: &Arc<Scripted>| -> Arc<dyn SmsProvider> { one.clone() };
    SmsProviders::new(providers.iter().map(provider).collect(), queue)
}

fn unknown() -> OfferError {
    OfferError::Unknown("no answer in time".into())
}

async fn send(line: &SmsProviders, number: u64) -> Result<String, SendError> {
    let now = Timestamp::UNIX_EPOCH;
    let sms = Sms {
        to: PhoneNumber::parse("+34600123456").unwrap(),
        text: "Hola".into(),
        valid_until: now,
    };
    let id = MessageId::new(now, &SeededEntropy::new(number));
    line.send(id, &sms).await.map(|taken| taken.provider)
}

#[tokio::test]
async fn the_first_that_works_gets_it() {
    let (one, two) = (
        Scripted::new("one", vec![Err(OfferError::down("gone"))]),
        Scripted::new("two", vec![]),
    );
    let line = line(&[one.clone(), two.clone()]);
    assert_eq!(send(&line, 1).await.unwrap(), "two");
    assert_eq!(send(&line, 2).await.unwrap(), "two");
    assert_eq!((one.asked().len(), two.asked().len()), (1, 2));
}

#[tokio::test]
async fn if_all_rest_the_one_that_rests_shortest_is_asked() {
    let one = Scripted::new("one", vec![Err(OfferError::down("gone"))]);
    let two = Scripted::new("two", vec![Err(OfferError::busy("too many"))]);
    let line = line(&[one.clone(), two.clone()]);
    let reason = send(&line, 1).await.unwrap_err().to_string();
    assert!(
        reason.ends_with("SMS provider one: gone; SMS provider two: too many"),
        "{reason}"
    );
    assert_eq!(send(&line, 1).await.unwrap(), "two");
    assert_eq!(one.asked().len(), 1);
}

#[tokio::test]
async fn a_provider_that_may_have_it_is_asked_what_became_of_it() {
    let one = Scripted::new("one", vec![Err(unknown()), Ok(())]);
    let two = Scripted::new("two", vec![]);
    let line = line(&[one.clone(), two.clone()]);
    assert!(matches!(send(&line, 1).await, Err(SendError::Retry(_))));
    assert_eq!(send(&line, 1).await.unwrap(), "one");
    assert_eq!(one.asked(), ["offer", "recall"]);
    assert!(two.asked().is_empty());
}

#[tokio::test]
async fn one_that_cannot_say_it_at_the_second_time_either_loses_it() {
    let one = Scripted::new("one", vec![Err(unknown()), Err(unknown())]);
    let two = Scripted::new("two", vec![]);
    let line = line(&[one.clone(), two.clone()]);
    assert!(send(&line, 1).await.is_err());
    assert_eq!(send(&line, 1).await.unwrap(), "two");
    assert_eq!(one.asked(), ["offer", "recall"]);
}

#[tokio::test]
async fn one_that_stands_alone_is_asked_until_it_says() {
    let one = Scripted::new("one", vec![Err(unknown()), Err(unknown()), Err(unknown())]);
    let line = line(std::slice::from_ref(&one));
    for _ in 0..3 {
        assert!(send(&line, 1).await.is_err());
    }
    assert_eq!(send(&line, 1).await.unwrap(), "one");
    assert_eq!(one.asked(), ["offer", "recall", "recall", "recall"]);
}

#[tokio::test]
async fn one_that_says_it_has_not_got_it_may_get_it_again() {
    let one = Scripted::new("one", vec![Err(unknown()), Err(OfferError::down("no"))]);
    let line = line(std::slice::from_ref(&one));
    assert!(send(&line, 1).await.is_err());
    assert_eq!(send(&line, 1).await.unwrap(), "one");
    assert_eq!(one.asked(), ["offer", "recall", "offer"]);
}

#[tokio::test]
async fn a_refusal_of_the_message_is_final() {
    let one = Scripted::new("one", vec![Err(OfferError::Refused("no such".into()))]);
    let two = Scripted::new("two", vec![]);
    let line = line(&[one, two.clone()]);
    assert!(matches!(send(&line, 1).await, Err(SendError::Refused(_))));
    assert!(two.asked().is_empty());
}

#[test]
fn messages_that_fail_together_lengthen_the_rest_once() {
    let line = line(&[Scripted::new("one", vec![])]);
    let place = &line.places[0];
    for _ in 0..8 {
        place.rests(DOWN);
    }
    assert_eq!(place.rest().times, 1);
    place.rest().until = Some(Instant::now());
    place.rests(DOWN);
    assert!(place.rest().until.unwrap() > Instant::now() + DOWN.0);
    place.works();
    assert_eq!(place.rest().times, 0);
}
