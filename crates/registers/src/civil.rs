//! A row of the civil register.

use model::document::{BirthPlace, DocumentDatum, IdentityDocument};
use ports::civil_register::CivilRecord;
use vocab::{
    Date, IdentityNumber, PartialDate, PersonName, PostalAddress, Sex, SupportNumber, Timestamp,
};

use crate::cells::{Cells, Fault, Reading, country, day, line, moment};

/// The columns, in the order of the specification.
pub(crate) const COLUMNS: &[&str] = &[
    "number",
    "given",
    "surname1",
    "surname2",
    "birth_date",
    "birth_country",
    "birth_province",
    "birth_town",
    "sex",
    "nationality",
    "father",
    "mother",
    "support",
    "issued_on",
    "valid_until",
    "renewal_in_progress",
    "street1",
    "street2",
    "street3",
    "postcode",
    "town",
    "province",
    "country",
    "died_on",
    "changed_at",
    "removed",
];

/// What a row says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum CivilRow {
    /// This is what is known of the number.
    Known {
        record: Box<CivilRecord>,
        changed_at: Timestamp,
    },
    /// The number is no longer in the register.
    Removed {
        number: IdentityNumber,
        changed_at: Timestamp,
    },
}

/// Reads a row; `as_of` is how new a row is that does not say so itself.
pub(crate) fn read(cells: &Cells, as_of: Timestamp) -> Result<CivilRow, Vec<Fault>> {
    let mut row = Reading::new(cells);
    let number = row.need("number", IdentityNumber::parse);
    let changed_at = row.may("changed_at", moment).map(|at| at.unwrap_or(as_of));
    let removed = row.flag("removed");
    if removed == Some(true) {
        let built = number.zip(changed_at);
        return row
            .finish(built.map(|(number, changed_at)| CivilRow::Removed { number, changed_at }));
    }
    let today = as_of.to_zoned(jiff::tz::TimeZone::UTC).date();
    let record = record(&mut row, number, today);
    let built = record.zip(changed_at);
    row.finish(built.map(|(record, changed_at)| CivilRow::Known {
        record: Box::new(record),
        changed_at,
    }))
}

/// Every column is looked at before one fault ends it.
fn record(
    row: &mut Reading<'_>,
    number: Option<IdentityNumber>,
    today: Date,
) -> Option<CivilRecord> {
    let name = name(row);
    let birth_date = row.need("birth_date", PartialDate::parse);
    let birth_country = row.need("birth_country", country);
    let birth_province = row.may("birth_province", line);
    let birth_town = row.may("birth_town", line);
    let sex = row.may("sex", Sex::parse);
    let nationality = row.need("nationality", country);
    let father = row.may("father", line);
    let mother = row.may("mother", line);
    let document = document(row);
    let tax_address = tax_address(row);
    let died_on = row.may("died_on", |text| {
        day(text).and_then(|died_on| {
            if died_on > today {
                Err("it is later than the file")
            } else {
                Ok(died_on)
            }
        })
    });
    Some(CivilRecord {
        number: number?,
        name: name?,
        birth_date: birth_date?,
        birth_place: BirthPlace {
            country: birth_country?,
            province: birth_province?,
            town: birth_town?,
        },
        sex: sex?,
        nationality: nationality?,
        father: father?,
        mother: mother?,
        document: document?,
        tax_address: tax_address?,
        died_on: died_on?,
    })
}

/// Given name and surnames.
pub(crate) fn name(row: &mut Reading<'_>) -> Option<PersonName> {
    let given = row.need("given", vocab::Line::parse);
    let surname1 = row.need("surname1", vocab::Line::parse);
    let surname2 = row.may("surname2", vocab::Line::parse);
    Some(PersonName {
        given: given?,
        surname1: surname1?,
        surname2: surname2?,
    })
}

/// Either the support number of a foreigner's document or the day of issue of a DNI.
fn document(row: &mut Reading<'_>) -> Option<IdentityDocument> {
    let support = row.may("support", SupportNumber::parse);
    let issued_on = row.may("issued_on", day);
    let valid_until = row.may("valid_until", day);
    let renewal_in_progress = row.flag("renewal_in_progress");
    let datum = match (support?, issued_on?) {
        (Some(support), None) => DocumentDatum::Support(support),
        (None, Some(issued_on)) => DocumentDatum::Dates { issued_on },
        (None, None) => {
            row.fault("issued_on", "neither it nor the support number is there");
            return None;
        }
        (Some(_), Some(_)) => {
            row.fault(
                "issued_on",
                "a document has it or a support number, not both",
            );
            return None;
        }
    };
    Some(IdentityDocument {
        datum,
        // A permanent document shows the year 9999.
        valid_until: valid_until?.filter(|day| day.year() < 9999),
        renewal_in_progress: renewal_in_progress?,
    })
}

/// The tax address; none where all its columns are blank.
fn tax_address(row: &mut Reading<'_>) -> Option<Option<PostalAddress>> {
    const PARTS: [&str; 6] = [
        "street1", "street2", "street3", "postcode", "town", "province",
    ];
    if PARTS.iter().all(|part| row.is_blank(part)) {
        return Some(None);
    }
    let country = row.need("country", country)?;
    let lines = ["street1", "street2", "street3"].map(|part| row.raw(part));
    let (postcode, town) = (row.raw("postcode"), row.raw("town"));
    match PostalAddress::parse(&lines, postcode, town, Some(row.raw("province")), country) {
        Ok(address) => Some(Some(address)),
        Err(error) => {
            let column = match error {
                vocab::PostalAddressError::Lines => "street1",
                vocab::PostalAddressError::Postcode => "postcode",
                vocab::PostalAddressError::Text(_) => "town",
            };
            row.fault(column, error.to_string());
            None
        }
    }
}
