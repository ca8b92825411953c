//! The two data of the identity document: first the number, then the datum that its kind of
//! document prints (R026–R038). Shared by registration and identification.

use model::document::{AskedDatum, ContrastDatum};
use vocab::{Date, IdentityNumber, IdentityNumberError, SupportNumber, SupportNumberError};
use web_kit::{Form, form::DateMistake};

use crate::texts::DocumentTexts;

/// What the form knows after a try.
pub(crate) enum Filled {
    /// The number is missing or wrong: the message is in the form.
    NotYet,
    /// The number is right; the datum has not been asked yet.
    AskDatum,
    /// Both are there.
    Both(IdentityNumber, ContrastDatum),
}

/// Which fields the page draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fields {
    /// The number alone.
    Number,
    /// Number and support number.
    Support,
    /// Number and a date of the DNI.
    Date,
}

impl Fields {
    /// The fields that belong to what has been typed so far.
    pub(crate) fn of(form: &Form) -> Self {
        match IdentityNumber::parse(form.value("number")) {
            Err(_) => Self::Number,
            Ok(number) => match AskedDatum::for_number(&number) {
                AskedDatum::Support => Self::Support,
                AskedDatum::DniDate => Self::Date,
            },
        }
    }

    pub(crate) fn number(self) -> bool {
        self == Self::Number
    }

    pub(crate) fn support(self) -> bool {
        self == Self::Support
    }

    pub(crate) fn date(self) -> bool {
        self == Self::Date
    }
}

/// Reads what was sent. `today` tells a future issue date from a typing error.
pub(crate) fn read(form: &mut Form, t: &'static DocumentTexts, today: Date) -> Filled {
    let Some(number) = form.parse("number", IdentityNumber::parse, |error| match error {
        IdentityNumberError::Empty => t.number_empty,
        IdentityNumberError::CheckLetter => t.number_letter,
        _ => t.number_shape,
    }) else {
        return Filled::NotYet;
    };
    // R234: what was typed is shown again in its one form.
    form.set("number", number.as_str());
    let datum = match AskedDatum::for_number(&number) {
        AskedDatum::Support => read_support(form, t),
        AskedDatum::DniDate => read_date(form, t, today),
    };
    match datum {
        Asked::Not => Filled::AskDatum,
        Asked::Wrong => Filled::NotYet,
        Asked::Given(datum) => Filled::Both(number, datum),
    }
}

enum Asked {
    Not,
    Wrong,
    Given(ContrastDatum),
}

fn read_support(form: &mut Form, t: &'static DocumentTexts) -> Asked {
    if form.value("asked") != "support" {
        return Asked::Not;
    }
    let support = form.parse("support", SupportNumber::parse, |error| match error {
        SupportNumberError::Empty => t.support_empty,
        SupportNumberError::Letter => t.support_letter,
        SupportNumberError::TooShort => t.support_short,
        SupportNumberError::TooLong => t.support_long,
        SupportNumberError::Character => t.support_character,
    });
    match support {
        Some(support) => {
            form.set("support", support.as_str());
            Asked::Given(ContrastDatum::Support(support))
        }
        None => Asked::Wrong,
    }
}

fn read_date(form: &mut Form, t: &'static DocumentTexts, today: Date) -> Asked {
    if form.value("asked") != "date" {
        return Asked::Not;
    }
    let date = form.parse_date("date", |mistake| match mistake {
        DateMistake::Empty => t.date_empty,
        DateMistake::Incomplete => t.date_incomplete,
        DateMistake::Swapped => t.date_swapped,
        DateMistake::ShortYear => t.date_short_year,
        DateMistake::NoSuchDay => t.date_no_such_day,
    });
    let Some(date) = date else {
        return Asked::Wrong;
    };
    if form.value("which") != "issue" {
        return Asked::Given(ContrastDatum::ValidUntil(date));
    }
    if date > today {
        form.mistake("date", t.date_future);
        return Asked::Wrong;
    }
    Asked::Given(ContrastDatum::IssuedOn(date))
}
