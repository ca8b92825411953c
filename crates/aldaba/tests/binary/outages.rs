//! The outside is down for a while: pages say the same, messages wait, and each arrives once.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use e2e::{
    Program, Visitor, http,
    people::{People, Person},
    steps,
    visitor::Place,
    wait,
};
use simulators::{
    inbox::{Filter, Inbox, InboxMessage},
    outside::{Behaviour, SmsSink, SmtpSink},
    population::{PeoplePage, people},
};
use tokio::{net::TcpListener, runtime::Runtime};

use crate::installation::Installation;

/// How long a message may take once its gateway is back: the first tries come within seconds.
const SOON: Duration = Duration::from_secs(60);

/// Production, with simulators in place of the providers.
pub(crate) struct World {
    pub(crate) installation: Installation,
    pub(crate) program: Program,
    pub(crate) inbox: Inbox,
    sms: SmsSink,
    mail: SmtpSink,
    pub(crate) person: Person,
    _runtime: Runtime,
}

impl World {
    fn new() -> Self {
        Self::over(Installation::migrated())
    }

    pub(crate) fn over(installation: Installation) -> Self {
        let runtime = Runtime::new().unwrap();
        let inbox = Inbox::new(std::sync::Arc::new(gateways::SystemClock));
        let (sms, mail) = runtime.block_on(async {
            let listen = || TcpListener::bind("127.0.0.1:0");
            let sms = SmsSink::start(listen().await.unwrap(), "token", inbox.clone()).unwrap();
            (
                sms,
                SmtpSink::start(listen().await.unwrap(), inbox.clone()).unwrap(),
            )
        });
        let installation = installation
            .with(
                "url = \"http://127.0.0.1:9/v1/messages\"",
                &format!("url = \"{}\"\ntoken = \"token\"", sms.url()),
            )
            .with(
                "host = \"127.0.0.1\"",
                &format!(
                    "host = \"127.0.0.1\"\nport = {}\nsecurity = \"plain\"",
                    mail.address().port()
                ),
            );
        let records = people()
            .into_iter()
            .map(|person| serde_json::to_string(&person.record).unwrap());
        let lines = records.collect::<Vec<_>>().join("\n");
        fs::write(installation.path("civil.jsonl"), lines).unwrap();
        let page = serde_json::to_value(PeoplePage::new(|_| String::new())).unwrap();
        let page: People = serde_json::from_value(page).unwrap();
        Self {
            program: installation.serve(),
            person: page.showing("An ordinary DNI: the validity date is asked."),
            installation,
            inbox,
            sms,
            mail,
            _runtime: runtime,
        }
    }

    pub(crate) fn identity(&self, path: &str) -> String {
        format!("{}{path}", self.installation.origin(0))
    }

    /// From the entrance to the question how to confirm.
    pub(crate) fn ways(&self, visitor: &mut Visitor) -> Place {
        let start = visitor.open(&self.identity("/register")).with_status(200);
        steps::type_document(visitor, &start, "/register", &self.person).with_status(200)
    }

    /// Asks for a letter; the page that follows is the same whatever becomes of it.
    pub(crate) fn ask_for_letter(&self, visitor: &mut Visitor) {
        let ways = self.ways(visitor);
        let ask = visitor
            .submit(&ways, "/register/ways", &[("way", "ask")])
            .with_status(200);
        let requested = visitor
            .submit(&ask, "/register/letter", &[])
            .with_status(200);
        assert!(
            requested.words().contains("Su carta está en camino"),
            "{}",
            requested.words()
        );
    }

    /// The letters in the print folder.
    fn letters(&self) -> Vec<PathBuf> {
        let Ok(entries) = fs::read_dir(self.installation.path("print")) else {
            return Vec::new();
        };
        let visible =
            |path: &PathBuf| !path.file_name().unwrap().to_str().unwrap().starts_with('.');
        entries
            .map(|entry| entry.unwrap().path())
            .filter(visible)
            .collect()
    }

    pub(crate) fn letter(&self) -> PathBuf {
        let came = wait::until(SOON, || self.letters().pop());
        came.unwrap_or_else(|| panic!("no letter: {}", self.program.errors()))
    }

    /// Waits until a delivery over this channel has failed and is kept for another try.
    fn wait_for_a_failure(&self, channel: &str) {
        let counted =
            format!("aldaba_notify_deliveries_total{{channel=\"{channel}\",outcome=\"retried\"}} ");
        let failed = || {
            let metrics = http::get(&format!("{}/metrics", self.installation.origin(5))).text();
            let line = metrics
                .lines()
                .find_map(|line| line.strip_prefix(&counted).map(str::to_owned));
            line.filter(|count| count != "0")
        };
        assert!(
            wait::until(SOON, failed).is_some(),
            "nothing failed over {channel}"
        );
    }

    fn messages(&self, channel: &str) -> Vec<InboxMessage> {
        self.inbox.messages(&Filter {
            channel: Some(channel.into()),
            to: None,
        })
    }

    pub(crate) fn wait_for(&self, channel: &str, count: usize) -> Vec<InboxMessage> {
        let enough = || Some(self.messages(channel)).filter(|messages| messages.len() >= count);
        let came = wait::until(SOON, enough);
        came.unwrap_or_else(|| panic!("no {channel}: {}", self.program.errors()))
    }
}

/// The code on the paper, which nothing but the paper says.
pub(crate) fn code_on(letter: &Path) -> String {
    let name = letter.file_name().unwrap().to_str().unwrap();
    let pdf = letter.join(format!("{name}.pdf"));
    let words = Command::new("pdftotext")
        .arg(pdf)
        .arg("-")
        .output()
        .unwrap();
    let words = String::from_utf8(words.stdout).unwrap();
    let is = |word: &&str| word.len() == 19 && word.split('-').all(|group| group.len() == 4);
    words
        .split_whitespace()
        .find(is)
        .expect("a code on the letter")
        .to_owned()
}

#[test]
fn a_letter_waits_for_the_print_folder_and_is_printed_once() {
    let world = World::new();
    fs::remove_dir(world.installation.path("print")).unwrap();
    world.ask_for_letter(&mut Visitor::new());
    world.wait_for_a_failure("letter");
    assert!(
        !world.installation.path("print").exists(),
        "it made the folder itself"
    );

    fs::create_dir(world.installation.path("print")).unwrap();
    let letter = world.letter();
    assert_eq!(code_on(&letter).len(), 19);
    // The print house takes it; a stop and a start bring no second one.
    let done = world.installation.path("print/done");
    fs::create_dir(&done).unwrap();
    fs::rename(&letter, done.join(letter.file_name().unwrap())).unwrap();
    let World {
        installation,
        program,
        ..
    } = world;
    let ended = program.stop();
    assert!(ended.status.success(), "{}", ended.errors);
    let _program = installation.serve();
    let waiting = fs::read_dir(installation.path("print")).unwrap().count();
    assert_eq!(waiting, 1, "another letter lies beside `done`");
}

#[test]
fn text_messages_and_e_mails_wait_for_their_servers_and_arrive_once() {
    let world = World::new();
    let mut visitor = Visitor::new();
    world.ask_for_letter(&mut visitor);
    let code = code_on(&world.letter());
    let ways = world.ways(&mut visitor);
    let enter = visitor
        .submit(&ways, "/register/ways", &[("way", "have")])
        .with_status(200);
    let contact = visitor
        .submit(&enter, "/register/code", &[("code", &code)])
        .with_status(200);

    // The SMS interface is down: the page is the same, the code comes later.
    world.sms.switch().set(Behaviour::Down);
    let given = [
        ("phone", world.person.phone.as_str()),
        ("email", &world.person.email),
    ];
    let phone = visitor
        .submit(&contact, "/register/contact", &given)
        .with_status(200);
    world.wait_for_a_failure("sms");
    assert_eq!(world.messages("sms").len(), 0);
    world.sms.switch().set(Behaviour::Up);
    let sms = world.wait_for("sms", 1).pop().unwrap();
    let code = steps::phone_code_of(&serde_json::to_value(&sms).unwrap());
    let terms = visitor
        .submit(&phone, "/register/phone-code", &[("code", &code)])
        .with_status(200);

    // The mail server is down: the registration is complete all the same.
    world.mail.switch().set(Behaviour::Down);
    let done = visitor
        .submit(&terms, "/register/terms", &[("accept", "yes")])
        .with_status(200);
    assert!(done.url.ends_with("/register/done"), "{}", done.url);
    world.wait_for_a_failure("email");
    assert_eq!(world.messages("email").len(), 0);
    world.mail.switch().set(Behaviour::Up);
    let welcome = world.wait_for("email", 1);
    assert_eq!(welcome[0].to, world.person.email);

    // Everything is sent, and nothing twice.
    assert_eq!(world.wait_for("sms", 2).len(), 2);
    let nothing_waits = || {
        let metrics = http::get(&format!("{}/metrics", world.installation.origin(5))).text();
        (!metrics.contains("state=\"queued\"}")).then_some(())
    };
    assert!(
        wait::until(SOON, nothing_waits).is_some(),
        "something still waits"
    );
    assert_eq!(
        (world.messages("sms").len(), world.messages("email").len()),
        (2, 1)
    );
}
