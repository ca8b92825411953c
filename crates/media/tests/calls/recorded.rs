//! What is recorded, as another program reads it.

use std::{fs, process::Command};

use ports::{
    media::{MediaServer as _, RecordingStart, Seat},
    recordings::{RecordingError, RecordingSummary, RecordingVault as _},
};
use recordings::RecordingFolder;
use serde_json::Value;

use crate::place::{Place, UDP};

/// The whole content in a file.
async fn decrypted(place: &Place, start: &RecordingStart, summary: &RecordingSummary) -> String {
    let opened = place.open(start, summary).await;
    assert_eq!(opened.media_type(), "video/webm");
    let (mut content, mut offset) = (Vec::new(), 0);
    while offset < summary.bytes {
        let part = opened.read(offset, 100_000).await.unwrap();
        offset += part.len() as u64;
        content.extend(part);
    }
    let file = place.folder.path().join("decrypted.webm");
    fs::write(&file, content).unwrap();
    file.to_str().unwrap().to_owned()
}

/// What FFmpeg's own reader and decoders say of a file.
fn ffprobe(file: &str) -> Value {
    let out = Command::new("ffprobe")
        .args(["-v", "error", "-of", "json", "-count_frames"])
        .args(["-show_format", "-show_streams", file])
        .output()
        .expect("ffprobe is needed: `cargo xtask install`");
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    assert_eq!(said, "", "ffprobe complains");
    serde_json::from_slice(&out.stdout).unwrap()
}

fn seconds(probe: &Value) -> f64 {
    probe["format"]["duration"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap()
}

fn frames(probe: &Value, stream: usize) -> u64 {
    let stream = &probe["streams"][stream];
    stream["nb_read_frames"].as_str().unwrap().parse().unwrap()
}

fn agrees(probe: &Value, summary: &RecordingSummary) {
    let streams: Vec<_> = probe["streams"]
        .as_array()
        .unwrap()
        .iter()
        .map(|stream| {
            (
                stream["codec_name"].as_str().unwrap(),
                stream["tags"]["title"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        streams,
        [
            ("vp8", "citizen"),
            ("opus", "citizen"),
            ("opus", "operator")
        ]
    );
    assert_eq!(probe["streams"][0]["width"], 320);
    assert_eq!(probe["streams"][0]["height"], 240);
    let told = summary.duration_ms as f64 / 1000.0;
    assert!(
        (seconds(probe) - told).abs() < 0.1,
        "{} but {told}",
        seconds(probe)
    );
}

#[tokio::test]
async fn agrees_with_ffprobe_on_tracks_and_duration() {
    let place = Place::new();
    let call = Place::call(1);
    let mut citizen = place.join(call, Seat::Citizen, UDP).await;
    let mut operator = place.join(call, Seat::Operator, UDP).await;
    operator.sees(|seen| seen.pictures > 5).await;
    let start = place.start_of_recording();
    place.server.record(call, start.clone()).await.unwrap();
    // Once more changes nothing.
    place
        .server
        .record(call, place.start_of_recording())
        .await
        .unwrap();
    let so_far = operator.seen.borrow().pictures;
    operator.sees(|seen| seen.pictures > so_far + 150).await;
    citizen.sees(|seen| seen.sounds > 20).await;
    let summary = place.server.close(call).await.unwrap().unwrap();
    assert_eq!(summary.id, start.id);
    assert_eq!(fs::read_dir(place.folder.path()).unwrap().count(), 1);
    // 150 frames of 40 ms, and what it took to see them.
    assert!(
        (5_500..12_000).contains(&summary.duration_ms),
        "{summary:?}"
    );
    let probe = ffprobe(&decrypted(&place, &start, &summary).await);
    agrees(&probe, &summary);
    assert!(frames(&probe, 0) > 120, "{probe}");
    assert!(frames(&probe, 1) > 240, "{probe}");
    assert!(frames(&probe, 2) > 240, "{probe}");
}

#[tokio::test]
async fn goes_on_in_the_same_recording_when_a_citizen_comes_back() {
    let place = Place::new();
    let call = Place::call(2);
    let first = place.join(call, Seat::Citizen, UDP).await;
    let mut operator = place.join(call, Seat::Operator, UDP).await;
    let start = place.start_of_recording();
    place.server.record(call, start.clone()).await.unwrap();
    operator.sees(|seen| seen.pictures > 25).await;
    first.vanishes();
    let heard = operator.seen.borrow().sounds;
    let _second = place.join(call, Seat::Citizen, UDP).await;
    operator.sees(|seen| seen.sounds > heard + 50).await;
    let summary = place.server.close(call).await.unwrap().unwrap();
    let probe = ffprobe(&decrypted(&place, &start, &summary).await);
    agrees(&probe, &summary);
    assert!(frames(&probe, 0) > 30, "{probe}");
}

#[tokio::test]
async fn keeps_what_was_recorded_before_the_process_was_killed_and_goes_on_there() {
    let mut place = Place::new();
    let call = Place::call(3);
    let _citizen = place.join(call, Seat::Citizen, UDP).await;
    let mut operator = place.join(call, Seat::Operator, UDP).await;
    let start = place.start_of_recording();
    place.server.record(call, start.clone()).await.unwrap();
    let file = place.folder.path().join(format!("{}.recording", start.id));
    let length = || fs::metadata(&file).unwrap().len();
    let began = length();
    // Until a cluster was written: at the key frame after two seconds.
    let mut more = 25;
    while length() == began {
        operator.sees(|seen| seen.pictures > more).await;
        more += 25;
        assert!(more < 400, "nothing was written in 16 seconds");
    }
    let left = fs::read(&file).unwrap();
    let whole = place.server.close(call).await.unwrap().unwrap();
    // As the file was then, and nobody who would finish it.
    fs::write(&file, &left).unwrap();
    let vault = RecordingFolder::new(place.folder.path());
    let unfinished = vault.open(start.id, &start.key, &whole.final_hash).await;
    assert!(matches!(unfinished, Err(RecordingError::Unfinished)));

    place.start_again();
    let _citizen = place.join(call, Seat::Citizen, UDP).await;
    let mut operator = place.join(call, Seat::Operator, UDP).await;
    operator.sees(|seen| seen.pictures > 5).await;
    let again = RecordingStart {
        at: start.at + std::time::Duration::from_secs(30),
        ..start.clone()
    };
    place.server.record(call, again).await.unwrap();
    let so_far = operator.seen.borrow().pictures;
    operator.sees(|seen| seen.pictures > so_far + 30).await;
    let summary = place.server.close(call).await.unwrap().unwrap();
    assert_eq!(summary.started_at, start.at);
    assert!(summary.duration_ms > 30_000, "{summary:?}");
    let probe = ffprobe(&decrypted(&place, &start, &summary).await);
    agrees(&probe, &summary);
}

#[tokio::test]
async fn gives_what_a_killed_process_left_its_duration() {
    let place = Place::new();
    let call = Place::call(4);
    let _citizen = place.join(call, Seat::Citizen, UDP).await;
    let mut operator = place.join(call, Seat::Operator, UDP).await;
    let start = place.start_of_recording();
    place.server.record(call, start.clone()).await.unwrap();
    operator.sees(|seen| seen.pictures > 140).await;
    // A copy of what is on disk now, as a power cut leaves it.
    let elsewhere = Place::new();
    let name = format!("{}.recording", start.id);
    let copied = fs::copy(
        place.folder.path().join(&name),
        elsewhere.folder.path().join(&name),
    );
    assert!(copied.unwrap() > 10_000);
    let vault = RecordingFolder::new(elsewhere.folder.path());
    let summary = vault.recover(start.id, &start.key).await.unwrap();
    assert!(summary.duration_ms > 1_500, "{summary:?}");
    let probe = ffprobe(&decrypted(&elsewhere, &start, &summary).await);
    agrees(&probe, &summary);
}

#[tokio::test]
async fn finishes_recordings_when_the_server_stops() {
    let place = Place::new();
    let call = Place::call(5);
    let _citizen = place.join(call, Seat::Citizen, UDP).await;
    let mut operator = place.join(call, Seat::Operator, UDP).await;
    let start = place.start_of_recording();
    place.server.record(call, start.clone()).await.unwrap();
    operator.sees(|seen| seen.pictures > 25).await;
    place.server.stop().await;
    let vault = RecordingFolder::new(place.folder.path());
    let summary = vault.recover(start.id, &start.key).await.unwrap();
    let opened = vault.open(start.id, &start.key, &summary.final_hash).await;
    assert_eq!(*opened.unwrap().summary(), summary);
    let gone = place.server.echo("v=0").await;
    assert_eq!(gone, Err(ports::media::OfferError::Gone));
}
