//! Finds a page by walking the page tree (ISO 32000-1 §7.7.3) within limits.

use crate::error::{PdfError, Unsupported};
use crate::file::View;
use crate::syntax::{Dict, ObjectId, Value};

/// Most nodes visited. A page tree of typst has one level; a loop ends here.
const MAX_NODES: usize = 100_000;

/// The page with this index, counted from 0 in reading order.
pub(crate) fn page<'a>(
    view: View<'_, 'a>,
    catalog: &Dict<'a>,
    index: usize,
) -> Result<(ObjectId, Dict<'a>), PdfError> {
    let missing = PdfError::Unsupported(Unsupported::PageMissing);
    let root = catalog
        .find("Pages")
        .and_then(Value::as_reference)
        .ok_or(missing.clone())?;
    let mut waiting = vec![root];
    let mut before = 0;
    for _ in 0..MAX_NODES {
        let id = waiting.pop().ok_or(missing.clone())?;
        let node = view.dict(id)?;
        if node.is("Type", "Page") {
            if before == index {
                return Ok((id, node));
            }
            before += 1;
            continue;
        }
        let kids = node
            .find("Kids")
            .and_then(Value::as_array)
            .ok_or(PdfError::Malformed {
                offset: node.start(),
                expected: "/Kids of a page tree node",
            })?;
        if waiting.len() + kids.len() > MAX_NODES {
            break;
        }
        waiting.extend(kids.iter().rev().filter_map(Value::as_reference));
    }
    Err(missing)
}
