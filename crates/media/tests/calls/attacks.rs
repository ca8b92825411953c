//! What is not from those who were answered changes nothing.

use media::client::{Client, Manners};
use ports::media::{MediaHappening, MediaServer as _, OfferError, Seat, Transport};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpStream, UdpSocket},
};

use crate::place::{Caller, Kind, Place, UDP};

/// A binding request with a user name and without the password.
fn request(name: &str) -> Vec<u8> {
    let value = format!("{name}:stranger");
    let padded = value.len().next_multiple_of(4);
    let mut attribute = vec![0, 6, 0, u8::try_from(value.len()).unwrap()];
    attribute.extend_from_slice(value.as_bytes());
    attribute.resize(4 + padded, 0);
    // An integrity that is none.
    attribute.extend([0, 8, 0, 20]);
    attribute.extend([0; 20]);
    let length = u8::try_from(attribute.len()).unwrap();
    let mut packet = vec![0, 1, 0, length, 0x21, 0x12, 0xA4, 0x42];
    packet.extend([9; 12]);
    packet.extend(attribute);
    packet
}

fn garbage() -> Vec<Vec<u8>> {
    let mut all = vec![
        Vec::new(),
        vec![0],
        vec![0x80],
        vec![0x16; 1_500],
        vec![0xFF; 2_000],
    ];
    all.push(vec![0x80, 0x60, 0, 1, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6]);
    all.push(vec![0x80; 9_000]);
    all.push(request("nobody"));
    all
}

#[tokio::test]
async fn drops_garbage_and_strangers_and_goes_on() {
    let place = Place::new();
    let call = Place::call(1);
    let client = Client::new(place.client(Some(Seat::Citizen), UDP));
    let client = client.await.unwrap();
    let answer = place.server.answer(call, Seat::Citizen, client.offer());
    let answer = answer.await.unwrap();
    let line = answer
        .lines()
        .find_map(|line| line.strip_prefix("a=ice-ufrag:"));
    let name = line.unwrap().to_owned();
    let mut citizen = Caller::talk(client, answer);
    let mut operator = place.join(call, Seat::Operator, UDP).await;
    operator.sees(|seen| seen.pictures > 5).await;

    let stranger = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    stranger.connect(place.address()).await.unwrap();
    for packet in garbage() {
        stranger.send(&packet).await.unwrap();
    }
    // The right name, but not the password.
    stranger.send(&request(&name)).await.unwrap();
    let so_far = operator.seen.borrow().pictures;
    operator.sees(|seen| seen.pictures > so_far + 20).await;
    citizen.sees(|seen| seen.sounds > 20).await;
    let mut answer = [0; 100];
    let silence = stranger.try_recv(&mut answer).map_err(|error| error.kind());
    assert_eq!(
        silence,
        Err(std::io::ErrorKind::WouldBlock),
        "a stranger was answered"
    );
}

#[tokio::test]
async fn changes_nothing_for_packets_that_come_twice() {
    let place = Place::new();
    let call = Place::call(2);
    let twice = Kind {
        manners: Manners::SendsTwice,
        ..UDP
    };
    let _citizen = place.join(call, Seat::Citizen, twice).await;
    let mut operator = place.join(call, Seat::Operator, UDP).await;
    let seen = operator.sees(|seen| seen.sounds >= 100).await;
    // Sound comes every 20 ms and the picture every 40: twice as many frames would be pictures
    // and sounds that were taken twice.
    assert!(seen.pictures * 3 < seen.sounds * 2, "{seen:?}");
}

#[tokio::test]
async fn hangs_up_on_tcp_connections_that_begin_with_nonsense() {
    let place = Place::new();
    for bytes in [
        &b"\xff\xffGET / HTTP/1.1\r\n\r\n"[..],
        b"\x00\x05hello",
        b"GET / HTTP/1.1\r\n\r\n",
    ] {
        let mut stream = TcpStream::connect(place.address()).await.unwrap();
        stream.write_all(bytes).await.unwrap();
        let mut answer = Vec::new();
        // It ends, one way or another, and nothing was said.
        _ = stream.read_to_end(&mut answer).await;
        assert_eq!(answer, b"");
    }
}

#[tokio::test]
async fn refuses_offers_that_no_browser_makes_and_goes_on() {
    let place = Place::new();
    let call = Place::call(3);
    let client = Client::new(place.client(Some(Seat::Citizen), UDP));
    let good = client.await.unwrap().offer().to_owned();
    let (without_keys, _) = good.split_once("a=fingerprint").unwrap();
    let long = format!("{good}a={}\r\n", "x".repeat(70_000));
    let nested = "m=video 9 UDP/TLS/RTP/SAVPF 96\r\n".repeat(500);
    let bad = ["", "v=0\r\n", "\u{0}\u{1}", without_keys, &long, &nested];
    for offer in bad {
        let refused = place.server.answer(call, Seat::Citizen, offer).await;
        assert_eq!(refused, Err(OfferError::Unreadable));
    }
    for cut in (0..good.len()).step_by(7) {
        let offer = good.get(..cut).unwrap_or_default();
        // Some beginnings are offers of their own; none ends the server.
        _ = place.server.echo(offer).await;
    }
    let only_h264 = good.replace("VP8/90000", "H264/90000");
    let refused = place.server.answer(call, Seat::Citizen, &only_h264).await;
    assert_eq!(refused, Err(OfferError::NothingInCommon));
    // A seat that sees is no seat that is seen.
    let refused = place.server.answer(call, Seat::Operator, &good).await;
    assert_eq!(refused, Err(OfferError::NothingInCommon));
    assert!(
        place
            .server
            .answer(call, Seat::Citizen, &good)
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn keeps_a_calls_picture_from_other_calls() {
    let place = Place::new();
    let mut citizen = place.join(Place::call(4), Seat::Citizen, UDP).await;
    let operator = place.join(Place::call(5), Seat::Operator, UDP).await;
    place
        .told(Place::call(5), Seat::Operator, |what| {
            matches!(
                what,
                MediaHappening::Connected {
                    transport: Transport::Udp
                }
            )
        })
        .await;
    citizen.sees(|seen| seen.connected).await;
    let mut own = place.join(Place::call(4), Seat::Operator, UDP).await;
    own.sees(|seen| seen.pictures > 20).await;
    assert_eq!(operator.seen.borrow().pictures, 0);
    assert_eq!(operator.seen.borrow().sounds, 0);
}
