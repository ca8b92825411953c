//! The page for people.

use askama::Template;
use axum::{
    extract::{Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use vocab::{Clock as _, Timestamp};

use super::{InboxSite, Listing};
use crate::{
    inbox::{InboxMessage, MessageChannel, labels::Labels},
    population::{PeoplePage, PersonLine},
};

#[derive(Template)]
#[template(path = "inbox.html")]
struct Page<'a> {
    l: &'static Labels,
    site: &'a InboxSite,
    messages: Vec<Line>,
    channels: Vec<Tab>,
    all_selected: bool,
    now: String,
    moved: Option<String>,
    first: Vec<&'a PersonLine>,
    others: Vec<&'a PersonLine>,
}

/// A message as the page shows it.
struct Line {
    message: InboxMessage,
    channel: &'static str,
    from: String,
    time: String,
}

/// A channel in the filter.
struct Tab {
    word: &'static str,
    name: &'static str,
    selected: bool,
}

pub(super) async fn show(
    State(site): State<InboxSite>,
    Query(listing): Query<Listing>,
    headers: HeaderMap,
) -> Response {
    let accepted = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok());
    let labels = Labels::preferred(listing.lang.as_deref(), accepted);
    match page(&site, &listing, labels).render() {
        Ok(html) => Html(html).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn page<'a>(site: &'a InboxSite, listing: &Listing, l: &'static Labels) -> Page<'a> {
    let selected = listing.channel.as_deref().unwrap_or("");
    let channels = MessageChannel::ALL
        .into_iter()
        .zip(l.channels)
        .map(|(channel, name)| {
            let word = channel.as_str();
            Tab {
                word,
                name,
                selected: selected == word,
            }
        });
    let (first, others) = people(&site.people);
    Page {
        l,
        messages: lines(site, listing, l),
        channels: channels.collect(),
        all_selected: selected.is_empty(),
        now: local(site.clock.now(), &site.time_zone),
        moved: span(site.clock.offset_s()),
        first,
        others,
        site,
    }
}

fn lines(site: &InboxSite, listing: &Listing, l: &Labels) -> Vec<Line> {
    let name = |channel: MessageChannel| {
        let place = MessageChannel::ALL.iter().position(|one| *one == channel);
        place
            .and_then(|place| l.channels.get(place).copied())
            .unwrap_or(channel.as_str())
    };
    let messages = site.inbox.messages(&listing.filter()).into_iter();
    messages
        .map(|message| Line {
            channel: name(message.channel),
            from: site.inbox.sender(&message.id).unwrap_or_default(),
            time: local(message.created_at, &site.time_zone),
            message,
        })
        .collect()
}

/// Those who show something, and the rest.
fn people(page: &PeoplePage) -> (Vec<&PersonLine>, Vec<&PersonLine>) {
    page.people
        .iter()
        .partition(|person| !person.shows.is_empty())
}

fn local(at: Timestamp, zone: &str) -> String {
    let zone = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
    zone.to_datetime(at)
        .strftime("%Y-%m-%d %H:%M:%S")
        .to_string()
}

/// "1 d 02:03:04", or nothing for a clock that was never moved.
fn span(seconds: i64) -> Option<String> {
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    let time = format!("{:02}:{:02}:{:02}", rest / 3600, rest / 60 % 60, rest % 60);
    match (seconds, days) {
        (0, _) => None,
        (_, 0) => Some(time),
        _ => Some(format!("{days} d {time}")),
    }
}
