//! Every component in every state, in every language, at `/kit`: for the eye and for the tests.

use askama::Template;
use axum::Router;
use axum::extract::RawQuery;
use axum::response::Response;
use axum::routing::get;
use vocab::{AssuranceLevel, Timestamp};

use crate::error::PageError;
use crate::form::Form;
use crate::icons::ICONS;
use crate::markup::{Html, Markup as _};
use crate::page::{Answer as _, Page, SessionNote};
use crate::qr::Qr;
use crate::texts::{GalleryTexts, gallery};
use crate::ui::{
    CodeBox, DocCard, Empty, Link, Medal, Summary, Table, Tag, Tasks, Tiles, Timeline, Tone,
    Waiting,
};
use crate::{face::NavLink, format};

/// A verification code that belongs to nothing.
const CODE: &str = "A7KM-4QXT-2NRE-WZ5H-B3VD-6P";

#[derive(Template)]
#[template(path = "kit/gallery.html")]
struct Gallery {
    page: Page,
    t: &'static GalleryTexts,
    form: Form,
    low: AssuranceLevel,
    substantial: AssuranceLevel,
    high: AssuranceLevel,
    soon: Timestamp,
    later: Timestamp,
    failed: bool,
    waiting: Waiting,
    tags: Vec<Tag>,
    medals: Vec<Medal>,
    timeline: Timeline,
    document: DocCard,
    activation: CodeBox,
    qr: Qr,
    summary: Summary,
    tasks: Tasks,
    table: Table,
    tiles: Tiles,
    empty: Empty,
}

/// The route `/kit`; `/kit?errors` shows the fields after a failed send.
pub fn router() -> Router {
    Router::new().route("/kit", get(show))
}

async fn show(page: Page, RawQuery(query): RawQuery) -> Result<Response, PageError> {
    let t = gallery(page.lang);
    let failed = query.as_deref() == Some("errors");
    let mut form = Form::new(&page)
        .with("number", "X1234567M")
        .with("letter", "M4QX-7KTB-2N");
    if failed {
        fail(&mut form, t);
    }
    let now = page.now();
    let plus = |seconds: i64| now + vocab::SignedDuration::from_secs(seconds);
    let session = SessionNote::new("Julia R.", "/log-out", "/session/keep", plus(3600), now);
    let links = vec![
        NavLink::new(t.title, "/kit"),
        NavLink {
            icon: Some(ICONS.help),
            ..NavLink::new(page.t.help, "/help")
        },
    ];
    let page = page.with_session(session).with_navigation(links);
    let page_of = Gallery {
        t,
        form,
        low: AssuranceLevel::Low,
        substantial: AssuranceLevel::Substantial,
        high: AssuranceLevel::High,
        soon: plus(28),
        later: plus(251),
        failed,
        waiting: Waiting::new(t.waiting),
        tags: tags(t),
        medals: [Tone::Ok, Tone::Info, Tone::Warn].map(Medal::new).to_vec(),
        timeline: timeline(t),
        document: document(&page, t),
        activation: CodeBox::new(t.activation, "4821 0967 3350 1846").hint(t.activation_hint),
        qr: Qr::new(
            "https://sede.example/csv/A7KM4QXT2NREWZ5HB3VD6P",
            t.qr_label,
        )?,
        summary: summary(&page, t),
        tasks: tasks(t),
        table: table(t),
        tiles: tiles(t),
        empty: Empty::new(t.empty_title, t.empty_text).action(t.empty_action, "/kit"),
        page,
    };
    Ok(page_of.answer())
}

fn fail(form: &mut Form, t: &GalleryTexts) {
    for (field, message) in [
        ("number", t.number_wrong),
        ("valid", t.valid_wrong),
        ("document", t.document_wrong),
        ("otp", t.otp_wrong),
        ("purpose", t.purpose_missing),
        ("consent", t.consent_missing),
    ] {
        form.mistake(field, message);
    }
}

fn tags(t: &GalleryTexts) -> Vec<Tag> {
    vec![
        Tag::new(Tone::Plain, t.state_none),
        Tag::new(Tone::Ok, t.state_active).icon(ICONS.check),
        Tag::new(Tone::Warn, t.state_due).icon(ICONS.clock),
        Tag::new(Tone::Stop, t.state_refused).icon(ICONS.x),
        Tag::new(Tone::Info, t.state_running),
        Tag::new(Tone::Brass, t.state_advanced),
    ]
}

fn timeline(t: &GalleryTexts) -> Timeline {
    Timeline::new()
        .done(t.happened, t.happened_text)
        .now(ICONS.mail, t.happening, t.happening_text)
        .next(ICONS.pen, t.coming, t.coming_text)
}

fn document(page: &Page, t: &GalleryTexts) -> DocCard {
    let facts = t.certificate_facts(
        page.date(page.now()),
        format::file_size(page.lang, 111_900_u64),
    );
    DocCard::new(page.t, t.certificate)
        .state(Tone::Ok, t.certificate_state)
        .facts(facts)
        .code(CODE, t.certificate_code)
        .download(t.certificate_get, "/kit")
}

fn summary(page: &Page, t: &GalleryTexts) -> Summary {
    Summary::new()
        .fact(t.name, "Amara Okoro Díaz")
        .num(t.nie, "X••••567L")
        .num(t.mobile, "••• ••• 417")
        .change(page.t.change, t.mobile_what, "/kit")
}

fn tasks(t: &GalleryTexts) -> Tasks {
    Tasks::new()
        .link(t.means_app, "/kit")
        .state(&Tag::new(Tone::Ok, t.state_active).icon(ICONS.check))
        .text(t.means_pin)
        .state(&Tag::new(Tone::Plain, t.state_none))
}

fn table(t: &GalleryTexts) -> Table {
    let due = Tag::new(Tone::Warn, t.state_due).icon(ICONS.clock);
    Table::new(
        t.table_caption,
        &[t.table_file, t.table_reason, t.table_due],
    )
    .row(&[&Link::new("2026-004 820", "/kit"), &t.table_match, &due])
    .row(&[
        &Link::new("2026-004 791", "/kit"),
        &t.table_match,
        &"24-11-2026",
    ])
}

fn tiles(t: &GalleryTexts) -> Tiles {
    Tiles::new()
        .tile(ICONS.mail, t.door_letter, "/kit", t.door_letter_text)
        .tile(ICONS.alert, t.door_lost, "/kit", t.door_lost_text)
        .tag(&Tag::new(Tone::Ok, t.recommended))
}

impl Gallery {
    fn recommended(&self) -> Html {
        Tag::new(Tone::Ok, self.t.recommended).html()
    }
}
