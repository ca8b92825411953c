//! The invented administration of the demonstration.

use std::collections::BTreeMap;

use model::body::{Body, Contact};
use store::{StoreError, repo};
use vocab::{BodyId, Lang};

use super::Seeding;

/// DIR3 code of the demonstration's body; invented.
pub const DIR3: &str = "E99999901";

pub(super) async fn seed(seeding: &Seeding) -> Result<Body, StoreError> {
    let now = seeding.clock.now();
    let fresh = body(BodyId::new(now, &*seeding.entropy));
    seeding
        .store
        .transact("demo.seed_body", move |tx| {
            if let Some(body) = repo::body::find_by_dir3(tx, DIR3)? {
                return Ok(body);
            }
            repo::body::put(tx, &fresh, now)?;
            Ok(fresh.clone())
        })
        .await
}

fn body(id: BodyId) -> Body {
    Body {
        id,
        dir3: DIR3.into(),
        names: texts([
            (Lang::Es, "Administración de Ejemplo"),
            (Lang::Ca, "Administració d'Exemple"),
            (Lang::CaValencia, "Administració d'Exemple"),
            (Lang::Gl, "Administración de Exemplo"),
            (Lang::Eu, "Adibideko Administrazioa"),
            (Lang::En, "Example Administration"),
        ]),
        managing_texts: texts([
            (
                Lang::Es,
                "La Administración de Ejemplo lleva el registro de identidades. Es una administración inventada: esto es una demostración.",
            ),
            (
                Lang::Ca,
                "L'Administració d'Exemple porta el registre d'identitats. És una administració inventada: això és una demostració.",
            ),
            (
                Lang::CaValencia,
                "L'Administració d'Exemple porta el registre d'identitats. És una administració inventada: açò és una demostració.",
            ),
            (
                Lang::Gl,
                "A Administración de Exemplo leva o rexistro de identidades. É unha administración inventada: isto é unha demostración.",
            ),
            (
                Lang::Eu,
                "Adibideko Administrazioak kudeatzen du identitateen erregistroa. Asmatutako administrazioa da: hau erakustaldi bat da.",
            ),
            (
                Lang::En,
                "The Example Administration keeps the register of identities. It is an invented administration: this is a demonstration.",
            ),
        ]),
        logo_svg: None,
        contact: Contact {
            helpline: "060".into(),
            email: Some("ayuda@administracion.example".into()),
            address: vec!["Plaza del Ejemplo, 1".into(), "28000 Ejemplo".into()],
        },
        time_zone: "Europe/Madrid".into(),
        holidays: Vec::new(),
        seal_key: "seal".into(),
    }
}

fn texts<const N: usize>(pairs: [(Lang, &str); N]) -> BTreeMap<Lang, String> {
    pairs
        .into_iter()
        .map(|(lang, text)| (lang, text.to_owned()))
        .collect()
}
