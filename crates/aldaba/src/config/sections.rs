//! Every setting, with its default and its meaning.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

section! {
    /// Where data is kept.
    Storage {
        /// `sqlite:PATH` (one machine) or `postgres://USER@HOST/DATABASE`, on another machine with
        /// `?sslmode=verify-full`.
        url: String = "sqlite:aldaba.db".into(),
        /// PostgreSQL only: a direct connection for LISTEN when `url` goes through a pooler.
        listen_url: String = String::new(),
        /// Reader threads (SQLite), or connections (PostgreSQL).
        connections: usize = 4,
    }
}

section! {
    /// Keys.
    Keys {
        /// File with the key-encryption key: 32 bytes as base64, mode 0600. Losing it loses every
        /// sealed column: keep a copy where no copy of the database is.
        encryption_key_file: String = String::new(),
        /// The same key as base64, instead of the file; meant for the environment.
        encryption_key: String = String::new(),
        /// Folder with the signing keys, each wrapped by the key-encryption key.
        directory: String = "keys".into(),
        /// PEM file with the seal's private key (PKCS#8, P-256 or RSA), read once and then kept
        /// wrapped in the folder; not needed after that, nor after `aldaba keys rotate seal`.
        seal_key_file: String = String::new(),
        /// PEM file with the seal's certificate and its chain, the seal's own first.
        seal_chain_file: String = String::new(),
        /// Seconds after which running processes notice what has changed in the folder.
        poll_s: u32 = 5,
        /// Seconds for which a new token key is published before it signs: longer than relying
        /// parties keep the key set without looking again.
        token_ahead_s: u32 = 86_400,
        /// Seconds for which a token key stays published after its last signature: longer than
        /// any token is in force.
        token_overlap_s: u32 = 86_400,
        /// Days after which a token key gets a successor by itself; 0: only by
        /// `aldaba keys rotate token`.
        token_renewal_days: u32 = 90,
        /// Where new token keys are made: `software` (in the folder, wrapped) or `pkcs11`.
        token_keys: String = "software".into(),
    }
}

section! {
    /// A hardware security module, over PKCS#11. Without a library there is none.
    Pkcs11 {
        /// Library of the module's vendor, for example `/usr/lib/softhsm/libsofthsm2.so`.
        library: String = String::new(),
        /// Label of the token.
        token: String = "aldaba".into(),
        /// File with the user's PIN, mode 0600.
        pin_file: String = String::new(),
        /// Sessions that sign at the same time, one thread each.
        sessions: usize = 4,
    }
}

section! {
    /// The face `identity`: registration, identification, relying parties.
    Identity {
        /// Address as people and relying parties see it; it is the OpenID Connect issuer.
        public_url: String = String::new(),
        /// Address and port to listen on.
        listen: String = "127.0.0.1:8080".into(),
    }
}

section! {
    /// An address of identity at which relying parties' machines are asked for a certificate, and
    /// where TLS ends in this program (RFC 8705). Without `listen` there is none; certificates then
    /// come by the header of a trusted proxy, if at all.
    Mtls {
        /// Address and port to listen on.
        listen: String = String::new(),
        /// The same address as relying parties see it; the metadata announces the endpoints there.
        public_url: String = String::new(),
        /// PEM file with the certificate to show and its chain, its own first. Read again when it
        /// changes.
        certificate_file: String = String::new(),
        /// PEM file with its private key, mode 0600.
        key_file: String = String::new(),
        /// PEM file with the authorities whose certificates prove who a client is
        /// (`tls_client_auth`). Clients that registered a fingerprint need none.
        authorities_file: String = String::new(),
    }
}

section! {
    /// The log-in with a certificate. People are asked for it at an address of its own, where TLS
    /// ends in this program (`listen`) or in a trusted proxy that hands certificates on in the
    /// headers of RFC 9440. Without issuers there is no such log-in.
    Certificates {
        /// Address and port to listen on; empty behind a proxy that asks for certificates.
        listen: String = String::new(),
        /// The address at which people are asked, as they see it: a host or a port of its own.
        public_url: String = String::new(),
        /// PEM file with the certificate to show and its chain, its own first. Read again when it
        /// changes.
        certificate_file: String = String::new(),
        /// PEM file with its private key, mode 0600.
        key_file: String = String::new(),
        /// Hosts, as `host` or `host:port`, at which the status of certificates is asked although
        /// they are on a private network.
        allowed_hosts: Vec<String> = Vec::new(),
        /// Whose certificates count, and for what. One table each:
        ///
        /// [[certificates.issuers]]
        /// name = "fnmt"                  # in the log and in audit entries
        /// file = "/etc/aldaba/fnmt.pem"  # roots, and authorities below them
        /// software = ["1.3.6.1.4.1.5734.3.10.1"]  # policies that reach substantial
        /// card = []                      # policies that reach high: the key is in a device
        /// unknown_status = "refuse"      # or "admit-low", where nobody tells the status
        /// ocsp_url = ""                  # instead of the address in people's certificates
        /// crl_url = ""                   # the same for the revocation list
        ///
        /// [[certificates.issuers]]
        /// name = "dnie"
        /// file = "/etc/aldaba/dnie.pem"
        /// card = ["2.16.724.1.2.2.2.4"]
        issuers: Vec<CertificateIssuer> = Vec::new(),
    }
}

/// What one `[[certificates.issuers]]` says; the reference explains each key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CertificateIssuer {
    pub(crate) name: String,
    pub(crate) file: String,
    #[serde(default)]
    pub(crate) software: Vec<String>,
    #[serde(default)]
    pub(crate) card: Vec<String>,
    #[serde(default = "refuse")]
    pub(crate) unknown_status: String,
    #[serde(default)]
    pub(crate) ocsp_url: String,
    #[serde(default)]
    pub(crate) crl_url: String,
}

fn refuse() -> String {
    "refuse".into()
}

section! {
    /// The face `sede`: the electronic office.
    Sede {
        /// Address as people see it.
        public_url: String = String::new(),
        /// Address and port to listen on.
        listen: String = "127.0.0.1:8081".into(),
        /// OpenID Connect client id with which it enters identity.
        client_id: String = "sede".into(),
        /// Its secret.
        client_secret: String = String::new(),
    }
}

section! {
    /// The face `office`: the officers' desk.
    Office {
        /// Address as officers see it; passkeys are bound to its host.
        public_url: String = String::new(),
        /// Address and port to listen on.
        listen: String = "127.0.0.1:8082".into(),
    }
}

section! {
    /// Health, readiness, metrics, log and traces.
    Operations {
        /// Address and port to listen on; never a public one.
        listen: String = "127.0.0.1:8085".into(),
        /// Form of the log: `text` or `json`.
        log: String = "json".into(),
        /// Filter of the log, for example `info` or `info,store=debug`.
        log_filter: String = "info".into(),
        /// Address of an OpenTelemetry collector that takes OTLP over HTTP, for example
        /// `http://127.0.0.1:4318/v1/traces`; without it there are no traces.
        traces_url: String = String::new(),
        /// How many of a thousand requests are traced.
        traces_per_thousand: u32 = 1_000,
    }
}

section! {
    /// HTTP.
    Http {
        /// Addresses or networks of proxies whose `Forwarded` headers are believed.
        trusted_proxies: Vec<String> = Vec::new(),
        /// Requests that are worked on at once; more wait or are asked to come back.
        concurrency: usize = 512,
    }
}

section! {
    /// The body that answers: the administration in whose name everything is done.
    Body {
        /// DIR3 code.
        dir3: String = String::new(),
        /// Name by language tag; `es` at least.
        names: BTreeMap<String, String> = BTreeMap::new(),
        /// Text about the managing body on the public pages, by language tag.
        managing_texts: BTreeMap<String, String> = BTreeMap::new(),
        /// Helpline.
        helpline: String = "060".into(),
        /// Mailbox for questions.
        email: String = String::new(),
        /// Postal address, one line each.
        address: Vec<String> = Vec::new(),
        /// IANA time zone of dates and hours.
        time_zone: String = "Europe/Madrid".into(),
        /// Days on which nobody answers, as `2026-12-25`.
        holidays: Vec<String> = Vec::new(),
    }
}

section! {
    /// Registers of the outside, until a live connection is configured: the tables that
    /// `aldaba admin register import` fills, unless a file is named here.
    Registers {
        /// JSON lines file with the civil register, read whole at the start; empty for the
        /// imported one.
        civil_file: String = String::new(),
        /// JSON lines file with the register of offences, read whole at the start; empty for the
        /// imported one.
        offences_file: String = String::new(),
    }
}

section! {
    /// Registration.
    Registration {
        /// Which datum a normal DNI is asked for: `clave-2024` (validity date) or `clave-2021`
        /// (validity or issue date).
        contrast_profile: String = "clave-2024".into(),
        /// Days during which a letter's code works.
        letter_valid_days: u16 = 45,
        /// Wrong codes after which a letter is blocked.
        letter_tries: u8 = 5,
        /// Hours between two letters to one person.
        letter_hours_between: u16 = 24,
        /// Seconds during which a phone code works.
        phone_code_valid_s: u32 = 300,
        /// Wrong phone codes after which it is void.
        phone_code_tries: u8 = 3,
        /// SMS with a phone code that one phone may receive in an hour.
        sms_per_phone_an_hour: u64 = 6,
        /// Seconds before another code goes to the same phone.
        phone_code_resend_after_s: u32 = 30,
        /// Minutes that an unfinished registration is kept.
        flow_minutes: u32 = 60,
        /// Does the welcome SMS carry the activation code?
        activation_code_by_sms: bool = true,
    }
}

section! {
    /// Registration by video call with an operator. Hours are read in the zone of the body; on its
    /// holidays the service stays closed.
    Calls {
        /// Is the service offered? It needs officers with the role `video_operator`.
        offered: bool = false,
        /// Hours of Mondays, as `09:00-14:00, 16:00-18:30`; `24:00` is midnight; empty is closed.
        monday: String = "09:00-14:00".into(),
        /// Hours of Tuesdays.
        tuesday: String = "09:00-14:00".into(),
        /// Hours of Wednesdays.
        wednesday: String = "09:00-14:00".into(),
        /// Hours of Thursdays.
        thursday: String = "09:00-14:00".into(),
        /// Hours of Fridays.
        friday: String = "09:00-14:00".into(),
        /// Hours of Saturdays.
        saturday: String = String::new(),
        /// Hours of Sundays.
        sunday: String = String::new(),
        /// Days on which this service stays closed beside `body.holidays`, as `2026-12-24`.
        closed_days: Vec<String> = Vec::new(),
        /// Minutes before closing from which nobody else is let in.
        last_admission_min: u16 = 10,
        /// Minutes in which a call that dropped can be taken up again.
        return_minutes: u16 = 2,
        /// Seconds that a person who was taken from the queue has to appear.
        join_seconds: u16 = 90,
        /// Minutes without a sign of life after which a place in the queue is given up.
        absent_minutes: u16 = 10,
        /// People who may wait at once.
        waiting_most: u32 = 5_000,
        /// Times that the civil register may be asked in one call; at least three.
        register_tries: u8 = 5,
        /// Does the complete checklist, confirmed by a second officer with the role `reviewer`,
        /// give the advanced level?
        advanced_by_four_eyes: bool = false,
        /// May the operator's camera be switched on?
        operator_camera: bool = false,
        /// Years that the evidence of a registration is kept.
        keep_years: u16 = 15,
        /// Years that the evidence of a call that ended on a suspicion is kept.
        keep_suspicion_years: u16 = 5,
        /// Days that the evidence of other calls is kept.
        keep_unfinished_days: u16 = 30,
    }
}

section! {
    /// Registration by pictures of the document and a film of the face, which an officer reviews
    /// later. Films go into `video.recordings`.
    Unattended {
        /// Is it offered? It needs officers with the role `reviewer`.
        offered: bool = false,
        /// Is the basic level given at once where every automatic check passed? Otherwise
        /// everybody waits for a reviewer. No automatic check looks at the face.
        basic_at_once: bool = false,
        /// Minutes from the consent in which everything must be sent.
        attempt_minutes: u32 = 60,
        /// Times that one number may begin in a day.
        attempts_a_day: u64 = 3,
        /// Pictures that may be taken of one side of the document.
        pictures_of_a_side: u8 = 10,
        /// Films that may be begun; each has a code and actions of its own.
        films: u8 = 4,
        /// Seconds from the moment that the actions are told to the last piece of the film.
        film_seconds: u32 = 300,
        /// Mebibytes of a film.
        film_mebibytes: u16 = 48,
        /// Hours in which a reviewer should decide; half of it where the risk is high.
        target_hours: u16 = 48,
    }
}

section! {
    /// The one-time PIN.
    Pin {
        /// Seconds during which a PIN works.
        valid_s: u32 = 600,
        /// Seconds after which the SMS is offered, to everybody alike.
        sms_after: u32 = 60,
        /// Wrong PINs after which it is void.
        tries: u8 = 3,
        /// SMS with a PIN that one person's phone may receive in an hour, whoever asks.
        sms_an_hour: u16 = 6,
        /// Wrong PINs an hour on the whole platform above which PINs grow to six characters.
        wrong_budget_an_hour: u32 = 1_000,
        /// Wrong PINs in an hour, over all PINs, after which one number in one browser has to
        /// wait.
        wrong_before_pause: u16 = 9,
        /// Wrong PINs in an hour after which one browser has to wait, whatever the numbers.
        wrong_of_browser_an_hour: u16 = 30,
        /// Wrong PINs in an hour after which one origin has to wait.
        wrong_of_origin_an_hour: u32 = 200,
        /// PINs that one origin may ask for in an hour.
        per_origin_an_hour: u64 = 600,
    }
}

section! {
    /// The permanent password.
    Password {
        /// What a password has to satisfy: `ens-alta` (12 characters of 3 kinds or 16 of any, 3
        /// tries, none of the last 10) or `clave` (8 or 16 characters, 5 tries, not the last one).
        profile: String = "ens-alta".into(),
        /// File with breached passwords that nobody may choose, beside the common ones that the
        /// program knows: lines with a SHA-1 in hexadecimal, ordered, as Pwned Passwords is
        /// published ("ordered by hash"). It is searched where it lies. Empty: none.
        breached_file: String = String::new(),
        /// Days after which it has to be changed.
        valid_days: u16 = 730,
        /// Wrong activation codes after which the code is blocked and another has to be made.
        activation_tries: u8 = 5,
        /// Seconds during which a code by SMS works.
        code_valid_s: u32 = 300,
        /// Wrong codes after which it is void.
        code_tries: u8 = 3,
        /// SMS with such a code that one person's phone may receive in an hour, whoever asks.
        sms_an_hour: u16 = 6,
        /// Wrong passwords and activation codes in an hour after which one origin has to wait.
        wrong_of_origin_an_hour: u32 = 100,
        /// Minutes that an unfinished activation, recovery or change is kept.
        flow_minutes: u16 = 20,
        /// Do registrations arrive in this database with a delay, from another system? Then who is
        /// not known here is told to try again after 24 hours, which tells a stranger that too.
        replicated: bool = false,
        /// Memory that hashing one password takes, in KiB (Argon2id). Hashes made with less are
        /// replaced at the next log-in.
        memory_kib: u32 = 19_456,
        /// How often that memory is gone over.
        passes: u32 = 2,
        /// Threads that hash, each with its memory; 0: one a core.
        threads: usize = 0,
        /// Passwords that may wait for a thread; whoever comes then is asked to come back.
        waiting: usize = 64,
    }
}

section! {
    /// Velocity limits, shared by all processes. An origin is an IPv4 address or an IPv6 /64.
    Limits {
        /// Wrong contrast data that one number may collect in a quarter of an hour, in
        /// registration and identification together. Browsers in which its person has logged in
        /// before go on.
        wrong_contrast_per_number: u64 = 10,
        /// Wrong contrast data that one origin may collect in a quarter of an hour.
        wrong_contrast_per_origin: u64 = 30,
        /// Wrong contrast data an hour on the whole platform, above which it is under stress.
        wrong_contrast_on_platform_an_hour: u64 = 2_000,
        /// Length of the window after one that was used up, in hundredths: each pause of who goes
        /// on is a tenth longer than the last.
        growth_percent: u16 = 110,
        /// No window grows beyond so many seconds.
        window_at_most_s: u32 = 86_400,
    }
}

section! {
    /// The app: confirming with a phone, and the PIN in the app.
    App {
        /// Whether the app is offered as a way to identify.
        offered: bool = true,
        /// Seconds that a request waits to be confirmed.
        request_s: u32 = 300,
        /// Seconds after which the code of a request changes; the one before is still taken.
        code_changes_s: u32 = 30,
        /// Wrong numbers after which a request is rejected.
        number_tries: u8 = 3,
        /// Wrong unlock codes in a row after which a device is locked for good.
        unlock_tries: u8 = 5,
        /// Seconds during which the device before may say "not mine" where SMS alone activated the
        /// new one.
        veto_s: u32 = 86_400,
        /// Seconds after such a veto during which SMS alone activates no device.
        hold_after_veto_s: u32 = 259_200,
        /// Seconds after "this was not me" during which no request by number reaches the app.
        hold_after_report_s: u32 = 86_400,
        /// Requests by number that reach one person's app in an hour, whoever asks.
        rings_an_hour: u16 = 6,
        /// SMS with activation codes that one person's phone receives in an hour, whoever asks.
        activation_sms_an_hour: u16 = 4,
        /// Requests and activations that one origin may ask for in an hour.
        per_origin_an_hour: u64 = 1_200,
    }
}

section! {
    /// Proof of work before steps that anybody may take: the document check, "obtain PIN", a
    /// letter. The browser calculates for a second; without scripts the person waits.
    ProofOfWork {
        /// When it is asked for: `off`, `under-stress` (while `limits.wrong_contrast_on_platform_an_hour`
        /// or `pin.wrong_budget_an_hour` is used up) or `always`.
        lane: String = "under-stress".into(),
        /// Difficulty, 1 to 20: sixteen times two to this power are the hashes that a browser
        /// calculates on average.
        bits: u8 = 16,
        /// Seconds that are waited where there are no scripts.
        wait_s: u32 = 20,
        /// Waits that one origin may have in an hour, in place of calculations.
        waits_per_origin_an_hour: u64 = 60,
    }
}

section! {
    /// Sessions.
    Session {
        /// Seconds without use after which a session ends.
        idle_s: u32 = 3_600,
        /// Seconds from its start after which a session ends in any case.
        absolute_s: u32 = 43_200,
    }
}

section! {
    /// Relying parties: services to which people identify.
    RelyingParties {
        /// Hosts, as `host` or `host:port`, that may be called at log-out although they are on a
        /// private network or without https: services in the same building.
        allowed_hosts: Vec<String> = Vec::new(),
        /// Seconds during which a pushed request can be used; at most 599.
        pushed_request_s: u32 = 90,
        /// Days for which a person's consent is remembered where they ask for it.
        consent_days: u32 = 365,
        /// Seconds for which the secret of a client works on after
        /// `aldaba admin client rotate-secret`; 0: not at all.
        secret_overlap_s: u32 = 86_400,
        /// Days after which a refresh token that was not used is good for nothing.
        refresh_idle_days: u32 = 30,
        /// Days after which nothing of one authorization can be refreshed any more, however much
        /// it is used: the person is asked again.
        refresh_days: u32 = 90,
        /// Must a proof of possession (DPoP) bear a nonce of this server? Without one a proof can
        /// be made beforehand, and the clocks of clients matter.
        dpop_nonce: bool = true,
    }
}

section! {
    /// Text messages. One provider over the HTTP interface of `docs/specs/sms-http.md` needs `url`
    /// and `token`; several, or one over SMPP 3.4 (`docs/specs/sms-smpp.md`), are `providers`.
    Sms {
        /// Address of the only provider, over HTTP.
        url: String = String::new(),
        /// Its bearer token.
        token: String = String::new(),
        /// Sender as registered with the operators.
        sender: String = "ALDABA".into(),
        /// Providers in order: each message goes to the first that works. One table each:
        ///
        /// [[sms.providers]]
        /// kind = "smpp"
        /// name = "first"                 # in logs and counters; each its own
        /// host = "smpp.provider.example"
        /// port = 3550                    # 2775 in the clear
        /// security = "tls"               # or "plain", only inside a tunnel
        /// authority_file = ""            # PEM, beside the authorities of the system
        /// system_id = "aldaba"
        /// password_file = "/etc/aldaba/smpp-password"
        /// system_type = ""
        /// window = 10                    # messages that wait for answers at once
        /// per_second = 0                 # messages a second at most; 0: no limit
        /// timeout_s = 10                 # for connecting and for each answer
        /// enquire_s = 30                 # silence before "are you there?"
        ///
        /// [[sms.providers]]
        /// kind = "http"
        /// name = "second"
        /// url = "…"                      # its address, with https
        /// token_file = "/etc/aldaba/sms-token"
        /// timeout_s = 10
        providers: Vec<SmsProvider> = Vec::new(),
    }
}

/// One provider of text messages.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(crate) enum SmsProvider {
    /// Over `docs/specs/sms-http.md`.
    Http(HttpProvider),
    /// Over `docs/specs/sms-smpp.md`.
    Smpp(SmppProvider),
}

impl SmsProvider {
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Http(provider) => &provider.name,
            Self::Smpp(provider) => &provider.name,
        }
    }
}

/// What `[[sms.providers]]` of the kind `http` says; the reference explains each key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HttpProvider {
    pub(crate) name: String,
    pub(crate) url: String,
    pub(crate) token_file: String,
    #[serde(default = "ten")]
    pub(crate) timeout_s: u64,
}

/// What `[[sms.providers]]` of the kind `smpp` says; the reference explains each key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SmppProvider {
    pub(crate) name: String,
    pub(crate) host: String,
    #[serde(default = "smpp_port")]
    pub(crate) port: u16,
    #[serde(default)]
    pub(crate) security: SmppProtection,
    #[serde(default)]
    pub(crate) authority_file: String,
    pub(crate) system_id: String,
    pub(crate) password_file: String,
    #[serde(default)]
    pub(crate) system_type: String,
    #[serde(default = "window")]
    pub(crate) window: u16,
    #[serde(default)]
    pub(crate) per_second: u32,
    #[serde(default = "ten")]
    pub(crate) timeout_s: u64,
    #[serde(default = "half_a_minute")]
    pub(crate) enquire_s: u64,
}

/// How the way to an SMPP provider is protected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum SmppProtection {
    #[default]
    Tls,
    Plain,
}

fn ten() -> u64 {
    10
}

fn half_a_minute() -> u64 {
    30
}

fn window() -> u16 {
    10
}

/// Registered for SMPP over TLS with IANA as `ssmpp`.
fn smpp_port() -> u16 {
    3550
}

section! {
    /// E-mail.
    Mail {
        /// SMTP server.
        host: String = String::new(),
        /// Port.
        port: u16 = 587,
        /// `starttls`, `tls` or `plain` (loopback only).
        security: String = "starttls".into(),
        /// User, if the server asks for one.
        user: String = String::new(),
        /// Password, if the server asks for one.
        password: String = String::new(),
        /// File with the password, instead of it.
        password_file: String = String::new(),
        /// File with a certification authority (PEM) to trust beside those of the system.
        authority_file: String = String::new(),
        /// Sender address.
        from: String = String::new(),
    }
}

section! {
    /// Push messages to the app, over the push services of browsers (Web Push).
    Push {
        /// Whom the operators of push services can write to: a `mailto:` or `https:` address.
        /// Empty: the address of identity.
        contact: String = String::new(),
        /// The push services that are called: hosts, with `*.` before one every host below.
        services: Vec<String> = gateways::push::KNOWN_SERVICES.map(str::to_owned).to_vec(),
        /// Origins, as `host` or `host:port`, that are push services too although they are on a
        /// private network or without https: one of your own in the same building.
        allowed_hosts: Vec<String> = Vec::new(),
    }
}

section! {
    /// Letters on paper.
    Print {
        /// Folder from which the print house takes letters; it must exist.
        folder: String = "print".into(),
    }
}

section! {
    /// The public log above the audit entries.
    Audit {
        /// Folder into which the log is written for everybody to copy; it must exist. Empty: the log
        /// is only at `/audit` of identity.
        folder: String = String::new(),
        /// Seconds between two looks for entries that have no place in the log yet; 0: never in
        /// this process.
        every_s: u32 = 1,
        /// Seconds between two times that the folder is brought up to date.
        publish_every_s: u32 = 60,
    }
}

section! {
    /// Video calls: where picture and sound go. Without `udp_listen` there are none.
    Video {
        /// Address and port of the media server, for example `0.0.0.0:8086`.
        udp_listen: String = String::new(),
        /// IP addresses under which browsers reach that port; needed where `udp_listen` is an
        /// address of every network (`0.0.0.0`) or behind address translation.
        public_addresses: Vec<String> = Vec::new(),
        /// Also listen on TCP on the same port, for networks that let no UDP through.
        tcp: bool = true,
        /// Folder of the recordings and of the films of `[unattended]`, each sealed under a key of
        /// its own.
        recordings: String = "recordings".into(),
        /// Calls at a time that one process takes; further ones are told that it is full.
        calls: usize = 60,
        /// Relays (TURN) for browsers, for example
        /// `turns:turn.example.org:443?transport=tcp`.
        turn_urls: Vec<String> = Vec::new(),
        /// File with the secret that the relay shares with us (coturn's `static-auth-secret`).
        turn_secret_file: String = String::new(),
    }
}

/// The whole configuration.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Config {
    pub(crate) storage: Storage,
    pub(crate) keys: Keys,
    pub(crate) pkcs11: Pkcs11,
    pub(crate) identity: Identity,
    pub(crate) mtls: Mtls,
    pub(crate) certificates: Certificates,
    pub(crate) sede: Sede,
    pub(crate) office: Office,
    pub(crate) operations: Operations,
    pub(crate) http: Http,
    pub(crate) body: Body,
    pub(crate) registers: Registers,
    pub(crate) registration: Registration,
    pub(crate) calls: Calls,
    pub(crate) unattended: Unattended,
    pub(crate) pin: Pin,
    pub(crate) app: App,
    pub(crate) limits: Limits,
    pub(crate) password: Password,
    pub(crate) proof_of_work: ProofOfWork,
    pub(crate) session: Session,
    pub(crate) relying_parties: RelyingParties,
    pub(crate) sms: Sms,
    pub(crate) mail: Mail,
    pub(crate) push: Push,
    pub(crate) print: Print,
    pub(crate) audit: Audit,
    pub(crate) video: Video,
}

/// Name, documentation and keys of a section.
pub(crate) type SectionPage = (
    &'static str,
    &'static [&'static str],
    &'static [(&'static str, &'static [&'static str])],
);

/// Every section in the order of the reference.
pub(crate) const SECTIONS: &[SectionPage] = &[
    ("storage", Storage::ABOUT, Storage::KEYS),
    ("keys", Keys::ABOUT, Keys::KEYS),
    ("pkcs11", Pkcs11::ABOUT, Pkcs11::KEYS),
    ("identity", Identity::ABOUT, Identity::KEYS),
    ("mtls", Mtls::ABOUT, Mtls::KEYS),
    ("certificates", Certificates::ABOUT, Certificates::KEYS),
    ("sede", Sede::ABOUT, Sede::KEYS),
    ("office", Office::ABOUT, Office::KEYS),
    ("operations", Operations::ABOUT, Operations::KEYS),
    ("http", Http::ABOUT, Http::KEYS),
    ("body", Body::ABOUT, Body::KEYS),
    ("registers", Registers::ABOUT, Registers::KEYS),
    ("registration", Registration::ABOUT, Registration::KEYS),
    ("calls", Calls::ABOUT, Calls::KEYS),
    ("unattended", Unattended::ABOUT, Unattended::KEYS),
    ("pin", Pin::ABOUT, Pin::KEYS),
    ("app", App::ABOUT, App::KEYS),
    ("limits", Limits::ABOUT, Limits::KEYS),
    ("password", Password::ABOUT, Password::KEYS),
    ("proof_of_work", ProofOfWork::ABOUT, ProofOfWork::KEYS),
    ("session", Session::ABOUT, Session::KEYS),
    (
        "relying_parties",
        RelyingParties::ABOUT,
        RelyingParties::KEYS,
    ),
    ("sms", Sms::ABOUT, Sms::KEYS),
    ("mail", Mail::ABOUT, Mail::KEYS),
    ("push", Push::ABOUT, Push::KEYS),
    ("print", Print::ABOUT, Print::KEYS),
    ("audit", Audit::ABOUT, Audit::KEYS),
    ("video", Video::ABOUT, Video::KEYS),
];
