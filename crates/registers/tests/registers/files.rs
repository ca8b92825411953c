//! Files as others write them.

use registers::{FileError, register_of};

use crate::*;

on_both_engines! {
    async fn json_lines_say_the_same(database: TestDatabase) {
        let desk = Desk::open(&database);
        let order = Order { format: Format::JsonLines, ..civil() };
        let text = concat!(
            "{\"number\":\"00000000T\",\"given\":\"Ana\",\"surname1\":\"Ejemplo\",\"birth_date\":1990,",
            "\"birth_country\":\"ES\",\"nationality\":724,\"issued_on\":\"2020-03-01\",\"removed\":false}\n",
            "\n",
            "{\"number\":\"00000001R\",\"name\":\"Ana\"}\n",
            "[\"00000001R\"]\n",
            "{\"number\":[\"00000001R\"]}\n",
            "{\"number\":\"00000001R\"",
        );
        let outcome = desk.import(order, text).await.unwrap();
        assert_eq!((outcome.counts.added, outcome.counts.refused), (1, 4));
        assert_eq!(
            desk.told(),
            [
                "line 3, it has a member that is no column",
                "line 4, it is no JSON object",
                "line 5, column number: it is no text, number or truth value",
                "line 6, it is no JSON object",
            ]
        );
        let found = desk.find("00000000T").await.unwrap();
        assert_eq!(found.birth_date.to_string(), "1990");
    }

    /// A spreadsheet's mark, quoted line ends, columns in another order, a last line without end.
    async fn a_file_of_a_spreadsheet_is_read(database: TestDatabase) {
        let desk = Desk::open(&database);
        let text = "\u{FEFF}Given,surname1,NUMBER,birth_date,birth_country,nationality,issued_on,\
                    father\r\n\"Ana, María\",Ejemplo,00000000T,1990-05-17,ES,ES,2020-03-01,\"\"\r\n\
                    \r\nEva,\"Ejem\r\nplo\",00000001R,1990-05-17,ES,ES,2020-03-01,Juan\r\n\
                    Luz,Ejemplo,00000001T,1990-05-17,ES,ES,2020-03-01,";
        let outcome = desk.import(civil(), text).await.unwrap();
        assert_eq!((outcome.counts.added, outcome.counts.refused), (1, 2));
        let told = desk.told();
        assert!(told[0].starts_with("line 4, column surname1: the text has"), "{told:?}");
        assert!(told[1].starts_with("line 6, column number"), "{told:?}");
        let found = desk.find("00000000T").await.unwrap();
        assert_eq!((found.name.given.as_str(), found.father), ("Ana, María", None));
    }

    async fn a_file_that_is_no_register_is_refused_whole(database: TestDatabase) {
        let desk = Desk::open(&database);
        for (text, words) in [
            ("", "the file is empty"),
            ("number,given,00000000T\n", "the name in field 3 is unknown"),
            ("number,given,number\n", "number is there twice"),
            ("entry,given\n", "the file is of the other register"),
        ] {
            let refused = desk.import(civil(), text).await.unwrap_err();
            assert!(refused.to_string().contains(words), "{refused}");
        }
        let endless = format!("number,given\n00000000T,\"{}", "x\n".repeat(40_000));
        let refused = desk.import(civil(), &endless).await.unwrap_err();
        assert!(
            matches!(refused, ImportError::File(FileError::TooLong { line: 2 })),
            "{refused}"
        );
    }
}

#[test]
fn a_file_tells_which_register_it_is_of() {
    let of =
        |text: &str, format| register_of(Cursor::new(text.as_bytes().to_vec()), format).unwrap();
    assert_eq!(of("number,given\n", Format::Csv), Register::Civil);
    assert_eq!(of("given,Entry\n", Format::Csv), Register::Offences);
    assert_eq!(
        of("\n{\"entry\":\"1\"}\n", Format::JsonLines),
        Register::Offences
    );
    assert_eq!(
        of("{\"number\":\"1\"}\n", Format::JsonLines),
        Register::Civil
    );
}
