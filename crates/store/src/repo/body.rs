//! Public bodies.

use std::collections::BTreeMap;

use model::body::{Body, Contact};
use vocab::{BodyId, Date, Lang, Timestamp};

use super::person::{decode, from_json, to_json};
use crate::{StoreError, Tx, sql};

/// Adds a body, or writes its new description over the old one with the same DIR3 code. The id of
/// the row never changes.
///
/// # Errors
/// [`StoreError`].
pub fn put(tx: &mut Tx<'_>, body: &Body, now: Timestamp) -> Result<(), StoreError> {
    let name = tx.name();
    let names = text(&to_json(&by_tag(&body.names))?)?;
    let managing = text(&to_json(&by_tag(&body.managing_texts))?)?;
    let contact = text(&to_json(&body.contact)?)?;
    let holidays = text(&to_json(&body.holidays)?)?;
    tx.execute(
        sql!(
            "INSERT INTO body (id, dir3, names, managing_texts, logo_svg, contact, seal_key, \
             holidays, time_zone, created_at, updated_at, updated_by) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11) \
             ON CONFLICT (dir3) DO UPDATE SET names = excluded.names, \
             managing_texts = excluded.managing_texts, logo_svg = excluded.logo_svg, \
             contact = excluded.contact, seal_key = excluded.seal_key, \
             holidays = excluded.holidays, time_zone = excluded.time_zone, \
             updated_at = excluded.updated_at, updated_by = excluded.updated_by"
        ),
        &[
            &body.id,
            &body.dir3.as_str(),
            &names,
            &managing,
            &body.logo_svg,
            &contact,
            &body.seal_key.as_str(),
            &holidays,
            &body.time_zone.as_str(),
            &now,
            &name,
        ],
    )?;
    Ok(())
}

/// The body of a DIR3 code.
///
/// # Errors
/// [`StoreError`].
pub fn find_by_dir3(tx: &mut Tx<'_>, dir3: &str) -> Result<Option<Body>, StoreError> {
    let row = tx.query_opt(
        sql!(
            "SELECT id, names, managing_texts, logo_svg, contact, seal_key, holidays, time_zone \
             FROM body WHERE dir3 = $1"
        ),
        &[&dir3],
        |row| {
            let id: BodyId = row.get(0)?;
            let names: String = row.get(1)?;
            let managing: String = row.get(2)?;
            let logo_svg: Option<String> = row.get(3)?;
            let contact: String = row.get(4)?;
            let seal_key: String = row.get(5)?;
            let holidays: String = row.get(6)?;
            let time_zone: String = row.get(7)?;
            Ok((
                id, names, managing, logo_svg, contact, seal_key, holidays, time_zone,
            ))
        },
    )?;
    let Some((id, names, managing, logo_svg, contact, seal_key, holidays, time_zone)) = row else {
        return Ok(None);
    };
    let contact: Contact = from_json(contact.as_bytes())?;
    let holidays: Vec<Date> = from_json(holidays.as_bytes())?;
    Ok(Some(Body {
        id,
        dir3: dir3.to_owned(),
        names: by_lang(&names)?,
        managing_texts: by_lang(&managing)?,
        logo_svg,
        contact,
        time_zone,
        holidays,
        seal_key,
    }))
}

fn by_tag(texts: &BTreeMap<Lang, String>) -> BTreeMap<&'static str, &str> {
    texts
        .iter()
        .map(|(lang, text)| (lang.tag(), text.as_str()))
        .collect()
}

fn by_lang(json: &str) -> Result<BTreeMap<Lang, String>, StoreError> {
    let texts: BTreeMap<String, String> = from_json(json.as_bytes())?;
    texts
        .into_iter()
        .map(|(tag, text)| {
            Ok((
                Lang::from_tag(&tag).ok_or_else(|| decode("body.names"))?,
                text,
            ))
        })
        .collect()
}

fn text(bytes: &[u8]) -> Result<String, StoreError> {
    String::from_utf8(bytes.to_vec()).map_err(|_| decode("json"))
}
