//! Letters on paper.

use model::notice::{Notice, OutgoingNotice};
use ports::documents::{Document, DocumentFrame, InvitationLetter, IssuingBody};
use vocab::{Lang, PersonName, PostalAddress, Timestamp};

use super::{ComposedLetter, Letterhead, dates};
use crate::texts;

/// The letter, or nothing if the fact is not told by letter.
pub(super) fn letter(
    notice: &OutgoingNotice,
    name: &PersonName,
    address: &PostalAddress,
    head: &Letterhead,
) -> Option<ComposedLetter> {
    let Notice::InvitationLetter {
        code,
        issued_at,
        usable_until,
    } = &notice.notice
    else {
        return None;
    };
    let texts = texts::notices(notice.lang);
    let text = match code {
        Some(code) => {
            let until = dates::long(*usable_until, texts);
            texts.letter_invitation_code(&head.register_address, code.grouped(), until, name.full())
        }
        None => texts.letter_invitation_notice(&head.helpline, name.full()),
    };
    let document = Document::InvitationLetter(InvitationLetter {
        frame: frame(notice.lang, *issued_at, head),
        name: name.clone(),
        address: address.clone(),
        code: code.clone(),
        usable_until: *usable_until,
        register_address: head.register_address.clone(),
    });
    let (name, address) = (name.clone(), address.clone());
    Some(ComposedLetter {
        document,
        name,
        address,
        subject: texts.letter_invitation_subject,
        text,
    })
}

fn frame(lang: Lang, issued_at: Timestamp, head: &Letterhead) -> DocumentFrame {
    let body = IssuingBody {
        name: head.body.name(lang).to_owned(),
        dir3: head.body.dir3.clone(),
        helpline: head.helpline.clone(),
        address: head.body.contact.address.clone(),
        time_zone: head.body.time_zone.clone(),
    };
    DocumentFrame {
        lang,
        body,
        issued_at,
    }
}
