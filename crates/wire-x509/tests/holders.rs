//! Whom certificates name, in every layout.
#![expect(clippy::unwrap_used, reason = "tests")]

use vocab::PersonName;
use wire_x509::{
    Certificate, Holder, HolderError, HolderKind,
    mint::Draft,
    testing::{TestAuthority, at, citizen, dnie},
};

const ANA: &str = "12345678Z";

fn read(draft: &Draft) -> Result<Holder, HolderError> {
    let (der, _) = TestAuthority::root("AC DE PRUEBA").issue(draft);
    Holder::of(&Certificate::parse(&der).unwrap())
}

fn draft(subject: &[(&str, &str)]) -> Draft {
    let (from, until) = (at("2025-01-01T00:00:00Z"), at("2029-01-01T00:00:00Z"));
    Draft::new(&[1], subject, from, until)
}

fn person(given: &str, surname1: &str, surname2: Option<&str>) -> PersonName {
    PersonName::parse(given, surname1, surname2).unwrap()
}

fn ana() -> PersonName {
    person("Ana", "Española", Some("Núñez"))
}

#[test]
fn citizens_are_read_in_every_layout() {
    let old = "NOMBRE ESPAÑOLA NUÑEZ ANA - NIF 12345678Z";
    let layouts = [
        ("FNMT", citizen(&[1], ANA, "ANA", ["ESPAÑOLA", "NUÑEZ"])),
        ("DNIe", dnie(&[1], ANA, "ANA", ["ESPAÑOLA", "NUÑEZ"])),
        ("old FNMT", draft(&[("2.5.4.6", "ES"), ("2.5.4.3", old)])),
        (
            "names in the subject only",
            draft(&[
                ("2.5.4.5", ANA),
                ("2.5.4.42", "ANA"),
                ("2.5.4.4", "ESPAÑOLA NUÑEZ"),
            ]),
        ),
        (
            "tax number",
            draft(&[
                ("2.5.4.5", "TINES-12345678Z"),
                ("2.5.4.42", "Ana"),
                ("2.5.4.4", "Española Núñez"),
            ]),
        ),
        (
            "ACCV",
            draft(&[("2.5.4.5", ANA)]).directory(&[
                ("2.5.4.3", "ANA|ESPAÑOLA|NUÑEZ"),
                ("0.9.2342.19200300.100.1.1", ANA),
            ]),
        ),
        (
            "ANF",
            draft(&[("2.5.4.42", "ANA"), ("2.5.4.4", "ESPAÑOLA NUÑEZ")])
                .directory(&[("1.3.6.1.4.1.18838.1.1", ANA)]),
        ),
    ];
    for (layout, draft) in layouts {
        let holder = read(&draft).unwrap();
        assert_eq!(holder.kind, HolderKind::Citizen, "{layout}");
        assert_eq!(holder.number.as_ref().unwrap().as_str(), ANA, "{layout}");
        assert!(holder.is_named(&ana()), "{layout}");
        assert!(
            !holder.is_named(&person("Ana", "Otra", Some("Núñez"))),
            "{layout}"
        );
        assert_eq!(holder.organisation, None, "{layout}");
    }
}

#[test]
fn foreigners_have_a_nie_and_often_one_surname() {
    let layout = draft(&[
        ("2.5.4.5", "IDCES-X1234567L"),
        ("2.5.4.42", "JOHN"),
        ("2.5.4.4", "O'HARA"),
    ]);
    let holder = read(&layout).unwrap();
    assert_eq!(holder.number.as_ref().unwrap().as_str(), "X1234567L");
    assert!(holder.is_named(&person("John", "O’Hara", None)));
}

#[test]
fn who_acts_for_somebody_is_told_apart() {
    let subject = [
        ("2.5.4.5", "IDCES-12345678Z"),
        ("2.5.4.42", "ANA"),
        ("2.5.4.4", "ESPAÑOLA NUÑEZ"),
        ("2.5.4.10", "PANADERÍA INVENTADA SL"),
        ("2.5.4.97", "VATES-B00000000"),
        ("2.5.4.13", "Reg: 28065 / Hoja: M-1"),
    ];
    let holder = read(&draft(&subject)).unwrap();
    assert_eq!(holder.kind, HolderKind::Representative);
    let organisation = holder.organisation.unwrap();
    assert_eq!(organisation.number.unwrap(), "B00000000");
    assert_eq!(organisation.name.unwrap(), "PANADERÍA INVENTADA SL");
    assert_eq!(holder.role.unwrap(), "Reg: 28065 / Hoja: M-1");

    let layout = citizen(&[1], ANA, "ANA", ["ESPAÑOLA", "NUÑEZ"]).directory(&[
        ("1.3.6.1.4.1.5734.1.4", ANA),
        ("1.3.6.1.4.1.5734.1.6", "PANADERÍA INVENTADA SL"),
        ("1.3.6.1.4.1.5734.1.7", "B00000000"),
    ]);
    assert_eq!(read(&layout).unwrap().kind, HolderKind::Representative);
}

#[test]
fn public_employees_are_told_apart_with_name_or_under_a_pseudonym() {
    for arc in [
        "2.16.724.1.3.5.7.2",
        "2.16.724.1.3.5.7.1",
        "2.16.724.1.3.5.3.2",
    ] {
        let id = |last: u8| format!("{arc}.{last}");
        let directory = [
            (&*id(1), "EMPLEADO PÚBLICO"),
            (&*id(2), "AYUNTAMIENTO INVENTADO"),
            (&*id(3), "P0000000X"),
            (&*id(4), ANA),
            (&*id(6), "ANA"),
            (&*id(7), "ESPAÑOLA"),
            (&*id(8), "NUÑEZ"),
        ];
        let layout = draft(&[("2.5.4.5", "IDCES-12345678Z")]).directory(&directory);
        let holder = read(&layout).unwrap();
        assert_eq!(holder.kind, HolderKind::PublicEmployee, "{arc}");
        assert_eq!(holder.number.as_ref().unwrap().as_str(), ANA);
        assert!(holder.is_named(&ana()), "{arc}");
    }
    let layout =
        draft(&[("2.5.4.3", "AGENTE 4567")]).directory(&[("2.16.724.1.3.5.4.1.12", "AGENTE 4567")]);
    let holder = read(&layout).unwrap();
    assert_eq!(holder.kind, HolderKind::Pseudonym);
    assert_eq!(holder.number, None);
}

#[test]
fn seals_machines_and_organisations_are_nobody() {
    let layouts = [
        draft(&[("2.5.4.5", "Q0000000X"), ("2.5.4.3", "SELLO INVENTADO")])
            .directory(&[("2.16.724.1.3.5.6.2.1", "SELLO ELECTRONICO")]),
        draft(&[("2.5.4.3", "sede.example")])
            .directory(&[("2.16.724.1.3.5.5.2.1", "SEDE ELECTRONICA")]),
        draft(&[("2.5.4.3", "servidor")]).directory(&[("1.3.6.1.4.1.5734.1.8", "COMPONENTE")]),
        draft(&[("2.5.4.97", "VATES-B00000000"), ("2.5.4.3", "PANADERÍA SL")]),
        draft(&[("2.5.4.3", "padron.example")]),
    ];
    for layout in layouts {
        let holder = read(&layout).unwrap();
        assert_eq!(holder.kind, HolderKind::Entity, "{layout:?}");
        assert_eq!(holder.number, None);
    }
}

#[test]
fn places_that_disagree_name_nobody() {
    let layout = citizen(&[1], ANA, "ANA", ["ESPAÑOLA", "NUÑEZ"])
        .directory(&[("1.3.6.1.4.1.5734.1.4", "00000000T")]);
    assert_eq!(read(&layout), Err(HolderError::Contradiction));
}

#[test]
fn persons_without_a_number_of_ours_are_refused() {
    for number in ["PASES-12345678Z", "IDCPT-12345678Z", "12345678A", "nothing"] {
        let layout = draft(&[
            ("2.5.4.5", number),
            ("2.5.4.42", "ANA"),
            ("2.5.4.4", "ESPAÑOLA"),
        ]);
        assert_eq!(read(&layout), Err(HolderError::NoNumber), "{number}");
    }
}
