//! Picture and sound get through.

use media::{
    Limits,
    client::{Client, Manners},
};
use ports::media::{LostWhy, MediaHappening, MediaServer as _, OfferError, Seat, Transport};
use std::time::Duration;

use crate::place::{Caller, Kind, Place, UDP};

async fn both_see_each_other(kind: Kind) {
    let place = Place::new();
    let call = Place::call(1);
    let mut citizen = place.join(call, Seat::Citizen, kind).await;
    let mut operator = place.join(call, Seat::Operator, kind).await;
    let connected = place
        .told(call, Seat::Operator, |what| {
            matches!(what, MediaHappening::Connected { .. })
        })
        .await;
    let transport = kind.transport;
    assert_eq!(connected, MediaHappening::Connected { transport });
    let seen = operator
        .sees(|seen| seen.pictures > 30 && seen.sounds > 30)
        .await;
    assert!(seen.key_frames > 0);
    let heard = citizen.sees(|seen| seen.sounds > 30).await;
    assert_eq!(heard.pictures, 0, "the operator's camera is off");
    let quality = place
        .told(call, Seat::Citizen, |what| {
            matches!(what, MediaHappening::Quality(_))
        })
        .await;
    let MediaHappening::Quality(quality) = quality else {
        panic!("{quality:?}");
    };
    assert!(quality.loss_permille < 100, "{quality:?}");
    assert!(citizen.leaves().await.connected);
    let lost = place
        .told(call, Seat::Citizen, |what| {
            matches!(what, MediaHappening::Lost(_))
        })
        .await;
    assert_eq!(lost, MediaHappening::Lost(LostWhy::Closed));
    assert_eq!(place.server.close(call).await, Ok(None));
    operator.sees(|seen| seen.over).await;
}

#[tokio::test]
async fn carries_a_call_over_udp() {
    both_see_each_other(UDP).await;
}

#[tokio::test]
async fn carries_a_call_over_tcp_alone() {
    both_see_each_other(Kind {
        transport: Transport::Tcp,
        manners: Manners::Good,
    })
    .await;
}

#[tokio::test]
async fn gives_a_key_frame_to_whoever_comes_late() {
    let place = Place::new();
    let call = Place::call(2);
    let mut citizen = place.join(call, Seat::Citizen, UDP).await;
    citizen.sees(|seen| seen.connected).await;
    let first = place.join(call, Seat::Operator, UDP).await;
    first.vanishes();
    let mut second = place.join(call, Seat::Operator, UDP).await;
    // The picture has its own key frame every two seconds; one that is asked for comes at once.
    let seen = second.sees(|seen| seen.pictures > 0).await;
    assert_eq!(
        seen.pictures, seen.key_frames,
        "it began with another frame"
    );
    assert!(citizen.seen.borrow().key_frames_asked > 0);
}

#[tokio::test]
async fn brings_everything_back_in_a_test_call_and_ends_it_in_time() {
    let limits = Limits {
        echo: Duration::from_secs(2),
        ..Limits::default()
    };
    let place = Place::with(limits);
    let mut caller = place.echo(UDP).await;
    caller
        .sees(|seen| seen.pictures > 10 && seen.sounds > 10)
        .await;
    let files = std::fs::read_dir(place.folder.path()).unwrap().count();
    assert_eq!(files, 0, "a test call is not recorded");
    caller.sees(|seen| seen.over).await;
}

#[tokio::test]
async fn takes_no_more_than_its_limits() {
    let limits = Limits {
        calls: 1,
        echoes: 1,
        ..Limits::default()
    };
    let place = Place::with(limits);
    let client = || Client::new(place.client(None, UDP));
    let (one, two) = (client().await.unwrap(), client().await.unwrap());
    place.server.echo(one.offer()).await.unwrap();
    let refused = place.server.echo(two.offer()).await;
    assert_eq!(refused, Err(OfferError::Full));

    let seat = |seat| Client::new(place.client(Some(seat), UDP));
    let citizen = seat(Seat::Citizen).await.unwrap();
    let operator = seat(Seat::Operator).await.unwrap();
    let (call, other) = (Place::call(1), Place::call(2));
    let answer = |call, seat, client: &Client| {
        let (server, offer) = (place.server.clone(), client.offer().to_owned());
        async move { server.answer(call, seat, &offer).await }
    };
    assert!(answer(call, Seat::Citizen, &citizen).await.is_ok());
    assert!(answer(call, Seat::Operator, &operator).await.is_ok());
    let refused = answer(other, Seat::Citizen, &citizen).await;
    assert_eq!(refused, Err(OfferError::Full));
    assert_eq!(place.server.close(call).await, Ok(None));
    assert!(answer(other, Seat::Citizen, &citizen).await.is_ok());
}

#[tokio::test]
async fn says_that_nobody_came_after_an_answer() {
    let limits = Limits {
        connect: Duration::from_millis(300),
        ..Limits::default()
    };
    let place = Place::with(limits);
    let call = Place::call(3);
    let client = Client::new(place.client(Some(Seat::Citizen), UDP));
    let client = client.await.unwrap();
    let answer = place.server.answer(call, Seat::Citizen, client.offer());
    answer.await.unwrap();
    let lost = place.told(call, Seat::Citizen, |_| true).await;
    assert_eq!(lost, MediaHappening::Lost(LostWhy::NeverConnected));
}

#[tokio::test]
async fn says_that_somebody_fell_silent() {
    let limits = Limits {
        silence: Duration::from_millis(500),
        ..Limits::default()
    };
    let place = Place::with(limits);
    let call = Place::call(4);
    let mut citizen = place.join(call, Seat::Citizen, UDP).await;
    citizen.sees(|seen| seen.connected).await;
    citizen.vanishes();
    let lost = place
        .told(call, Seat::Citizen, |what| {
            matches!(what, MediaHappening::Lost(_))
        })
        .await;
    assert_eq!(lost, MediaHappening::Lost(LostWhy::Silent));
}

#[tokio::test]
async fn puts_a_second_offer_of_a_seat_in_the_place_of_the_first() {
    let place = Place::new();
    let call = Place::call(5);
    let mut operator = place.join(call, Seat::Operator, UDP).await;
    let mut first: Caller = place.join(call, Seat::Citizen, UDP).await;
    operator.sees(|seen| seen.pictures > 5).await;
    let mut second = place.join(call, Seat::Citizen, UDP).await;
    first.sees(|seen| seen.over).await;
    let so_far = operator.seen.borrow().pictures;
    operator.sees(|seen| seen.pictures > so_far + 20).await;
    second.sees(|seen| seen.sounds > 10).await;
}
