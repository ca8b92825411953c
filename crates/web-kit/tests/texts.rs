//! The compiled texts say what a Fluent interpreter says.
#![expect(clippy::unwrap_used, reason = "tests")]

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use vocab::Lang;
use web_kit::texts::{LANGS, kit};

fn interpreted(lang: Lang, key: &str, arguments: &[(&'static str, i64)]) -> String {
    let path = format!(
        "{}/texts/{}/kit.ftl",
        env!("CARGO_MANIFEST_DIR"),
        lang.tag()
    );
    let resource = FluentResource::try_new(std::fs::read_to_string(path).unwrap()).unwrap();
    let mut bundle = FluentBundle::new_concurrent(vec![lang.tag().parse().unwrap()]);
    bundle.set_use_isolating(false);
    bundle.add_resource(resource).unwrap();
    let mut given = FluentArgs::new();
    for (name, value) in arguments {
        given.set(*name, *value);
    }
    let pattern = bundle.get_message(key).unwrap().value().unwrap();
    let mut errors = Vec::new();
    let text = bundle
        .format_pattern(pattern, Some(&given), &mut errors)
        .into_owned();
    assert!(errors.is_empty(), "{errors:?}");
    text
}

#[test]
fn plain_texts_are_the_same() {
    for lang in LANGS {
        let t = kit(*lang);
        for (key, compiled) in [
            ("skip-to-content", t.skip_to_content),
            ("foot-report", t.foot_report),
            ("session-over", t.session_over),
            ("continue", t.continue_),
        ] {
            assert_eq!(compiled, interpreted(*lang, key, &[]), "{lang} {key}");
        }
    }
}

#[test]
fn plurals_and_choices_are_the_same() {
    for lang in LANGS {
        let t = kit(*lang);
        for n in [0_i64, 1, 2, 5, 21, 1_000_000] {
            let count = [("count", n)];
            assert_eq!(
                t.errors_title(n),
                interpreted(*lang, "errors-title", &count),
                "{lang} {n}"
            );
            assert_eq!(
                t.seconds_left(n),
                interpreted(*lang, "seconds-left", &count),
                "{lang} {n}"
            );
            assert_eq!(
                t.duration_days(n),
                interpreted(*lang, "duration-days", &count),
                "{lang} {n}"
            );
            let minutes = [("minutes", n)];
            assert_eq!(
                t.session_soon(n),
                interpreted(*lang, "session-soon", &minutes),
                "{lang} {n}"
            );
        }
        for month in 1..=12_i64 {
            let arguments = [("day", 9), ("month", month), ("year", 2031)];
            assert_eq!(
                t.date_long(9, month, 2031),
                interpreted(*lang, "date-long", &arguments),
                "{lang} {month}"
            );
        }
    }
}

#[test]
fn every_language_of_the_platform_has_texts() {
    assert_eq!(LANGS, Lang::ALL);
    for lang in Lang::ALL {
        assert_eq!(kit(lang).lang, lang);
    }
}
