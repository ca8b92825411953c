//! [`Page`]: what every template needs, taken from the request.

mod answer;
mod session;

use std::fmt;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use http::request::Parts;
use vocab::{AssuranceLevel, Lang, Timestamp};

pub use answer::{Answer, see_other};
pub use session::SessionNote;

use crate::assets::KIT;
use crate::client::ClientAddress;
use crate::error::PageError;
use crate::face::{Face, FaceKind, NavLink, PublicBody};
use crate::format;
use crate::icons::{ICONS, Icons};
use crate::lang::LangSource;
use crate::markup::Markup;
use crate::rich::Rich;
use crate::texts::{KitTexts, kit};
use crate::ui;

/// What [`crate::Shell`] learned about a request before the handler ran.
#[derive(Clone)]
pub(crate) struct Context {
    pub(crate) face: Face,
    pub(crate) lang: Lang,
    pub(crate) lang_source: LangSource,
    pub(crate) token: Arc<str>,
    pub(crate) path: Arc<str>,
    pub(crate) client: ClientAddress,
}

/// The frame of one page: language, texts, body in charge, navigation, session.
///
/// An extractor: `async fn get(page: Page) -> Response`. Templates have it as the field `page`
/// and extend `kit/layout.html` or `kit/step.html`.
#[derive(Clone)]
pub struct Page {
    /// The language of the page.
    pub lang: Lang,
    /// The texts of the frame.
    pub t: &'static KitTexts,
    /// The drawings: `{{ page.icon.check }}`.
    pub icon: &'static Icons,
    pub(crate) context: Context,
    pub(crate) navigation: Vec<NavLink>,
    pub(crate) session: Option<SessionNote>,
}

impl fmt::Debug for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Page")
            .field("lang", &self.lang)
            .field("path", &self.context.path)
            .finish_non_exhaustive()
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Page {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, PageError> {
        let context = parts.extensions.get::<Context>().cloned();
        context
            .map(Self::new)
            .ok_or_else(|| PageError::broken("the router is not wrapped in a Shell"))
    }
}

/// An entry of the language menu.
#[derive(Debug, Clone)]
pub struct LanguageLink {
    /// The language.
    pub lang: Lang,
    /// The page that is being shown, in that language.
    pub href: String,
    /// Whether it is the language of this page.
    pub current: bool,
}

impl Page {
    pub(crate) fn new(context: Context) -> Self {
        let navigation = (context.face.settings().navigation)(context.lang);
        Self {
            lang: context.lang,
            t: kit(context.lang),
            icon: &ICONS,
            context,
            navigation,
            session: None,
        }
    }

    /// The page in the first of these languages that is enabled, unless the visitor chose one here:
    /// for the page with which a request that brings such a wish is answered.
    #[must_use]
    pub fn in_wished(self, tags: &[String]) -> Self {
        match self.wished(tags) {
            Some(lang) => self.prefer(lang),
            None => self,
        }
    }

    fn wished(&self, tags: &[String]) -> Option<Lang> {
        let languages = self.face().languages();
        tags.iter()
            .find_map(|tag| crate::lang::usable(tag, languages))
    }

    /// Keeps the language in which the service that sent the visitor would like to see the pages
    /// (`ui_locales` of OpenID Connect): the first of its tags that is enabled. It lasts until the
    /// browser closes and never weighs more than what the visitor chose.
    pub fn wish(&self, tags: &[String], out: &mut http::HeaderMap) {
        if let Some(lang) = self.wished(tags) {
            self.face()
                .cookie(crate::lang::WISH)
                .set_on(out, lang.tag(), None);
        }
    }

    /// The page in the language that the person has on record, unless the visitor chose one here or
    /// the service that sent them speaks another.
    #[must_use]
    pub fn prefer(mut self, lang: Lang) -> Self {
        if self.context.lang_source == LangSource::Guessed
            && self.face().languages().contains(&lang)
        {
            self.lang = lang;
            self.t = kit(lang);
            self.navigation = (self.face().settings().navigation)(lang);
        }
        self
    }

    /// The page with another navigation than the face's.
    #[must_use]
    pub fn with_navigation(mut self, links: Vec<NavLink>) -> Self {
        self.navigation = links;
        self
    }

    /// The page of somebody who has a session: name, way out, end of the session.
    #[must_use]
    pub fn with_session(mut self, session: SessionNote) -> Self {
        self.session = Some(session);
        self
    }

    /// The face that answers.
    #[must_use]
    pub fn face(&self) -> &Face {
        &self.context.face
    }

    /// The present moment.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.face().clock().now()
    }

    /// The address of the client.
    #[must_use]
    pub fn client(&self) -> ClientAddress {
        self.context.client
    }

    /// The token that forms of this page carry; see [`crate::Form`].
    #[must_use]
    pub fn token(&self) -> &str {
        &self.context.token
    }

    /// Path and query of the request, without `lang`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.context.path
    }

    // What the layout asks for.

    /// The name of the face.
    #[must_use]
    pub fn face_name(&self) -> &'static str {
        self.face().kind().name(self.t)
    }

    /// The body in charge.
    #[must_use]
    pub fn body(&self) -> &PublicBody {
        self.face().body()
    }

    /// The name of the body in the language of the page.
    #[must_use]
    pub fn body_name(&self) -> &str {
        self.body().name.of(self.lang)
    }

    /// When the help line answers.
    #[must_use]
    pub fn phone_hours(&self) -> &str {
        self.body().phone_hours.of(self.lang)
    }

    /// The help line as a link: `tel:060`.
    #[must_use]
    pub fn phone_link(&self) -> String {
        format!("tel:{}", self.body().phone)
    }

    /// Whether the page is a desk.
    #[must_use]
    pub fn is_desk(&self) -> bool {
        self.face().kind().is_desk()
    }

    /// Whether everything here is invented.
    #[must_use]
    pub fn is_demonstration(&self) -> bool {
        self.face().settings().demonstration
    }

    /// The address of an embedded file of this crate.
    #[must_use]
    pub fn asset(&self, path: impl AsRef<str>) -> String {
        KIT.url(path.as_ref())
    }

    /// The address of the body's own colours, if it has any.
    #[must_use]
    pub fn body_style(&self) -> Option<&str> {
        self.face().body_style().map(|(url, _)| url.as_str())
    }

    /// The entries of the language menu.
    #[must_use]
    pub fn languages(&self) -> Vec<LanguageLink> {
        let joiner = if self.path().contains('?') { '&' } else { '?' };
        let link = |lang: &Lang| LanguageLink {
            lang: *lang,
            href: format!("{}{joiner}lang={}", self.path(), lang.tag()),
            current: *lang == self.lang,
        };
        self.face().languages().iter().map(link).collect()
    }

    /// The entries of the navigation, and whether each is where the visitor is.
    #[must_use]
    pub fn nav(&self) -> Vec<(&NavLink, bool)> {
        let path = self.path().split('?').next().unwrap_or("/");
        let here = |href: &str| {
            href == path
                || (href != "/"
                    && path
                        .strip_prefix(href)
                        .is_some_and(|rest| rest.starts_with('/')))
        };
        self.navigation
            .iter()
            .map(|link| (link, here(&link.href)))
            .collect()
    }

    /// The session to show, if there is one.
    #[must_use]
    pub fn session(&self) -> Option<&SessionNote> {
        self.session.as_ref()
    }

    // What templates ask for.

    /// A text with links or emphasis inside; see [`crate::rich`].
    #[must_use]
    pub fn rich(&self, text: impl AsRef<str>) -> Rich {
        Rich::new(text)
    }

    /// `22 de noviembre de 2026`, in the time zone of the body.
    #[must_use]
    pub fn date(&self, moment: impl format::Moment) -> String {
        format::date(self.lang, moment.civil().date())
    }

    /// `10:42`.
    #[must_use]
    pub fn time(&self, moment: impl format::Moment) -> String {
        format::time(moment.civil())
    }

    /// `22 de noviembre de 2026, 10:42`.
    #[must_use]
    pub fn date_time(&self, moment: impl format::Moment) -> String {
        format::date_time(self.lang, moment.civil())
    }

    /// `22-11-2026`, for tables.
    #[must_use]
    pub fn short_date(&self, moment: impl format::Moment) -> String {
        format::short_date(self.lang, moment.civil().date())
    }

    /// `22-11-2026 10:42`, for tables.
    #[must_use]
    pub fn short_date_time(&self, moment: impl format::Moment) -> String {
        let civil = moment.civil();
        format!(
            "{} {}",
            format::short_date(self.lang, civil.date()),
            format::time(civil)
        )
    }

    /// A notice without a tone: something to know on this page.
    #[must_use]
    pub fn notice(&self, title: impl Markup, text: impl Markup) -> ui::Notice {
        ui::Notice::new(ui::Tone::Info, title, text)
    }

    /// A notice that something is done.
    #[must_use]
    pub fn notice_ok(&self, title: impl Markup, text: impl Markup) -> ui::Notice {
        ui::Notice::new(ui::Tone::Ok, title, text)
    }

    /// A notice that asks for attention.
    #[must_use]
    pub fn notice_warn(&self, title: impl Markup, text: impl Markup) -> ui::Notice {
        ui::Notice::new(ui::Tone::Warn, title, text)
    }

    /// A notice of a refusal.
    #[must_use]
    pub fn notice_stop(&self, title: impl Markup, text: impl Markup) -> ui::Notice {
        ui::Notice::new(ui::Tone::Stop, title, text)
    }

    /// Advice for the person's safety, without a title.
    #[must_use]
    pub fn safety(&self, text: impl Markup) -> ui::Notice {
        ui::Notice::new(ui::Tone::Brass, "", text)
    }

    /// The illustration of the home page.
    #[must_use]
    pub fn door(&self, label: impl Markup) -> ui::Door {
        ui::Door::new(label)
    }

    /// A level as three doorsteps and its name.
    #[must_use]
    pub fn level(&self, level: impl std::borrow::Borrow<AssuranceLevel>) -> ui::Level {
        ui::Level::named(self.t, *level.borrow())
    }

    /// Who asks for an identification: `{{ asked.line() }}` above the title, `{{ asked.panel() }}`
    /// at the side.
    #[must_use]
    pub fn asked(&self, service: impl AsRef<str>, body: impl AsRef<str>) -> ui::Asked {
        ui::Asked::new(self.t, service.as_ref(), body.as_ref())
    }

    /// The steps of a flow; the first is number 1.
    #[must_use]
    pub fn steps(&self, names: impl AsRef<[&'static str]>, current: usize) -> ui::Steps {
        ui::Steps::new(self.t, names.as_ref(), current)
    }

    /// A countdown to `end` out of `total_seconds`; warns when a tenth (at most a minute) is left.
    #[must_use]
    pub fn countdown(
        &self,
        end: impl std::borrow::Borrow<Timestamp>,
        total_seconds: u32,
    ) -> ui::Countdown {
        let left = end.borrow().duration_since(self.now()).as_secs();
        ui::Countdown::new(self.t, total_seconds, u32::try_from(left).unwrap_or(0))
    }

    /// A code to read, copy or dictate, in its groups (`A7KM-4QXT` is two).
    #[must_use]
    pub fn code(&self, grouped: impl AsRef<str>) -> ui::CodeShow {
        ui::CodeShow::new(grouped.as_ref())
    }

    /// A button that copies a code. Does nothing without JavaScript and is hidden then.
    #[must_use]
    pub fn copy_button(&self, code: impl AsRef<str>) -> ui::CopyButton {
        ui::CopyButton::new(self.t, code.as_ref())
    }

    /// Whether this is the face `kind`.
    #[must_use]
    pub fn is_face(&self, kind: FaceKind) -> bool {
        self.face().kind() == kind
    }
}
