//! Puts the signature widget into the structure tree (ISO 32000-1 §14.7), so that a tagged
//! file (PDF/A-2a, PDF/UA-1 §7.18.4) stays one: a `Form` element with an object reference,
//! and an entry in the parent tree that leads back from the widget.

use crate::error::{PdfError, Unsupported};
use crate::file::View;
use crate::syntax::{Dict, ObjectId, Value};
use crate::text::text_string;
use crate::update::Update;

/// Adds the `Form` element and returns the widget's `/StructParent`, or `None` if the file is
/// not tagged.
pub(crate) fn add_form_element<'a>(
    view: View<'_, 'a>,
    update: &mut Update<'_, 'a>,
    catalog: &Dict<'a>,
    page: ObjectId,
    widget: ObjectId,
    label: &str,
) -> Result<Option<i64>, PdfError> {
    let Some(tree_value) = catalog.find("StructTreeRoot") else {
        return Ok(None);
    };
    let unsupported = PdfError::Unsupported(Unsupported::StructureRoot);
    let tree_id = tree_value.as_reference().ok_or(unsupported)?;
    let tree = view.dict(tree_id)?;
    let (parent_id, parent) = root_element(view, &tree)?;

    let form = update.allocate()?;
    let body = format!(
        "<</Type/StructElem/S/Form/P {parent_id}/Pg {page}/Alt{}/K<</Type/OBJR/Pg {page}/Obj {widget}>>>>",
        text_string(label)
    );
    update.object(form, body.as_bytes());

    let kids = parent
        .find("K")
        .map_or_else(|| format!("[{form}]"), |k| k.with_item(&form.to_string()));
    update.object(parent_id, &parent.edited(&[("K", kids)]));

    let key = add_to_parent_tree(view, update, tree_id, &tree, form)?;
    Ok(Some(key))
}

/// The one element at the top, which typst always makes (`Document`).
fn root_element<'a>(view: View<'_, 'a>, tree: &Dict<'a>) -> Result<(ObjectId, Dict<'a>), PdfError> {
    let unsupported = PdfError::Unsupported(Unsupported::StructureRoot);
    let kids = tree.find("K").ok_or(unsupported.clone())?;
    let id = match kids.as_array() {
        Some([only]) => only.as_reference(),
        Some(_) => None,
        None => kids.as_reference(),
    };
    let id = id.ok_or(unsupported)?;
    Ok((id, view.dict(id)?))
}

/// Appends `key form` to the flat `/Nums`, whose keys ascend (§7.9.7).
fn add_to_parent_tree<'a>(
    view: View<'_, 'a>,
    update: &mut Update<'_, 'a>,
    tree_id: ObjectId,
    tree: &Dict<'a>,
    form: ObjectId,
) -> Result<i64, PdfError> {
    let unsupported = PdfError::Unsupported(Unsupported::ParentTree);
    let (numbers_id, numbers_tree) = match tree.find("ParentTree") {
        Some(value) => view.dict_of(value)?,
        None => return Err(unsupported),
    };
    let numbers = numbers_tree.find("Nums").ok_or(unsupported.clone())?;
    let pairs = numbers.as_array().ok_or(unsupported.clone())?;
    let highest = pairs
        .iter()
        .step_by(2)
        .filter_map(Value::as_integer)
        .max()
        .unwrap_or(-1);
    let stated = tree
        .find("ParentTreeNextKey")
        .and_then(Value::as_integer)
        .unwrap_or(0);
    let key = highest
        .checked_add(1)
        .ok_or(unsupported.clone())?
        .max(stated);
    let next = key.checked_add(1).ok_or(unsupported)?;

    let numbers = ("Nums", numbers.with_item(&format!("{key} {form}")));
    let edited = numbers_tree.edited(&[numbers]);
    let next_key = ("ParentTreeNextKey", next.to_string());
    match numbers_id {
        Some(id) => {
            update.object(id, &edited);
            update.object(tree_id, &tree.edited(&[next_key]));
        }
        None => {
            let inline = String::from_utf8_lossy(&edited).into_owned();
            update.object(tree_id, &tree.edited(&[("ParentTree", inline), next_key]));
        }
    }
    Ok(key)
}
