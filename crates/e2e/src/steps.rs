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

/// Goes through registration by letter up to its last page, where the terms are accepted.
///
/// # Panics
/// If a page is not as expected.
pub fn ready_to_register(demonstration: &Demonstration, person: &Person) -> (Visitor, Place) {
    let mut visitor = Visitor::new();
    let entrance = format!("{}/register", demonstration.identity());
    let start = visitor.open(&entrance).with_status(200);
    let ways = type_document(&mut visitor, &start, "/register", person).with_status(200);
    let ask = visitor
        .submit(&ways, "/register/ways", &[("way", "ask")])
        .with_status(200);
    let (_, letter) = demonstration.message_after(
        "letter",
        &person.surname1,
        |letter| letter_code_in(letter).is_some(),
        || {
            visitor
                .submit(&ask, "/register/letter", &[])
                .with_status(200)
        },
    );
    let code = letter_code_of(&letter);

    let start = visitor.open(&entrance).with_status(200);
    let ways = type_document(&mut visitor, &start, "/register", person).with_status(200);
    let enter = visitor
        .submit(&ways, "/register/ways", &[("way", "have")])
        .with_status(200);
    let contact = visitor
        .submit(&enter, "/register/code", &[("code", &code)])
        .with_status(200);
    let given = [("phone", person.phone.as_str()), ("email", &person.email)];
    let (phone, sms) = demonstration.message_after(
        "sms",
        &person.phone,
        |sms| phone_code_in(sms).is_some(),
        || {
            visitor
                .submit(&contact, "/register/contact", &given)
                .with_status(200)
        },
    );
    let code = phone_code_of(&sms);
    let terms = visitor.submit(&phone, "/register/phone-code", &[("code", &code)]);
    let terms = terms.with_status(200);
    (visitor, terms)
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
    let (place, sms) = demonstration.message_after(
        "sms",
        &person.phone,
        |sms| pin_in(sms).is_some(),
        || {
            visitor
                .submit(waiting, "/login/pin/sms", &[])
                .with_status(200)
        },
    );
    (place, pin_of(&sms))
}

/// The PIN in the text of an SMS: "… es K7Q. Vale …".
///
/// # Panics
/// If there is none.
#[must_use]
pub fn pin_of(message: &Value) -> String {
    pin_in(message).unwrap_or_else(|| panic!("no PIN in {message}"))
}

/// The six digits in the text of an SMS.
///
/// # Panics
/// If there are none.
#[must_use]
pub fn phone_code_of(message: &Value) -> String {
    phone_code_in(message).unwrap_or_else(|| panic!("no code in {message}"))
}

/// The code of a letter, in its four groups.
///
/// # Panics
/// If there is none.
#[must_use]
pub fn letter_code_of(message: &Value) -> String {
    letter_code_in(message).unwrap_or_else(|| panic!("no code of a letter in {message}"))
}

/// The only word of three capitals that is not a name.
fn pin_in(message: &Value) -> Option<String> {
    let is = |c: char| c.is_ascii_uppercase() || ('2'..='7').contains(&c);
    word_in(message, |word| {
        word.len() == 3 && word.chars().all(is) && !["PIN", "DNI", "NIE"].contains(&word)
    })
}

fn phone_code_in(message: &Value) -> Option<String> {
    word_in(message, |word| {
        word.len() == 6 && word.chars().all(|c| c.is_ascii_digit())
    })
}

fn letter_code_in(message: &Value) -> Option<String> {
    word_in(message, |word| {
        word.len() == 19 && word.split('-').all(|group| group.len() == 4)
    })
}

fn word_in(message: &Value, is: impl Fn(&str) -> bool) -> Option<String> {
    let text = message.get("text")?.as_str()?;
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    words.into_iter().find(|word| is(word)).map(str::to_owned)
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
