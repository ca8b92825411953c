//! A page speaks one language, also where the browser asks for another than the person has on
//! record and something went wrong (WCAG 3.1.1).

use vocab::Lang;
use web_identity::texts;
use web_kit::texts::kit;

use crate::browser::Browser;
use crate::hold::link;
use crate::rig::{Rig, with_nie};

/// A browser that asks for English, and whose person has chosen nothing here.
fn english(rig: &Rig) -> Browser<'_> {
    let mut browser = Browser::without_language(rig);
    browser.says_of_itself(&[("accept-language", "en")]);
    browser
}

/// The page with a mistake, all of it in the language of the person.
fn speaks(browser: &Browser<'_>, lang: Lang, mistake: impl Fn(Lang) -> &'static str) {
    let tag = format!("<html lang=\"{}\"", lang.tag());
    assert!(browser.page().contains(&tag), "{}", browser.at);
    browser
        .answers(422)
        .says(mistake(lang))
        .does_not_say(mistake(Lang::En))
        .says(&kit(lang).errors_title(1))
        .does_not_say(&kit(Lang::En).errors_title(1));
}

#[tokio::test]
async fn a_mistake_is_told_in_the_language_of_the_page_around_it() {
    let rig = Rig::new().await;
    let lang = with_nie(204).lang;
    assert_ne!(lang, Lang::En);
    let mut browser = english(&rig);
    browser.enters_with_password().await.is_at("/session");

    browser.open("/session/freeze").await;
    browser.send("/session/freeze", &[]).await;
    speaks(&browser, lang, |lang| {
        texts::freeze(lang).freeze_understood_missing
    });

    browser.open("/session/passkeys").await;
    browser
        .says(texts::passkey(lang).mine_lead)
        .does_not_say(texts::passkey(Lang::En).mine_lead);
    browser.send("/session/passkeys", &[]).await;
    speaks(&browser, lang, |lang| texts::passkey(lang).label_shape);
    browser.says(texts::passkey(lang).mine_lead);

    browser.open("/permanent/activation-code").await;
    browser.send("/permanent/activation-code", &[]).await;
    speaks(&browser, lang, |lang| {
        texts::permanent(lang).renew_accept_missing
    });

    let mut other = english(&rig);
    other.enters_with_password().await.is_at("/session");
    let link = link(&rig).await;
    let mut mail = english(&rig);
    mail.open(&link).await;
    mail.send(&link, &[]).await;
    speaks(&mail, lang, |lang| texts::freeze(lang).alert_choose_missing);
}
