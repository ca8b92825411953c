//! Registration by pictures and a film that are reviewed later, in browsers with an invented
//! camera.

mod camera;

use e2e::{Demonstration, journey};
use serde_json::json;
use wire_mrz::specimen::Scene;

/// R103, R248: photographed, filmed over a line that breaks, registered at once, identified;
/// confirmed by a reviewer with a sealed document. Somebody with another's card is refused by the
/// second reviewer, after the first one doubted.
#[test]
fn pictures_and_a_film_register_at_once_and_reviewers_decide_later() {
    let demonstration = Demonstration::start();
    let people = demonstration.people();
    let person = people.showing("An ordinary DNI: the validity date is asked.");
    let other = people.showing("The main journey");
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    let (film, front, back) = (path("film.mjpeg"), path("front.jpg"), path("back.jpg"));
    let card = camera::card_of(&person);
    let scenes = [Scene::Back, Scene::Front, Scene::Back, Scene::Face];
    camera::write_film(&card, &scenes, 45, &film);
    camera::write_photographs(&card, &front, &back);
    let input = json!({
        "number": person.number,
        "other": other.number,
        "film": film,
        "front": front,
        "back": back,
    });
    let _ = journey("self-video", &demonstration.input(&input));
}
