//! Receives forms: size, type and token are checked before the handler sees anything.

use axum::RequestExt as _;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts as _, Multipart, Request};
use http::StatusCode;
use http::header::CONTENT_TYPE;
use serde::de::DeserializeOwned;

use super::Form;
use crate::csrf;
use crate::error::{ErrorCode, PageError};
use crate::page::Page;

/// More fields than this are not one of our forms.
const MOST_FIELDS: usize = 200;

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = PageError;

    async fn from_request(request: Request, _: &S) -> Result<Self, PageError> {
        let (mut parts, body) = request.into_parts();
        let page = Page::from_request_parts(&mut parts, &()).await?;
        let content_type = parts
            .headers
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or("");
        if !content_type.starts_with("application/x-www-form-urlencoded") {
            return Err(PageError::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                ErrorCode::MEDIA_TYPE,
            ));
        }
        let request = Request::from_parts(parts, body);
        let bytes: Bytes = request.extract().await.map_err(too_large_or_broken)?;
        let values: Vec<(String, String)> = serde_urlencoded::from_bytes(&bytes)
            .map_err(|error| PageError::bad_request().caused_by(error))?;
        if values.len() > MOST_FIELDS {
            return Err(PageError::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                ErrorCode::TOO_LARGE,
            ));
        }
        let form = Self::received(&page, values);
        if csrf::matches(form.value(csrf::FIELD), page.token()) {
            Ok(form)
        } else {
            Err(PageError::stale_form())
        }
    }
}

fn too_large_or_broken(rejection: axum::extract::rejection::BytesRejection) -> PageError {
    PageError::with_status(rejection.status()).caused_by(rejection)
}

impl Form {
    /// All fields as one value of the caller's type, by `serde`.
    ///
    /// # Errors
    /// 400 if the fields do not fit; they were not sent by one of our pages.
    pub fn typed<T: DeserializeOwned>(&self) -> Result<T, PageError> {
        // Cannot fail in practice: pairs of strings always encode.
        let encoded = serde_urlencoded::to_string(&self.values)?;
        serde_urlencoded::from_str(&encoded)
            .map_err(|error| PageError::bad_request().caused_by(error))
    }
}

/// A form with one file (`multipart/form-data`). The route sets its limit with
/// `.layer(axum::extract::DefaultBodyLimit::max(bytes))`.
#[derive(Debug)]
pub struct Upload {
    /// The other fields.
    pub form: Form,
    /// The file, unless none was chosen.
    pub file: Option<UploadedFile>,
}

/// A file as the browser sent it. Name and type are the sender's claims.
#[derive(Debug)]
pub struct UploadedFile {
    /// The name on the sender's device, without folders.
    pub name: String,
    /// The type that the browser told.
    pub content_type: String,
    /// The content.
    pub bytes: Bytes,
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = PageError;

    async fn from_request(mut request: Request, state: &S) -> Result<Self, PageError> {
        let page: Page = request.extract_parts().await?;
        let mut multipart = Multipart::from_request(request, state)
            .await
            .map_err(|rejection| {
                PageError::with_status(StatusCode::UNSUPPORTED_MEDIA_TYPE).caused_by(rejection)
            })?;
        let mut values = Vec::new();
        let mut file = None;
        let broken = |error: axum::extract::multipart::MultipartError| {
            PageError::with_status(error.status()).caused_by(error)
        };
        while let Some(field) = multipart.next_field().await.map_err(broken)? {
            let name = field.name().unwrap_or_default().to_owned();
            if let Some(file_name) = field.file_name() {
                let file_name = file_name
                    .rsplit(['/', '\\'])
                    .next()
                    .unwrap_or_default()
                    .to_owned();
                let content_type = field.content_type().unwrap_or_default().to_owned();
                let bytes = field.bytes().await.map_err(broken)?;
                if !bytes.is_empty() && file.is_none() {
                    file = Some(UploadedFile {
                        name: file_name,
                        content_type,
                        bytes,
                    });
                }
            } else if values.len() < MOST_FIELDS {
                values.push((name, field.text().await.map_err(broken)?));
            }
        }
        let form = Form::received(&page, values);
        if csrf::matches(form.value(csrf::FIELD), page.token()) {
            Ok(Self { form, file })
        } else {
            Err(PageError::stale_form())
        }
    }
}
