//! A face through its router: pages, forms, languages, errors, headers.
#![expect(clippy::unwrap_used, reason = "tests")]

mod common;

use askama::Template;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use common::{face, get as fetch, get_with, post as send_form, settings};
use http::StatusCode;
use vocab::{IdentityNumber, Lang};
use web_kit::FaceKind;
use web_kit::form::Upload;
use web_kit::page::see_other;
use web_kit::{
    Answer as _, ErrorCode, Face, Form, Page, PageError, Shell, allow_form_action,
    allow_live_media, check, private,
};

#[derive(Template)]
#[template(path = "tests/ask.html")]
struct Ask {
    page: Page,
    form: Form,
}

async fn ask(page: Page) -> Response {
    let form = Form::new(&page);
    Ask { page, form }.answer()
}

async fn answer(page: Page, mut form: Form) -> Result<Response, PageError> {
    let number = form.parse(
        "number",
        IdentityNumber::parse,
        |_| "La letra no corresponde a ese número.",
    );
    match number {
        Some(_) => Ok(see_other("/done")),
        None => Ok(private(
            Ask { page, form }.answer_with(StatusCode::UNPROCESSABLE_ENTITY),
        )),
    }
}

#[derive(Debug, thiserror::Error)]
#[error("the register does not answer")]
struct Down(#[source] std::io::Error);

fn router(face: Face) -> Router {
    let pages = Router::new()
        .route("/", get(ask).post(answer))
        .route(
            "/preferred",
            get(async |page: Page| {
                let page = page.prefer(Lang::En);
                let form = Form::new(&page);
                Ask { page, form }.answer()
            }),
        )
        .route(
            "/fails",
            get(async || -> Result<Response, PageError> {
                Err(Down(std::io::Error::other("refused")).into())
            }),
        )
        .route(
            "/panics",
            get(async || -> Response { panic!("not in a handler") }),
        )
        .route(
            "/refuses",
            get(async || {
                PageError::new(StatusCode::CONFLICT, ErrorCode::CONTRAST)
                    .title("No hemos podido confirmar esos datos")
                    .lead("No es necesariamente un error <suyo>.")
                    .door("Pedir cita en una oficina", "/offices")
            }),
        )
        .route(
            "/busy",
            get(async || PageError::busy(std::time::Duration::from_secs(10))),
        )
        .route(
            "/leads-out",
            get(async |page: Page| {
                let form = Form::new(&page);
                let mut response = Ask { page, form }.answer();
                allow_form_action(
                    &mut response,
                    &url::Url::parse("https://rp.example/cb").unwrap(),
                );
                response
            }),
        )
        .route(
            "/upload",
            post(async |upload: Upload| {
                let file = upload.file.map_or_else(
                    || "none".to_owned(),
                    |f| format!("{} {}", f.name, f.bytes.len()),
                );
                format!("{file}: {}", upload.form.value("why"))
            })
            .layer(DefaultBodyLimit::max(2000)),
        );
    let open = Router::new().route("/api/v1/thing", post(async || "accepted"));
    Shell::new(face)
        .pages(pages)
        .pages(web_kit::gallery::router())
        .open(open)
        .build()
}

#[tokio::test]
async fn a_page_has_its_frame_and_its_headers() {
    let reply = fetch(&router(face()), "/").await;
    assert_eq!(reply.status, 200);
    assert_eq!(check::page(&reply.body), Vec::<String>::new());
    for words in [
        "<html lang=\"es\">",
        "Saltar al contenido",
        "Administración de Ejemplo",
        "tel:060",
        "/data-protection",
    ] {
        assert!(reply.body.contains(words), "{words}");
    }
    assert!(
        reply
            .header("content-security-policy")
            .contains("default-src 'none'")
    );
    assert!(
        reply
            .header("content-security-policy")
            .ends_with("form-action 'self'")
    );
    assert_eq!(reply.header("x-content-type-options"), "nosniff");
    assert_eq!(reply.header("cache-control"), "private, no-cache");
    assert_eq!(reply.header("strict-transport-security"), "");
    assert!(
        reply
            .header("set-cookie")
            .starts_with("aldaba-identity-form=")
    );
}

#[tokio::test]
async fn over_https_cookies_and_transport_are_bound_to_the_host() {
    let face = Face::new(settings("https://identity.example.es"));
    let reply = fetch(&router(face), "/").await;
    assert!(
        reply
            .header("set-cookie")
            .starts_with("__Host-aldaba-identity-form=")
    );
    assert!(reply.header("set-cookie").contains("; Secure"));
    assert!(
        reply
            .header("strict-transport-security")
            .starts_with("max-age=63072000")
    );
}

#[tokio::test]
async fn a_form_with_its_token_is_accepted_once_filled_in_well() {
    let router = router(face());
    let page = fetch(&router, "/").await;
    let (cookie, token) = (page.cookie(), page.hidden("_token"));
    let wrong = send_form(
        &router,
        "/",
        format!("_token={token}&number=+12345678+A"),
        &[("cookie", &cookie)],
    )
    .await;
    assert_eq!(wrong.status, 422);
    assert_eq!(check::page(&wrong.body), Vec::<String>::new());
    assert!(
        wrong.body.contains("<title>Error: Su número"),
        "{}",
        wrong.body
    );
    assert!(
        wrong
            .body
            .contains("<a href=\"#number\">La letra no corresponde a ese número.</a>")
    );
    assert!(
        wrong.body.contains("value=\"12345678 A\""),
        "what was typed stays"
    );
    assert_eq!(wrong.header("cache-control"), "no-store");
    let right = send_form(
        &router,
        "/",
        format!("_token={token}&number=12345678z"),
        &[("cookie", &cookie)],
    )
    .await;
    assert_eq!(right.status, 303);
    assert_eq!(right.header("location"), "/done");
}

#[tokio::test]
async fn what_was_typed_cannot_become_markup() {
    let router = router(face());
    let page = fetch(&router, "/").await;
    let body = format!(
        "_token={}&number=%22%3E%3Cscript%3Ex%3C%2Fscript%3E",
        page.hidden("_token")
    );
    let reply = send_form(&router, "/", body, &[("cookie", &page.cookie())]).await;
    assert!(!reply.body.contains("<script>x"), "{}", reply.body);
    assert_eq!(check::page(&reply.body), Vec::<String>::new());
}

#[tokio::test]
async fn forms_from_elsewhere_are_refused() {
    let router = router(face());
    let page = fetch(&router, "/").await;
    let (cookie, token) = (page.cookie(), page.hidden("_token"));
    let body = format!("_token={token}&number=12345678z");
    let cases: [(&str, &[(&str, &str)]); 4] = [
        (
            &body,
            &[("cookie", &cookie), ("sec-fetch-site", "cross-site")],
        ),
        (
            &body,
            &[("cookie", &cookie), ("origin", "http://localhost:4000")],
        ),
        (&body, &[]),
        (
            "number=12345678z",
            &[("cookie", &cookie), ("sec-fetch-site", "same-origin")],
        ),
    ];
    for (body, headers) in cases {
        let reply = send_form(&router, "/", body.to_owned(), headers).await;
        assert_eq!(reply.status, 403, "{headers:?}");
        assert!(
            reply
                .body
                .contains("La página llevaba demasiado tiempo abierta")
        );
    }
}

#[tokio::test]
async fn machines_are_not_asked_where_they_come_from() {
    let reply = send_form(
        &router(face()),
        "/api/v1/thing",
        String::new(),
        &[("origin", "https://x.example")],
    )
    .await;
    assert_eq!(
        (reply.status, reply.body.as_str()),
        (StatusCode::OK, "accepted")
    );
}

#[tokio::test]
async fn a_language_is_chosen_by_link_and_remembered() {
    let router = router(face());
    let chosen = fetch(&router, "/?a=1&lang=ca").await;
    assert_eq!(chosen.status, 303);
    assert_eq!(chosen.header("location"), "/?a=1");
    let cookie = chosen.cookie();
    assert_eq!(cookie, "aldaba-identity-lang=ca");
    let page = get_with(&router, "/?a=1", &[("cookie", &cookie)]).await;
    assert!(page.body.contains("<html lang=\"ca\">") && page.body.contains("Vés al contingut"));
    assert!(
        page.body.contains("href=\"/?a=1&#38;lang=en\""),
        "{}",
        page.body
    );
    let unknown = fetch(&router, "/?lang=tlh").await;
    assert_eq!(unknown.status, 200);
    assert!(unknown.body.contains("<html lang=\"es\">"));
}

#[tokio::test]
async fn the_language_link_cannot_lead_to_another_site() {
    let reply = fetch(&router(face()), "//evil.example/?lang=ca").await;
    assert_eq!(reply.header("location"), "/evil.example/");
}

#[tokio::test]
async fn the_preference_on_record_gives_way_to_a_choice() {
    let router = router(face());
    assert!(
        fetch(&router, "/preferred")
            .await
            .body
            .contains("<html lang=\"en\">")
    );
    let page = get_with(
        &router,
        "/preferred",
        &[("cookie", "aldaba-identity-lang=ca")],
    )
    .await;
    assert!(page.body.contains("<html lang=\"ca\">"));
}

#[tokio::test]
async fn every_error_is_a_page_with_a_reference() {
    let router = router(face());
    let cases = [
        ("/nothing", 404, "Esta página no existe", "GEN-404"),
        (
            "/fails",
            500,
            "Algo ha fallado aquí, no en su equipo",
            "GEN-500",
        ),
        (
            "/panics",
            500,
            "Algo ha fallado aquí, no en su equipo",
            "GEN-500",
        ),
        (
            "/refuses",
            409,
            "No hemos podido confirmar esos datos",
            "REG-003",
        ),
        ("/busy", 503, "Hay muchas personas a la vez", "GEN-503"),
    ];
    for (path, status, title, code) in cases {
        let reply = fetch(&router, path).await;
        assert_eq!(reply.status, status, "{path}");
        assert_eq!(check::page(&reply.body), Vec::<String>::new(), "{path}");
        assert!(
            reply.body.contains(&format!("<h1>{title}</h1>")),
            "{path}: {}",
            reply.body
        );
        let reference = reply.body.split_once(&format!("{code} · ")).unwrap().1;
        let reference = reference.split_once('<').unwrap().0;
        assert!(
            reference.len() == 7 && reference.as_bytes().get(4) == Some(&b'-'),
            "{reference}"
        );
        assert_eq!(reply.header("cache-control"), "no-store");
        assert!(
            !reply.body.contains("register does not answer"),
            "causes are for the log"
        );
    }
    let refused = fetch(&router, "/refuses").await;
    assert!(
        refused.body.contains("error &#60;suyo&#62;") && refused.body.contains("href=\"/offices\"")
    );
}

#[tokio::test]
async fn a_busy_page_tries_again_by_itself() {
    let reply = fetch(&router(face()), "/busy").await;
    assert_eq!(
        (reply.header("retry-after"), reply.header("refresh")),
        ("10", "10")
    );
    assert!(reply.body.contains("10 segundos"));
}

#[tokio::test]
async fn errors_speak_the_language_of_the_visitor_and_json_to_machines() {
    let router = router(face());
    let reply = get_with(&router, "/nothing", &[("accept-language", "en")]).await;
    assert!(reply.body.contains("<h1>This page does not exist</h1>"));
    for (path, accept) in [("/nothing", "application/json"), ("/api/v1/nothing", "*/*")] {
        let reply = get_with(&router, path, &[("accept", accept)]).await;
        assert_eq!(reply.header("content-type"), "application/json");
        let json: serde_json::Value = serde_json::from_str(&reply.body).unwrap();
        assert_eq!(json.pointer("/error/code").unwrap(), "GEN-404");
    }
}

#[tokio::test]
async fn wrong_methods_types_and_sizes_are_told_apart() {
    let router = router(face());
    let page = fetch(&router, "/").await;
    let cookie = page.cookie();
    let wrong = send_form(&router, "/refuses", String::new(), &[("cookie", &cookie)]).await;
    assert_eq!(
        (wrong.status, wrong.header("allow")),
        (StatusCode::METHOD_NOT_ALLOWED, "GET,HEAD")
    );
    let json = http::Request::post("/")
        .header("content-type", "application/json")
        .body("{}".into())
        .unwrap();
    assert_eq!(common::send(&router, json).await.status, 415);
    let long = "x".repeat(70_000);
    let large = send_form(
        &router,
        "/",
        format!("number={long}"),
        &[("cookie", &cookie)],
    )
    .await;
    assert_eq!(large.status, 413);
    assert!(large.body.contains("Lo que ha enviado pesa demasiado"));
    let broken = send_form(
        &router,
        "/",
        "_token=%FF%FE".to_owned(),
        &[("cookie", &cookie)],
    )
    .await;
    assert!(broken.status.is_client_error());
}

#[tokio::test]
async fn a_form_may_end_at_a_registered_relying_party() {
    let reply = fetch(&router(face()), "/leads-out").await;
    assert!(
        reply
            .header("content-security-policy")
            .ends_with("form-action 'self' https://rp.example")
    );
}

#[tokio::test]
async fn an_upload_carries_its_token_and_has_its_limit() {
    let router = router(face());
    let page = fetch(&router, "/").await;
    let multipart = |token: &str, content: &str| {
        let body = format!(
            "--b\r\nContent-Disposition: form-data; name=\"_token\"\r\n\r\n{token}\r\n\
             --b\r\nContent-Disposition: form-data; name=\"why\"\r\n\r\ncompare\r\n\
             --b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"C:\\\\x\\\\copy.pdf\"\r\n\
             Content-Type: application/pdf\r\n\r\n{content}\r\n--b--\r\n"
        );
        http::Request::post("/upload")
            .header("accept", "text/html")
            .header("cookie", page.cookie())
            .header("content-type", "multipart/form-data; boundary=b")
            .body(body.into())
            .unwrap()
    };
    let token = page.hidden("_token");
    let sent = common::send(&router, multipart(&token, "%PDF")).await;
    assert_eq!(sent.body, "copy.pdf 4: compare");
    assert_eq!(
        common::send(&router, multipart("other", "%PDF"))
            .await
            .status,
        403
    );
    let large = common::send(&router, multipart(&token, &"x".repeat(3000))).await;
    assert_eq!(large.status, 413);
}

#[tokio::test]
async fn assets_may_be_kept_for_ever_and_come_compressed() {
    let router = router(face());
    let url = web_kit::assets::KIT.url("components.css");
    let plain = fetch(&router, &url).await;
    assert_eq!(plain.header("content-type"), "text/css; charset=utf-8");
    assert_eq!(
        plain.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    let zipped = get_with(&router, &url, &[("accept-encoding", "br, gzip;q=0.8")]).await;
    assert_eq!(zipped.header("content-encoding"), "gzip");
    assert!(
        zipped.headers.get("content-length").is_none() || zipped.body.len() < plain.body.len() / 2
    );
    let again = get_with(&router, &url, &[("if-none-match", plain.header("etag"))]).await;
    assert_eq!(again.status, 304);
    let old = url.replace(url.split('/').nth(3).unwrap(), "0000000000000000");
    assert_eq!(
        fetch(&router, &old).await.header("cache-control"),
        "no-cache"
    );
    assert_eq!(fetch(&router, "/assets/kit/0/none.css").await.status, 404);
}

#[tokio::test]
async fn a_body_wears_its_own_colours() {
    let mut settings = settings("http://localhost:8080");
    settings.body.brand.accent = Some("#0a5c36".into());
    let router = router(Face::new(settings));
    let page = fetch(&router, "/").await;
    let url = page
        .body
        .split_once("/assets/body.css")
        .unwrap()
        .1
        .split_once('"')
        .unwrap()
        .0
        .to_owned();
    let sheet = fetch(&router, &format!("/assets/body.css{url}")).await;
    assert!(sheet.body.contains("--accent: #0a5c36;"));
    assert!(
        !fetch(&self::router(face()), "/")
            .await
            .body
            .contains("/assets/body.css")
    );
}

#[tokio::test]
async fn the_pages_that_every_face_owes_exist_in_every_language() {
    let router = router(face());
    for path in [
        "/help",
        "/contact",
        "/accessibility",
        "/data-protection",
        "/kit",
        "/kit?errors",
    ] {
        for lang in web_kit::texts::LANGS {
            let cookie = format!("aldaba-identity-lang={}", lang.tag());
            let reply = get_with(&router, path, &[("cookie", &cookie)]).await;
            assert_eq!(reply.status, 200, "{path} {lang}");
            assert_eq!(
                check::page(&reply.body),
                Vec::<String>::new(),
                "{path} {lang}"
            );
            assert!(
                reply
                    .body
                    .contains(&format!("<html lang=\"{}\">", lang.tag()))
            );
        }
    }
}

#[tokio::test]
async fn requests_are_counted_by_route_template() {
    let face = face();
    let router = router(face.clone());
    fetch(&router, "/").await;
    fetch(&router, "/nothing/secret").await;
    let text = face.metrics().render();
    assert!(
        text.contains(r#"face="identity",method="GET",route="/",status="200"} 1"#),
        "{text}"
    );
    assert!(text.contains(r#"route="(none)",status="404"} 1"#), "{text}");
    assert!(!text.contains("secret"));
}

#[tokio::test]
async fn every_face_wears_the_same_frame_and_desks_are_denser() {
    for kind in [
        FaceKind::Identity,
        FaceKind::Sede,
        FaceKind::Office,
        FaceKind::Inbox,
    ] {
        let mut settings = settings("http://localhost:8080");
        settings.kind = kind;
        settings.demonstration = true;
        let page = fetch(&router(Face::new(settings)), "/kit").await;
        assert_eq!(check::page(&page.body), Vec::<String>::new(), "{kind:?}");
        assert!(page.body.contains("class=\"demo-strip\""));
        assert_eq!(
            page.body.contains("data-density=\"compact\""),
            kind == FaceKind::Office
        );
        assert!(page.body.contains("/accessibility"), "{kind:?}");
    }
}

async fn call_page(page: Page) -> Response {
    let mut response = "a call".into_response();
    allow_live_media(&mut response, page.face());
    response
}

#[tokio::test]
async fn camera_and_socket_are_for_the_pages_of_a_call_only() {
    let face = Face::new(common::settings("https://identity.example.es"));
    let router = Shell::new(face)
        .pages(Router::new().route("/call", get(call_page)))
        .build();
    let call = fetch(&router, "/call").await;
    let policy = call.header("content-security-policy");
    let expected = "connect-src 'self' wss://identity.example.es; media-src 'self' blob:;";
    assert!(policy.contains(expected), "{policy}");
    let features = call.header("permissions-policy");
    assert!(
        features.starts_with("camera=(self), microphone=(self)"),
        "{features}"
    );
    let other = fetch(&router, "/help").await;
    let policy = other.header("content-security-policy");
    assert!(
        !policy.contains("wss:") && !policy.contains("media-src"),
        "{policy}"
    );
    let features = other.header("permissions-policy");
    assert!(
        features.starts_with("camera=(), microphone=()"),
        "{features}"
    );
}
