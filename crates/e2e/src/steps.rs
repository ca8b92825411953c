//! What visitors do so often that it has a name.

use serde_json::Value;

use crate::{
    demonstration::Demonstration,
    people::Person,
    visitor::{Place, Visitor},
};

/// Seconds after which the SMS is offered, and one more.
pub const SMS_AFTER: u64 = 61;

/// Types number and contrast datum into the two pages that ask for them. The first form goes to
/// `action`; the answer to the second is not followed.
///
/// # Panics
/// If the pages are not as expected.
pub fn type_document(visitor: &mut Visitor, place: &Place, action: &str, person: &Person) -> Place {
    let asked = visitor.submit(place, action, &[("number", &person.number)]);
    let asked = asked.with_status(200);
    let mut parts = person.contrast.split('-');
    if !person.has_date() {
        return visitor.submit(&asked, action, &[("support", &person.contrast)]);
    }
    let [year, month, day] =
        [parts.next(), parts.next(), parts.next()].map(Option::unwrap_or_default);
    let permanent = person.shows.contains("permanent");
    let which = if permanent { "issue" } else { "validity" };
    let date = [
        ("which", which),
        ("date-day", day),
        ("date-month", month),
        ("date-year", year),
    ];
    visitor.submit(&asked, action, &date)
}

/// Obtains a PIN, and stays on the page that asks for it.
///
/// # Panics
/// If that page does not come.
pub fn obtain_pin(demonstration: &Demonstration, visitor: &mut Visitor, person: &Person) -> Place {
    let start = visitor
        .open(&format!("{}/login/pin", demonstration.identity()))
        .with_status(200);
    let waiting = type_document(visitor, &start, "/login/pin", person).with_status(200);
    assert!(
        waiting.url.ends_with("/login/pin/code"),
        "{}: {}",
        waiting.url,
        waiting.words()
    );
    waiting
}

/// Asks for the PIN by SMS and reads it. The clock has to be past the wait.
///
/// # Panics
/// If no SMS comes.
pub fn pin_by_sms(
    demonstration: &Demonstration,
    visitor: &mut Visitor,
    waiting: &Place,
    person: &Person,
) -> (Place, String) {
    let known = demonstration.inbox("sms", &person.phone).len();
    let place = visitor
        .submit(waiting, "/login/pin/sms", &[])
        .with_status(200);
    let message = demonstration.next_message("sms", &person.phone, known);
    (place, pin_of(&message))
}

/// The PIN in the text of an SMS: "… es K7Q. Vale …".
///
/// # Panics
/// If there is none.
#[must_use]
pub fn pin_of(message: &Value) -> String {
    code_in(message, 3, |c| {
        c.is_ascii_uppercase() || ('2'..='7').contains(&c)
    })
}

/// The six digits in the text of an SMS.
///
/// # Panics
/// If there are none.
#[must_use]
pub fn phone_code_of(message: &Value) -> String {
    code_in(message, 6, |c| c.is_ascii_digit())
}

/// The code of a letter, in its four groups.
///
/// # Panics
/// If there is none.
#[must_use]
pub fn letter_code_of(message: &Value) -> String {
    let text = message["text"].as_str().unwrap_or_default();
    let is = |word: &&str| word.len() == 19 && word.split('-').all(|group| group.len() == 4);
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-')
        .find(is)
        .unwrap_or_else(|| panic!("no code of a letter: {text}"))
        .to_owned()
}

/// The first word of this length made of these characters; words of the text itself do not look
/// like codes, because they are not written in capitals.
fn code_in(message: &Value, length: usize, is: impl Fn(char) -> bool) -> String {
    let text = message["text"].as_str().unwrap_or_default();
    text.split(|c: char| !c.is_ascii_alphanumeric())
        .find(|word| {
            word.len() == length && word.chars().all(&is) && *word != "PIN" && *word != "DNI"
        })
        .unwrap_or_else(|| panic!("no code in: {text}"))
        .to_owned()
}

/// Identifies with a one-time PIN; the clock of the demonstration moves past the wait.
///
/// # Panics
/// If it does not work.
pub fn identify(demonstration: &Demonstration, visitor: &mut Visitor, person: &Person) -> Place {
    let waiting = obtain_pin(demonstration, visitor, person);
    demonstration.advance(SMS_AFTER);
    let (place, pin) = pin_by_sms(demonstration, visitor, &waiting, person);
    visitor
        .submit(&place, "/login/pin/code", &[("pin", &pin)])
        .with_status(200)
}
