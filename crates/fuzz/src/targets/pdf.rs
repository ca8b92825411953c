//! Files that somebody uploads to be compared, and files that are to be sealed.

use wire_pades::{SignatureOptions, inspect, prepare};

use crate::Target;

pub(crate) const TARGET: Target = Target {
    name: "pdf",
    seeds,
    run,
};

fn seeds() -> Vec<Vec<u8>> {
    let tagged = file(&[
        "<</Type/Catalog/Pages 2 0 R/StructTreeRoot 4 0 R/MarkInfo<</Marked true>>/Lang(es)>>",
        "<</Type/Pages/Count 1/Kids[3 0 R]>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Resources<<>>/StructParents 0/Tabs/S>>",
        "<</Type/StructTreeRoot/K[5 0 R]/ParentTree<</Nums[0 6 0 R]>>/ParentTreeNextKey 1>>",
        "<</Type/StructElem/S/Document/P 4 0 R/K[]>>",
        "[5 0 R]",
    ]);
    let plain = file(&[
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Count 1/Kids[3 0 R]>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Resources<<>>>>",
    ]);
    vec![tagged, plain]
}

fn file(objects: &[&str]) -> Vec<u8> {
    let mut out = String::from("%PDF-1.7\n%aaaa\n");
    let mut table = format!("xref\n0 {}\n0000000000 65535 f\r\n", objects.len() + 1);
    for (index, body) in objects.iter().enumerate() {
        table += &format!("{:010} 00000 n\r\n", out.len());
        out += &format!("{} 0 obj\n{body}\nendobj\n", index + 1);
    }
    let (start, size) = (out.len(), objects.len() + 1);
    out += &table;
    out += &format!(
        "trailer\n<</Size {size}/Root 1 0 R/ID[(first=)(second=)]>>\nstartxref\n{start}\n%%EOF"
    );
    out.into_bytes()
}

fn options() -> SignatureOptions {
    SignatureOptions::sealed_at(jiff::Timestamp::UNIX_EPOCH)
}

fn run(bytes: &[u8]) -> bool {
    // Nobody is known here, so that nothing can be a document that we issued.
    assert!(inspect(bytes, &[]).is_err());
    // What can be prepared repeats the file as it came.
    let prepared = prepare(bytes, &options());
    if let Ok(prepared) = &prepared {
        let again = prepare(bytes, &options()).map(|again| format!("{again:?}"));
        assert_eq!(again.ok(), Some(format!("{prepared:?}")));
    }
    prepared.is_ok()
}
