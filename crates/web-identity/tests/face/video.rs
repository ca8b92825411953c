//! The citizen's pages of the video call: when it is open, the test that is required, what has to
//! be agreed to, the waiting room, and how it ends.

use std::time::Duration;

use model::video::{CallState, RefusalReason, ServiceHours};
use ports::media::MediaServer as _;
use proofing::{CallView, ViewState};
use store::StoreError;
use vocab::{BearerSecret, Lang, OfficerId, SignedDuration, Timestamp};
use web_identity::texts::{self, LANGS};

use crate::browser::Browser;
use crate::rig::{Rig, with_dni};

/// What the page's script sends after four good checks.
pub(crate) const ALL_GOOD: &str = "camera=ok,microphone=ok,loudspeaker=ok,network=fair";

impl Browser<'_> {
    /// What the script of the test page does: an offer for the echo room, then the form.
    pub(crate) async fn test_device(&mut self) -> &mut Self {
        self.open("/register/video/test").await.answers(200);
        self.offer_echo().await.answers(200);
        self.at = "/register/video/test".into();
        self.open("/register/video/test").await;
        self.say(ALL_GOOD, true).await
    }

    /// The form of the test page as its script fills it in.
    async fn say(&mut self, verdicts: &str, ticked: bool) -> &mut Self {
        let tick: &[(&str, &str)] = if ticked { &[("ready", "yes")] } else { &[] };
        let verdicts = verdicts.replace('=', "%3D").replace(',', "%2C");
        let form = self.filled("", tick);
        let form = form.replace("verdicts=", &format!("verdicts={verdicts}"));
        self.post("", form).await;
        self.follow().await;
        self
    }

    pub(crate) async fn offer_echo(&mut self) -> &mut Self {
        let offer = self.filled("", &[("sdp", "v=0")]);
        self.post("/register/video/test/offer", offer).await
    }

    /// From nothing into the waiting room; without a script, so that it waits for the proof.
    pub(crate) async fn enter_room(&mut self, number: u32) -> &mut Self {
        self.confirm_document(&with_dni(number)).await;
        self.test_device().await.is_at("/register/video/enter");
        self.send(
            "",
            &[("name", "Ana"), ("consent", "yes"), ("accept", "yes")],
        )
        .await
        .answers(200);
        self.rig.pass(SignedDuration::from_secs(20));
        self.send("", &[]).await.is_at("/register/video/room");
        self
    }

    /// Waits until the shared look at the waiting room has seen what happened; under load it
    /// lags behind for a moment.
    async fn sees(&self, settled: impl Fn(&CallView) -> bool) {
        let seen = async {
            loop {
                let view = self.rig.proofing.view(&self.call()).await.unwrap();
                if view.is_some_and(|view| settled(&view)) {
                    return;
                }
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), seen)
            .await
            .expect("the waiting room moves on");
    }

    fn call(&self) -> BearerSecret {
        BearerSecret::parse(self.cookie("call").unwrap()).unwrap()
    }

    /// An operator takes this call and ends it so.
    pub(crate) async fn refused_by_operator(&self, reason: RefusalReason) {
        let proofing = &self.rig.proofing;
        let keeper = proofing.keeper();
        let hash = proofing
            .hashes
            .hash("video_call.secret", self.call().as_str().as_bytes());
        let officer = OfficerId::new(keeper.now, &*proofing.entropy);
        proofing
            .store
            .transact("test.refuse", move |tx| {
                let mut call = keeper.open_by_secret(tx, hash)?.unwrap();
                let state = call.state().clone().take(officer, keeper.now).unwrap();
                let state: CallState = state.refuse(reason, keeper.now).unwrap();
                keeper.advance(tx, &mut call, state)?;
                Ok::<_, StoreError>(())
            })
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn the_call_stands_first_among_the_ways_while_it_is_open() {
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    browser.confirm_document(&with_dni(31)).await;
    let page = browser.page();
    let place = |value: &str| page.find(&format!("value=\"{value}\"")).unwrap();
    assert!(place("video") < place("have") && place("video") < place("ask"));
    browser
        .send("", &[("way", "video")])
        .await
        .is_at("/register/video");
    browser
        .says("El servicio está abierto")
        .says("Se atiende a cualquier hora.")
        .says("Nadie puede hacer la videollamada en nombre de otra persona");
    assert!(browser.page().contains("href=\"/register/video/test\""));
}

#[tokio::test]
async fn the_information_says_what_is_needed_and_where_help_is() {
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    browser
        .open("/register/video")
        .await
        .says("Un ordenador con cámara, micrófono y altavoces, o un móvil o una tableta.")
        .says("Microsoft Edge, Google Chrome o Mozilla Firefox")
        .says("No hace falta ninguna aplicación.")
        .says("Su documento de identidad original y en vigor")
        .says("El móvil que usará para identificarse")
        .says("Prueba la cámara, el sonido y la conexión.")
        .says("su cámara está apagada y la de usted, encendida");
    assert!(browser.page().contains("href=\"/help/video\""));
    // Read before the document was checked, it leads there.
    assert!(browser.page().contains("class=\"btn\" href=\"/register\""));
    browser.open("/help/video").await.says("En el móvil");
}

/// 2026-11-22 is a Sunday; the desk opens on Monday at nine (D14).
#[tokio::test]
async fn outside_the_hours_it_says_when_it_opens_and_which_ways_are_open() {
    let rig = Rig::open_at(ServiceHours::default()).await;
    let mut browser = Browser::new(&rig);
    browser.confirm_document(&with_dni(31)).await;
    let page = browser.page();
    let place = |value: &str| page.find(&format!("value=\"{value}\"")).unwrap();
    assert!(place("video") > place("ask"), "a closed way stands last");
    browser.says("Ahora está cerrado: abre el 23 de noviembre de 2026 a las 09:00.");
    browser
        .open("/register/video")
        .await
        .says("El servicio está cerrado ahora")
        .says("Vuelve a abrir el 23 de noviembre de 2026 a las 09:00.")
        .says("09:00–14:00")
        .says("se deja de admitir 10 minutos antes del cierre")
        .says("Registrarse por carta");
    // The test can be made meanwhile, but nobody gets into a room where nobody attends.
    browser.test_device().await.is_at("/register/video");
}

#[tokio::test]
async fn ten_minutes_before_closing_nobody_else_is_let_in() {
    let rig = Rig::open_at(ServiceHours::default()).await;
    let monday_1345: Timestamp = "2026-11-23T12:45:00Z".parse().unwrap();
    rig.pass(monday_1345.duration_since(rig.now()));
    let mut browser = Browser::new(&rig);
    browser
        .open("/register/video")
        .await
        .says("Hoy se atiende hasta las 14:00. Se puede entrar hasta las 13:50.");
    rig.pass(SignedDuration::from_mins(6));
    browser
        .open("/register/video")
        .await
        .says("Hoy ya no se puede entrar")
        .says("Vuelve a abrir el 24 de noviembre de 2026 a las 09:00.");
}

#[tokio::test]
async fn without_the_test_and_the_tick_nobody_enters() {
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    browser.confirm_document(&with_dni(31)).await;
    browser
        .open("/register/video/enter")
        .await
        .is_at("/register/video/test");
    // The server has seen no offer of this browser.
    browser
        .say(ALL_GOOD, true)
        .await
        .answers(422)
        .says("nuestro servidor no la ha visto terminar");
    browser.offer_echo().await.answers(200);
    for wrong in ["", "camera=ok,microphone=ok,loudspeaker=ok,network=bad"] {
        browser.open("/register/video/test").await;
        browser.say(wrong, true).await.answers(422);
    }
    browser
        .say(ALL_GOOD, false)
        .await
        .answers(422)
        .says("Marque la casilla");
    browser
        .say(ALL_GOOD, true)
        .await
        .is_at("/register/video/enter");
    assert_eq!(rig.media.asked().len(), 1);
}

/// The proof belongs to the browser that made the test: copied elsewhere it is worth nothing.
#[tokio::test]
async fn the_proof_of_a_test_is_of_no_use_in_another_browser() {
    let rig = Rig::new().await;
    let mut tested = Browser::new(&rig);
    tested.confirm_document(&with_dni(31)).await;
    tested.test_device().await.is_at("/register/video/enter");
    let mut other = Browser::new(&rig);
    other.confirm_document(&with_dni(101)).await;
    other.set_cookie("video-ready", tested.cookie("video-ready").unwrap());
    other
        .open("/register/video/enter")
        .await
        .is_at("/register/video/test");
}

#[tokio::test]
async fn tests_are_limited_and_a_broken_offer_is_refused() {
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    browser.open("/register/video/test").await;
    let empty = browser.filled("", &[]);
    browser
        .post("/register/video/test/offer", empty)
        .await
        .answers(400);
    rig.media.refuse(Some(ports::media::OfferError::Full));
    browser.open("/register/video/test").await;
    browser.offer_echo().await.answers(503);
    rig.media.refuse(Some(ports::media::OfferError::Unreadable));
    browser.open("/register/video/test").await;
    browser.offer_echo().await.answers(422);
    assert_eq!(browser.cookie("video-echo"), None);
}

/// Where the roles run apart, the test call goes through rows, as calls do.
#[tokio::test]
async fn the_test_is_answered_by_a_media_server_in_another_process() {
    let rig = Rig::with_media_elsewhere().await;
    let mut browser = Browser::new(&rig);
    browser.confirm_document(&with_dni(31)).await;
    browser.open("/register/video/test").await.answers(200);
    let other_process = async {
        loop {
            for echo in rig.proofing.media_echoes().await.unwrap() {
                let answer = rig.media.echo(&echo.sdp).await;
                rig.proofing.media_echoed(echo.id, answer).await.unwrap();
                return;
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::join!(browser.offer_echo(), other_process)
        .0
        .answers(200);
    assert_eq!(rig.media.asked().len(), 1);
    browser.at = "/register/video/test".into();
    browser.open("/register/video/test").await;
    browser
        .say(ALL_GOOD, true)
        .await
        .is_at("/register/video/enter");
}

#[tokio::test]
async fn name_consent_and_conditions_are_required_and_the_alternatives_are_named() {
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    browser.confirm_document(&with_dni(31)).await;
    browser.test_device().await.is_at("/register/video/enter");
    browser
        .says("Ahora no espera nadie.")
        .says("No está obligado: puede registrarse sin que se grabe su imagen.")
        .says("Registrarse por carta");
    browser
        .send("", &[("name", "<Ana>")])
        .await
        .answers(422)
        .says("sin símbolos")
        .says("Sin su consentimiento no podemos hacer la videollamada")
        .says("Para entrar tiene que aceptar las condiciones.");
    let agreed = [("name", "Ana"), ("consent", "yes"), ("accept", "yes")];
    // In place of a captcha: work, or for who has no script a wait.
    browser.send("", &agreed).await.answers(200);
    browser.says("su navegador hace un cálculo breve");
    rig.pass(SignedDuration::from_secs(20));
    browser.send("", &[]).await.is_at("/register/video/room");
}

#[tokio::test]
async fn the_waiting_room_shows_the_place_and_keeps_it() {
    let rig = Rig::new().await;
    let mut first = Browser::new(&rig);
    first.enter_room(31).await;
    first.sees(|view| view.place == Some(1)).await;
    first
        .open("/register/video/room")
        .await
        .says("Es la primera persona de la cola");
    rig.pass(SignedDuration::from_secs(1));
    let mut second = Browser::new(&rig);
    second.enter_room(101).await;
    second.sees(|view| view.place == Some(2)).await;
    second
        .open("/register/video/room")
        .await
        .says("Su puesto en la cola: 2")
        .is_private();
    let features = second.header("permissions-policy").to_owned();
    assert!(
        features.starts_with("camera=(self), microphone=(self)"),
        "{features}"
    );
    // The page that asks without a socket.
    second.open("/register/video/state").await;
    let state: serde_json::Value = serde_json::from_slice(&second.bytes).unwrap();
    assert_eq!(state["kind"], "state");
    assert_eq!(state["state"], "queued");
    assert_eq!(state["place"], 2);
    // Whoever comes back, also from the step before, is where they were.
    second
        .open("/register/video/enter")
        .await
        .is_at("/register/video/room");
    first.send("/register/video/leave", &[]).await;
    first
        .is_at("/register/video/end?left")
        .says("Ha salido de la cola");
    second.sees(|view| view.place == Some(1)).await;
    second
        .open("/register/video/room")
        .await
        .says("Es la primera persona de la cola");
    // Who left may enter again.
    first
        .open("/register/video/enter")
        .await
        .is_at("/register/video/enter");
}

#[tokio::test]
async fn a_room_without_a_call_leads_to_the_information() {
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    for path in ["/register/video/room", "/register/video/end"] {
        browser.open(path).await.is_at("/register/video");
    }
    browser.open("/register/video/state").await.answers(404);
    browser.set_cookie("call", "not-a-secret");
    browser
        .open("/register/video/room")
        .await
        .is_at("/register/video");
}

/// R247: told, not left waiting; and when it opens again.
#[tokio::test]
async fn who_still_waits_at_closing_time_is_told() {
    let rig = Rig::open_at(ServiceHours::default()).await;
    let monday_noon: Timestamp = "2026-11-23T12:30:00Z".parse().unwrap();
    rig.pass(monday_noon.duration_since(rig.now()));
    let mut browser = Browser::new(&rig);
    browser
        .enter_room(31)
        .await
        .says("Hoy se atiende hasta las 14:00.");
    rig.pass(SignedDuration::from_mins(31));
    browser
        .open("/register/video/room")
        .await
        .is_at("/register/video/end");
    browser
        .says("El servicio ha cerrado")
        .says("Vuelve a abrir el 24 de noviembre de 2026 a las 09:00.")
        .says("Registrarse por carta");
}

/// A reason that helps is told; a suspicion teaches nobody what to do better next time. Each kind
/// of the pick list (Orden ETD/465/2021 art. 10.4, and ours) says what to do next.
#[tokio::test]
async fn each_kind_of_refusal_has_its_words_and_its_way_on() {
    let rig = Rig::new().await;
    let t = texts::video(Lang::Es);
    let again = ("/register/video/enter", t.again);
    let other = ("/register/ways", t.other_way);
    for reason in RefusalReason::ALL {
        let (why, advice, next) = match reason {
            RefusalReason::ImageOrSound => (t.refused_image, Some(t.refused_try_image), again),
            RefusalReason::Connection => {
                (t.refused_connection, Some(t.refused_try_connection), again)
            }
            RefusalReason::PersonLeft => (t.refused_left, None, again),
            RefusalReason::DataNotConfirmed => (t.refused_data, Some(t.refused_try_data), again),
            RefusalReason::ConsentRefused => (t.refused_consent, None, other),
            RefusalReason::NotByThisRoute => (t.refused_route, None, other),
            RefusalReason::DocumentNotValid
            | RefusalReason::NotTheHolder
            | RefusalReason::Prerecorded
            | RefusalReason::SeveralDevices
            | RefusalReason::NotInRealTime
            | RefusalReason::Coercion
            | RefusalReason::OtherDoubt => (t.refused_document, None, again),
        };
        let mut browser = Browser::new(&rig);
        browser.enter_room(31).await;
        browser.refused_by_operator(reason).await;
        browser
            .sees(|view| matches!(view.state, ViewState::Refused(_)))
            .await;
        browser
            .open("/register/video/room")
            .await
            .is_at("/register/video/end");
        browser
            .says(t.refused_title)
            .says(why)
            .says("Vaya a una oficina de registro")
            .says("Registrarse por carta");
        let page = browser.page();
        let primary = format!("<a class=\"btn\" href=\"{}\">{}</a>", next.0, next.1);
        assert!(page.contains(&primary), "{reason:?}: {page}");
        let others = [
            t.refused_document,
            t.refused_image,
            t.refused_connection,
            t.refused_left,
            t.refused_data,
            t.refused_consent,
            t.refused_route,
            t.refused_try_image,
            t.refused_try_connection,
            t.refused_try_data,
        ];
        for words in others {
            let expected = words == why || Some(words) == advice;
            assert_eq!(page.contains(words), expected, "{reason:?}: {words}");
        }
        assert_eq!(
            page.contains(t.refused_try_again),
            next == again,
            "{reason:?}"
        );
        // No word of the pick list itself, and nothing was registered: the way is open again.
        browser.does_not_say(reason.as_str());
        browser
            .open("/register/video/enter")
            .await
            .is_at("/register/video/enter");
        rig.pass(SignedDuration::from_mins(10));
    }
}

#[tokio::test]
async fn a_code_that_nobody_sent_proves_nothing() {
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    browser.enter_room(31).await;
    browser
        .send("/register/video/code", &[("code", "123456")])
        .await
        .is_at("/register/video/room");
}

/// Every page of the call in every language, for `pages.rs`.
pub(crate) async fn walk(rig: &Rig, lang: Lang) -> Vec<String> {
    let mut browser = Browser::speaking(rig, lang);
    browser.open("/register/video").await;
    browser.open("/help/video").await;
    browser.enter_room(31).await;
    browser.send("/register/video/leave", &[]).await;
    browser.titles
}

#[test]
fn what_scripts_say_has_the_gaps_that_they_fill() {
    for lang in LANGS {
        let t = texts::video(*lang);
        assert!(t.room_place_n("{n}").contains("{n}"));
        let network = t.network_good("{loss}", "{rtt}");
        assert!(network.contains("{loss}") && network.contains("{rtt}"));
        let agent = t.room_assigned("{code}", "{name}");
        assert!(agent.contains("{code}") && agent.contains("{name}"));
    }
}
