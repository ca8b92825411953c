//! Help beside the steps: what each page explains, and the pages that it leads to.
//!
//! | address | explains | rules |
//! |---|---|---|
//! | `/help/support-number` | where the support number is and how it is typed | R035–R038, R235 |
//! | `/help/dni-dates` | which date of the DNI is asked for | R032, R033 |
//! | `/help/letter-code` | how to get the code of the letter | R056 |
//! | `/help/sms` | why an SMS does not come | R146–R148 |
//! | `/help/video` | how camera and sound are set up | R078 |
//! | `/help/app` | what the app is, what it costs, how it is installed; only where it is offered | R113, R114, R116 |
//! | `/help/not-confirmed` | what to do when the data are not confirmed | R042, R043, R153 |

use askama::Template;
use axum::{Router, extract::State, response::Response, routing::get};
use web_kit::{
    Answer as _, Html, Markup, Page,
    qr::Qr,
    ui::{self, Notice},
};

use crate::{
    IdentityState,
    texts::{self, DocumentTexts, GuideTexts},
};

#[derive(Template)]
#[template(path = "guide.html")]
struct Guide {
    page: Page,
    t: &'static GuideTexts,
    d: &'static DocumentTexts,
    title: &'static str,
    lead: &'static str,
    figure: Figure,
    sections: Vec<(Html, Html)>,
    safety: Option<Notice>,
    more: ui::Tasks,
}

/// Which drawing stands below the lead.
#[derive(Debug, Clone)]
enum Figure {
    None,
    Card,
    Dni,
    Letter,
    Code(Qr),
}

impl Guide {
    fn new(page: Page, title: &'static str, lead: &'static str) -> Self {
        Self {
            t: texts::guide(page.lang),
            d: texts::document(page.lang),
            title,
            lead,
            figure: Figure::None,
            sections: Vec::new(),
            safety: None,
            more: ui::Tasks::new(),
            page,
        }
    }

    fn figure(self, figure: Figure) -> Self {
        Self { figure, ..self }
    }

    fn section(mut self, title: &str, text: impl Markup) -> Self {
        self.sections.push((title.html(), text.html()));
        self
    }

    fn safety(self, text: &'static str) -> Self {
        Self {
            safety: Some(self.page.safety(text)),
            ..self
        }
    }

    fn more(self, text: &'static str, href: &'static str) -> Self {
        let more = self.more.link(text, href);
        Self { more, ..self }
    }
}

pub(crate) fn router() -> Router<IdentityState> {
    Router::new()
        .route("/help/support-number", get(support_number))
        .route("/help/dni-dates", get(dni_dates))
        .route("/help/letter-code", get(letter_code))
        .route("/help/sms", get(sms))
        .route("/help/not-confirmed", get(not_confirmed))
        .route("/help/video", get(video))
}

async fn support_number(page: Page) -> Response {
    let t = texts::guide(page.lang);
    Guide::new(page, t.support_title, t.support_lead)
        .section(t.support_card_title, t.support_card)
        .figure(Figure::Card)
        .section(t.support_permit_title, t.support_permit)
        .section(t.support_union_title, t.support_union)
        .section(t.support_zeros_title, t.support_zeros)
        .section(t.support_new_title, t.support_new)
        .more(t.to_register, "/register")
        .more(t.denied_title, "/help/not-confirmed")
        .answer()
}

async fn dni_dates(page: Page) -> Response {
    let t = texts::guide(page.lang);
    Guide::new(page, t.dni_title, t.dni_lead)
        .section(t.dni_validity_title, t.dni_validity)
        .figure(Figure::Dni)
        .section(t.dni_permanent_title, t.dni_permanent)
        .section(t.dni_old_title, t.dni_old)
        .more(t.to_register, "/register")
        .more(t.denied_title, "/help/not-confirmed")
        .answer()
}

async fn letter_code(page: Page, State(state): State<IdentityState>) -> Response {
    let t = texts::guide(page.lang);
    let rules = state.registrar.settings.letter;
    let ask = page.rich(t.letter_ask).link("/register");
    Guide::new(page, t.letter_title, t.letter_lead)
        .section(t.letter_ask_title, ask)
        .section(t.letter_where_title, t.letter_where)
        .figure(Figure::Letter)
        .section(t.letter_type_title, t.letter_type)
        .section(
            t.letter_limits_title,
            t.letter_limits(rules.valid_days, rules.tries),
        )
        .safety(t.letter_safety)
        .more(t.to_register, "/register")
        .answer()
}

async fn sms(page: Page) -> Response {
    let t = texts::guide(page.lang);
    let changed = t.sms_changed(&page.body().phone);
    Guide::new(page, t.sms_title, t.sms_lead)
        .section(t.sms_main_title, t.sms_main)
        .section(t.sms_operator_title, t.sms_operator)
        .section(t.sms_handset_title, t.sms_handset)
        .section(t.sms_frozen_title, t.sms_frozen)
        .section(t.sms_changed_title, changed)
        .safety(t.sms_wait)
        .more(t.to_entrance, "/")
        .answer()
}

/// Where the app is offered, [`crate::app::pages`] has this page.
pub(crate) async fn app(page: Page) -> Response {
    let t = texts::pwa(page.lang);
    let [android, ios] = [t.get_android, t.get_ios].map(|text| page.rich(text).link("/app"));
    let then = page.rich(t.get_then).link("/register");
    let address = format!("{}/app", page.face().origin());
    let figure = Qr::new(&address, t.start_qr).map_or(Figure::None, Figure::Code);
    Guide::new(page, t.get_title, t.get_lead)
        .figure(figure)
        .section(t.get_android_title, android)
        .section(t.get_ios_title, ios)
        .section(t.get_then_title, then)
        .section(t.get_free_title, t.get_free)
        .section(t.get_native_title, t.get_native)
        .more(t.start_go, "/app")
        .answer()
}

async fn not_confirmed(page: Page) -> Response {
    let t = texts::guide(page.lang);
    let compare = page
        .rich(t.denied_compare)
        .link("/help/support-number")
        .link("/help/dni-dates");
    let renewal = t.denied_renewal(&page.body().phone);
    Guide::new(page, t.denied_title, t.denied_lead)
        .section(t.denied_compare_title, compare)
        .section(t.denied_renewal_title, renewal)
        .section(t.denied_browser_title, t.denied_browser)
        .section(t.denied_tries_title, t.denied_tries)
        .more(t.to_register, "/register")
        .answer()
}

async fn video(page: Page) -> Response {
    let v = texts::video(page.lang);
    Guide::new(page, v.help_title, v.help_lead)
        .section(v.help_permission_title, v.help_permission)
        .section(v.help_phone_title, v.help_phone)
        .section(v.help_busy_title, v.help_busy)
        .section(v.help_mic_title, v.help_mic)
        .section(v.help_sound_title, v.help_sound)
        .section(v.help_network_title, v.help_network)
        .more(v.go_test, "/register/video/test")
        .more(v.info_title, "/register/video")
        .answer()
}
