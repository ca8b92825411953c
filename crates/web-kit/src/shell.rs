//! [`Shell`]: the layers around every handler of a face, and the answers where no handler is.
//!
//! From the outside in: measure and log by route template, security headers, errors drawn,
//! language switch, cookies, time limit, panics caught; for pages also the origin check of
//! [`crate::csrf`]. A handler finds all of it in [`crate::Page`].

mod guard;
mod information;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::get;
use http::HeaderValue;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};

use crate::assets::KIT;
use crate::csrf;
use crate::error::PageError;
use crate::face::Face;

/// A face's routes, wrapped.
#[derive(Debug)]
pub struct Shell {
    face: Face,
    pages: Router,
    open: Router,
    information: bool,
}

impl Shell {
    /// A shell without routes.
    #[must_use]
    pub fn new(face: Face) -> Self {
        Self {
            face,
            pages: Router::new(),
            open: Router::new(),
            information: true,
        }
    }

    /// Pages and forms for people. What changes something is accepted from our own origin only.
    #[must_use]
    pub fn pages(mut self, router: Router) -> Self {
        self.pages = self.pages.merge(router);
        self
    }

    /// What others call: `/api`, `/token`, addresses that a relying party's form is sent to. No
    /// origin check; such handlers must not act on a cookie alone.
    #[must_use]
    pub fn open(mut self, router: Router) -> Self {
        self.open = self.open.merge(router);
        self
    }

    /// Without the kit's own `/help`, `/contact`, `/accessibility` and `/data-protection`,
    /// because the face has its own.
    #[must_use]
    pub fn without_information(mut self) -> Self {
        self.information = false;
        self
    }

    /// The router to serve.
    pub fn build(self) -> Router {
        let face = self.face;
        let mut pages = self.pages;
        if self.information {
            pages = pages.merge(information::router());
        }
        let pages = pages.layer(from_fn_with_state(face.clone(), own_origin_only));
        let style = face.body_style().map(|(_, css)| css.clone());
        let limit = face.settings().form_limit;
        Router::new()
            .merge(pages)
            .merge(self.open)
            .merge(KIT.router())
            .route("/assets/body.css", get(async move || body_style(style)))
            .route("/favicon.ico", get(favicon))
            .route(
                "/robots.txt",
                get(async || "User-agent: *\nDisallow: /assets/\n"),
            )
            .fallback(async || PageError::not_found())
            .method_not_allowed_fallback(async || {
                PageError::with_status(http::StatusCode::METHOD_NOT_ALLOWED)
            })
            .layer(DefaultBodyLimit::max(limit))
            .layer(from_fn(guard::catch_panics))
            .layer(from_fn_with_state(face, guard::around))
    }
}

async fn own_origin_only(
    State(face): State<Face>,
    request: Request,
    next: Next,
) -> Result<Response, PageError> {
    if csrf::is_from_ourselves(request.method(), request.headers(), face.origin()) {
        Ok(next.run(request).await)
    } else {
        Err(PageError::stale_form())
    }
}

async fn favicon() -> Response {
    use axum::response::IntoResponse as _;
    axum::response::Redirect::temporary(&KIT.url("brand/mark.svg")).into_response()
}

fn body_style(css: Option<String>) -> Result<Response, PageError> {
    use axum::response::IntoResponse as _;
    let css = css.ok_or_else(PageError::not_found)?;
    let mut response = css.into_response();
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/css; charset=utf-8"),
    );
    headers.insert(
        CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=3600"),
    );
    Ok(response)
}
