//! A renderer that costs nothing: one page whose information dictionary holds the document as
//! JSON, so that a test can read what was printed. Real paper is tested in `documents`.

use ports::{
    BoxFuture,
    documents::{Document, DocumentRenderer, RenderError},
};

/// Renders the least that can be sealed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Paper;

impl DocumentRenderer for Paper {
    fn render<'a>(&'a self, document: &'a Document) -> BoxFuture<'a, Result<Vec<u8>, RenderError>> {
        Box::pin(async move {
            let json = serde_json::to_string(document)
                .map_err(|error| RenderError::Template(error.to_string()))?;
            Ok(page(&json))
        })
    }
}

fn page(subject: &str) -> Vec<u8> {
    let hex: String = subject.bytes().map(|byte| format!("{byte:02x}")).collect();
    let info = format!("<</Title(Example)/Subject<{hex}>>>");
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Count 1/Kids[3 0 R]>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Resources<<>>>>",
        &info,
    ];
    let mut out = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f\r\n", objects.len() + 1);
    for (index, body) in objects.iter().enumerate() {
        table += &format!("{:010} 00000 n\r\n", out.len());
        out.extend_from_slice(format!("{} 0 obj\n{body}\nendobj\n", index + 1).as_bytes());
    }
    let start = out.len();
    let size = objects.len() + 1;
    table += &format!(
        "trailer\n<</Size {size}/Root 1 0 R/Info 4 0 R/ID[<00><00>]>>\nstartxref\n{start}\n%%EOF\n"
    );
    out.extend_from_slice(table.as_bytes());
    out
}
