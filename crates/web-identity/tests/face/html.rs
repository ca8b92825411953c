//! Reading pages: enough of HTML for tests.

/// The hidden fields of the form that goes to `action`.
pub(crate) fn hidden_fields(page: &str, action: &str) -> Option<Vec<(String, String)>> {
    let mut forms = page.split("<form").skip(1).map(|form| {
        let form = form.split_once("</form>").map_or(form, |(form, _)| form);
        form.split_once('>').unwrap()
    });
    let (_, inside) = forms.find(|(tag, _)| {
        let goes_to = between(tag, "action=\"", "\"").unwrap_or_default();
        unescaped(goes_to) == action
    })?;
    let inputs = inside.split("<input type=\"hidden\"").skip(1);
    Some(
        inputs
            .map(|input| {
                let name = between(input, "name=\"", "\"").unwrap();
                let value = between(input, "value=\"", "\"").unwrap();
                (name.to_owned(), unescaped(value))
            })
            .collect(),
    )
}

pub(crate) fn between<'t>(text: &'t str, start: &str, end: &str) -> Option<&'t str> {
    let rest = text.split_once(start)?.1;
    Some(rest.split_once(end)?.0)
}

fn unescaped(text: &str) -> String {
    text.replace("&#38;", "&")
        .replace("&#39;", "'")
        .replace("&#34;", "\"")
}

/// The text of the main part of a page, marks left out.
pub(crate) fn text(page: &str) -> String {
    let main = page.split_once("<main").map_or(page, |(_, main)| main);
    let mut text = String::new();
    let mut inside = true;
    for c in main.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => text.push(c),
            _ => {}
        }
    }
    unescaped(&text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
