//! What a template asks to be replaced, recognised by its kind: nobody has a list of JumpCloud's placeholders, and each
//! template has its own.

/// What `your` is followed by where a host is meant to be somebody's own: `yourdomain.tld`, `your-company.example`.
const OWN: [&str; 20] = [
    "account",
    "app",
    "company",
    "domain",
    "grid",
    "host",
    "id",
    "idp",
    "instance",
    "name",
    "org",
    "portal",
    "region",
    "server",
    "site",
    "sp",
    "subdomain",
    "team",
    "tenant",
    "url",
];

/// Whether a placeholder is left over in a text: a word of two or more `X`; `YOUR…` in capitals; a host label of the kind
/// of `yourdomain`, or under `.tld`; a word in `<…>` or `{…}`.
pub fn is_left_in(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_ascii_alphanumeric());
    words.any(|word| is_crossed_out(word) || is_yours(word))
        || hosts(text).any(is_somebodys_own)
        || encloses_a_word(text, '<', '>')
        || encloses_a_word(text, '{', '}')
}

fn is_crossed_out(word: &str) -> bool {
    word.len() >= 2 && word.bytes().all(|b| b == b'X')
}

/// `YOUR`, `YOURDOMAIN`, and the beginning of `YOUR_ACS_URL`.
fn is_yours(word: &str) -> bool {
    let capitals = word
        .bytes()
        .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    capitals && word.starts_with("YOUR")
}

/// Whatever in a text may be a host: letters, digits, dots, hyphens and underscores, with a dot among them.
fn hosts(text: &str) -> impl Iterator<Item = &str> {
    let of_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let parts = text.split(move |c: char| !of_host(c));
    parts.filter(|part| part.contains('.'))
}

fn is_somebodys_own(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    let mut labels = host.split('.');
    host.ends_with(".tld")
        || labels.any(|label| {
            let Some(what) = label.strip_prefix("your") else {
                return false;
            };
            let marked = what.starts_with(['-', '_']);
            let what = what.trim_start_matches(['-', '_']);
            // `yourtown.example` may be a name; `your-anything` and `yourdomain` are none.
            marked && !what.is_empty() || OWN.contains(&what)
        })
}

/// Whether these two stand around nothing but a word or some: `<your domain>`, `{{tenant}}`. A list in JSON has quotes.
fn encloses_a_word(text: &str, open: char, close: char) -> bool {
    let is_word = |inner: &str| {
        inner.starts_with(|c: char| c.is_ascii_alphabetic())
            && inner
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '_' | '-' | '.'))
    };
    let mut rest = text;
    while let Some((_, after)) = rest.split_once(open) {
        if after
            .split_once(close)
            .is_some_and(|(inner, _)| is_word(inner))
        {
            return true;
        }
        rest = after;
    }
    false
}

#[cfg(test)]
mod tests;
