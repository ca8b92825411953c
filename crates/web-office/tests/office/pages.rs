//! Every template in every language: well-formed, private, in its language.

use std::collections::BTreeSet;

use desk::InvitedBy;
use model::officer::Role;
use vocab::Lang;
use web_kit::check;

use crate::{
    browser::Reply,
    calls::people,
    people::of_people,
    rig::{REASON, Rig, at},
    self_reviews::of_the_films,
    video::{act, attend, establish, recorded},
    world::{ananya, evaristo, lucia, person},
};

/// Templates that are parts of others.
const PARTS: [&str; 11] = [
    "desk.html",
    "parts/passkey.html",
    "video/parts/captures.html",
    "video/parts/checks.html",
    "video/parts/contact.html",
    "video/parts/decision.html",
    "video/parts/person.html",
    "video/parts/reading.html",
    "video/parts/say.html",
    "video/parts/stage.html",
    "video/parts/talk.html",
];

/// A page, the template that it shows, and a name for the message of a failing check.
struct Sample {
    template: &'static str,
    what: &'static str,
    reply: Reply,
}

struct Collection {
    samples: Vec<Sample>,
}

impl Collection {
    fn add(&mut self, template: &'static str, what: &'static str, reply: Reply) {
        self.samples.push(Sample {
            template,
            what,
            reply,
        });
    }
}

async fn of_the_entrance(lang: &str, all: &mut Collection) {
    let rig = Rig::demonstration().await;
    let mut browser = rig.browser().speaking(lang);
    all.add(
        "entrance/sign_in.html",
        "demonstration",
        browser.get("/sign-in").await,
    );
    all.add(
        "entrance/sign_in.html",
        "left",
        browser.get("/sign-in?left").await,
    );
    all.add(
        "entrance/sign_in.html",
        "ended",
        browser.get("/sign-in?ended").await,
    );
    all.add(
        "entrance/sign_in.html",
        "late",
        browser.post("/sign-in", &[]).await,
    );
    all.add(
        "entrance/step_in.html",
        "",
        browser.get("/step-in/julia").await,
    );
    let invitation = rig.office.invitation("nerea", &[Role::CaseWorker]);
    let invited = rig
        .office
        .desk
        .invite(InvitedBy::CommandLine, invitation)
        .await
        .unwrap();
    let link = format!("/enrol?code={}", invited.secret.as_str());
    all.add("entrance/enrol.html", "", browser.get(&link).await);
    let code = [("code", invited.secret.as_str())];
    all.add(
        "entrance/enrol.html",
        "late",
        browser.post("/enrol", &code).await,
    );
    all.add("kit/error.html", "gone", browser.get("/enrol?code=x").await);
    let reference = rig.case(&lucia()).await;
    let held = browser.post(&at(&reference), &[("reason", REASON)]).await;
    all.add("review/hold.html", "sign in", held);
    browser.post("/step-in/julia", &[]).await;
    all.add(
        "entrance/session.html",
        "stepped in",
        browser.get("/session").await,
    );
    all.add(
        "review/list_cases.html",
        "stepped in",
        browser.get("/cases").await,
    );
}

async fn of_the_review(lang: &str, all: &mut Collection) {
    let rig = Rig::new().await;
    let mut julia = rig.case_worker("julia").await.speaking(lang);
    all.add("entrance/session.html", "", julia.get("/session").await);
    all.add("review/list_cases.html", "empty", julia.get("/cases").await);
    let namesake = rig.case(&lucia()).await;
    let own = rig.case(&evaristo()).await;
    let two = rig.case(&person("Leandro", "Cuervo")).await;
    let year = rig.case(&person("Antonio", "Rey")).await;
    let (visitor, withdrawn, _) = rig.office.world.apply(&person("Ariadna", "Montes")).await;
    rig.office
        .world
        .procedures
        .withdraw(&visitor, &withdrawn)
        .await
        .unwrap();
    let issued = rig.case(&ananya()).await;
    rig.later(3_600);
    all.add("review/list_cases.html", "", julia.get("/cases").await);
    all.add("review/case.html", "stale", julia.get(&at(&namesake)).await);
    let sending = [("verdict", "the_same"), ("reason", "corto")];
    all.add(
        "review/case.html",
        "mistakes",
        julia.post(&at(&two), &sending).await,
    );
    all.add("review/case.html", "own number", julia.get(&at(&own)).await);
    all.add("review/case.html", "year only", julia.get(&at(&year)).await);
    all.add(
        "review/closed.html",
        "withdrawn",
        julia.get(&at(&withdrawn)).await,
    );
    all.add(
        "review/closed.html",
        "issued",
        julia.get(&at(&issued)).await,
    );
    let decided = format!("{}/decided", at(&issued));
    all.add("review/closed.html", "decided", julia.get(&decided).await);
    julia.get(&at(&namesake)).await;
    let sending = [
        ("verdict", "not_the_same"),
        ("reason", REASON),
        ("version", "0"),
    ];
    all.add(
        "review/hold.html",
        "verify",
        julia.post(&at(&namesake), &sending).await,
    );
    let held = [("held", "yes"), ("reason", REASON)];
    all.add(
        "review/hold.html",
        "refused",
        julia.post(&at(&namesake), &held).await,
    );
    let unidentified = rig.unidentified(&person("Carlos", "Rivas")).await;
    all.add(
        "review/case.html",
        "unidentified",
        julia.get(&at(&unidentified)).await,
    );
}

async fn of_decisions(lang: &str, all: &mut Collection) {
    let rig = Rig::new().await;
    let mut julia = rig.case_worker("julia").await.speaking(lang);
    let own = rig.case(&evaristo()).await;
    let page = julia.get(&at(&own)).await;
    let (entry, version) = (
        page.hidden("entry").remove(0),
        page.hidden("version").remove(0),
    );
    let sending = [
        ("verdict", "the_same"),
        ("reason", REASON),
        ("entry", entry.as_str()),
        ("version", version.as_str()),
    ];
    let changed = [
        ("verdict", "the_same"),
        ("reason", REASON),
        ("entry", &entry),
    ];
    all.add(
        "review/case.html",
        "changed",
        julia.post(&at(&own), &changed).await,
    );
    rig.office.world.renderer.set_failing(true);
    all.add(
        "review/hold.html",
        "make",
        julia.post(&at(&own), &sending).await,
    );
    rig.office.world.offences.set_down(true);
    all.add(
        "review/hold.html",
        "register",
        julia.post(&at(&own), &sending).await,
    );
    all.add("kit/error.html", "register", julia.get(&at(&own)).await);
    rig.office.world.offences.set_down(false);
    rig.office.world.renderer.set_failing(false);
    let decided = julia.post(&at(&own), &sending).await;
    all.add(
        "review/closed.html",
        "positive",
        julia.get(decided.location()).await,
    );
    julia.get(&at(&own)).await;
    all.add(
        "review/closed.html",
        "raced",
        julia.post(&at(&own), &sending).await,
    );
}

async fn of_the_staff(lang: &str, all: &mut Collection) {
    let rig = Rig::new().await;
    let (ada, _) = rig.officer("ada", &[Role::Administrator]).await;
    let mut ada = ada.speaking(lang);
    rig.officer("julia", &[Role::CaseWorker]).await;
    rig.officer("david", &[Role::Auditor, Role::CaseWorker])
        .await;
    all.add(
        "officers/list_officers.html",
        "",
        ada.get("/officers").await,
    );
    all.add(
        "officers/invite.html",
        "",
        ada.get("/officers/invite").await,
    );
    all.add(
        "officers/invite.html",
        "again",
        ada.get("/officers/invite?officer=julia").await,
    );
    all.add(
        "officers/invite.html",
        "mistakes",
        ada.post("/officers/invite", &[]).await,
    );
    let sending = [
        ("name", "Nerea"),
        ("handle", "nerea"),
        ("role", "auditor"),
        ("until-day", "31"),
        ("until-month", "12"),
        ("until-year", "2026"),
    ];
    all.add(
        "officers/link.html",
        "",
        ada.post("/officers/invite", &sending).await,
    );
    all.add(
        "officers/disable_officer.html",
        "",
        ada.get("/officers/julia/disable").await,
    );
    ada.post("/officers/julia/disable", &[]).await;
    all.add(
        "officers/list_officers.html",
        "disabled",
        ada.get("/officers?disabled").await,
    );
    let mut idle = rig.office.invitation("irene", &[Role::CaseWorker]);
    for grant in &mut idle.grants {
        grant.until = "2026-11-22".parse().unwrap();
    }
    let (irene, mut device) = rig.officer("irene", &[Role::CaseWorker]).await;
    let mut irene = irene.speaking(lang);
    rig.office
        .desk
        .invite(InvitedBy::CommandLine, idle)
        .await
        .unwrap();
    rig.later(24 * 3_600);
    irene.sign_in(&mut device).await;
    all.add("home.html", "", irene.get("/").await);
}

async fn of_the_calls(lang: &str, all: &mut Collection) {
    let rig = Rig::new().await;
    let roles = [Role::VideoOperator, Role::Reviewer];
    let mut marta = rig.officer("marta", &roles).await.0.speaking(lang);
    let mut ines = rig.officer("ines", &roles).await.0.speaking(lang);
    all.add("video/board.html", "empty", marta.get("/video").await);
    all.add(
        "video/statistics.html",
        "empty",
        marta.get("/video/statistics").await,
    );
    all.add(
        "video/reviews.html",
        "empty",
        marta.get("/video/reviews").await,
    );
    marta
        .post("/video/presence", &[("presence", "on-duty")])
        .await;
    let caller = rig.office.caller(&people()[0]).await;
    rig.office.caller(&people()[1]).await;
    for arrival in [
        "approved", "pending", "refused", "back", "gone", "nobody", "busy",
    ] {
        let page = marta.get(&format!("/video?{arrival}")).await;
        all.add("video/board.html", arrival, page);
    }
    let call = attend(&rig, &mut marta, &caller).await;
    all.add("video/call.html", "begins", marta.get("/video/call").await);
    let mistakes = act(&rig, &mut marta, &call, "refuse", &[]).await;
    all.add("video/call.html", "mistakes", mistakes);
    establish(&rig, &mut marta, &call, &caller).await;
    let recording = recorded(&rig, &call).await;
    all.add("video/recording.html", "", ines.get(&recording).await);
    all.add(
        "video/recording.html",
        "mistakes",
        ines.post(&recording, &[]).await,
    );
    let purpose = [("purpose", "0123456789")];
    ines.post(&recording, &purpose).await.location();
    all.add("video/recording.html", "player", ines.get(&recording).await);
    let chat = [("kind", "chat"), ("text", "1")];
    act(&rig, &mut marta, &call, "say", &chat).await;
    let read = act(&rig, &mut marta, &call, "mrz", &[]).await;
    all.add("video/call.html", "read", read);
    act(&rig, &mut marta, &call, "approve", &[])
        .await
        .location();
    all.add(
        "video/reviews.html",
        "own",
        marta.get("/video/reviews").await,
    );
    all.add("video/reviews.html", "", ines.get("/video/reviews").await);
    let review = format!("/video/reviews/{call}");
    all.add("video/review.html", "", ines.get(&review).await);
    all.add(
        "video/review.html",
        "mistakes",
        ines.post(&review, &[]).await,
    );
    all.add(
        "video/statistics.html",
        "",
        ines.get("/video/statistics").await,
    );
    rig.later(7 * 3_600);
    all.add("video/review.html", "stale", ines.get(&review).await);
    let (mut ada, _) = rig.officer("ada", &[Role::Administrator]).await;
    ada = ada.speaking(lang);
    all.add(
        "video/statistics.html",
        "administrator",
        ada.get("/video/statistics").await,
    );
}

async fn every_page(lang: &str) -> Collection {
    let mut all = Collection {
        samples: Vec::new(),
    };
    of_the_entrance(lang, &mut all).await;
    of_the_review(lang, &mut all).await;
    of_decisions(lang, &mut all).await;
    of_the_staff(lang, &mut all).await;
    of_the_calls(lang, &mut all).await;
    for (template, what, reply) in of_people(lang).await {
        all.add(template, what, reply);
    }
    for (template, what, reply) in of_the_films(lang).await {
        all.add(template, what, reply);
    }
    for (template, what, reply) in crate::telephone::every_page(lang).await {
        all.add(template, what, reply);
    }
    all
}

#[tokio::test]
async fn every_template_in_every_language_is_well_formed_private_and_in_its_language() {
    for lang in web_kit::texts::LANGS {
        let all = every_page(lang.tag()).await;
        for Sample {
            template,
            what,
            reply,
        } in &all.samples
        {
            let name = format!("{template} ({what}) in {}", lang.tag());
            assert_eq!(check::page(&reply.body), Vec::<String>::new(), "{name}");
            assert_eq!(reply.header("cache-control"), "no-store", "{name}");
            assert_eq!(reply.header("referrer-policy"), "no-referrer", "{name}");
            let told = format!("<html lang=\"{}\"", lang.tag());
            assert!(reply.body.contains(&told), "{name}");
        }
        let shown: BTreeSet<_> = all.samples.iter().map(|sample| sample.template).collect();
        for template in templates() {
            assert!(
                shown.contains(template.as_str()) || PARTS.contains(&template.as_str()),
                "show {template} in tests/office/pages.rs"
            );
        }
    }
}

#[tokio::test]
async fn every_page_looks_different_in_every_language() {
    let mut by_lang = Vec::new();
    for lang in Lang::ALL {
        by_lang.push((lang, every_page(lang.tag()).await.samples));
    }
    for (place, (first, ours)) in by_lang.iter().enumerate() {
        for (second, theirs) in by_lang.iter().skip(place + 1) {
            if first.nearest() == Some(*second) || second.nearest() == Some(*first) {
                continue; // Short pages may say the same in Catalan and Valencian.
            }
            for (one, other) in ours.iter().zip(theirs) {
                let name = format!("{} ({}), {first} and {second}", one.template, one.what);
                assert_ne!(one.reply.text(), other.reply.text(), "{name}");
                assert_eq!(one.reply.status, other.reply.status, "{name}");
            }
        }
    }
}

#[tokio::test]
async fn the_script_of_a_page_is_there() {
    let rig = Rig::new().await;
    let mut browser = rig.browser();
    let page = browser.get("/sign-in").await;
    let script = page.body.split_once("src=\"/assets/office/").unwrap().1;
    let script = format!("/assets/office/{}", script.split_once('"').unwrap().0);
    let reply = browser.get(&script).await;
    reply.is(200);
    assert!(reply.header("content-type").starts_with("text/javascript"));
    let policy = page.header("content-security-policy");
    assert!(
        policy.contains("script-src 'self'") && !policy.contains("unsafe"),
        "{policy}"
    );
    let features = page.header("permissions-policy");
    assert!(
        features.contains("publickey-credentials-get=(self)"),
        "{features}"
    );
}

fn templates() -> Vec<String> {
    fn walk(folder: &std::path::Path, out: &mut Vec<std::path::PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, out);
            } else {
                out.push(path);
            }
        }
    }
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut found = Vec::new();
    walk(&root, &mut found);
    let relative = |path: &std::path::PathBuf| {
        path.strip_prefix(&root)
            .unwrap()
            .to_string_lossy()
            .into_owned()
    };
    found.iter().map(relative).collect()
}
