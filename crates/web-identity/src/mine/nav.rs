//! The navigation that every page of "Mi identidad" has.

use askama::{Template, filters::HtmlSafe};
use web_kit::{
    Page,
    icons::{Icon, Icons},
};

use crate::texts::{self, MineTexts};

/// Which part of "Mi identidad" a page belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// The data on record.
    Data,
    /// Passkeys, the app, the password.
    Means,
    /// What was done in the person's name.
    Activity,
    /// The services that were entered.
    Services,
    /// The sessions that are open.
    Sessions,
}

struct Entry {
    place: Place,
    label: &'static str,
    href: &'static str,
    icon: Icon,
}

/// The navigation, for a field `nav` of a template: `{{ nav }}`.
#[derive(Template)]
#[template(path = "mine/nav.html")]
pub(crate) struct Nav {
    t: &'static MineTexts,
    here: Place,
    entries: Vec<Entry>,
}

impl HtmlSafe for Nav {}

impl Nav {
    /// The navigation of a page that belongs `here`.
    pub(crate) fn new(page: &Page, here: Place) -> Self {
        let t = texts::mine(page.lang);
        Self {
            t,
            here,
            entries: entries(t, page.icon),
        }
    }
}

fn entries(t: &'static MineTexts, icon: &Icons) -> Vec<Entry> {
    let entry = |place, label, href, icon| Entry {
        place,
        label,
        href,
        icon,
    };
    vec![
        entry(Place::Data, t.nav_data, "/session", icon.user),
        entry(Place::Means, t.nav_means, "/session/means", icon.key),
        entry(
            Place::Activity,
            t.nav_activity,
            "/session/activity",
            icon.list,
        ),
        entry(
            Place::Services,
            t.nav_services,
            "/session/services",
            icon.office,
        ),
        entry(
            Place::Sessions,
            t.nav_sessions,
            "/session/sessions",
            icon.screen,
        ),
    ]
}
