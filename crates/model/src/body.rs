//! The administration that answers: procedures, offices, officers, relying parties and documents
//! belong to a body, and the public pages wear its name.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use vocab::{BodyId, Date, Lang};

/// A public body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// Id of the row.
    pub id: BodyId,
    /// DIR3 code, for example `EA0040718`.
    pub dir3: String,
    /// Official name by language; Spanish is always there.
    pub names: BTreeMap<Lang, String>,
    /// The managing-body text of the public pages by language (R010).
    pub managing_texts: BTreeMap<Lang, String>,
    /// Logo as SVG, drawn in the strip above the header.
    pub logo_svg: Option<String>,
    /// How people reach it.
    pub contact: Contact,
    /// IANA time zone, for example `Europe/Madrid`.
    pub time_zone: String,
    /// Days on which nothing runs and nobody answers, beside weekends.
    pub holidays: Vec<Date>,
    /// Name of the key that seals its documents.
    pub seal_key: String,
}

/// How people reach a body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Helpline number, for example `060`.
    pub helpline: String,
    /// Mailbox.
    pub email: Option<String>,
    /// Postal address, one line each.
    pub address: Vec<String>,
}

impl Body {
    /// The name in `lang`, or in Spanish where that language has none.
    #[must_use]
    pub fn name(&self, lang: Lang) -> &str {
        pick(&self.names, lang)
    }

    /// The managing-body text in `lang`, or in Spanish where that language has none.
    #[must_use]
    pub fn managing_text(&self, lang: Lang) -> &str {
        pick(&self.managing_texts, lang)
    }
}

fn pick(texts: &BTreeMap<Lang, String>, lang: Lang) -> &str {
    texts
        .get(&lang)
        .or_else(|| texts.get(&lang.nearest()?))
        .or_else(|| texts.get(&Lang::Es))
        .map_or("", String::as_str)
}
