//! Words that are easy to say on a bad line: common things, short, no two alike in sound within a
//! language where that can be had. 64 a language.

use vocab::Lang;

/// The words of a language.
pub(super) fn of(lang: Lang) -> &'static [&'static str] {
    match lang {
        Lang::Es => &ES,
        Lang::Ca => &CA,
        Lang::CaValencia => &CA_VALENCIA,
        Lang::Gl => &GL,
        Lang::Eu => &EU,
        Lang::En => &EN,
    }
}

const ES: [&str; 64] = [
    "abeja", "aceite", "agua", "ancla", "arena", "arroz", "barco", "bosque", "botella", "brazo",
    "caballo", "cabra", "calle", "campana", "cereza", "cielo", "ciudad", "coche", "corona",
    "cuchara", "delfín", "diente", "escuela", "espejo", "estrella", "faro", "flecha", "flor",
    "fuego", "fuente", "gallina", "gato", "guitarra", "hielo", "hoja", "huerta", "iglesia", "isla",
    "jardín", "lago", "leche", "libro", "limón", "luna", "madera", "manzana", "mercado", "montaña",
    "naranja", "nieve", "nube", "oveja", "pájaro", "piedra", "playa", "plaza", "puente", "queso",
    "reloj", "río", "silla", "tambor", "torre", "ventana",
];

const CA: [&str; 64] = [
    "abella", "aigua", "ametlla", "àncora", "arbre", "arròs", "avió", "barca", "bosc", "botiga",
    "cadira", "campana", "carrer", "castell", "cavall", "cel", "cirera", "ciutat", "cotxe",
    "cullera", "dofí", "escola", "estrella", "far", "finestra", "fletxa", "flor", "foc", "font",
    "formatge", "gallina", "gat", "gel", "guitarra", "hort", "illa", "jardí", "llac", "llapis",
    "llibre", "llimona", "lluna", "mercat", "mirall", "muntanya", "neu", "núvol", "ocell", "oli",
    "ovella", "pedra", "pera", "pilota", "plaça", "platja", "poma", "pont", "rellotge", "riu",
    "sabata", "sorra", "tambor", "taronja", "torre",
];

const CA_VALENCIA: [&str; 64] = [
    "abella", "aigua", "ametla", "àncora", "arbre", "arròs", "avió", "barca", "bosc", "botiga",
    "cadira", "campana", "carrer", "castell", "cavall", "cel", "cirera", "ciutat", "cotxe",
    "cullera", "dofí", "escola", "estrela", "far", "finestra", "fletxa", "flor", "foc", "font",
    "formatge", "gallina", "gat", "gel", "guitarra", "hort", "illa", "jardí", "llac", "llapis",
    "llibre", "llima", "lluna", "mercat", "espill", "muntanya", "neu", "núvol", "pardal", "oli",
    "ovella", "pedra", "pera", "pilota", "plaça", "platja", "poma", "pont", "rellotge", "riu",
    "sabata", "arena", "tambor", "taronja", "torre",
];

const GL: [&str; 64] = [
    "abella", "aceite", "auga", "áncora", "árbore", "area", "arroz", "ave", "barco", "bosque",
    "botella", "cabalo", "cadeira", "campá", "carballo", "castelo", "cereixa", "ceo", "cidade",
    "coche", "culler", "dente", "escola", "espello", "estrela", "faro", "fiestra", "flor", "fonte",
    "frecha", "galiña", "gaita", "gato", "guitarra", "horta", "illa", "laranxa", "lago", "leite",
    "libro", "limón", "lúa", "mazá", "mercado", "montaña", "neve", "nube", "ovella", "paxaro",
    "pedra", "pera", "ponte", "praia", "praza", "queixo", "regato", "reloxo", "rúa", "sapato",
    "tambor", "torre", "vaca", "vento", "xardín",
];

const EU: [&str; 64] = [
    "aingura", "ardi", "arraina", "arroza", "aulki", "auzo", "baratze", "baso", "behi", "belar",
    "bide", "buru", "dorre", "egun", "elur", "erle", "erloju", "eskola", "etxe", "euri", "faro",
    "gaztelu", "gazta", "gerezi", "gitarra", "haize", "harri", "haritz", "hegazti", "herri",
    "hiri", "hodei", "hondar", "hosto", "iturri", "itsaso", "izar", "izotz", "kale", "kanpai",
    "katu", "koilara", "koroa", "laku", "laranja", "leiho", "liburu", "limoi", "lore", "mahai",
    "mendi", "merkatu", "oilo", "ontzi", "plaza", "sagar", "sua", "teilatu", "tren", "txakur",
    "uharte", "ura", "zaldi", "zubi",
];

const EN: [&str; 64] = [
    "anchor", "apple", "arrow", "beach", "bell", "bird", "boat", "book", "bottle", "bridge",
    "bronze", "butter", "candle", "castle", "cheese", "cherry", "church", "city", "cloud",
    "copper", "cotton", "crown", "dolphin", "drum", "eagle", "engine", "feather", "fire", "flower",
    "forest", "garden", "glass", "guitar", "hammer", "horse", "island", "kettle", "lake", "lemon",
    "market", "milk", "mirror", "moon", "mountain", "orange", "paper", "pencil", "pepper",
    "pillow", "planet", "rabbit", "river", "school", "sheep", "silver", "snow", "spoon", "star",
    "stone", "sugar", "tower", "train", "window", "winter",
];
