//! `/session/activity`: what was done in the person's name in the last twelve months, by kind,
//! service and period, with a receipt for every line.

use askama::Template;
use audit::activity::{Activity, By, Kind, Wanted};
use authn::Authenticated;
use axum::{
    extract::{Query, State},
    http::HeaderMap,
    response::Response,
};
use serde::Deserialize;
use url::form_urlencoded;
use vocab::{AuditEntryId, SignedDuration, Timestamp};
use web_kit::{Answer as _, Html, Markup as _, Page, PageError, page::see_other, private, ui};

use super::{Nav, Place, words};
use crate::{
    IdentityState,
    texts::{self, MineTexts},
};

/// Lines of a page.
const LINES: usize = 25;

/// Lines on the first page of "Mi identidad".
const LATEST: usize = 4;

const HOURS_A_DAY: i64 = 24;

/// Periods that can be chosen, in days; the last is all that is shown.
const PERIODS: [i64; 4] = [7, 30, 90, LONGEST];

/// Twelve months (issue: "activity of 12 months").
const LONGEST: i64 = 365;

#[derive(Template)]
#[template(path = "mine/activity.html")]
struct View {
    page: Page,
    t: &'static MineTexts,
    nav: Nav,
    filters: Vec<Filter>,
    filtered: bool,
    lines: ui::Table,
    csv: String,
    json: String,
    older: Option<String>,
}

/// One of the lists above the table.
struct Filter {
    name: &'static str,
    label: &'static str,
    /// Value, text, and whether it is the one that was chosen.
    options: Vec<(String, String, bool)>,
}

/// What the person asked for. Words that mean nothing ask for nothing.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    pub(super) kind: String,
    #[serde(default)]
    service: String,
    #[serde(default)]
    period: String,
    /// The entry behind which the page goes on.
    #[serde(default)]
    behind: String,
    /// Of an export: `csv` or `json`.
    #[serde(default)]
    pub(super) format: String,
}

impl Asked {
    /// The same as the use case reads it.
    pub(super) fn wanted(&self, now: Timestamp) -> Wanted {
        let back = SignedDuration::from_hours(HOURS_A_DAY * self.days());
        Wanted {
            kind: Kind::from_word(&self.kind),
            service: (!self.service.is_empty()).then(|| self.service.clone()),
            since: now.checked_sub(back).unwrap_or(Timestamp::MIN),
        }
    }

    fn days(&self) -> i64 {
        let asked: Option<i64> = self.period.parse().ok();
        asked
            .filter(|days| PERIODS.contains(days))
            .unwrap_or(LONGEST)
    }

    fn filters(&self) -> bool {
        !self.kind.is_empty() || !self.service.is_empty() || self.days() != LONGEST
    }

    /// `path` with the same filter and one more parameter.
    fn address(&self, path: &str, more: (&str, &str)) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let asked = [
            ("kind", self.kind.as_str()),
            ("service", self.service.as_str()),
            ("period", self.period.as_str()),
        ];
        for (name, value) in asked.into_iter().filter(|(_, value)| !value.is_empty()) {
            query.append_pair(name, value);
        }
        query.append_pair(more.0, more.1);
        format!("{path}?{}", query.finish())
    }
}

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
    let t = texts::mine(page.lang);
    let behind: Option<AuditEntryId> = asked.behind.parse().ok();
    let wanted = asked.wanted(page.now());
    let found = state
        .audit_log
        .activity(person.person(), &wanted, behind, LINES)
        .await?;
    let entered = state.federation.services(&person).await?;
    let services: Vec<(String, String)> = entered
        .into_iter()
        .map(|one| {
            let known = one.registration.as_ref();
            let name = known.map(|client| client.name(page.lang.tag()).to_owned());
            (one.client.clone(), name.unwrap_or(one.client))
        })
        .collect();
    let older = found.behind.map(|id| {
        let id = id.to_string();
        asked.address("/session/activity", ("behind", &id))
    });
    let view = View {
        t,
        nav: Nav::new(&page, Place::Activity),
        filters: filters(t, &asked, services),
        filtered: asked.filters(),
        lines: lines(&state, &page, t, &found.entries).await?,
        csv: asked.address("/session/activity/export", ("format", "csv")),
        json: asked.address("/session/activity/export", ("format", "json")),
        older,
        page,
    };
    Ok(private(view.answer()))
}

fn filters(t: &'static MineTexts, asked: &Asked, services: Vec<(String, String)>) -> Vec<Filter> {
    let kinds = Kind::ALL.map(|kind| (kind.as_str().to_owned(), words::kind(t, kind).to_owned()));
    let all = |text: &str| vec![(String::new(), text.to_owned())];
    let periods = PERIODS.map(|days| (days.to_string(), period(t, days).to_owned()));
    let days = asked.days().to_string();
    let kinds = [all(t.filter_kind_all), kinds.to_vec()].concat();
    let mut filters = vec![Filter::new("kind", t.filter_kind, &asked.kind, kinds)];
    if !services.is_empty() {
        let services = [all(t.filter_service_all), services].concat();
        let filter = Filter::new("service", t.filter_service, &asked.service, services);
        filters.push(filter);
    }
    filters.push(Filter::new(
        "period",
        t.filter_period,
        &days,
        periods.to_vec(),
    ));
    filters
}

impl Filter {
    fn new(
        name: &'static str,
        label: &'static str,
        chosen: &str,
        options: Vec<(String, String)>,
    ) -> Self {
        let marked = options.into_iter().map(|(value, text)| {
            let chosen = value == chosen;
            (value, text, chosen)
        });
        Self {
            name,
            label,
            options: marked.collect(),
        }
    }
}

fn period(t: &'static MineTexts, days: i64) -> &'static str {
    match days {
        7 => t.period_week,
        30 => t.period_month,
        90 => t.period_quarter,
        _ => t.period_year,
    }
}

/// The newest entries, for the first page.
pub(super) async fn latest(
    state: &IdentityState,
    page: &Page,
    person: &Authenticated,
) -> Result<ui::Tasks, PageError> {
    let wanted = Asked::default().wanted(page.now());
    let found = state
        .audit_log
        .activity(person.person(), &wanted, None, LATEST)
        .await?;
    let names = words::services(state, page, &found.entries).await?;
    let t = texts::mine(page.lang);
    let tasks = ui::Tasks::new();
    Ok(found.entries.iter().fold(tasks, |tasks, activity| {
        let service = words::client(activity).and_then(|client| names.get(client));
        let said = words::words(page, activity, service.map(String::as_str));
        let when = ui::Tag::new(ui::Tone::Info, page.short_date_time(activity.at));
        tasks.text(what(page, t, activity, &said)).state(&when)
    }))
}

/// The table, a line an entry.
async fn lines(
    state: &IdentityState,
    page: &Page,
    t: &'static MineTexts,
    entries: &[Activity],
) -> Result<ui::Table, PageError> {
    let names = words::services(state, page, entries).await?;
    let columns = [t.column_what, t.column_who, t.column_when, t.column_receipt];
    let table = ui::Table::new(t.activity_caption, &columns).quiet_caption();
    Ok(entries.iter().fold(table, |table, activity| {
        let service = words::client(activity).and_then(|client| names.get(client));
        let said = words::words(page, activity, service.map(String::as_str));
        let link = ui::Link::new(
            Html::join(&[
                t.receipt.html(),
                Html::trusted("<span class=\"sr\">: "),
                said.html(),
                Html::trusted("</span>"),
            ]),
            format!("/session/activity/{}/receipt", activity.id),
        );
        let when = page.short_date_time(activity.at);
        table.row(&[
            &what(page, t, activity, &said),
            &who(t, activity, service.map(String::as_str)),
            &when,
            &link,
        ])
    }))
}

/// The words, with a mark where something failed or an officer acted: a sign and a word, because
/// colour alone tells some people nothing (WCAG 1.4.1).
fn what(page: &Page, t: &'static MineTexts, activity: &Activity, said: &str) -> Html {
    let tag = match activity.kind() {
        Kind::Failed => ui::Tag::new(ui::Tone::Stop, t.tag_failed).icon(page.icon.x),
        Kind::Staff => ui::Tag::new(ui::Tone::Warn, t.tag_staff).icon(page.icon.office),
        Kind::LogIns | Kind::Given | Kind::Means | Kind::Documents | Kind::Other => {
            return said.html();
        }
    };
    Html::join(&[said.html(), Html::trusted(" "), tag.html()])
}

/// Who acted, in a word; `service` is the name of the relying party that the entry names.
pub(super) fn who<'a>(
    t: &'static MineTexts,
    activity: &Activity,
    service: Option<&'a str>,
) -> &'a str {
    match activity.by {
        By::Person => t.by_you,
        By::Somebody => t.by_somebody,
        By::Service => service.unwrap_or(t.by_system),
        By::System => t.by_system,
        By::Officer(_) => t.by_officer,
    }
}
