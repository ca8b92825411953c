//! Registration by video call, in browsers with an invented camera.

mod camera;

use std::path::{Path, PathBuf};

use e2e::{Demonstration, journey, people::Person, tools};
use serde_json::{Value, json};
use wire_mrz::specimen::Scene;

/// R070–R096: information, the test call, the waiting room on a phone; a second window takes over.
#[test]
fn somebody_tests_the_device_and_waits_for_the_turn_without_losing_the_place() {
    let demonstration = Demonstration::start();
    let person = demonstration
        .people()
        .showing("An ordinary DNI: the validity date is asked.");
    let input = json!({ "number": person.number });
    let _ = journey("video-waiting", &demonstration.input(&input));
}

/// What the camera of somebody with an invented card sees: the person, the front, the back, for two
/// seconds each; in a folder that lives as long as it is wanted.
fn film_of(person: &Person) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let film = folder.path().join("film.mjpeg");
    let scenes = [Scene::Face, Scene::Front, Scene::Back];
    camera::write_film(&camera::card_of(person), &scenes, 60, &film);
    (folder, film)
}

/// R087–R105, R246: the whole call with an operator at the desk; registered, and identified at once.
#[test]
fn a_person_is_registered_by_video_call_and_identifies_at_once() {
    let demonstration = Demonstration::start();
    let people = demonstration.people();
    let person = people.showing("An ordinary DNI: the validity date is asked.");
    let other = people.showing("The main journey");
    let (_folder, film) = film_of(&person);
    let input = json!({ "number": person.number, "other": other.number, "film": film });
    let _ = journey("video-call", &demonstration.input(&input));
}

/// R248, R249, defaults D11: four eyes, with passkeys; the recording plays in the page of the
/// second officer, and FFmpeg reads the file that is kept from there.
#[test]
fn a_second_officer_watches_the_recording_and_raises_the_registration() {
    let demonstration = Demonstration::start();
    let people = demonstration.people();
    let person = people.showing("An ordinary DNI: the validity date is asked.");
    let (_folder, film) = film_of(&person);
    let input = json!({ "number": person.number, "film": film });
    let found = journey("video-four-eyes", &demonstration.input(&input));
    let recording = &found["recording"];
    let said = tools::ffprobe(Path::new(recording["path"].as_str().expect("a file")));
    let codecs: Vec<&str> = said["streams"]
        .as_array()
        .expect("tracks")
        .iter()
        .map(|stream| stream["codec_name"].as_str().expect("a codec"))
        .collect();
    assert_eq!(codecs, ["vp8", "opus", "opus"], "{said}");
    let seconds = |text: &Value| text.as_str().and_then(|text| text.parse::<f64>().ok());
    let told = seconds(&said["format"]["duration"]).expect("a duration");
    let seen = recording["duration"].as_f64().expect("a duration");
    assert!(
        (told - seen).abs() < 0.5,
        "FFmpeg says {told} s, the browser {seen} s"
    );
}

/// R070–R072, R247, Orden ETD/465/2021 art. 10.4: hours, closing time, refusals of several kinds.
#[test]
fn at_closing_time_who_waits_is_told_and_a_refusal_says_what_to_do_next() {
    let demonstration = Demonstration::start_with(&["--office-hours"]);
    let people = demonstration.people();
    let person = people.showing("An ordinary DNI: the validity date is asked.");
    let other = people.showing("The main journey");
    let input = json!({ "number": person.number, "other": other.number });
    let _ = journey("video-hours", &demonstration.input(&input));
}
