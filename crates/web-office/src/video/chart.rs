//! Graphs as SVG drawn on the server: bars with their numbers, no script, no inline style. Beside
//! each stands a table with the same data; screen readers hear one sentence and go there.

use std::fmt::Write as _;

/// Width of every graph, in units: about the pixels of a phone, so that letters stay readable
/// there and grow on wider screens.
const WIDTH: usize = 360;

/// Height of the bars of an upright graph.
const TALL: usize = 150;

/// Room above the bars for the number on top.
const HEAD: usize = 18;

/// Room below for the names of columns.
const FOOT: usize = 22;

/// Room for one lying bar: its name above, the bar below.
const ROW: usize = 40;

/// A column is not wider than this, however few there are.
const WIDEST: usize = 48;

/// Room for the name of a column.
const NAME: usize = 18;

/// One bar: its name and its parts, each with the class of its colour in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bar {
    pub(super) name: String,
    pub(super) parts: Vec<u64>,
}

impl Bar {
    fn total(&self) -> u64 {
        self.parts.iter().sum()
    }
}

fn most(bars: &[Bar]) -> u64 {
    bars.iter().map(Bar::total).max().unwrap_or(0).max(1)
}

/// `part` of `room` units, for `value` of `most`.
fn share(value: u64, most: u64, room: usize) -> usize {
    let room = u64::try_from(room).unwrap_or(0);
    usize::try_from(value.saturating_mul(room) / most.max(1)).unwrap_or(0)
}

/// Upright bars, for hours of the day: columns one beside the other.
#[must_use]
pub(super) fn upright(bars: &[Bar], label: &str) -> String {
    let (most, count) = (most(bars), bars.len().max(1));
    let step = (WIDTH / count).min(WIDEST);
    let mut svg = open(HEAD + TALL + FOOT, label);
    for (place, bar) in bars.iter().enumerate() {
        let (x, wide) = (place * step, (step * 7 / 10).max(2));
        let mut base = HEAD + TALL;
        for (part, value) in bar.parts.iter().enumerate() {
            let high = share(*value, most, TALL);
            base -= high;
            rect(&mut svg, part, [x + 1, base, wide, high]);
        }
        if bar.total() > 0 {
            text(
                &mut svg,
                x + 1 + wide / 2,
                base - 5,
                "middle",
                &bar.total().to_string(),
            );
        }
        // Names that would touch their neighbours are left out: every second or third stays.
        if place % NAME.div_ceil(step.max(1)) == 0 {
            text(
                &mut svg,
                x + 1 + wide / 2,
                HEAD + TALL + 15,
                "middle",
                &bar.name,
            );
        }
    }
    svg.push_str("</svg>");
    svg
}

/// Lying bars, for names: one below the other.
#[must_use]
pub(super) fn lying(bars: &[Bar], label: &str) -> String {
    let most = most(bars);
    let mut svg = open(bars.len() * ROW, label);
    // The number stands behind the bar.
    let room = WIDTH - 34;
    for (place, bar) in bars.iter().enumerate() {
        let top = place * ROW;
        text(&mut svg, 0, top + 13, "start", &bar.name);
        let mut x = 0;
        for (part, value) in bar.parts.iter().enumerate() {
            let wide = share(*value, most, room);
            rect(&mut svg, part, [x, top + 18, wide, 14]);
            x += wide;
        }
        text(&mut svg, x + 5, top + 30, "start", &bar.total().to_string());
    }
    svg.push_str("</svg>");
    svg
}

fn open(height: usize, label: &str) -> String {
    format!(
        "<svg class=\"chart\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"{}\">",
        escaped(label)
    )
}

fn rect(svg: &mut String, part: usize, [x, y, wide, high]: [usize; 4]) {
    if wide > 0 && high > 0 {
        let class = part + 1;
        // Cannot fail: writing into a String never does.
        _ = write!(
            svg,
            "<rect class=\"c{class}\" x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{high}\"/>"
        );
    }
}

fn text(svg: &mut String, x: usize, y: usize, anchor: &str, words: &str) {
    // Cannot fail: writing into a String never does.
    _ = write!(
        svg,
        "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{}</text>",
        escaped(words)
    );
}

fn escaped(words: &str) -> String {
    web_kit::Html::escaped(words).as_str().to_owned()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn bar(name: &str, parts: &[u64]) -> Bar {
        Bar {
            name: name.into(),
            parts: parts.into(),
        }
    }

    #[test]
    fn the_longest_bar_fills_its_room_and_the_others_follow() {
        let svg = lying(&[bar("Ana", &[8, 2]), bar("Luis", &[5])], "Llamadas");
        assert!(svg.contains("<rect class=\"c1\" x=\"0\" y=\"18\" width=\"260\" height=\"14\"/>"));
        assert!(svg.contains("<rect class=\"c2\" x=\"260\" y=\"18\" width=\"65\" height=\"14\"/>"));
        assert!(svg.contains("<rect class=\"c1\" x=\"0\" y=\"58\" width=\"163\" height=\"14\"/>"));
    }

    #[test]
    fn names_are_escaped_and_nothing_is_inline() {
        let svg = upright(&[bar("<b>\"9", &[1])], "a & b");
        assert!(svg.contains("&#60;b&#62;&#34;9"), "{svg}");
        assert!(svg.contains("aria-label=\"a &#38; b\""), "{svg}");
        assert_eq!(web_kit::check::fragment(&svg), Vec::<String>::new());
    }

    #[test]
    fn a_day_without_calls_is_drawn_without_bars() {
        let hours: Vec<Bar> = (0..24)
            .map(|hour| bar(&hour.to_string(), &[0, 0, 0]))
            .collect();
        let svg = upright(&hours, "");
        assert!(!svg.contains("<rect"));
        assert_eq!(svg.matches("<text").count(), 12, "every second name");
        assert!(svg.find(">22<").unwrap() > svg.find(">0<").unwrap());
    }
}
