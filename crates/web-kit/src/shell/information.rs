//! The pages that every face owes: help, contact, accessibility, data protection (R228–R230).

use askama::Template;
use axum::Router;
use axum::response::Response;
use axum::routing::get;

use crate::markup::{Html, Markup as _};
use crate::page::{Answer as _, Page};
use crate::texts::{InformationTexts, information};

#[derive(Template)]
#[template(path = "kit/information.html")]
struct Information {
    page: Page,
    title: &'static str,
    lead: String,
    sections: Vec<(&'static str, Html)>,
    safety: Option<&'static str>,
}

pub(super) fn router() -> Router {
    Router::new()
        .route("/help", get(help))
        .route("/contact", get(contact))
        .route("/accessibility", get(accessibility))
        .route("/data-protection", get(data_protection))
}

async fn help(page: Page) -> Response {
    let t = information(page.lang);
    let call = page
        .rich(t.help_call(page.phone_hours(), &page.body().phone))
        .link(page.phone_link());
    let write = page.rich(t.help_write).link(&page.body().contact_url);
    let sections = vec![
        (t.help_call_title, call.html()),
        (t.help_write_title, write.html()),
    ];
    show(
        page,
        t.help_title,
        t.help_lead.to_owned(),
        sections,
        Some(t.help_safety),
    )
}

async fn contact(page: Page) -> Response {
    let t = information(page.lang);
    let call = page
        .rich(t.contact_call(page.phone_hours(), &page.body().phone))
        .link(page.phone_link());
    let mut sections = vec![(t.help_call_title, call.html())];
    if let Some(address) = &page.body().email {
        let write = page
            .rich(t.contact_write(address))
            .link(format!("mailto:{address}"));
        sections.push((t.help_write_title, write.html()));
    }
    let answers = Html::escaped(&t.contact_body(page.body_name()));
    sections.push((t.contact_body_title, answers));
    sections.push(("", t.contact_reference.html()));
    show(
        page,
        t.contact_title,
        t.contact_lead.to_owned(),
        sections,
        None,
    )
}

async fn accessibility(page: Page) -> Response {
    let t = information(page.lang);
    let report = page
        .rich(t.accessibility_report(&page.body().phone))
        .link(page.phone_link())
        .link(&page.body().contact_url);
    let sections = vec![
        (t.accessibility_state_title, t.accessibility_state.html()),
        ("", t.accessibility_how.html()),
        (t.accessibility_report_title, report.html()),
    ];
    let lead = t.accessibility_lead(page.body_name());
    show(page, t.accessibility_title, lead, sections, None)
}

async fn data_protection(page: Page) -> Response {
    let t = information(page.lang);
    let sections = privacy_sections(&page, t);
    show(
        page,
        t.privacy_title,
        t.privacy_lead.to_owned(),
        sections,
        None,
    )
}

fn privacy_sections(page: &Page, t: &'static InformationTexts) -> Vec<(&'static str, Html)> {
    let rights = page
        .rich(t.privacy_rights(&page.body().phone))
        .link(&page.body().contact_url)
        .link(page.phone_link());
    vec![
        (
            t.privacy_who_title,
            Html::escaped(&t.privacy_who(page.body_name())),
        ),
        (t.privacy_what_title, t.privacy_what.html()),
        (t.privacy_kept_title, t.privacy_kept.html()),
        (t.privacy_rights_title, rights.html()),
        (t.privacy_cookies_title, t.privacy_cookies.html()),
    ]
}

fn show(
    page: Page,
    title: &'static str,
    lead: String,
    sections: Vec<(&'static str, Html)>,
    safety: Option<&'static str>,
) -> Response {
    Information {
        page,
        title,
        lead,
        sections,
        safety,
    }
    .answer()
}
