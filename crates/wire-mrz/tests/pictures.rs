//! Pictures by strangers: what is taken, what is refused and why, and what is left of a file.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::io::Cursor;

use wire_mrz::picture::{Kind, Limits, Picture, PictureError};

/// A small picture with edges and colours.
fn drawn(width: usize, height: usize) -> Picture {
    let pixel = |at: usize| {
        let (x, y) = (at % width, at / width);
        let dark = (x / 7 + y / 5).is_multiple_of(2);
        let byte = |value: usize| u8::try_from(value % 256).unwrap();
        [if dark { 20 } else { 230 }, byte(x * 3), byte(y * 5)]
    };
    let rgb = (0..width * height).flat_map(pixel).collect();
    Picture::from_rgb(width, height, rgb).unwrap()
}

fn png_file(colour: png::ColorType, width: u32, height: u32, pixels: &[u8]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(colour);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(pixels).unwrap();
    writer.finish().unwrap();
    file
}

fn webp_file(picture: &Picture) -> Vec<u8> {
    let mut file = Vec::new();
    image_webp::WebPEncoder::new(Cursor::new(&mut file))
        .encode(
            picture.rgb(),
            u32::try_from(picture.width()).unwrap(),
            u32::try_from(picture.height()).unwrap(),
            image_webp::ColorType::Rgb8,
        )
        .unwrap();
    file
}

/// The same picture in each kind of file.
fn files() -> [(Kind, Vec<u8>); 3] {
    let picture = drawn(64, 40);
    [
        (Kind::Jpeg, picture.to_jpeg(90)),
        (
            Kind::Png,
            png_file(png::ColorType::Rgb, 64, 40, picture.rgb()),
        ),
        (Kind::Webp, webp_file(&picture)),
    ]
}

fn decode(file: &[u8]) -> Result<Picture, PictureError> {
    Picture::decode(file, &Limits::PHOTOGRAPH)
}

/// A JPEG file with a segment behind its first marker.
fn with_segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let plain = drawn(64, 40).to_jpeg(90);
    let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
    let (start, rest) = plain.split_at(2);
    [start, &[0xFF, marker], &length, content, rest].concat()
}

/// An archive with no file in it: what a reader of archives looks for.
const ARCHIVE: &[u8] = b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";

#[test]
fn each_kind_is_found_by_content_and_decoded() {
    for (kind, file) in files() {
        assert_eq!(Kind::of(&file), Some(kind));
        let picture = decode(&file).unwrap();
        assert_eq!((picture.width(), picture.height()), (64, 40), "{kind:?}");
        let original = drawn(64, 40);
        let off: u64 = picture
            .rgb()
            .iter()
            .zip(original.rgb())
            .map(|(a, b)| u64::from(a.abs_diff(*b)))
            .sum();
        let mean = off / u64::try_from(original.rgb().len()).unwrap();
        assert!(mean < 12, "{kind:?} is off by {mean} on average");
    }
}

#[test]
fn a_picture_that_ends_too_early_is_refused_wherever_it_ends() {
    for (kind, file) in files() {
        for cut in 0..file.len() {
            let error = decode(file.get(..cut).unwrap()).unwrap_err();
            let expected = matches!(error, PictureError::Truncated | PictureError::UnknownKind);
            assert!(expected, "{kind:?} at {cut}: {error}");
        }
    }
}

#[test]
fn what_goes_on_behind_its_end_is_refused() {
    for (kind, file) in files() {
        for tail in [&b"\0"[..], b"\xff\xd8\xff", ARCHIVE, b"<script>"] {
            let longer = [&file, tail].concat();
            let refused = Err(PictureError::MoreThanAPicture);
            assert_eq!(decode(&longer), refused, "{kind:?}");
        }
    }
}

#[test]
fn a_picture_that_is_an_archive_or_a_pdf_is_refused() {
    let refused = Err(PictureError::MoreThanAPicture);
    // The whole rest of the file is the archive's comment.
    let mut hidden = ARCHIVE.to_vec();
    let rest = drawn(64, 40).to_jpeg(90).len() - 2;
    hidden.splice(20.., u16::try_from(rest).unwrap().to_le_bytes());
    assert_eq!(decode(&with_segment(0xFE, &hidden)), refused);
    assert_eq!(decode(&with_segment(0xE4, b"%PDF-1.7")), refused);
    // The same bytes that are no such thing are a comment like any other.
    assert!(decode(&with_segment(0xFE, ARCHIVE)).is_ok());
}

#[test]
fn what_is_no_picture_is_refused() {
    for file in [
        &b""[..],
        b"PK\x03\x04\x14\0\0\0",
        b"%PDF-1.7",
        b"GIF89a",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"BM\0\0",
        b"RIFF\0\0\0\0WAVE",
    ] {
        assert_eq!(decode(file), Err(PictureError::UnknownKind));
    }
}

#[test]
fn limits_are_kept_before_anything_is_unpacked() {
    let file = drawn(64, 40).to_jpeg(90);
    let limits = |bytes, pixels, side| Limits {
        bytes,
        pixels,
        side,
    };
    let too_many = Err(PictureError::TooManyPixels {
        width: 64,
        height: 40,
    });
    let at = |limits| Picture::decode(&file, &limits);
    assert!(at(limits(file.len(), 64 * 40, 64)).is_ok());
    assert_eq!(at(limits(1 << 20, 64 * 40 - 1, 64)), too_many);
    assert_eq!(at(limits(1 << 20, 64 * 40, 63)), too_many);
    let limit = file.len() - 1;
    assert_eq!(
        at(limits(limit, 64 * 40, 64)),
        Err(PictureError::FileTooLarge { limit })
    );
}

#[test]
fn a_bomb_does_not_go_off() {
    // Forty kilobytes that would unpack to almost two gigabytes.
    let mut bomb = png_file(png::ColorType::Grayscale, 1000, 1000, &vec![0; 1_000_000]);
    bomb.splice(16..24, [0, 0, 0x61, 0xA8, 0, 0, 0x61, 0xA8]);
    let refused = PictureError::TooManyPixels {
        width: 25_000,
        height: 25_000,
    };
    assert_eq!(decode(&bomb), Err(refused));
    // A header that tells less than the data have: the data are not unpacked any further.
    let mut liar = png_file(png::ColorType::Grayscale, 1000, 1000, &vec![0; 1_000_000]);
    liar.splice(16..24, [0, 0, 0, 10, 0, 0, 0, 10]);
    assert_eq!(decode(&liar), Err(PictureError::Damaged));
}

#[test]
fn a_jpeg_of_thousands_of_passes_is_refused() {
    // A progressive picture whose last pass is repeated: each takes the time of a whole one.
    let file = drawn(64, 40).to_jpeg(90);
    let scan = file
        .windows(2)
        .position(|pair| pair == [0xFF, 0xDA])
        .unwrap();
    let frame = file
        .windows(2)
        .position(|pair| pair == [0xFF, 0xC0])
        .unwrap();
    let (body, end) = file.split_at(file.len() - 2);
    let (head, pass) = body.split_at(scan);
    let mut progressive = head.to_vec();
    progressive.splice(frame..frame + 2, [0xFF, 0xC2]);
    let mut many = progressive;
    for _ in 0..2_000 {
        many.extend(pass);
    }
    many.extend(end);
    assert_eq!(decode(&many), Err(PictureError::Damaged));
}

#[test]
fn moving_pictures_are_refused() {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, 2, 1);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_animated(2, 0).unwrap();
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&[0, 255]).unwrap();
    writer.write_image_data(&[255, 0]).unwrap();
    writer.finish().unwrap();
    assert_eq!(decode(&file), Err(PictureError::Animated));
}

#[test]
fn transparent_pixels_become_white_and_grey_ones_grey() {
    let rgba = png_file(png::ColorType::Rgba, 2, 1, &[9, 9, 9, 0, 9, 9, 9, 255]);
    assert_eq!(decode(&rgba).unwrap().rgb(), [255, 255, 255, 9, 9, 9]);
    let grey = png_file(png::ColorType::GrayscaleAlpha, 2, 1, &[0, 51, 70, 255]);
    assert_eq!(decode(&grey).unwrap().rgb(), [204, 204, 204, 70, 70, 70]);
}

#[test]
fn nothing_but_pixels_is_kept() {
    let place = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0GPS 40.4168 -3.7038";
    let picture = decode(&with_segment(0xE1, place)).unwrap();
    // The camera was held upright: the picture is turned before that is forgotten.
    assert_eq!((picture.width(), picture.height()), (40, 64));
    let clean = picture.to_jpeg(85);
    for words in [&b"Exif"[..], b"GPS", b"40.41"] {
        let found = clean.windows(words.len()).any(|window| window == words);
        assert!(!found, "{}", String::from_utf8_lossy(words));
    }
    let again = decode(&clean).unwrap();
    assert_eq!((again.width(), again.height()), (40, 64));
}

#[test]
fn pixels_have_to_be_as_many_as_the_sides_say() {
    assert!(Picture::from_rgb(2, 2, vec![0; 12]).is_some());
    for (width, height, bytes) in [(2, 2, 11), (0, 2, 0), (70_000, 1, 210_000)] {
        assert!(Picture::from_rgb(width, height, vec![0; bytes]).is_none());
    }
}
