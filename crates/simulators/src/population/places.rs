//! Towns where invented people live and were born. Towns and postal codes exist; streets do not.

use vocab::{CountryCode, PostalAddress};

use super::draft::{country, postal_address};

/// A town of Spain.
#[derive(Debug, Clone, Copy)]
pub(super) struct Town {
    pub(super) name: &'static str,
    pub(super) province: &'static str,
    pub(super) postcode: &'static str,
}

impl Town {
    const fn new(name: &'static str, province: &'static str, postcode: &'static str) -> Self {
        Self {
            name,
            province,
            postcode,
        }
    }

    /// An address in the town.
    pub(super) fn address(self, street: &str) -> PostalAddress {
        let province = Some(self.province);
        postal_address(
            &[street],
            self.postcode,
            self.name,
            province,
            CountryCode::SPAIN,
        )
    }
}

pub(super) const MADRID: Town = Town::new("Madrid", "Madrid", "28013");
pub(super) const BARCELONA: Town = Town::new("Barcelona", "Barcelona", "08015");
pub(super) const CUENCA: Town = Town::new("Cuenca", "Cuenca", "16001");
pub(super) const VALENCIA: Town = Town::new("València", "València", "46002");
pub(super) const BILBAO: Town = Town::new("Bilbao", "Bizkaia", "48005");
pub(super) const LUGO: Town = Town::new("Lugo", "Lugo", "27001");
pub(super) const SEVILLA: Town = Town::new("Sevilla", "Sevilla", "41001");
pub(super) const GIRONA: Town = Town::new("Girona", "Girona", "17001");

/// Where generated people live and were born.
pub(super) const TOWNS: [Town; 24] = [
    MADRID,
    BARCELONA,
    CUENCA,
    VALENCIA,
    BILBAO,
    LUGO,
    SEVILLA,
    GIRONA,
    Town::new("Zaragoza", "Zaragoza", "50001"),
    Town::new("Málaga", "Málaga", "29005"),
    Town::new("Murcia", "Murcia", "30001"),
    Town::new("Palma", "Illes Balears", "07001"),
    Town::new("Las Palmas de Gran Canaria", "Las Palmas", "35001"),
    Town::new("Valladolid", "Valladolid", "47001"),
    Town::new("Vigo", "Pontevedra", "36201"),
    Town::new("Gijón", "Asturias", "33201"),
    Town::new("Vitoria-Gasteiz", "Araba/Álava", "01001"),
    Town::new("Pamplona/Iruña", "Navarra", "31001"),
    Town::new("Logroño", "La Rioja", "26001"),
    Town::new("Badajoz", "Badajoz", "06001"),
    Town::new("Santander", "Cantabria", "39001"),
    Town::new("Elx", "Alacant", "03202"),
    Town::new("Ceuta", "Ceuta", "51001"),
    Town::new("Melilla", "Melilla", "52001"),
];

/// Streets that no town has, chosen after virtues of a good office.
pub(super) const STREETS: [&str; 14] = [
    "Calle de la Invención",
    "Calle del Ejemplo",
    "Avenida de la Paciencia",
    "Plaza de la Ventanilla Única",
    "Calle de las Palabras Llanas",
    "Paseo del Buen Trato",
    "Calle de la Demostración",
    "Travesía del Formulario",
    "Avenida de los Plazos Cumplidos",
    "Calle del Acuse de Recibo",
    "Plaza del Sello",
    "Ronda de la Cita Previa",
    "Calle del Expediente",
    "Calle de la Copia Fiel",
];

/// An address abroad.
pub(super) fn abroad(street: &str, postcode: &str, town: &str, alpha2: &str) -> PostalAddress {
    postal_address(&[street], postcode, town, None, country(alpha2))
}
