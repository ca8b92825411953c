//! "Accept" after the letter and "Finish" at the end: the browser forgets the flow, which matters
//! where several people share it.

use axum::response::Response;
use web_kit::{Form, Page, page::see_other};

use super::visit;
use crate::came_from;

pub(super) async fn post(page: Page, _form: Form) -> Response {
    let mut response = see_other("/");
    visit::forget(page.face(), &mut response);
    came_from::forget(page.face(), &mut response);
    response
}
