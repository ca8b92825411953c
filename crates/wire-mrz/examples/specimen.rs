//! Writes the invented card, photographs of it and a film for a browser's camera into a folder.

use std::error::Error;
use std::fs::{self, File};
use std::io::BufWriter;
use std::path::PathBuf;

use wire_mrz::specimen::{Film, Shot, Specimen, face, write_mjpeg};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args_os().nth(1).ok_or("specimen FOLDER")?);
    fs::create_dir_all(&folder)?;
    let card = Specimen::invented();
    let shot = Shot::default();
    let askew = Shot {
        turned: 6.0,
        tilt: (0.1, -0.08),
        ..Shot::default()
    };
    let glare = Shot {
        lamp: Some(((0.4, 0.72), 0.12)),
        ..Shot::default()
    };
    for (name, picture) in [
        ("front.jpg", card.front()),
        ("back.jpg", card.back()),
        ("front-photographed.jpg", shot.take(&card.front())),
        ("back-photographed.jpg", shot.take(&card.back())),
        ("back-askew.jpg", askew.take(&card.back())),
        ("back-glare.jpg", glare.take(&card.back())),
        ("face.jpg", face(1280, 720, 0.0)),
    ] {
        fs::write(folder.join(name), picture.to_jpeg(90))?;
    }
    let mut film = BufWriter::new(File::create(folder.join("film.mjpeg"))?);
    write_mjpeg(&Film::default(), &card, &mut film)?;
    Ok(())
}
