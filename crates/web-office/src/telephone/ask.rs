//! Number and purpose: the app of whoever it is shows the request.

use askama::Template;
use axum::response::Response;
use desk::telephone::{AskCaller, AskCallerError, CallerView, SHORTEST_PURPOSE};
use http::StatusCode;
use vocab::{IdentityNumber, IdentityNumberError, Lang, Line, LineError};
use web_kit::{Answer as _, Form, Page, PageError, form::Field, page::see_other, ui};

use super::{OnTheLine, call::stage_tag, not_shown};
use crate::{
    seat::{Frame, Seat},
    texts::{self, TelephoneTexts},
};

#[derive(Template)]
#[template(path = "telephone/ask.html")]
struct Ask {
    page: Page,
    frame: Frame,
    t: &'static TelephoneTexts,
    form: Form,
    language: Field,
    recent: ui::Table,
}

pub(super) async fn get(line: OnTheLine) -> Result<Response, PageError> {
    let lang = line.seat.page.lang.tag();
    let form = Form::new(&line.seat.page).with("lang", lang);
    draw(line, form, StatusCode::OK).await
}

pub(super) async fn post(line: OnTheLine, mut form: Form) -> Result<Response, PageError> {
    let t = texts::telephone(line.seat.page.lang);
    let Some(asked) = read(&mut form, t) else {
        return draw(line, form, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    match line.calls.ask(&line.seat.at_desk, asked).await {
        Ok(call) => Ok(see_other(&format!("/telephone/{call}"))),
        Err(AskCallerError::NotAllowed(_)) => Err(PageError::not_found()),
        Err(AskCallerError::Purpose) => {
            form.mistake("purpose", t.purpose_short(SHORTEST_PURPOSE));
            draw(line, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(AskCallerError::TooMany { until }) => {
            let time = line.seat.page.time(until);
            form.mistake("number", t.too_many(time));
            draw(line, form, StatusCode::TOO_MANY_REQUESTS).await
        }
        Err(AskCallerError::Store(error)) => Err(error.into()),
    }
}

/// What was typed, or mistakes in the form.
fn read(form: &mut Form, t: &'static TelephoneTexts) -> Option<AskCaller> {
    let number = form.parse("number", IdentityNumber::parse, |error| match error {
        IdentityNumberError::Empty => t.number_empty,
        IdentityNumberError::Shape => t.number_shape,
        IdentityNumberError::CheckLetter => t.number_letter,
    });
    let purpose = form.parse("purpose", Line::parse, |error| match error {
        LineError::Empty => t.purpose_short(SHORTEST_PURPOSE),
        LineError::TooLong => t.purpose_long(Line::MAX_CHARS),
        LineError::Forbidden(_) => t.purpose_character.to_owned(),
    });
    let languages = Lang::ALL.map(|lang| (lang.tag(), lang));
    let lang = form.choose("lang", &languages, t.lang_empty);
    Some(AskCaller {
        number: number?,
        purpose: purpose?,
        lang: lang?,
    })
}

async fn draw(line: OnTheLine, form: Form, status: StatusCode) -> Result<Response, PageError> {
    let OnTheLine { seat, calls } = line;
    let recent = calls.recent(&seat.at_desk).await.map_err(not_shown)?;
    let Seat { page, frame, .. } = seat;
    let t = texts::telephone(page.lang);
    let view = Ask {
        recent: table(&page, t, &recent),
        language: languages(&form, t),
        frame,
        t,
        form,
        page,
    };
    Ok(view.answer_with(status))
}

fn languages(form: &Form, t: &'static TelephoneTexts) -> Field {
    let field = form.select("lang", t.lang_label).hint(t.lang_hint);
    Lang::ALL.into_iter().fold(field, |field, lang| {
        field.option(lang.tag(), lang.native_name())
    })
}

fn table(page: &Page, t: &'static TelephoneTexts, recent: &[CallerView]) -> ui::Table {
    let columns = [t.col_purpose, t.col_number, t.col_at, t.col_state];
    let table = ui::Table::new(t.recent_caption, &columns).quiet_caption();
    recent.iter().fold(table, |table, call| {
        let link = ui::Link::new(
            call.purpose.as_str(),
            format!("/telephone/{}", call.request),
        );
        let at = page.time(call.asked_at);
        let state = stage_tag(t, call.state);
        table.row(&[&link, &call.number.as_str(), &at, &state])
    })
}
