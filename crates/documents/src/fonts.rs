//! The embedded fonts. Licences: `fonts/README.md`.

use typst::{foundations::Bytes, text::Font};

/// The family in which everything is set unless data need a letter that it lacks.
pub(crate) const MAIN_FAMILY: &str = "Atkinson Hyperlegible Next";

/// The family of codes and numbers; no fallback for other text.
pub(crate) const MONO_FAMILY: &str = "Atkinson Hyperlegible Mono";

const FILES: [&[u8]; 10] = [
    include_bytes!("../fonts/AtkinsonHyperlegibleNext-Regular.ttf"),
    include_bytes!("../fonts/AtkinsonHyperlegibleNext-Bold.ttf"),
    include_bytes!("../fonts/AtkinsonHyperlegibleMono-Regular.ttf"),
    include_bytes!("../fonts/AtkinsonHyperlegibleMono-Bold.ttf"),
    include_bytes!("../fonts/NotoSans-Regular.ttf"),
    include_bytes!("../fonts/NotoSans-Bold.ttf"),
    include_bytes!("../fonts/NotoSansGeorgian-Regular.ttf"),
    include_bytes!("../fonts/NotoSansGeorgian-Bold.ttf"),
    include_bytes!("../fonts/NotoSansArmenian-Regular.ttf"),
    include_bytes!("../fonts/NotoSansArmenian-Bold.ttf"),
];

/// All faces, in the order of the files. A file that is no font is left out; the tests count.
pub(crate) fn embedded() -> Vec<Font> {
    FILES
        .iter()
        .flat_map(|file| Font::iter(Bytes::new(*file)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_file_is_a_font() {
        assert_eq!(embedded().len(), FILES.len());
    }
}
