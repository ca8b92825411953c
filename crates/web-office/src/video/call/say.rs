//! The dialogue guide: what the operator says now, in the language of the person.

use model::video::{ActionKind, CheckItem, CheckResult, Checklist};
use vocab::Lang;

use super::checks::awaited;
use crate::{
    texts::{self, CallTexts, GuideTexts},
    video::words,
};

/// What the guide has to know to fill its sentences in.
pub(super) struct Said<'a> {
    pub(super) lang: Lang,
    pub(super) operator: &'a str,
    pub(super) badge: &'a str,
    pub(super) body: &'a str,
    pub(super) code_sent: bool,
    pub(super) contact: Option<(String, String)>,
    pub(super) complete: bool,
}

/// The sentence, its language, and a note for the operator.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Sentence {
    pub(super) lang: &'static str,
    pub(super) text: String,
    pub(super) note: String,
}

/// The next thing to say: an action that is awaited, or the first line that is not settled.
pub(super) fn now(t: &'static CallTexts, list: &Checklist, said: &Said<'_>) -> Sentence {
    let guide = texts::guide(said.lang);
    let awaited = [ActionKind::Face, ActionKind::Document]
        .into_iter()
        .find_map(|kind| awaited(list, kind));
    let next = CheckItem::ALL.into_iter().find(|item| {
        let tick = list.tick(*item);
        tick.is_none_or(|tick| tick.result == CheckResult::Failed)
    });
    let (text, note) = match (awaited, next) {
        (Some(action), _) => (words::action(guide, action).to_owned(), None),
        (None, Some(item)) if !said.complete || item != CheckItem::Interview => {
            (line(guide, item, said), Some(words::item(t, item).0))
        }
        (None, _) => (guide.finish.to_owned(), Some(t.all_said)),
    };
    let speaks = t.say_in(said.lang.native_name());
    Sentence {
        lang: said.lang.tag(),
        text,
        note: match note {
            Some(note) => format!("{speaks} · {note}"),
            None => speaks,
        },
    }
}

fn line(guide: &'static GuideTexts, item: CheckItem, said: &Said<'_>) -> String {
    match item {
        CheckItem::Announced => guide.announce(said.body, said.badge, said.operator),
        CheckItem::Consent => guide.consent.to_owned(),
        CheckItem::OneDeviceRealTime => guide.one_device.to_owned(),
        CheckItem::PhoneCode if said.contact.is_none() => guide.contact.to_owned(),
        CheckItem::PhoneCode if said.code_sent => guide.code_wait.to_owned(),
        CheckItem::PhoneCode => guide.code.to_owned(),
        CheckItem::DocumentFront => guide.front.to_owned(),
        CheckItem::DocumentBack => guide.back.to_owned(),
        CheckItem::DocumentActions | CheckItem::DocumentGenuine => guide.document.to_owned(),
        CheckItem::Mrz => guide.reading.to_owned(),
        CheckItem::Register => guide.register.to_owned(),
        CheckItem::FaceActions | CheckItem::FaceMatches => guide.face.to_owned(),
        CheckItem::Interview => guide.interview.to_owned(),
        CheckItem::Contact => match &said.contact {
            Some((phone, email)) => guide.contact_repeat(email, phone),
            None => guide.contact.to_owned(),
        },
    }
}
