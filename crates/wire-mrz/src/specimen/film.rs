//! Films for a browser's camera: Chromium plays a Y4M or an MJPEG file in place of one with
//! `--use-fake-device-for-media-stream --use-file-for-fake-video-capture=FILE`, over and over.

use std::io::{self, Write};

use super::card::Specimen;
use super::scene::face;
use super::shot::Shot;
use crate::picture::Picture;

/// What is seen for a while.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scene {
    /// Somebody before a wall, who turns the head.
    Face,
    /// The front of the card.
    Front,
    /// The back of the card.
    Back,
    /// The back of the card with a lamp on its zone.
    BackWithGlare,
    /// The back of the card out of focus.
    BackBlurred,
}

/// A film: scenes one after another, each as long as the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Film {
    /// Pixels from left to right; even.
    pub width: usize,
    /// Pixels from top to bottom; even.
    pub height: usize,
    /// Pictures of each scene.
    pub pictures: usize,
    /// Pictures a second. Chromium plays MJPEG at 30 whatever this says.
    pub rate: usize,
    /// What is shown.
    pub scenes: Vec<Scene>,
}

impl Default for Film {
    /// Face, front and back, four seconds each, 1280 × 720, five pictures a second.
    fn default() -> Self {
        Self {
            width: 1280,
            height: 720,
            pictures: 20,
            rate: 5,
            scenes: vec![Scene::Face, Scene::Front, Scene::Back],
        }
    }
}

/// Pictures of one scene that are drawn; the others repeat them, as a hand trembles to and fro.
const DRAWN: usize = 4;

impl Film {
    /// The drawn pictures of a scene.
    fn drawn(&self, scene: Scene, card: &Specimen) -> Vec<Picture> {
        let side = match scene {
            Scene::Face => None,
            Scene::Front => Some(card.front()),
            Scene::Back | Scene::BackWithGlare | Scene::BackBlurred => Some(card.back()),
        };
        // A card in a picture of 4:3 may fill more of its width than in one of 16:9.
        let filled = (1.28 * self.height as f32 / self.width as f32).min(0.86);
        (0..DRAWN)
            .map(|number| {
                let sway = number as f32 / DRAWN as f32;
                let Some(side) = &side else {
                    return face(self.width, self.height, sway * 2.0 - 1.0);
                };
                let shot = Shot {
                    width: self.width,
                    height: self.height,
                    filled,
                    turned: sway * 1.6 - 0.8,
                    shift: (sway * 0.01, 0.0),
                    lamp: (scene == Scene::BackWithGlare).then_some(((0.5, 0.68), 0.07)),
                    blur: if scene == Scene::BackBlurred {
                        4.0
                    } else {
                        0.6
                    },
                    seed: 1 + number as u64,
                    ..Shot::default()
                };
                shot.take(side)
            })
            .collect()
    }

    fn play(
        &self,
        card: &Specimen,
        mut encode: impl FnMut(&Picture) -> Vec<u8>,
        mut write: impl FnMut(&[u8]) -> io::Result<()>,
    ) -> io::Result<()> {
        for scene in &self.scenes {
            let frames: Vec<Vec<u8>> = self.drawn(*scene, card).iter().map(&mut encode).collect();
            let to_and_fro = frames.iter().chain(frames.iter().rev());
            for frame in to_and_fro.cycle().take(self.pictures) {
                write(frame)?;
            }
        }
        Ok(())
    }
}

/// Writes the film as Y4M (YUV 4:2:0): 1.4 MB for each picture of 1280 × 720.
///
/// # Errors
/// Those of the writer.
pub fn write_y4m(film: &Film, card: &Specimen, to: &mut dyn Write) -> io::Result<()> {
    let Film {
        width,
        height,
        rate,
        ..
    } = film;
    writeln!(
        to,
        "YUV4MPEG2 W{width} H{height} F{rate}:1 Ip A1:1 C420jpeg"
    )?;
    film.play(card, yuv, |frame| {
        to.write_all(b"FRAME\n")?;
        to.write_all(frame)
    })
}

/// Writes the film as MJPEG, one JPEG file after another: about 60 kB for each picture.
///
/// # Errors
/// Those of the writer.
pub fn write_mjpeg(film: &Film, card: &Specimen, to: &mut dyn Write) -> io::Result<()> {
    film.play(
        card,
        |picture| picture.to_jpeg(88),
        |frame| to.write_all(frame),
    )
}

/// The three planes of a picture (ITU-R BT.601, full range as JPEG has it).
fn yuv(picture: &Picture) -> Vec<u8> {
    let (width, height) = (picture.width(), picture.height());
    let mut planes = picture.grey().pixels().to_vec();
    for weights in [[-0.168_7, -0.331_3, 0.5], [0.5, -0.418_7, -0.081_3]] {
        for y in (0..height).step_by(2) {
            for x in (0..width).step_by(2) {
                let mut sum = 0.0;
                for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
                    let at = ((y + dy).min(height - 1) * width + (x + dx).min(width - 1)) * 3;
                    let pixel = picture.rgb().get(at..at + 3).unwrap_or_default();
                    let weighed = pixel.iter().zip(weights);
                    sum += weighed
                        .map(|(value, weight)| f32::from(*value) * weight)
                        .sum::<f32>();
                }
                planes.push(crate::picture::rounded(128.0 + sum / 4.0));
            }
        }
    }
    planes
}
