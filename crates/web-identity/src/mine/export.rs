//! `/session/activity/export`: the same list as a file, whole: CSV for a spreadsheet, JSON for a
//! program.

use std::collections::BTreeMap;

use audit::activity::Activity;
use axum::{
    extract::{Query, State},
    http::{
        HeaderMap, HeaderValue,
        header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{IntoResponse as _, Response},
};
use serde_json::json;
use web_kit::{
    Page, PageError,
    format::{self, Moment as _},
    page::see_other,
    private,
};

use super::{
    activity::{Asked, who},
    words,
};
use crate::{IdentityState, texts};

/// A moment in a spreadsheet, as ISO 8601 writes it with a space, which they all read.
const LOCAL: &str = "%Y-%m-%d %H:%M:%S";

/// Entries that are read at once.
const AT_ONCE: usize = 500;

pub(super) async fn get(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let Some(person) = state.person(&page, &headers).await? else {
        return Ok(see_other("/login"));
    };
    let page = state.signed_in(page, &person).await?;
    let wanted = asked.wanted(page.now());
    let (mut entries, mut behind) = (Vec::new(), None);
    loop {
        let found = state
            .audit_log
            .activity(person.person(), &wanted, behind, AT_ONCE)
            .await?;
        entries.extend(found.entries);
        behind = found.behind;
        if behind.is_none() {
            break;
        }
    }
    let names = words::services(&state, &page, &entries).await?;
    Ok(if asked.format == "json" {
        file(
            &page,
            "json",
            "application/json",
            as_json(&page, &entries, &names),
        )
    } else {
        file(
            &page,
            "csv",
            "text/csv; charset=utf-8",
            as_csv(&page, &entries, &names),
        )
    })
}

fn file(page: &Page, ending: &str, kind: &'static str, body: String) -> Response {
    let stem = texts::mine(page.lang).activity_file;
    let mut response = private(body.into_response());
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    let name = format!("attachment; filename=\"{stem}.{ending}\"");
    if let Ok(value) = HeaderValue::from_str(&name) {
        headers.insert(CONTENT_DISPOSITION, value);
    }
    response
}

fn as_json(page: &Page, entries: &[Activity], names: &BTreeMap<String, String>) -> String {
    let t = texts::mine(page.lang);
    let lines: Vec<serde_json::Value> = entries
        .iter()
        .map(|entry| {
            let service = words::client(entry).and_then(|client| names.get(client));
            json!({
                "id": entry.id.to_string(),
                "at": entry.at.to_string(),
                "kind": entry.kind().as_str(),
                "what": words::words(page, entry, service.map(String::as_str)),
                "service": service,
                "by": who(t, entry, service.map(String::as_str)),
                "event": entry.event,
            })
        })
        .collect();
    // Cannot fail: texts and values that were read from JSON.
    serde_json::to_string_pretty(&lines).expect("a list serialises")
}

/// RFC 4180, with the mark by which spreadsheets know UTF-8, and the hours of the pages: the header
/// names their zone, because spreadsheets read no date with an offset.
fn as_csv(page: &Page, entries: &[Activity], names: &BTreeMap<String, String>) -> String {
    let t = texts::mine(page.lang);
    let mut lines = String::from('\u{feff}');
    let when = format!("{} ({})", t.column_when, format::ZONE);
    let columns = [
        t.column_id,
        &when,
        t.filter_kind,
        t.column_what,
        t.filter_service,
        t.column_who,
    ];
    line(&mut lines, &columns);
    for entry in entries {
        let service = words::client(entry).and_then(|client| names.get(client));
        let service = service.map(String::as_str);
        let cells = [
            entry.id.to_string(),
            entry.at.civil().strftime(LOCAL).to_string(),
            words::kind(t, entry.kind()).to_owned(),
            words::words(page, entry, service),
            service.unwrap_or_default().to_owned(),
            who(t, entry, service).to_owned(),
        ];
        line(&mut lines, &cells.each_ref().map(String::as_str));
    }
    lines
}

fn line(lines: &mut String, cells: &[&str]) {
    let cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
    lines.push_str(&cells.join(","));
    lines.push_str("\r\n");
}

/// A cell in quotes. A spreadsheet would calculate what begins like a formula, and the name of a
/// service is somebody else's word: an apostrophe before it makes it text.
fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    let guard = if formula { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_spreadsheet_calculates() {
        for formula in [
            "=HYPERLINK(\"https://evil.example\")",
            "+1+1",
            "-2+3+cmd|' /C calc'!A0",
            "@SUM(1)",
            "\t=1",
            "\r=1",
        ] {
            let guarded = cell(formula);
            assert!(guarded.starts_with("\"'"), "{guarded}");
        }
        assert_eq!(
            cell("Ayuntamiento, «A» y \"B\""),
            "\"Ayuntamiento, «A» y \"\"B\"\"\""
        );
    }

    #[test]
    fn a_line_ends_as_rfc_4180_says() {
        let mut lines = String::new();
        line(&mut lines, &["a", "b"]);
        assert_eq!(lines, "\"a\",\"b\"\r\n");
    }
}
