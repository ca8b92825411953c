//! The checklist as rows: what was established, and what the operator can still do about it.

use model::video::{ActionKind, CheckItem, CheckResult, Checklist, RandomAction, Tick};
use web_kit::{
    Page,
    ui::{Tag, Tone},
};

use super::parts::Phone;
use crate::{texts::CallTexts, video::words};

/// A line of the checklist on the page.
pub(in crate::video) struct CheckRow {
    pub(in crate::video) word: &'static str,
    pub(in crate::video) label: &'static str,
    pub(in crate::video) note: String,
    pub(in crate::video) tag: Tag,
    pub(in crate::video) action: &'static str,
    pub(in crate::video) buttons: Vec<Button>,
    /// The word of the action that is awaited.
    pub(in crate::video) awaited: Option<&'static str>,
    /// The person may read the code out.
    pub(in crate::video) asks_code: bool,
}

/// Something that the operator can say or start.
pub(in crate::video) struct Button {
    pub(in crate::video) value: &'static str,
    pub(in crate::video) label: &'static str,
    pub(in crate::video) kind: &'static str,
}

const TICK: &str = "/video/call/tick";

/// Every line, in the order of the dialogue, with its buttons.
pub(super) fn rows(
    page: &Page,
    t: &'static CallTexts,
    list: &Checklist,
    phone: &Phone,
) -> Vec<CheckRow> {
    CheckItem::ALL
        .into_iter()
        .map(|item| {
            let (action, buttons) = acts(t, list, item, phone.sent);
            let mut row = told(page, t, list, item);
            if let (CheckItem::PhoneCode, Some(note)) = (item, &phone.note) {
                note.clone_into(&mut row.note);
            }
            row.action = action;
            row.asks_code = item == CheckItem::PhoneCode && !buttons.is_empty() && phone.sent;
            row.awaited = kind_of(item)
                .and_then(|kind| awaited(list, kind))
                .map(RandomAction::as_str);
            row.buttons = buttons;
            row
        })
        .collect()
}

/// A line without buttons, for who only looks.
pub(in crate::video) fn told(
    page: &Page,
    t: &'static CallTexts,
    list: &Checklist,
    item: CheckItem,
) -> CheckRow {
    let (label, note) = words::item(t, item);
    let tick = list.tick(item);
    let seen = list
        .actions()
        .filter(|(action, result)| result.is_some() && kind_of(item) == Some(action.kind()))
        .count();
    let note = match tick.and_then(|tick| tick.note.clone()) {
        Some(words) => words,
        None if seen > 0 => t.actions_seen(seen),
        None if item == CheckItem::Mrz && tick.is_some() => digits(t, list, note),
        None => note.to_owned(),
    };
    CheckRow {
        word: item.as_str(),
        label,
        note,
        tag: tag(page, t, tick),
        action: TICK,
        buttons: Vec::new(),
        awaited: None,
        asks_code: false,
    }
}

/// The check digits of the last reading, one by one; `otherwise` where none were kept.
fn digits(t: &'static CallTexts, list: &Checklist, otherwise: &str) -> String {
    let found = list.mrz().map_or(&[][..], |report| &report.digits);
    let each: Vec<String> = found
        .iter()
        .map(|finding| {
            let how = if finding.right {
                t.digit_right
            } else {
                t.digit_wrong
            };
            format!("{}: {how}", words::digit(t, finding.digit))
        })
        .collect();
    if each.is_empty() {
        otherwise.to_owned()
    } else {
        each.join(" · ")
    }
}

fn tag(page: &Page, t: &'static CallTexts, tick: Option<&Tick>) -> Tag {
    match tick.map(|tick| tick.result) {
        Some(CheckResult::Passed) => Tag::new(Tone::Ok, t.result_passed).icon(page.icon.check),
        Some(CheckResult::Failed) => Tag::new(Tone::Stop, t.result_failed).icon(page.icon.stop),
        Some(CheckResult::NotApplicable) => Tag::new(Tone::Plain, t.result_none),
        None => Tag::new(Tone::Plain, t.result_pending),
    }
}

/// How many lines are settled.
pub(in crate::video) fn done(list: &Checklist) -> usize {
    let settled = |item: &CheckItem| {
        list.tick(*item)
            .is_some_and(|tick| tick.result != CheckResult::Failed)
    };
    CheckItem::ALL.iter().filter(|item| settled(item)).count()
}

/// With what the actions of a line are done, if it is one of actions.
pub(in crate::video) fn kind_of(item: CheckItem) -> Option<ActionKind> {
    match item {
        CheckItem::FaceActions => Some(ActionKind::Face),
        CheckItem::DocumentActions => Some(ActionKind::Document),
        CheckItem::Announced
        | CheckItem::Consent
        | CheckItem::OneDeviceRealTime
        | CheckItem::PhoneCode
        | CheckItem::DocumentFront
        | CheckItem::DocumentBack
        | CheckItem::DocumentGenuine
        | CheckItem::Mrz
        | CheckItem::Register
        | CheckItem::FaceMatches
        | CheckItem::Interview
        | CheckItem::Contact => None,
    }
}

/// The action of a kind that was asked for and not seen yet.
pub(in crate::video) fn awaited(list: &Checklist, kind: ActionKind) -> Option<RandomAction> {
    let mut asked = list.asked().iter().rev().copied();
    asked.find(|action| action.kind() == kind && list.awaits(*action))
}

/// Where the form of a line goes, and its buttons. What a machine establishes has none.
fn acts(
    t: &'static CallTexts,
    list: &Checklist,
    item: CheckItem,
    sent: bool,
) -> (&'static str, Vec<Button>) {
    if let Some(kind) = kind_of(item) {
        return actions(t, list, kind);
    }
    if item == CheckItem::PhoneCode {
        let proven = list
            .tick(item)
            .is_some_and(|tick| tick.result == CheckResult::Passed);
        let label = if sent { t.code_send_again } else { t.code_send };
        let send = Button {
            value: "send",
            label,
            kind: if sent { "quiet" } else { "second" },
        };
        let buttons = if proven { Vec::new() } else { vec![send] };
        return ("/video/call/code", buttons);
    }
    let now = list.tick(item).map(|tick| tick.result);
    let all = [
        (CheckResult::Passed, t.tick_passed, "second"),
        (CheckResult::Failed, t.tick_failed, "quiet"),
        (CheckResult::NotApplicable, t.tick_none, "quiet"),
    ];
    // A capture or a comparison settles these; the operator may only contradict them.
    let offered = |result: CheckResult| match item {
        CheckItem::DocumentFront | CheckItem::DocumentBack | CheckItem::Mrz
            if result == CheckResult::Passed =>
        {
            false
        }
        CheckItem::Register => false,
        _ => item.may_be_ticked(result) && now != Some(result),
    };
    let button = |(result, label, kind): (CheckResult, &'static str, &'static str)| Button {
        value: result.as_str(),
        label,
        kind,
    };
    let buttons = all.into_iter().filter(|(result, _, _)| offered(*result));
    (TICK, buttons.map(button).collect())
}

fn actions(
    t: &'static CallTexts,
    list: &Checklist,
    kind: ActionKind,
) -> (&'static str, Vec<Button>) {
    let button = |value, label, kind| Button { value, label, kind };
    if awaited(list, kind).is_some() {
        let buttons = vec![
            button("passed", t.action_done, "second"),
            button("failed", t.action_not_done, "quiet"),
        ];
        return ("/video/call/action", buttons);
    }
    let asked = list.asked().iter().any(|action| action.kind() == kind);
    let label = match kind {
        _ if asked => t.action_other,
        ActionKind::Face => t.action_face,
        ActionKind::Document => t.action_document,
    };
    let kind = if asked { "quiet" } else { "second" };
    ("/video/call/action", vec![button("ask", label, kind)])
}
