//! A relying party that nobody here wrote: Apache with `mod_auth_openidc`, certified by the OpenID
//! Foundation and packaged by Debian. The platform runs in this process, because the party has an
//! address of its own to register.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use std::{
    fs,
    net::{Ipv4Addr, TcpStream},
    os::unix::fs::PermissionsExt as _,
    path::Path,
    process::{Child, Command, Stdio},
    sync::Arc,
    time::Duration,
};

use e2e::{
    Visitor,
    http::Request,
    people::{People, Person},
    steps::{pin_of, type_document},
    tools,
    visitor::Place,
    wait,
};
use gateways::RelyingParties;
use serde_json::json;
use simulators::population::PeoplePage;
use tempfile::TempDir;
use testbed::{Options, Testbed};
use tokio::{net::TcpListener, sync::oneshot};
use web_kit::server::Limits;
use wire_oidc::{
    claims::{Claim, Scope},
    client::{ClaimGrant, ClientId, ClientRegistration, LegalBasis, RedirectRule},
};

/// For a process to start, a message to come, a log-out to be told.
const PATIENCE: Duration = Duration::from_secs(20);

/// Apache, in the foreground; killed when dropped.
struct Apache {
    child: Child,
    port: u16,
    folder: TempDir,
}

impl Apache {
    fn start(port: u16, issuer: &str, secret: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        // Its workers are another user than this one.
        fs::set_permissions(root, fs::Permissions::from_mode(0o755)).unwrap();
        fs::create_dir_all(root.join("pages/secure")).unwrap();
        fs::write(root.join("pages/secure/index.html"), "Estás dentro").unwrap();
        fs::write(root.join("pages/bye.html"), "Adiós").unwrap();
        let file = root.join("apache.conf");
        fs::write(&file, configuration(root, port, issuer, secret)).unwrap();
        let child = Command::new(tools::apache())
            .arg("-f")
            .arg(&file)
            .arg("-DFOREGROUND")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(fs::File::create(root.join("stderr")).unwrap())
            .spawn()
            .expect("Apache starts; `cargo xtask install` brings it");
        let apache = Self {
            child,
            port,
            folder,
        };
        let listens = wait::until(PATIENCE, || {
            TcpStream::connect((Ipv4Addr::LOCALHOST, port)).ok()
        });
        assert!(listens.is_some(), "{}", apache.complaints());
        apache
    }

    fn at(&self, path: &str) -> String {
        format!("http://localhost:{}{path}", self.port)
    }

    fn complaints(&self) -> String {
        ["stderr", "error.log"]
            .map(|file| fs::read_to_string(self.folder.path().join(file)).unwrap_or_default())
            .join("\n")
    }
}

impl Drop for Apache {
    fn drop(&mut self) {
        // Gone already is gone as well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn configuration(root: &Path, port: u16, issuer: &str, secret: &str) -> String {
    let root = root.display();
    format!(
        r#"ServerRoot /usr/lib/apache2
PidFile {root}/httpd.pid
ErrorLog {root}/error.log
LogLevel warn auth_openidc:info
DefaultRuntimeDir {root}
ServerName localhost
Listen 127.0.0.1:{port}
User www-data
Group www-data
LoadModule mpm_prefork_module modules/mod_mpm_prefork.so
LoadModule authn_core_module modules/mod_authn_core.so
LoadModule authz_core_module modules/mod_authz_core.so
LoadModule authz_user_module modules/mod_authz_user.so
LoadModule dir_module modules/mod_dir.so
LoadModule mime_module modules/mod_mime.so
LoadModule headers_module modules/mod_headers.so
LoadModule socache_shmcb_module modules/mod_socache_shmcb.so
LoadModule auth_openidc_module modules/mod_auth_openidc.so
StartServers 2
TypesConfig /etc/mime.types
DirectoryIndex index.html
DocumentRoot {root}/pages
<Directory {root}/pages>
 Require all granted
</Directory>
OIDCProviderMetadataURL {issuer}/.well-known/openid-configuration
OIDCClientID apache
OIDCClientSecret {secret}
OIDCProviderTokenEndpointAuth client_secret_basic
OIDCRedirectURI http://localhost:{port}/secure/redirect_uri
OIDCCryptoPassphrase an-invented-passphrase
OIDCScope "openid profile"
OIDCPKCEMethod S256
OIDCResponseType code
OIDCResponseMode form_post
OIDCIDTokenSignedResponseAlg ES256
OIDCSessionType server-cache
OIDCCookieSameSite Off
OIDCRemoteUserClaim sub
<Location /secure>
 AuthType openid-connect
 Require valid-user
 Header always set X-Person "expr=%{{REMOTE_USER}}"
 Header always set X-Name "expr=%{{reqenv:OIDC_CLAIM_name}}"
 Header always set X-Level "expr=%{{reqenv:OIDC_CLAIM_acr}}"
</Location>
"#
    )
}

fn registration(port: u16) -> ClientRegistration {
    let rule = |path: &str| RedirectRule::parse(&format!("http://localhost:{port}{path}")).unwrap();
    ClientRegistration {
        redirect_uris: vec![rule("/secure/redirect_uri")],
        post_logout_redirect_uris: vec![rule("/bye.html")],
        backchannel_logout_uri: Some(format!(
            "http://localhost:{port}/secure/redirect_uri?logout=backchannel"
        )),
        scopes: [Scope::OpenId, Scope::Profile].into(),
        claims: vec![ClaimGrant {
            claim: Claim::Name,
            basis: LegalBasis::Consent,
        }],
        names: [("es".to_owned(), "Servicio en Apache".to_owned())].into(),
        body: "E99999901".into(),
        ..ClientRegistration::new(ClientId::parse("apache").unwrap())
    }
}

/// The platform on a port of its own.
struct Identity {
    bed: Testbed,
    origin: String,
    _over: oneshot::Sender<()>,
}

impl Identity {
    async fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let origin = format!("http://localhost:{}", listener.local_addr().unwrap().port());
        let options = Options {
            identity: origin.clone(),
            sms_after_s: 0,
            system_clock: true,
            unlimited: true,
            ..Options::default()
        };
        let bed = Testbed::start_with(options, |parts| {
            parts.log_outs = Arc::new(RelyingParties::new(["localhost".parse().unwrap()]));
        })
        .await;
        let (over, stopped) = oneshot::channel::<()>();
        tokio::spawn(bed.platform.clone().run_clockwork(async move {
            // The sender that is gone means the same.
            let _ = stopped.await;
        }));
        let router = bed.platform.identity();
        tokio::spawn(web_kit::server::serve(
            listener,
            router,
            Limits::default(),
            std::future::pending(),
        ));
        Self {
            bed,
            origin,
            _over: over,
        }
    }

    fn person(&self) -> Person {
        let page = PeoplePage::new(|_| String::new());
        let people: People = serde_json::from_value(serde_json::to_value(&page).unwrap()).unwrap();
        people.showing("identifies with a one-time PIN at once")
    }

    /// From the first page of the log-in to where the relying party has the person.
    fn identify(&self, visitor: &mut Visitor, start: &Place) -> Place {
        let person = self.person();
        let pin_page = visitor.open(&start.url.replace("/login?", "/login/pin?"));
        let waiting = type_document(visitor, &pin_page, "/login/pin", &person).with_status(200);
        let before = self.bed.sms.taken().len();
        let asked = visitor
            .submit(&waiting, "/login/pin/sms", &[])
            .with_status(200);
        let sms = wait::until(PATIENCE, || self.bed.sms.taken().get(before).cloned());
        let (_, sms) = sms.expect("the PIN by SMS");
        let pin = pin_of(&json!({ "text": sms.text }));
        let release = visitor.submit(&asked, "/login/pin/code", &[("pin", &pin)]);
        let release = release.with_status(200);
        let returning = visitor
            .submit(&release, "/login/release", &[])
            .with_status(200);
        // response_mode=form_post: the page that posts itself, with its button.
        visitor.submit(&returning, "/secure/redirect_uri", &[])
    }
}

/// R124–R128: code with PKCE, `form_post`, the claims that were shown, log-out here that ends the
/// session there (Back-Channel Logout), and log-out there that ends the session here.
#[tokio::test(flavor = "multi_thread")]
async fn apache_lets_people_in_and_hears_that_they_left() {
    let identity = Identity::start().await;
    let free = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    let added = identity
        .bed
        .platform
        .add_client(registration(port), false)
        .await
        .unwrap();
    let secret = added.secret.unwrap();
    tokio::task::spawn_blocking(move || {
        let apache = Apache::start(port, &identity.origin, &secret);
        let secure = apache.at("/secure/");
        let mut visitor = Visitor::new();

        let start = visitor.open(&secure).with_status(200);
        assert!(start.url.starts_with(&identity.origin), "{}", start.url);
        let inside = identity.identify(&mut visitor, &start);
        assert_eq!(
            inside.answer.status,
            200,
            "{}\n{}",
            inside.html(),
            apache.complaints()
        );
        assert_eq!(inside.html(), "Estás dentro");
        let header = |name: &str| inside.answer.header(name).unwrap_or_default().to_owned();
        assert!(
            header("x-person").len() > 20,
            "a pairwise subject: {}",
            header("x-person")
        );
        assert!(!header("x-name").is_empty());
        assert_eq!(header("x-level"), "http://eidas.europa.eu/LoA/low");

        // The person leaves at the identity provider: Apache is told behind their back.
        let session = visitor
            .open(&format!("{}/session", identity.origin))
            .with_status(200);
        let _ = visitor
            .submit(&session, "/session/log-out", &[])
            .with_status(200);
        let asked = Request::new("GET", &secure);
        let outside = wait::until(PATIENCE, || {
            (visitor.clone().send(&asked).status == 302).then_some(())
        });
        assert!(
            outside.is_some(),
            "Apache still knows them: {}",
            apache.complaints()
        );

        // And the other way round: Apache sends them to leave, with its hint, and has them back.
        let start = visitor.open(&secure).with_status(200);
        let inside = identity.identify(&mut visitor, &start).with_status(200);
        assert_eq!(inside.html(), "Estás dentro");
        let bye = apache
            .at("/bye.html")
            .replace(':', "%3A")
            .replace('/', "%2F");
        let leave = apache.at(&format!("/secure/redirect_uri?logout={bye}"));
        let left = visitor.open(&leave).with_status(200);
        assert_eq!(left.html(), "Adiós", "{}", left.url);
        let session = visitor.open(&format!("{}/session", identity.origin));
        assert!(session.url.ends_with("/login"), "{}", session.url);
    })
    .await
    .unwrap();
}
