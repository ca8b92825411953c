//! Small PDF files, made by hand.

/// A file from the bodies of its objects, numbered from 1, with the catalog as object 1.
pub(crate) fn file(objects: &[&str], trailer: &str) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f\r\n", objects.len() + 1);
    for (index, body) in objects.iter().enumerate() {
        table += &format!("{:010} 00000 n\r\n", out.len());
        out.extend_from_slice(format!("{} 0 obj\n{body}\nendobj\n", index + 1).as_bytes());
    }
    let start = out.len();
    let size = objects.len() + 1;
    table += &format!("trailer\n<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF");
    out.extend_from_slice(table.as_bytes());
    out
}

const ID: &str = "/ID[(first=)(second=)]";

/// One page, no tags.
pub(crate) fn plain() -> Vec<u8> {
    file(
        &[
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Count 1/Kids[3 0 R]>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Resources<<>>>>",
        ],
        ID,
    )
}

/// Two pages with tags, annotations and an information dictionary, laid out as typst does.
pub(crate) fn tagged() -> Vec<u8> {
    file(
        &[
            "<</Type/Catalog/Pages 2 0 R/StructTreeRoot 5 0 R/MarkInfo<</Marked true>>/Lang(es)>>",
            "<</Type/Pages/Count 2/Kids[3 0 R 4 0 R]>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Resources<<>>/StructParents 0/Tabs/S/Annots[9 0 R]>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Resources<<>>/StructParents 1>>",
            "<</Type/StructTreeRoot/K[6 0 R]/ParentTree<</Nums[0 7 0 R 1 7 0 R 2 8 0 R]>>/ParentTreeNextKey 3>>",
            "<</Type/StructElem/S/Document/P 5 0 R/K[8 0 R]>>",
            "[8 0 R]",
            "<</Type/StructElem/S/Link/P 6 0 R/Alt(a link)/K[<</Type/OBJR/Pg 3 0 R/Obj 9 0 R>>]/Pg 3 0 R>>",
            "<</Type/Annot/Subtype/Link/Rect[1 1 9 9]/F 4/StructParent 2/Contents(a)/A<</S/URI/URI(https://example.org)>>>>",
            "<</Title(Example)>>",
        ],
        "/Info 10 0 R/ID[(first=)(second=)]",
    )
}

/// Replaces text of the same length, or panics.
pub(crate) fn replace(pdf: &[u8], from: &str, to: &str) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let at = find(pdf, from);
    let mut out = pdf.to_vec();
    out[at..at + to.len()].copy_from_slice(to.as_bytes());
    out
}

/// Where the text stands for the last time.
pub(crate) fn find(pdf: &[u8], text: &str) -> usize {
    pdf.windows(text.len())
        .rposition(|w| w == text.as_bytes())
        .unwrap()
}

/// Appends a revision that replaces one object; returns the new file.
pub(crate) fn append(pdf: &[u8], number: u32, body: &str) -> Vec<u8> {
    let tail = String::from_utf8_lossy(&pdf[find(pdf, "startxref")..]).into_owned();
    let previous: usize = tail.lines().nth(1).unwrap().parse().unwrap();
    let trailer = String::from_utf8_lossy(&pdf[find(pdf, "trailer")..]).into_owned();
    let size = between(&trailer, "/Size ", "/");
    let root = between(&trailer, "/Root ", "R");
    let mut out = pdf.to_vec();
    out.push(b'\n');
    let object = out.len();
    out.extend_from_slice(format!("{number} 0 obj\n{body}\nendobj\n").as_bytes());
    let table = out.len();
    out.extend_from_slice(
        format!(
            "xref\n{number} 1\n{object:010} 00000 n\r\ntrailer\n<</Size {size}/Root {root}R/Prev {previous}>>\n\
             startxref\n{table}\n%%EOF\n"
        )
        .as_bytes(),
    );
    out
}

fn between<'t>(text: &'t str, from: &str, to: &str) -> &'t str {
    let start = text.find(from).unwrap() + from.len();
    let end = text[start..].find(to).unwrap();
    &text[start..start + end]
}
