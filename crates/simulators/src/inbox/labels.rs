//! The words of the developer inbox: a tool for developers, so in English and Spanish only.

/// The words in one language.
#[derive(Debug)]
pub(super) struct Labels {
    pub(super) tag: &'static str,
    pub(super) other_tag: &'static str,
    pub(super) other_name: &'static str,
    pub(super) title: &'static str,
    pub(super) invented: &'static str,
    pub(super) messages: &'static str,
    pub(super) all: &'static str,
    pub(super) none_yet: &'static str,
    pub(super) from: &'static str,
    pub(super) to: &'static str,
    pub(super) channels: [&'static str; 4],
    pub(super) open_pdf: &'static str,
    pub(super) faces: &'static str,
    pub(super) clock: &'static str,
    pub(super) clock_hint: &'static str,
    pub(super) moved: &'static str,
    pub(super) steps: [(&'static str, i64); 6],
    pub(super) people: &'static str,
    pub(super) people_hint: &'static str,
    pub(super) more_people: &'static str,
    pub(super) columns: [&'static str; 8],
    pub(super) officers: &'static str,
    pub(super) officers_hint: &'static str,
    pub(super) step_in: &'static str,
    pub(super) certificates: &'static str,
    pub(super) certificates_hint: &'static str,
    pub(super) person: &'static str,
    pub(super) kind: &'static str,
    pub(super) kinds: [(&'static str, &'static str); 7],
    pub(super) download: &'static str,
    pub(super) skip: &'static str,
    pub(super) machine: &'static str,
}

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

pub(super) static EN: Labels = Labels {
    tag: "en",
    other_tag: "es",
    other_name: "Español",
    title: "Developer inbox",
    invented: "Demonstration: every person, number and message here is invented.",
    messages: "Messages",
    all: "All",
    none_yet: "Nothing yet. Text messages, e-mails and letters that the platform sends appear here.",
    from: "From",
    to: "To",
    channels: ["SMS", "E-mail", "Letter", "Push"],
    open_pdf: "Open the letter (PDF)",
    faces: "Where to go",
    clock: "Clock",
    clock_hint: "Move the time forward to see codes and sessions expire. It does not go back.",
    moved: "Moved forward by",
    steps: [
        ("1 minute", MINUTE),
        ("11 minutes", 11 * MINUTE),
        ("1 hour", HOUR),
        ("1 day", DAY),
        ("46 days", 46 * DAY),
        ("1 year", 365 * DAY),
    ],
    people: "People to try",
    people_hint: "Number and contrast datum are what the forms ask for.",
    more_people: "Everybody else",
    columns: [
        "Number",
        "Contrast",
        "Name",
        "Born",
        "Phone",
        "E-mail",
        "Registration",
        "Shows",
    ],
    officers: "Officers",
    officers_hint: "Step into the back office as one of them.",
    step_in: "Step in as",
    certificates: "Certificates",
    certificates_hint: "Download one and import it into your browser with the password “demo”. The \
        browser will warn about the address that asks for it: its authority is invented.",
    person: "Person",
    kind: "Kind",
    kinds: [
        ("citizen", "of a citizen"),
        ("card", "as in a DNIe"),
        ("representative", "of a representative"),
        ("employee", "of a public employee"),
        ("expired", "expired"),
        ("revoked", "revoked"),
        ("stranger", "of an unknown issuer"),
    ],
    download: "Download",
    skip: "Skip to the messages",
    machine: "For programs",
};

pub(super) static ES: Labels = Labels {
    tag: "es",
    other_tag: "en",
    other_name: "English",
    title: "Buzón de desarrollo",
    invented: "Demostración: todas las personas, números y mensajes son inventados.",
    messages: "Mensajes",
    all: "Todos",
    none_yet: "Todavía nada. Aquí aparecen los SMS, correos y cartas que envía la plataforma.",
    from: "De",
    to: "Para",
    channels: ["SMS", "Correo", "Carta", "Aviso"],
    open_pdf: "Abrir la carta (PDF)",
    faces: "Adónde ir",
    clock: "Reloj",
    clock_hint: "Adelante la hora para ver cómo caducan códigos y sesiones. No se puede atrasar.",
    moved: "Adelantado",
    steps: [
        ("1 minuto", MINUTE),
        ("11 minutos", 11 * MINUTE),
        ("1 hora", HOUR),
        ("1 día", DAY),
        ("46 días", 46 * DAY),
        ("1 año", 365 * DAY),
    ],
    people: "Personas para probar",
    people_hint: "El número y el dato de contraste son lo que piden los formularios.",
    more_people: "Todas las demás",
    columns: [
        "Número",
        "Contraste",
        "Nombre",
        "Nacimiento",
        "Móvil",
        "Correo",
        "Registro",
        "Muestra",
    ],
    officers: "Personal",
    officers_hint: "Entre en la oficina como una de estas personas.",
    step_in: "Entrar como",
    certificates: "Certificados",
    certificates_hint: "Descargue uno e impórtelo en su navegador con la contraseña «demo». El \
        navegador avisará de la dirección que lo pide: su autoridad es inventada.",
    person: "Persona",
    kind: "Clase",
    kinds: [
        ("citizen", "de ciudadano"),
        ("card", "como el del DNIe"),
        ("representative", "de representante"),
        ("employee", "de empleado público"),
        ("expired", "caducado"),
        ("revoked", "revocado"),
        ("stranger", "de emisor desconocido"),
    ],
    download: "Descargar",
    skip: "Saltar a los mensajes",
    machine: "Para programas",
};

impl Labels {
    /// The words that the reader prefers: chosen by hand, or the first language of the browser.
    pub(super) fn preferred(chosen: Option<&str>, accept_language: Option<&str>) -> &'static Self {
        let tag = chosen.or(accept_language).unwrap_or("en");
        if tag
            .trim_start()
            .get(..2)
            .is_some_and(|tag| tag.eq_ignore_ascii_case("es"))
        {
            &ES
        } else {
            &EN
        }
    }
}
