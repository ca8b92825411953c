//! The pages in every language, in a browser.

use std::{future, sync::Arc, sync::mpsc, thread};

use e2e::{Demonstration, journey};
use serde_json::json;
use tokio::net::TcpListener;
use vocab::{Clock, Lang, ManualClock, SeededEntropy, Timestamp};
use web_kit::{
    Shell,
    face::{CsrfKey, Face, FaceKind, FaceSettings, PublicBody},
    gallery,
    server::{Limits, serve},
};

/// R227: six languages fit on every page, on the narrowest screen that we draw for.
#[test]
fn every_language_fits_on_every_page() {
    let demonstration = Demonstration::start();
    let number = demonstration
        .people()
        .showing("An ordinary DNI: the validity date is asked.")
        .number;
    let input = json!({
        "languages": Lang::ALL.map(Lang::tag),
        "gallery": gallery_of_components(),
        "number": number,
    });
    let _ = journey("languages", &demonstration.input(&input));
}

/// Serves every component in every state until the test ends, and says where.
fn gallery_of_components() -> String {
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        runtime.block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
            let origin = format!("http://{}", listener.local_addr().expect("an address"));
            let noon: Timestamp = "2026-11-22T11:00:00Z".parse().expect("a moment");
            let clock: Arc<dyn Clock> = Arc::new(ManualClock::new(noon));
            let settings = FaceSettings::new(
                FaceKind::Identity,
                origin.parse().expect("an address"),
                PublicBody::example(),
                CsrfKey::new([7; 32]),
                clock,
                Arc::new(SeededEntropy::new(1)),
            );
            let pages = Shell::new(Face::new(settings)).pages(gallery::router());
            tell.send(origin).expect("the test waits");
            let served = serve(
                listener,
                pages.build(),
                Limits::default(),
                future::pending(),
            );
            served.await.expect("the gallery is served");
        });
    });
    told.recv().expect("the gallery starts")
}
