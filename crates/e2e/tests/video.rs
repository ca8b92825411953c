//! Registration by video call, in browsers with an invented camera.

mod camera;

use e2e::{Demonstration, journey};
use serde_json::json;
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

/// R087–R105, R246: the whole call with an operator at the desk; registered, and identified at once.
#[test]
fn a_person_is_registered_by_video_call_and_identifies_at_once() {
    let demonstration = Demonstration::start();
    let people = demonstration.people();
    let person = people.showing("An ordinary DNI: the validity date is asked.");
    let other = people.showing("The main journey");
    let folder = tempfile::tempdir().expect("a folder");
    let film = folder.path().join("film.mjpeg");
    // The person, the front, the back, for two seconds each.
    let scenes = [Scene::Face, Scene::Front, Scene::Back];
    camera::write_film(&camera::card_of(&person), &scenes, 60, &film);
    let input = json!({ "number": person.number, "other": other.number, "film": film });
    let _ = journey("video-call", &demonstration.input(&input));
}
