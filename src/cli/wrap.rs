//! Fitting text to a terminal, which would break lines in the middle of a word.

/// Breaks each line of `text` between words so that it fits into `width` columns; a line goes on two
/// columns deeper than it began. A longer word stays whole, so that it can be copied. Styles (ANSI
/// escapes) take no room.
pub fn words(text: &str, width: usize) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let (body, end) = match line.strip_suffix('\n') {
            Some(body) => (body, "\n"),
            None => (line, ""),
        };
        match columns(body) <= width || width == 0 {
            true => out.push_str(body),
            false => wrap_line(&mut out, body, width),
        }
        out.push_str(end);
    }
    out
}

/// Where the second column of a table begins, where the terminal is too narrow for two.
const DEEPEST_OF_NARROW: usize = 6;

fn wrap_line(out: &mut String, line: &str, width: usize) {
    let too_deep = |column: usize| column * 3 > width * 2;
    let text = line.trim_start_matches(' ');
    let mut indent = line.len() - text.len();
    if too_deep(indent) {
        indent = DEEPEST_OF_NARROW.min(indent);
    }
    let hanging = hanging(text, indent).filter(|column| !too_deep(*column));
    let hanging = hanging.unwrap_or(indent + 2);
    out.push_str(&" ".repeat(indent));
    let mut column = indent;
    // Blanks stay with the word they stand before, and go where a line is broken.
    let mut rest = text;
    while !rest.is_empty() {
        let blanks = rest.len() - rest.trim_start_matches(' ').len();
        let end = rest[blanks..]
            .find(' ')
            .map_or(rest.len(), |at| blanks + at);
        let (blank, word) = rest[..end].split_at(blanks);
        let wide = columns(word);
        if column > hanging && column + blanks + wide > width && wide > 0 {
            // A word that is too long for its column alone may still fit on a line.
            let fits_left = hanging + wide > width && indent + 2 + wide <= width;
            column = if fits_left { indent + 2 } else { hanging };
            out.push('\n');
            out.push_str(&" ".repeat(column));
        } else {
            out.push_str(blank);
            column += blanks;
        }
        out.push_str(word);
        column += wide;
        rest = &rest[end..];
    }
}

/// Where the second column of a table row begins: after the first gap of several blanks.
fn hanging(body: &str, indent: usize) -> Option<usize> {
    let gap = body.find("  ")?;
    let after = &body[gap..];
    let blanks = after.len() - after.trim_start_matches(' ').len();
    (blanks < after.len()).then(|| indent + columns(&body[..gap]) + blanks)
}

/// How many columns text takes, give or take wide characters.
fn columns(text: &str) -> usize {
    let mut columns = 0;
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        match c {
            // The styles written here are of the form ESC [ … m.
            '\u{1b}' => while characters.next().is_some_and(|c| c != 'm') {},
            _ => columns += 1,
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn breaks_between_words_and_goes_on_deeper() {
        assert_eq!(
            words("warning: one two three four\nshort\n", 14),
            "warning: one\n  two three\n  four\nshort\n"
        );
    }

    #[test]
    fn the_second_column_of_a_table_stays_a_column() {
        assert_eq!(
            words("  Key  one two three four", 16),
            "  Key  one two\n       three\n       four"
        );
    }

    #[test]
    fn a_word_too_long_for_its_column_goes_as_far_left_as_it_fits() {
        assert_eq!(
            words("  Key  see abcdefghijklmn now", 18),
            "  Key  see\n    abcdefghijklmn\n       now"
        );
    }

    #[test]
    fn a_long_word_stays_whole() {
        assert_eq!(
            words("  see https://a.example/long now", 12),
            "  see\n    https://a.example/long\n    now"
        );
    }

    #[test]
    fn styles_take_no_room() {
        let styled = "\u{1b}[1mab\u{1b}[0m cd";
        assert_eq!(words(styled, 5), styled);
    }

    #[test]
    fn no_text_is_lost_and_no_width_is_too_small() {
        let text = "a  b ccc    dd\n\n   e f";
        for width in 0..20 {
            let wrapped = words(text, width);
            let kept = |s: &str| s.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(kept(&wrapped), kept(text), "{width}");
        }
    }
}
