use std::collections::BTreeSet;

use super::*;

/// Path of each text, and the placeholders in it.
fn texts(value: &Value, path: &str, found: &mut BTreeMap<String, BTreeSet<String>>) {
    match value {
        Value::Object(fields) => {
            for (key, field) in fields {
                texts(field, &format!("{path}.{key}"), found);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                texts(item, &format!("{path}[{index}]"), found);
            }
        }
        Value::String(text) => {
            let names = text.split(['{', '}']).skip(1).step_by(2).map(str::to_owned);
            assert_eq!(
                text.matches('*').count() % 2,
                0,
                "{path}: a bold run stays open"
            );
            found.insert(path.to_owned(), names.collect());
        }
        other => panic!("{path} is no text: {other}"),
    }
}

#[test]
fn every_language_has_the_same_texts_with_the_same_placeholders() {
    let read = |file: &str| {
        let mut found = BTreeMap::new();
        texts(&toml::from_str(file).unwrap(), "", &mut found);
        found
    };
    let spanish = read(FILES[0].1);
    for (lang, file) in FILES {
        assert_eq!(read(file), spanish, "{}", lang.tag());
    }
}

#[test]
fn every_country_has_a_name_in_every_language() {
    for (lang, _) in FILES {
        let wordings = Wordings::load().unwrap();
        for country in CountryCode::all() {
            assert_ne!(
                wordings.of(lang).country(country),
                country.as_str(),
                "{lang:?}"
            );
        }
    }
}

#[test]
fn every_language_of_the_platform_has_texts() {
    let wordings = Wordings::load().unwrap();
    for lang in Lang::ALL {
        assert_eq!(wordings.of(lang).lang(), lang);
    }
}

#[test]
fn writes_dates_as_each_language_does() {
    let wordings = Wordings::load().unwrap();
    let at: Timestamp = "2026-08-01T08:05:59Z".parse().unwrap();
    let madrid = TimeZone::get("Europe/Madrid").unwrap();
    let written = |lang| {
        wordings
            .of(lang)
            .date_time(at, &madrid)
            .replace('\u{a0}', " ")
    };
    assert_eq!(written(Lang::Es), "1 de agosto de 2026, a las 10:05");
    assert_eq!(written(Lang::Ca), "1 d’agost de 2026, a les 10:05");
    assert_eq!(written(Lang::CaValencia), "1 d’agost de 2026, a les 10:05");
    assert_eq!(written(Lang::Gl), "1 de agosto de 2026, ás 10:05");
    assert_eq!(written(Lang::Eu), "2026ko abuztuaren 1a, 10:05");
    assert_eq!(written(Lang::En), "1 August 2026, at 10:05");
    let partial = |lang, text| {
        wordings
            .of(lang)
            .partial_date(PartialDate::parse(text).unwrap())
    };
    assert_eq!(partial(Lang::Es, "1991"), "1991");
    assert_eq!(partial(Lang::Es, "1991-05"), "mayo de 1991");
    assert_eq!(partial(Lang::Es, "1991-05-03"), "3 de mayo de 1991");
    assert_eq!(partial(Lang::Eu, "1991"), "1991");
    assert_eq!(partial(Lang::Eu, "1991-05"), "1991ko maiatza");
    assert_eq!(partial(Lang::Eu, "1991-05-03"), "1991ko maiatzaren 3a");
}

#[test]
fn what_is_filled_in_is_never_read_as_a_placeholder() {
    assert_eq!(
        filled("{date} {time}", &[("date", "{time}"), ("time", "10")]),
        "{time} 10"
    );
}
