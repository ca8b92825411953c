//! What a template can reach: the templates, its data, its texts, its QR code, the fonts. Every
//! other file is denied, and there is no date.

use std::{collections::HashMap, sync::Arc};

use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};

use crate::fonts;

/// The templates, one a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Template {
    /// `letter.typ`.
    Letter,
    /// `receipt.typ`.
    Receipt,
    /// `certificate.typ`.
    Certificate,
    /// `application.typ`.
    Application,
    /// `identification.typ`.
    Identification,
}

impl Template {
    /// All templates.
    pub(crate) const ALL: [Self; 5] = [
        Self::Letter,
        Self::Receipt,
        Self::Certificate,
        Self::Application,
        Self::Identification,
    ];

    /// The section of its texts.
    pub(crate) const fn section(self) -> &'static str {
        match self {
            Self::Letter => "letter",
            Self::Receipt => "receipt",
            Self::Certificate => "certificate",
            Self::Application => "application",
            Self::Identification => "identification",
        }
    }

    const fn file(self) -> (&'static str, &'static str) {
        match self {
            Self::Letter => ("letter.typ", include_str!("../templates/letter.typ")),
            Self::Receipt => ("receipt.typ", include_str!("../templates/receipt.typ")),
            Self::Certificate => (
                "certificate.typ",
                include_str!("../templates/certificate.typ"),
            ),
            Self::Application => (
                "application.typ",
                include_str!("../templates/application.typ"),
            ),
            Self::Identification => (
                "identification.typ",
                include_str!("../templates/identification.typ"),
            ),
        }
    }
}

/// What all documents share.
pub(crate) struct Shared {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    templates: HashMap<Template, FileId>,
    sources: HashMap<FileId, Source>,
    mark: (FileId, Bytes),
    data: FileId,
    texts: FileId,
    qr: FileId,
}

impl Shared {
    /// Parses the templates and fonts. File names are interned for the life of the process, so
    /// they are fixed: never one per document.
    pub(crate) fn load() -> Result<Self, String> {
        let mut templates = HashMap::new();
        let mut sources = HashMap::new();
        let kit = file_id("kit.typ")?;
        sources.insert(
            kit,
            Source::new(kit, include_str!("../templates/kit.typ").to_owned()),
        );
        for template in Template::ALL {
            let (name, text) = template.file();
            let id = file_id(name)?;
            templates.insert(template, id);
            sources.insert(id, Source::new(id, text.to_owned()));
        }
        let fonts = fonts::embedded();
        let mark: &[u8] = include_bytes!("../templates/mark.svg");
        Ok(Self {
            library: LazyHash::new(<Library as LibraryExt>::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            templates,
            sources,
            mark: (file_id("mark.svg")?, Bytes::new(mark)),
            data: file_id("data.json")?,
            texts: file_id("texts.json")?,
            qr: file_id("qr.svg")?,
        })
    }

    /// The embedded faces.
    pub(crate) fn fonts(&self) -> &[Font] {
        &self.fonts
    }
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shared")
            .field("fonts", &self.fonts.len())
            .finish_non_exhaustive()
    }
}

fn file_id(name: &str) -> Result<FileId, String> {
    let path = VirtualPath::new(name).map_err(|error| format!("{name}: {error:?}"))?;
    Ok(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}

/// One document in the making.
pub(crate) struct Sheet {
    /// What all documents share.
    pub(crate) shared: Arc<Shared>,
    /// Its template.
    pub(crate) template: Template,
    /// Its data as JSON.
    pub(crate) data: Bytes,
    /// The texts of its template in its language as JSON.
    pub(crate) texts: Bytes,
    /// The QR code as SVG, in documents that can be verified.
    pub(crate) qr: Option<Bytes>,
}

impl World for Sheet {
    fn library(&self) -> &LazyHash<Library> {
        &self.shared.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.shared.book
    }

    fn main(&self) -> FileId {
        // Every template is in the map; the data file stands for none and would not compile.
        self.shared
            .templates
            .get(&self.template)
            .copied()
            .unwrap_or(self.shared.data)
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.shared
            .sources
            .get(&id)
            .cloned()
            .ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let shared = &self.shared;
        if id == shared.data {
            Ok(self.data.clone())
        } else if id == shared.texts {
            Ok(self.texts.clone())
        } else if id == shared.mark.0 {
            Ok(shared.mark.1.clone())
        } else if id == shared.qr {
            self.qr.clone().ok_or(FileError::AccessDenied)
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shared.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
