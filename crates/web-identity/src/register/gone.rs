//! The flow is past its time. Nothing was kept, unless the person had finished: the page cannot
//! know, so that it says both (R245).

use askama::Template;
use axum::http::StatusCode;
use web_kit::{Answer as _, Page, private};

use super::{Elsewhere, visit};
use crate::texts::{self, RegisterTexts};

#[derive(Template)]
#[template(path = "register/gone.html")]
struct Gone {
    page: Page,
    t: &'static RegisterTexts,
}

/// The page that says to begin again; the cookie goes.
pub(super) fn answer(page: &Page) -> Elsewhere {
    let view = Gone {
        t: texts::register(page.lang),
        page: page.clone(),
    };
    let mut response = private(view.answer_with(StatusCode::GONE));
    visit::forget(page.face(), &mut response);
    response.into()
}
