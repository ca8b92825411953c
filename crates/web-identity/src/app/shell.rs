//! `/app`: one page with every screen as a template. It is the same for everybody, so that a phone
//! may keep it; whatever is the person's comes over the interface, and is kept nowhere.
//!
//! `/app/r#CODE` is where the QR of a login leads, `/app/a#INVITATION` that of an activation: the
//! same page, and what is behind the `#` never reaches the server.

use askama::Template;
use axum::response::Response;
use web_kit::{Answer as _, Form, Page, allow_app, qr::Qr};

use crate::{
    assets,
    texts::{self, DocumentTexts, PwaTexts},
};

#[derive(Template)]
#[template(path = "app/shell.html")]
struct Shell {
    page: Page,
    t: &'static PwaTexts,
    d: &'static DocumentTexts,
    form: Form,
    origin: String,
    script: String,
    touch_icon: String,
    qr: Option<Qr>,
    words: Vec<(&'static str, String)>,
}

pub(super) async fn get(page: Page) -> Response {
    let t = texts::pwa(page.lang);
    let d = texts::document(page.lang);
    let origin = page.face().origin().to_owned();
    let address = format!("{origin}/app");
    let words = words(&page, t, d);
    let mut answer = Shell {
        t,
        d,
        form: Form::new(&page),
        origin,
        script: assets::OWN.url("app/app.js"),
        touch_icon: assets::OWN.url("app/icon-192.png"),
        qr: Qr::new(&address, t.start_qr).ok(),
        words,
        page,
    }
    .answer();
    allow_app(&mut answer);
    answer
}

/// A place in a text that the script fills in.
const fn gap(name: &'static str) -> Gap {
    Gap(name)
}

#[derive(Clone, Copy)]
struct Gap(&'static str);

impl std::fmt::Display for Gap {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{{{}}}", self.0)
    }
}

/// What the scripts say, by name.
fn words(
    page: &Page,
    t: &'static PwaTexts,
    d: &'static DocumentTexts,
) -> Vec<(&'static str, String)> {
    let mut words = vec![
        ("too-many", t.too_many(gap("minutes"))),
        ("code-wrong", t.code_wrong(gap("left"))),
        ("frozen", t.frozen(gap("until"))),
        ("device-hello", t.device_hello(gap("name"), gap("number"))),
        ("replaces", t.replaces(gap("date"), gap("device"))),
        ("activated-veto", t.activated_veto(gap("until"))),
        ("hello", t.hello(gap("name"))),
        ("offline-device", t.offline_device(gap("name"))),
        ("ask-enter", t.ask_enter(gap("party"))),
        ("ask-call", t.ask_call(gap("party"))),
        ("from-words", t.from_words(gap("browser"), gap("system"))),
        ("pin-for", t.pin_for(gap("party"))),
        ("frozen-home", t.frozen_home(gap("until"))),
        ("digits-wrong", t.digits_wrong(gap("left"))),
        ("unlock-wrong", t.unlock_wrong(gap("left"))),
        ("reported", t.reported(gap("until"))),
        ("scan-foreign", t.scan_foreign(gap("address"))),
        ("replaced", t.replaced(gap("date"), gap("device"))),
        ("replaced-veto", t.replaced_veto(gap("until"))),
    ];
    let plain = [
        ("level-low", page.t.level_low_title),
        ("level-substantial", page.t.level_substantial_title),
        ("level-high", page.t.level_high_title),
        ("name", t.name),
        ("number-empty", d.number_empty),
        ("number-letter", d.number_letter),
        ("number-shape", d.number_shape),
        ("support-empty", d.support_empty),
        ("date-empty", d.date_empty),
        ("contrast-wrong", t.contrast_wrong),
        ("code-shape", t.code_shape),
        ("code-early", t.code_early),
        ("code-sent", t.code_sent),
        ("gone", t.gone),
        ("replaces-needed", t.replaces_needed),
        ("name-wrong", t.name_wrong),
        ("unlock-passkey", t.unlock_passkey),
        ("unlock-code", t.unlock_code),
        ("new-code-shape", t.new_code_shape),
        ("new-code-easy", t.new_code_easy),
        ("new-code-differs", t.new_code_differs),
        ("passkey-failed", t.passkey_failed),
        ("key-in-use", t.key_in_use),
        ("registration-basic", t.registration_basic),
        ("registration-advanced", t.registration_advanced),
        ("knock", t.knock),
        ("from-same", t.from_same),
        ("from-other", t.from_other),
        ("other-browser", t.other_browser),
        ("other-system", t.other_system),
        ("soon", t.soon),
        ("over", t.over),
        ("notice-request", t.notice_request),
        ("notice-pin", t.notice_pin),
        ("notice-device", t.notice_device),
        ("notice-alert", t.notice_alert),
        ("digits-shape", t.digits_shape),
        ("confirm-passkey", t.confirm_passkey),
        ("passkey-refused", t.passkey_refused),
        ("scan-denied", t.scan_denied),
        ("scan-none", t.scan_none),
        ("scan-busy", t.scan_busy),
        ("scan-hold", t.scan_hold),
        ("scan-shape", t.scan_shape),
        ("by-sms", t.by_sms),
        ("by-session", t.by_session),
        ("change-done", t.change_done),
        ("call-from-officer", t.call_from_officer),
        ("call-from-service", t.call_from_service),
        ("call-confirmed", t.call_confirmed),
        ("call-expired", t.call_expired),
        ("lost-deactivated", t.lost_deactivated),
        ("lost-vetoed", t.lost_vetoed),
        ("lost-replaced", t.lost_replaced),
        ("lost-locked", t.lost_locked),
    ];
    words.extend(plain.map(|(name, text)| (name, text.to_owned())));
    words
}
